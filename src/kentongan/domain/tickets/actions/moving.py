"""What every verb on a ticket does: move it on if nobody else did, and write the line of the thread."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.regions.models import RegionBrand
from kentongan.domain.regions.rules import lineage
from kentongan.domain.tickets import counting
from kentongan.domain.tickets.models import Step, Ticket
from kentongan.domain.tickets.models.kinds import Identity

_Row = TypeVar("_Row", bound=Model)


def expect(ticket: Ticket, version: int | None) -> None:
    """Raise ``Stale`` unless the ticket is the one that was shown (security.md 16); ``None`` expects nothing.

    Between here and the verb's own writing nothing slips in: :func:`move` and :func:`touch` ask once more.
    """
    if version is not None and version != ticket.version:
        raise _stale()


def move(ticket: Ticket, allowed: Iterable[str], **fields: Any) -> None:
    """Write the fields if the ticket still stands as it was read, and may be moved from there.

    Raises ``Invalid`` when the verb does not fit the state, ``Stale`` when somebody else was first.
    """
    if ticket.state not in {str(state) for state in allowed}:
        raise Invalid(
            _("Laporan ini sudah “%(state)s”, jadi langkah itu tidak dapat dilakukan lagi.")
            % {"state": ticket.get_state_display()}
        )
    touch(ticket, **fields)


def touch(ticket: Ticket, **fields: Any) -> None:
    """Write the fields, and what changes in the figures. Raises ``Stale`` when somebody else was first."""
    before = counting.sorts_of(ticket)
    rows = Ticket.objects.filter(pk=ticket.pk, version=ticket.version)
    if not rows.update(version=ticket.version + 1, **fields):
        raise _stale()
    ticket.version += 1
    for name, value in fields.items():
        setattr(ticket, name, value)
    counting.note(ticket, before)


def known_by_id(rows: QuerySet[_Row], key: UUID | None, ticket: Ticket) -> _Row | None:
    """What was sent before under this id. Raises ``Stale`` when it is another ticket's (security.md 12)."""
    known = rows.filter(pk=key).first() if key else None
    if known is not None and known.ticket_id != ticket.pk:  # type: ignore[attr-defined]  # of the thread
        raise Stale(_("Nomor kiriman ini sudah dipakai untuk laporan lain. Kirim sekali lagi."))
    return known


def _stale() -> Stale:
    return Stale(
        _("Laporan ini baru saja diubah orang lain. Periksa keadaannya sekarang, lalu putuskan lagi.")
    )


def write_step(
    ticket: Ticket,
    kind: str,
    *,
    by: Actor,
    text: str = "",
    office: str = "",
    inside: bool = False,
    by_citizen: bool = False,
) -> Step:
    """A line of the thread. The public reads the office and the text, never who the officer was.

    Of what a citizen without a name did, only the day is kept.
    """
    return Step.objects.create(
        at=citizen_moment(ticket) if by_citizen else timezone.now(),
        ticket=ticket,
        kind=kind,
        round=ticket.round,
        office=office,
        text=text[:1000],
        inside=inside,
        by_id=by.user_id,
        by_name=by.name,
    )


def citizen_moment(ticket: Ticket) -> datetime:
    """Now, or for a reporter without a name the beginning of the village's day (security.md 33)."""
    now = timezone.now().astimezone(ticket.region.zone)
    if ticket.identity != Identity.NONE:
        return now
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def desk_name(region: str) -> str:
    """The office that sorts the tickets of an area, as people call it."""
    brands = RegionBrand.objects.filter(region_id__in=lineage(region)).order_by("-region_id")
    names = brands.values_list("short_name", "office_name").first()
    return next((name for name in names or () if name), _("Kantor kabupaten"))


def clock_fields(stage: str, on: date | None, very_on: date | None) -> dict[str, Any]:
    """The columns of the clock that runs."""
    return {"stage": stage if on else "", "due_on": on, "very_due_on": very_on}


NO_CLOCK: dict[str, Any] = {"stage": "", "due_on": None, "very_due_on": None}
