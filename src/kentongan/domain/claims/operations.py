"""What a phone sends about doubtful messages: the question, its screenshot, the answer carried back."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.domain.claims import access, actions
from kentongan.domain.claims.actions.carrying import Carried
from kentongan.domain.claims.models import CarryBack, Claim, Report
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.core.shapes import Code, Count, Day, In, OneOf, RegionCode, Word, read
from kentongan.domain.core.shapes import text as limited
from kentongan.domain.groups.access import acting_group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.sync.handling import Point, attached, day_meant, parent_of
from kentongan.domain.sync.registry import Envelope, Outcome, operation


class AskData(In):
    """What was met, where and when."""

    group: Code | None = None
    region: RegionCode | None = None
    text: Annotated[str, limited(10_000)] | None = None
    url: Annotated[str, limited(500)] | None = None
    seen_in: Annotated[str, OneOf(Report.Seen)] | None = None
    seen_on: Day | None = None
    note: Annotated[str, limited(500)] | None = None
    pictured: bool | None = None  # a picture follows, and may be all there is


class PhotoData(In):
    """Of which question it is. A place is never kept with it, so one that is told is ignored."""

    report: UUID | None = None
    point: Point | None = None


class CarryData(In):
    """Where and how the answer was told."""

    group: Code | None = None
    claim: Code
    medium: Word
    held_on: Day
    place: Annotated[str, limited(120)] | None = None
    reach_low: Count | None = None
    reach_high: Count | None = None
    counted_how: Annotated[str, limited(20)] | None = None
    note: Annotated[str, limited(5000)] | None = None


@operation("claim.ask")
def ask(envelope: Envelope, by: Authority) -> Outcome:
    """A group met a doubtful message."""
    return _ask(envelope, by)


@operation("claim.report")
def report(envelope: Envelope, by: Authority) -> Outcome:
    """The same under its other name."""
    return _ask(envelope, by)


@operation("claim.photo", file=True)
def photo(envelope: Envelope, by: Authority) -> Outcome:
    """A screenshot of the message."""
    data = read(PhotoData, envelope.data)
    key = parent_of(envelope, data.report, Report)
    row = Report.objects.filter(pk=key, by_id=by.user_id).select_related("claim").first()
    if row is None:
        raise Absent(_("Pertanyaan untuk gambar ini tidak ditemukan."))
    actions.add_photo(row, attached(envelope), by=by)
    return Outcome(row, code=row.claim.code)


@operation("claim.carry_back")
def carry_back(envelope: Envelope, by: Authority) -> Outcome:
    """The group told the answer where the message had gone round."""
    data = read(CarryData, envelope.data)
    group = acting_group(data.group, "activities.record", by)
    claim: Claim = access.get_public(data.claim)
    row = actions.carry_back(
        claim.merged_into or claim,
        group,
        Carried(
            held_on=day_meant(data.held_on, envelope, group.region.zone),
            medium=data.medium,
            place=data.place or "",
            reach_low=data.reach_low,
            reach_high=data.reach_high,
            counted_how=data.counted_how or "",
            note=data.note or "",
        ),
        by=by,
        id=envelope.free_id(CarryBack, by),
    )
    return Outcome(row, code=row.claim.code)


def _ask(envelope: Envelope, by: Authority) -> Outcome:
    data = read(AskData, envelope.data)
    group = acting_group(data.group, "activities.record", by)
    region = Region.objects.filter(pk=data.region, gone_on=None).first() if data.region else None
    if data.region and region is None:
        raise Invalid(_("Wilayah ini tidak ada dalam daftar. Pilih desanya lagi."), field="region")
    row = actions.report(
        actions.Question(
            text=data.text or "",
            url=data.url or "",
            seen_in=data.seen_in or "",
            seen_on=day_meant(data.seen_on, envelope, group.region.zone) if data.seen_on else None,
            note=data.note or "",
        ),
        by=by,
        way=Report.Way.PHONE,
        id=envelope.free_id(Report, by),
        group=group,
        region=region,
        pictured=bool(data.pictured),
    )
    return Outcome(row, code=row.claim.code, path=f"/cek/{row.claim.code}/")
