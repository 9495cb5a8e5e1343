"""Keeping the roll-up of tickets: noted by every verb in its transaction, put together once a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Count, F, Q, When
from django.db.models.functions import Cast, Substr

from kentongan.domain.regions.bulk import plant_rows, refresh_statistics
from kentongan.domain.tickets.models import Facet, Ticket, TicketCount

BATCH = 500
_COLUMNS = ("facet", "month", "province", "content", "value", "tickets")
_KEY = _COLUMNS[:-1]
Sort = tuple[str, date, str, str, str]  # facet, month, province, content, value

# Each facet of many tickets at once.
READ: dict[Facet, Any] = {
    Facet.KIND: F("kind"),
    Facet.CATEGORY: F("category_id"),
    Facet.STATE: F("state"),
    Facet.AGENCY: F("agency_id"),
    Facet.PLACE: F("regency"),
    Facet.DAYS: F("answer_days"),
    Facet.TIMED: F("in_time"),
    Facet.TOLD: Case(When(answered_on__isnull=False, then=Q(told_on__isnull=False))),
    Facet.RATING: F("rating"),
}
MONTH = Substr(
    Cast("received_on", CharField()), 1, 7
)  # 2026-03; for dates SQLite would ask Python row by row


def word(facet: Facet, value: Any) -> str | None:
    """The value as the roll-up keeps it; ``None`` where a ticket is not counted by the facet."""
    if value is None:
        return "" if facet == Facet.AGENCY else None
    return str(value).lower() if isinstance(value, bool) else str(value)


def sorts_of(ticket: Ticket) -> Counter[Sort]:
    """What the ticket is counted as now; nothing once it is merged, since the one it joined is counted."""
    if ticket.merged_into_id is not None:
        return Counter()
    place = ticket.received_on.replace(day=1), ticket.province, str(ticket.content)
    said = ((facet, word(facet, value)) for facet, value in _values(ticket))
    return Counter((str(facet), *place, text) for facet, text in said if text is not None)


def note(ticket: Ticket, before: Counter[Sort] | None = None) -> None:
    """Write down a new ticket, or what a verb changed of one; call it in the transaction that wrote it.

    What stood before must be what the table said: :func:`.actions.moving.touch` sees to that.
    """
    steps = sorts_of(ticket)
    steps.subtract(before or {})
    _write(steps)


@transaction.atomic
def fold() -> int:
    """Put the rows of each sort together; returns how many there are fewer. The sums stay as they are."""
    loose = TicketCount.objects.order_by().values_list(*_KEY).annotate(rows=Count("pk")).filter(rows__gt=1)
    months = {(month, province) for _facet, month, province, *_rest in loose}
    return sum(_fold(month, province) for month, province in sorted(months))


@transaction.atomic
def rebuild() -> int:
    """Count all tickets anew, for what was written past the verbs, while nothing is written; the rows."""
    TicketCount.objects.all()._raw_delete("default")
    rows = [row for facet in Facet for row in _counted(facet)]
    plant_rows(TicketCount, list(_COLUMNS), rows)
    refresh_statistics(TicketCount)
    return len(rows)


def build_missing() -> bool:
    """Build the roll-up where there are tickets and none of it: after an upgrade, or from an old backup."""
    is_missing = Ticket.objects.exists() and not TicketCount.objects.exists()
    if is_missing:
        rebuild()
    return is_missing


def _values(ticket: Ticket) -> Iterator[tuple[Facet, Any]]:
    """The values of one ticket; what :data:`READ` reads of many."""
    yield Facet.KIND, ticket.kind
    yield Facet.CATEGORY, ticket.category_id
    yield Facet.STATE, ticket.state
    yield Facet.AGENCY, ticket.agency_id
    yield Facet.PLACE, ticket.regency
    yield Facet.DAYS, ticket.answer_days
    yield Facet.TIMED, ticket.in_time
    yield Facet.TOLD, None if ticket.answered_on is None else ticket.told_on is not None
    yield Facet.RATING, ticket.rating


def _counted(facet: Facet) -> Iterator[tuple[Any, ...]]:
    rows = (
        Ticket.objects.filter(merged_into=None)
        .order_by()
        .values_list(MONTH, "province", "content", READ[facet])
        .annotate(n=Count("pk"))
    )
    for month, province, content, value, number in rows:
        said = word(facet, value)
        if said is not None:
            yield str(facet), f"{month}-01", province, content, said, number


def _fold(month: date, province: str) -> int:
    """The rows of a month of a province, put together. Of two at once the second finds the first's work."""
    held = TicketCount.objects.select_for_update().filter(month=month, province=province)
    found, sums = list[int](), Counter[Sort]()
    for key, *sort, step in held.values_list("pk", *_COLUMNS):
        found.append(key)
        sums[_sort(sort)] += step
    for start in range(0, len(found), BATCH):
        TicketCount.objects.filter(pk__in=found[start : start + BATCH]).delete()
    return len(found) - _write(sums)


def _write(steps: Counter[Sort]) -> int:
    rows = [
        TicketCount(**dict(zip(_COLUMNS, (*sort, step), strict=True)))
        for sort, step in sorted(steps.items())
        if step
    ]
    TicketCount.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _sort(values: list[Any]) -> Sort:
    facet, month, province, content, value = values
    return facet, month, province, content, value
