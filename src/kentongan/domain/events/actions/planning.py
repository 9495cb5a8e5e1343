"""An event is planned, changed, moved, cancelled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events import rules
from kentongan.domain.events.actions.agenda import Item, write_agenda, write_conditions
from kentongan.domain.events.models import Event, EventMove, FundingLine, Kind, Mode
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within

LINES = {"title": 200, "place": 150, "programme": 200, "sub_activity": 200, "source": 300}
CHANGEABLE = frozenset(
    {*LINES, "kind", "mode", "purpose", "link", "areas", "groups", "funding", "is_public", "agenda"}
)


@transaction.atomic
def plan_event(
    *,
    kind: str,
    title: str,
    region: Region,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    mode: str = Mode.ONSITE,
    place: str = "",
    link: str = "",
    purpose: str = "",
    areas: Sequence[Region] = (),
    groups: Sequence[Group] = (),
    agenda: Sequence[str | Item] = (),
    conditions: Sequence[str] = (),
    funding: FundingLine | None = None,
    programme: str = "",
    sub_activity: str = "",
    parent: Event | None = None,
    batch_number: int | None = None,
    is_public: bool | None = None,
    is_demo: bool = False,
    source: str = "",
) -> Event:
    """Put an event into the plan of an area. A time without zone is by the clocks of the region.

    ``areas`` are the villages or districts concerned, ``groups`` those served; both see the event. Whether it
    stands in the public agenda follows from the kind unless told. Raises ``Invalid`` for an end before the
    start, a kind or mode nobody knows, or a batch of a batch.
    """
    by.require("events.edit", region.code)
    starts_at, ends_at = _local(starts_at, region), _local(ends_at, region)
    rules.check_times(starts_at, ends_at)
    texts = {
        "title": title,
        "place": place,
        "programme": programme,
        "sub_activity": sub_activity,
        "source": source,
    }
    values = _checked({"kind": kind, "mode": mode, "purpose": purpose, "link": link} | texts)
    _check_funding(funding, region)
    event = Event.objects.create(
        code=unused_code("A", lambda code: Event.objects.filter(code=code).exists()),
        region=region,
        starts_at=starts_at,
        ends_at=ends_at,
        parent=parent,
        batch_number=_batch(parent, batch_number, by) if parent else None,
        funding=funding,
        is_public=kind in rules.PUBLIC_KINDS if is_public is None else is_public,
        is_demo=is_demo,
        by_id=by.user_id,
        by_name=by.name,
        **values,
    )
    event.areas.set(_own_areas(areas, event, by))
    event.groups.set(_own_groups(groups, event, by))
    write_agenda(event, agenda)
    write_conditions(event, conditions)
    record("events.plan", event, by=by, region=region.code, kind=kind, starts_at=starts_at.isoformat())
    return event


@transaction.atomic
def change_event(event: Event, *, by: Actor, **changes: Any) -> Event:
    """Change what is told by name (``CHANGEABLE``); the time is changed by :func:`move_event`.

    Raises ``Invalid`` as :func:`plan_event` does, ``Stale`` for an event cancelled meanwhile.
    """
    by.require("events.edit", event.region_id)
    require_standing(event)
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    areas, groups, agenda = (changes.pop(name, None) for name in ("areas", "groups", "agenda"))
    if "funding" in changes:
        _check_funding(changes["funding"], event.region)
    changes = _checked(changes)
    told = [name for name, value in changes.items() if getattr(event, name) != value]
    for name in told:
        setattr(event, name, changes[name])
    if told:
        event.save(update_fields=told)
    if areas is not None:
        event.areas.set(_own_areas(areas, event, by))
    if groups is not None:
        event.groups.set(_own_groups(groups, event, by))
    if agenda is not None:
        write_agenda(event, agenda)
    lists = {"areas": areas, "groups": groups, "agenda": agenda}
    fields = [*told, *(name for name, value in lists.items() if value is not None)]
    if fields:
        record("events.change", event, by=by, region=event.region_id, fields=fields)
    return event


@transaction.atomic
def move_event(event: Event, *, starts_at: datetime, ends_at: datetime, reason: str, by: Actor) -> Event:
    """Put the event to another time, for a reason; the old time is kept. Not once it was held."""
    by.require("events.edit", event.region_id)
    reason = rules.check_line(reason, 300, "reason", _("Tulis mengapa acara ini dipindah."))
    starts_at, ends_at = _local(starts_at, event.region), _local(ends_at, event.region)
    rules.check_times(starts_at, ends_at)
    old = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    moved = Event.objects.filter(pk=event.pk, cancelled_on=None, held_on=None, **old).update(
        starts_at=starts_at, ends_at=ends_at
    )
    if not moved:
        raise Stale(_("Acara ini sudah terlaksana, dibatalkan, atau dipindah. Muat ulang halaman."))
    EventMove.objects.create(event=event, reason=reason, by_name=by.name, **old)
    event.starts_at, event.ends_at = starts_at, ends_at
    record(
        "events.move", event, by=by, region=event.region_id, starts_at=starts_at.isoformat(), reason=reason
    )
    return event


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: Actor) -> Event:
    """Call it off, for a reason. Not once it was held."""
    by.require("events.edit", event.region_id)
    reason = rules.check_line(reason, 300, "reason", _("Tulis mengapa acara ini dibatalkan."))
    today = timezone.localdate()
    cancelled = Event.objects.filter(pk=event.pk, cancelled_on=None, held_on=None).update(
        cancelled_on=today, cancel_reason=reason
    )
    if not cancelled:
        raise Stale(_("Acara ini sudah terlaksana atau dibatalkan. Muat ulang halaman."))
    event.cancelled_on, event.cancel_reason = today, reason
    record("events.cancel", event, by=by, region=event.region_id, reason=reason)
    return event


def require_standing(event: Event) -> None:
    """Raise ``Stale`` for an event that was called off."""
    if event.cancelled_on:
        raise Stale(_("Acara ini sudah dibatalkan. Muat ulang halaman."))


def _local(moment: datetime, region: Region) -> datetime:
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=region.zone)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The told fields as they are kept."""
    found = dict(values)
    if found.get("kind", Kind.OTHER) not in Kind.values:
        raise Invalid(_("Pilih jenis acara dari daftar."), field="kind")
    if found.get("mode", Mode.ONSITE) not in Mode.values:
        raise Invalid(_("Pilih tatap muka, daring, atau keduanya."), field="mode")
    for name, limit in LINES.items():
        if name in found:
            need = _("Isi nama acara.") if name == "title" else ""
            found[name] = rules.check_line(found[name], limit, name, need)
    if "purpose" in found:
        found["purpose"] = rules.check_length(found["purpose"].strip(), 5000, "purpose")
    if found.get("link"):
        found["link"] = _checked_link(found["link"].strip())
    return found


def _checked_link(link: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError as error:
        raise Invalid(
            _("Tautan ini tidak lengkap. Tulis seperti https://contoh.id."), field="link"
        ) from error
    return rules.check_length(link, 300, "link")


def _check_funding(funding: FundingLine | None, region: Region) -> None:
    if funding and not (
        is_within(region.code, funding.region_id) or is_within(funding.region_id, region.code)
    ):
        raise Invalid(_("Sumber dana ini milik wilayah lain. Pilih yang lain."), field="funding")


def _batch(parent: Event, number: int | None, by: Actor) -> int:
    by.require("events.edit", parent.region_id)
    require_standing(parent)
    if parent.parent_id:
        raise Invalid(_("Angkatan tidak dapat dibagi lagi. Pilih acara induknya."), field="parent")
    taken = set(parent.batches.values_list("batch_number", flat=True))
    number = max((held for held in taken if held), default=0) + 1 if number is None else number
    if number < 1 or number in taken:
        raise Invalid(_("Nomor angkatan ini sudah dipakai. Pilih nomor lain."), field="batch_number")
    return number


def _own_areas(areas: Sequence[Region], event: Event, by: Actor) -> list[Region]:
    for area in areas:
        if not is_within(area.code, event.region_id):
            by.require("events.edit", area.code)
    return list(areas)


def _own_groups(groups: Sequence[Group], event: Event, by: Actor) -> list[Group]:
    for group in groups:
        if not is_within(group.region_id, event.region_id):
            by.require("events.edit", group.region_id, group=group.pk)
    return list(groups)
