"""Checks made by other houses, brought in with their source named. Twice the same adds nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.claims import numbering
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim, Label, Source, Verdict
from kentongan.domain.claims.rules import CODE
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import make_code
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region, RegionBrand
from kentongan.domain.regions.rules import lineage

AT_ONCE = 500  # claims in a transaction
_LENGTHS = {"title": 300, "source_name": 120, "source_ref": 300, "source_url": 500}


@dataclass(frozen=True)
class Check:
    """One checked claim as another house published it."""

    title: str
    label: str  # the code of one of our labels
    source_name: str
    source_ref: str  # its number or address there: what makes it the same check again
    text: str = ""
    why: str = ""
    source_url: str = ""
    checked_on: date | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Taken:
    """What became of a batch."""

    created: int
    changed: int
    unchanged: int


def bring_in(checks: Sequence[Check], *, region: Region, by: Actor, dry_run: bool = False) -> Taken:
    """Write the checks as published claims of the region's desk, in pieces that are each whole.

    What another desk brought in already stays as that desk has it. Raises ``Invalid`` for a check without
    title or source, with a label nobody knows, or in our own name: what we check ourselves takes two persons.
    """
    by.require("claims.draft", region.code)
    labels, ours = Label.objects.in_bulk(), _own_names(region)
    for check in checks:
        _check(check, labels)
        if one_line(check.source_name).casefold() in ours:
            raise Invalid(
                _("“%(name)s” adalah kantor sendiri. Sebut pemeriksa lain, atau tulis putusannya di sini.")
                % {"name": one_line(check.source_name)},
                field="source_name",
            )
    total = [0, 0, 0]
    for start in range(0, len(checks), AT_ONCE):
        for at, count in enumerate(_piece(checks[start : start + AT_ONCE], region, by, dry_run)):
            total[at] += count
    if not dry_run and sum(total[:2]) >= keeping.WORTH_KEEPING:
        keeping.index()  # reading so many takes a while: not the first who asks is to wait for it
    return Taken(*total)


def _check(check: Check, labels: dict[Any, Label]) -> None:
    if not check.title.strip() or not check.source_name.strip() or not check.source_ref.strip():
        raise Invalid(_("Setiap klaim memerlukan judul, nama sumber, dan nomor atau alamatnya di sana."))
    if check.label not in labels:
        raise Invalid(_("Putusan “%(label)s” tidak dikenal.") % {"label": check.label[:40]}, field="label")
    for name, limit in _LENGTHS.items():
        if len(getattr(check, name)) > limit:
            raise Invalid(
                _("%(field)s paling banyak %(limit)d huruf.") % {"field": name, "limit": limit}, field=name
            )


def _own_names(region: Region) -> set[str]:
    """What the offices of the region and those above it are called, in small letters."""
    codes = lineage(region.code)
    rows = [
        *Agency.objects.filter(region_id__in=codes).values_list("name", "short_name"),
        *RegionBrand.objects.filter(region_id__in=codes).values_list("office_name", "short_name"),
        *((one.name, one.title) for one in Region.objects.filter(code__in=codes)),
    ]
    return {one_line(name).casefold() for names in rows for name in names if name}


@transaction.atomic
def _piece(checks: Sequence[Check], region: Region, by: Actor, dry_run: bool) -> tuple[int, int, int]:
    wanted = {(check.source_name, check.source_ref): check for check in checks}
    held = {
        (claim.source_name, claim.source_ref): claim
        for claim in Claim.objects.filter(
            source_name__in={name for name, _ref in wanted}, source_ref__in=[ref for _name, ref in wanted]
        )
    }
    new = [check for key, check in wanted.items() if key not in held]
    out = {
        verdict.claim_id: verdict
        for verdict in Verdict.objects.out().filter(claim__in=[claim.pk for claim in held.values()])
    }
    changed = [
        (held[key], out.get(held[key].pk), check)
        for key, check in wanted.items()
        if key in held
        and by.may("claims.draft", held[key].region_id)
        and not _same(held[key], out.get(held[key].pk), check)
    ]
    if not dry_run:
        _create(new, region, by)
        for claim, verdict, check in changed:
            _change(claim, verdict, check, by)
    return len(new), len(changed), len(checks) - len(new) - len(changed)


def _same(claim: Claim, verdict: Verdict | None, check: Check) -> bool:
    said = (verdict.label_id, verdict.why) if verdict else ("", "")
    return (claim.title, claim.text, *said) == (check.title, check.text, check.label, check.why)


def _create(checks: Sequence[Check], region: Region, by: Actor) -> None:
    if not checks:
        return
    claims = [
        Claim(
            code=code,
            title=check.title,
            text=check.text,
            region=region,
            state=Claim.State.PUBLISHED,
            source_name=check.source_name,
            source_ref=check.source_ref,
            source_url=check.source_url,
            raised_at=_moment(check),
            answered_at=_moment(check),
            is_demo=check.is_demo,
            by_id=by.user_id,
        )
        for code, check in zip(_codes(len(checks)), checks, strict=True)
    ]
    numbering.number(claims)
    Claim.objects.bulk_create(claims, batch_size=500)
    _verdicts([(claim, check, 1) for claim, check in zip(claims, checks, strict=True)])
    numbering.keep_links(claims)
    record("claims.bring_in", region, by=by, region=region.code, count=len(claims), first=claims[0].code)


def _change(claim: Claim, verdict: Verdict | None, check: Check, by: Actor) -> None:
    """The other house corrected itself: the next version, and the one before keeps its address."""
    now = timezone.now()
    last = claim.verdicts.aggregate(last=Max("number"))["last"] or 0
    if verdict is not None:
        Verdict.objects.filter(pk=verdict.pk).update(state=Verdict.State.SUPERSEDED, superseded_at=now)
    Claim.objects.filter(pk=claim.pk).update(title=check.title, text=check.text, answered_at=now)
    _verdicts([(claim, check, last + 1)])
    numbering.renumber(claim)
    record("claims.bring_in", claim, by=by, region=claim.region_id, number=last + 1)


def _verdicts(rows: Sequence[tuple[Claim, Check, int]]) -> None:
    verdicts = [
        Verdict(
            claim=claim,
            number=number,
            label_id=check.label,
            why=check.why,
            checked_on=check.checked_on,
            state=Verdict.State.PUBLISHED,
            author_name=check.source_name,
            published_at=_moment(check),
        )
        for claim, check, number in rows
    ]
    Verdict.objects.bulk_create(verdicts, batch_size=500)
    Source.objects.bulk_create(
        (
            Source(verdict=verdict, title=check.source_name, url=check.source_url)
            for verdict, (_claim, check, _number) in zip(verdicts, rows, strict=True)
        ),
        batch_size=500,
    )


def _moment(check: Check) -> datetime:
    """When it came out, as far as the source says: never in a time to come."""
    now = timezone.now()
    if check.checked_on is None:
        return now
    return min(timezone.make_aware(datetime.combine(check.checked_on, time(12))), now)


def _codes(count: int) -> list[str]:
    """So many codes nobody has; taken ones are few, and asked for all at once."""
    found: set[str] = set()
    length = 5
    while len(found) < count:
        fresh = {make_code(CODE, length=length) for _ in range(count - len(found))} - found
        found |= fresh - set(Claim.objects.filter(code__in=fresh).values_list("code", flat=True))
        length = 6 if len(found) < count else length
    return list(found)
