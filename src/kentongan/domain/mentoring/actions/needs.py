"""A group needs something; the office plans it, answers it, or says why not (domain.md G7, G9)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.activities.rules import content_digest
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events import actions as events
from kentongan.domain.events.models import Event, Speaker
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.access import NEED_CODE
from kentongan.domain.mentoring.models import Need, NeedStep
from kentongan.domain.people.models import Agency
from kentongan.domain.releases.access import ever_sent_to
from kentongan.domain.releases.checks import check_reason
from kentongan.domain.releases.models import Release

TEXT_LIMIT, MOST_PHOTOS = 5000, 5
ANSWERS = (NeedStep.Kind.PLANNED, NeedStep.Kind.ANSWERED, NeedStep.Kind.REFUSED)


@transaction.atomic
def raise_need(
    *,
    group: Group,
    kind: str,
    title: str,
    by: Actor,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
    text: str = "",
    wanted_by: date | None = None,
    said_on: date | None = None,
) -> Need:
    """Say what the group needs. The same id with the same content is the same need.

    ``said_on`` is the day it was said when it comes late: ``wanted_by`` may have passed on the way. Raises
    ``Stale`` for an id with other content, ``Invalid`` for what was entered wrongly.
    """
    by.require("needs.raise", group.region_id, group=group.pk)
    if kind not in Need.Kind.values:
        raise Invalid(_("Pilih apa yang dibutuhkan."), field="kind")
    title = check_reason(title, _("Tulis apa yang dibutuhkan."), limit=150, field="title")
    text = text.strip()
    content = {"group": str(group.pk), "kind": kind, "title": title, "text": text, "wanted_by": wanted_by}
    digest = content_digest(content)
    known = Need.objects.filter(pk=id).first() if id else None
    if known:
        return _same(known, digest)
    if len(text) > TEXT_LIMIT:
        raise Invalid(_("Penjelasan paling banyak %(limit)d huruf.") % {"limit": TEXT_LIMIT}, field="text")
    if wanted_by and wanted_by < (said_on or timezone.localdate()):
        raise Invalid(_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."), field="wanted_by")
    need, created = Need.objects.get_or_create(
        pk=id or uuid4(),
        defaults={
            "code": unused_code(NEED_CODE, lambda code: Need.objects.filter(code=code).exists()),
            "group": group,
            "region_id": group.region_id,
            "kind": kind,
            "title": title,
            "text": text,
            "wanted_by": wanted_by,
            "digest": digest,
            "by_id": by.user_id,
            "by_name": by.name,
        },
    )
    if not created:
        return _same(need, digest)
    record("mentoring.raise_need", need, by=by, region=group.region_id, kind=kind, title=title)
    return need


@transaction.atomic
def keep_need_photo(need: Need, file: Attachment, *, by: Actor, point: Sequence[int] = ()) -> Attachment:
    """Put a stored picture to the need; the same one twice is there once. Raises ``Invalid``.

    ``point``: where it was taken, in millionths of a degree, when its maker wants it kept.
    """
    by.require("needs.raise", need.region_id, group=need.group.survivor.pk)
    if need.photos.count() >= MOST_PHOTOS:
        raise Invalid(_("Foto kebutuhan ini sudah %(count)d.") % {"count": MOST_PHOTOS}, field="photos")
    need.photos.add(file)
    taken = {"point": list(point)} if point else {}
    record("mentoring.add_need_photo", need, by=by, region=need.region_id, file=file.name, **taken)
    return file


@transaction.atomic
def forward_need(need: Need, agency: Agency, *, by: Actor, text: str = "") -> NeedStep:
    """Pass the need on to an agency, whose officers then read and may answer it (domain.md G8)."""
    _require(need, by)
    moved = Need.objects.filter(pk=need.pk, state__in=Need.WAITING).exclude(agency=agency)
    if not moved.update(agency=agency):
        raise Stale(_("Kebutuhan ini sudah dijawab atau sudah ada pada instansi itu. Muat ulang halaman."))
    need.refresh_from_db()
    return _step(need, NeedStep.Kind.FORWARDED, by, text=text.strip()[:1000], agency=agency)


@transaction.atomic
def answer_need(
    need: Need,
    kind: str,
    text: str,
    *,
    by: Actor,
    planned_for: date | None = None,
    release: Release | None = None,
    event: Event | None = None,
    speaker: Speaker | None = None,
) -> NeedStep:
    """Plan the need, answer it, or refuse it, with a text the group reads; a plan may be changed later.

    Raises ``Stale`` when somebody else spoke the last word.
    """
    _require(need, by)
    if kind not in ANSWERS:
        raise Invalid(_("Pilih direncanakan, dipenuhi, atau tidak dapat dipenuhi."), field="kind")
    text = check_reason(text, _("Tulis jawabannya, agar KIM tahu."), limit=1000, field="text")
    if kind == NeedStep.Kind.PLANNED and planned_for is None:
        raise Invalid(_("Isi tanggal rencananya."), field="planned_for")
    if release and kind == NeedStep.Kind.ANSWERED:
        _check_sent(release, need.group)
    if not Need.objects.filter(pk=need.pk, state__in=Need.WAITING).update(state=kind):
        raise Stale(_("Kebutuhan ini sudah dijawab orang lain. Muat ulang halaman."))
    need.refresh_from_db()
    links = {"planned_for": planned_for, "release": release, "event": event, "speaker": speaker}
    return _step(need, kind, by, text=text, **links)


@transaction.atomic
def invite_speaker(
    need: Need,
    speaker: Speaker,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    place: str = "",
    text: str = "",
) -> Event:
    """Plan an event for the group with a speaker of the register; the need is then planned (domain.md G9)."""
    group = need.group
    kind = "training" if need.kind == Need.Kind.TRAINING else "mentoring"
    event = events.plan_event(
        kind=kind,
        title=need.title,
        region=group.region,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        groups=[group],
        by=by,
    )
    events.add_speaker(event, speaker=speaker, by=by)
    events.invite(event, groups=[group], by=by)
    words = text.strip() or _("%(name)s diundang sebagai narasumber.") % {"name": speaker.name}
    day = starts_at.astimezone(group.region.zone).date()
    answer_need(need, "planned", words, planned_for=day, event=event, speaker=speaker, by=by)
    return event


def _require(need: Need, by: Actor) -> None:
    """Officers answer in their area; an agency what was passed on to it."""
    by.require("needs.answer", need.region_id, agency=need.agency_id)


def _check_sent(release: Release, group: Group) -> None:
    """A package answers a need once the group has it."""
    if not ever_sent_to(group).filter(release=release).exists():
        raise Invalid(
            _("Paket ini belum sampai ke KIM itu. Terbitkan dulu, atau pilih direncanakan."), field="release"
        )


def _same(known: Need, digest: str) -> Need:
    if known.digest != digest:
        raise Stale(_("Nomor catatan ini sudah dipakai untuk isi lain. Buat catatan baru."))
    return known


def _step(need: Need, kind: str, by: Actor, **fields: Any) -> NeedStep:
    step = NeedStep.objects.create(
        need=need, kind=kind, by_id=by.user_id, by_name=by.name, on_behalf_of=by.on_behalf_of, **fields
    )
    record(f"mentoring.need_{kind}", need, by=by, region=need.region_id, text=step.text)
    return step
