"""Who came: written down once, corrected and taken off with a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.activities.rules import content_digest
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.events import rules
from kentongan.domain.events.access import may_attend
from kentongan.domain.events.actions.planning import require_standing
from kentongan.domain.events.models import Attendance, Element, Event
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region

LINES = {"title": 120, "phone": 20, "on_behalf_of": 200}
CORRECTABLE = frozenset({*LINES, "name", "sex", "element", "region", "group", "person", "signature"})


@transaction.atomic
def record_attendance(
    *,
    event: Event,
    id: UUID,  # noqa: A002 - the name in every contract
    name: str,
    by: Actor,
    person: Person | None = None,
    sex: str = "",
    title: str = "",
    element: Element | str | None = None,
    region: Region | None = None,
    group: Group | None = None,
    phone: str = "",
    on_behalf_of: str = "",
    signature: Attachment | None = None,
    source: str = Attendance.Source.PHONE,
) -> Attendance:
    """Write down one person who came. The same id with the same content is the same line, however often sent.

    Raises ``Invalid`` for a person on the list already (the same one of the register, or the same name from
    the same village), and before the first day; ``Stale`` for an id that stands for somebody else.
    """
    if not may_attend(event, by):
        raise Refused(_("Daftar hadir acara ini dicatat oleh penyelenggara."))
    values = checked(
        {
            "name": name,
            "person": person,
            "sex": sex or (person.sex if person else ""),
            "title": title,
            "element": element,
            "region": region,
            "group": group,
            "phone": phone,
            "on_behalf_of": on_behalf_of,
            "signature": signature,
        }
    )
    digest = digest_of(event, values)
    known = Attendance.objects.filter(pk=id).first()
    if known:
        return _same(known, digest)
    require_standing(event)
    _check_begun(event)
    check_once(event, values)
    row = Attendance(
        pk=id, event=event, digest=digest, source=source, by_id=by.user_id, by_name=by.name, **values
    )
    with _naming_twins():
        row.save(force_insert=True)
    record("events.attend", row, by=by, region=event.region_id, event=event.code)
    return row


@transaction.atomic
def correct_attendance(row: Attendance, *, by: Actor, **changes: Any) -> Attendance:
    """Mend a line; what stood there before stays in its history. Raises as :func:`record_attendance`."""
    _require_line(row, by)
    unknown = set(changes) - CORRECTABLE
    if unknown:
        raise TypeError(f"not correctable: {sorted(unknown)}")
    if row.removed_at:
        raise Stale(_("Nama ini sudah dihapus dari daftar. Kembalikan lebih dahulu."))
    told = {name: getattr(row, name) for name in CORRECTABLE} | changes
    values = checked(told)
    check_once(row.event, values, but=row)
    old = {name: _plain(getattr(row, name)) for name in values if getattr(row, name) != values[name]}
    if not old:
        return row
    for name in old:
        setattr(row, name, values[name])
    with _naming_twins():
        row.save(update_fields=list(old))
    record("events.correct_attendance", row, by=by, region=row.event.region_id, before=old)
    return row


@transaction.atomic
def remove_attendance(row: Attendance, *, reason: str, by: Actor) -> Attendance:
    """Take a line off the list, for a reason. It stays and can be put back; a repeat of it stays off."""
    _require_line(row, by)
    reason = rules.check_line(reason, 200, "reason", _("Tulis mengapa nama ini dihapus."))
    now = timezone.now()
    removed = Attendance.objects.filter(pk=row.pk, removed_at=None).update(
        removed_at=now, removed_by_name=by.name, removed_reason=reason
    )
    if not removed:
        raise Stale(_("Nama ini sudah dihapus dari daftar. Muat ulang halaman."))
    row.removed_at, row.removed_by_name, row.removed_reason = now, by.name, reason
    record("events.remove_attendance", row, by=by, region=row.event.region_id, reason=reason)
    return row


@transaction.atomic
def restore_attendance(row: Attendance, *, by: Actor) -> Attendance:
    """Put a line back on the list. Raises ``Invalid`` when the person was written down again meanwhile."""
    _require_line(row, by)
    check_once(row.event, {name: getattr(row, name) for name in (*CORRECTABLE, "name_key")}, but=row)
    row.removed_at, row.removed_by_name, row.removed_reason = None, "", ""
    with _naming_twins():
        row.save(update_fields=["removed_at", "removed_by_name", "removed_reason"])
    record("events.restore_attendance", row, by=by, region=row.event.region_id)
    return row


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of a line as they are kept. Raises ``Invalid``."""
    found = dict(values)
    person = found["person"]
    found["name"] = rules.check_line(
        found["name"] or (person.name if person else ""), 150, "name", _("Isi nama peserta.")
    )
    found["name_key"] = rules.person_key(found["name"])
    if not found["name_key"]:
        raise Invalid(_("Nama peserta harus memuat huruf."), field="name")
    if found["sex"] and found["sex"] not in Person.Sex.values:
        raise Invalid(_("Pilih perempuan atau laki-laki, atau kosongkan."), field="sex")
    for name, limit in LINES.items():
        found[name] = rules.check_line(found[name], limit, name)
    found["element"] = _element(found["element"])
    if found["region"] is None and found["group"]:
        found["region"] = found["group"].region
    return found


def check_once(event: Event, values: dict[str, Any], but: Attendance | None = None) -> None:
    """Raise ``Invalid`` for somebody who stands on the list already."""
    same_line = Q(name_key=values["name_key"], region=values["region"])
    same = same_line
    if values["person"]:  # equal names in the register are different people
        same = Q(person=values["person"]) | same_line & Q(person=None)
    rows = Attendance.objects.standing().filter(same, event=event)
    known = rows.exclude(pk=but.pk).first() if but else rows.first()
    if known:
        raise Invalid(_twin(known), field="name")


def digest_of(event: Event, values: dict[str, Any]) -> str:
    """What makes two sendings of a line the same."""
    return content_digest({"event": str(event.pk)} | {name: _plain(value) for name, value in values.items()})


def _twin(known: Attendance) -> str:
    if known.region is None:
        return _(
            "%(name)s sudah tercatat hadir. Bila orangnya lain, isi desanya agar keduanya dapat dibedakan."
        ) % {"name": known.name}
    return _("%(name)s dari %(region)s sudah tercatat hadir.") % {
        "name": known.name,
        "region": known.region.title,
    }


def _same(known: Attendance, digest: str) -> Attendance:
    if known.digest != digest:
        raise Stale(_("Nomor catatan ini sudah dipakai untuk peserta lain. Buat catatan baru."))
    return known


def _check_begun(event: Event) -> None:
    today = datetime.now(event.region.zone).date()
    if today < event.starts_on:
        raise Invalid(_("Acara ini belum dimulai. Daftar hadir dibuka pada hari pertama acara."))


def _element(told: Element | str | None) -> Element | None:
    if told is None or isinstance(told, Element) or not told:
        return told or None
    found = Element.objects.filter(code=told).first()
    if found is None:
        raise Invalid(
            _("Unsur “%(element)s” tidak ada dalam daftar.") % {"element": told[:40]}, field="element"
        )
    return found


@contextmanager
def _naming_twins() -> Iterator[None]:
    """Two devices may write down one person at the same moment: the constraint refuses the second."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Invalid(_("Orang ini baru saja dicatat. Muat ulang daftar hadir."), field="name") from error


def _require_line(row: Attendance, by: Actor) -> None:
    """Whoever may change the event, or wrote the line down."""
    if row.by_id is None or row.by_id != by.user_id:
        by.require("events.edit", row.event.region_id)


def _plain(value: Any) -> Any:
    """A related record by its key, anything else as it is."""
    return str(value.pk) if hasattr(value, "pk") else value
