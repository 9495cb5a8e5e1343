"""Figures of the village's word, always computed: how many, where, how long, in time, told back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at
from kentongan.domain.tickets import access
from kentongan.domain.tickets.models import Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.rules import median

TO_PROVINCE = 2  # how far up: 1 is the regency's head
_ANY_VILLAGE = "00.00.00.0000"  # codes of one level are equally long


@dataclass(frozen=True)
class Figures:
    """What people ask most, over the tickets received from one day to another, both included."""

    since: date
    until: date
    total: int
    answered: int
    median_days: float | None  # working days from receipt to the first answer
    timed: int  # answered ones that had a deadline
    in_time: int
    told: int  # of the answered
    open: int
    overdue: int
    rating: float | None
    rated: int

    @property
    def in_time_share(self) -> float | None:
        """Answered in time, of those that had a deadline; of 1."""
        return self.in_time / self.timed if self.timed else None

    @property
    def told_share(self) -> float | None:
        """Told back, of the answered; of 1."""
        return self.told / self.answered if self.answered else None


@dataclass(frozen=True)
class Overview:
    """The figures, and how many by each of what they are sorted by, most first; months in their order."""

    sums: Figures
    categories: list[tuple[Any, int]]
    kinds: list[tuple[Any, int]]
    states: list[tuple[Any, int]]
    agencies: list[tuple[Any, int]]
    areas: list[tuple[Any, int]]
    months: list[tuple[date, int]]


_SUMS: dict[str, Any] = {
    "total": Count("*"),  # first: what months are counted by
    "answered": Count("answered_on"),
    "timed": Count("in_time"),
    "in_time": Count("pk", filter=Q(in_time=True)),
    "told": Count("pk", filter=Q(answered_on__isnull=False, told_on__isnull=False)),
    "open": Count("pk", filter=Q(closed_on=None)),
    "rated": Count("rating"),
    "marks": Sum("rating"),
}


def figures(rows: TicketQuerySet, since: date, until: date) -> Figures:
    """The figures over these tickets; two queries. Merged ones count once, with those they joined."""
    counted = _counted(rows, since, until)
    spread = counted.filter(answer_days__isnull=False).values_list("answer_days").annotate(n=Count("*"))
    return _figures(counted.aggregate(**_sums()), dict(spread), since, until)


def overview(rows: TicketQuerySet, region: Region, since: date, until: date) -> Overview:
    """The figures with all they are broken down by; four queries, each one walk through an index."""
    counted = _counted(rows, since, until)
    months: Counter[date] = Counter()
    sums: Counter[str] = Counter()
    names = list(_sums())
    for day, *numbers in counted.values_list("received_on").annotate(**_sums()):
        months[day.replace(day=1)] += numbers[0]
        sums.update({name: number or 0 for name, number in zip(names, numbers, strict=True)})
    categories, kinds, states = _split(counted, "category_id", "kind", "state")
    agencies, spread = _split(counted, "agency_id", "answer_days")
    spread.pop(None, None)
    return Overview(
        _figures({name: sums[name] for name in names}, spread, since, until),
        categories=_most_first(categories),
        kinds=_most_first(kinds),
        states=_most_first(states),
        agencies=_most_first(agencies),
        areas=by_area(rows, region, since, until),
        months=sorted(months.items()),
    )


def _sums() -> dict[str, Any]:
    late = Count("pk", filter=Q(closed_on=None, due_on__lt=timezone.localdate()))
    return _SUMS | {"overdue": late}


def _split(rows: TicketQuerySet, *fields: str) -> list[Counter[Any]]:
    """How many by each of the fields, counted by all of them together."""
    found: list[Counter[Any]] = [Counter() for _ in fields]
    for *values, number in rows.values_list(*fields).annotate(n=Count("*")):
        for counter, value in zip(found, values, strict=True):
            counter[value] += number
    return found


def _most_first(found: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], str(item[0])))


def _figures(sums: dict[str, Any], spread: dict[Any, int], since: date, until: date) -> Figures:
    marks = sums.pop("marks")
    return Figures(
        since=since,
        until=until,
        median_days=_median_days(spread),
        rating=marks / sums["rated"] if sums["rated"] else None,
        **sums,
    )


def by_field(rows: TicketQuerySet, field: str, since: date, until: date) -> list[tuple[Any, int]]:
    """How many by category, kind, state, agency or identity, most first; one query."""
    counted = _counted(rows, since, until).order_by().values(field).annotate(n=Count("*"))
    return [(row[field], row["n"]) for row in counted.order_by("-n", field)]


def by_area(rows: TicketQuerySet, region: Region, since: date, until: date) -> list[tuple[str, int]]:
    """How many in each area one level down, by its code; one query."""
    length = len(ancestor_at(_ANY_VILLAGE, min(region.level + 1, Region.Level.VILLAGE)) or "")
    counted = _counted(rows, since, until).for_region(region.code)
    areas = counted.values_list(Substr("region_id", 1, length)).annotate(n=Count("*"))
    return _most_first(Counter(dict(areas)))


@dataclass(frozen=True)
class Load:
    """What lies with an agency."""

    agency: str
    open: int
    overdue: int
    oldest: date | None


def load_by_agency(by: Actor) -> list[Load]:
    """How much waits at each agency, the most overdue first; one query for each part of what one may read."""
    found: dict[str, list[Load]] = {}
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    for part in access.visible_parts(by):
        rows = part.open().filter(state__in=AT_AGENCY, agency__isnull=False).order_by()
        counted = rows.values_list("agency__short_name").annotate(
            open=Count("*"), overdue=late, oldest=Min("received_on")
        )
        for row in counted:
            found.setdefault(row[0], []).append(Load(*row))
    loads = [
        Load(
            name,
            sum(x.open for x in rows),
            sum(x.overdue for x in rows),
            min(x.oldest for x in rows if x.oldest),
        )
        for name, rows in found.items()
    ]
    return sorted(loads, key=lambda load: (-load.overdue, -load.open, load.agency))


def oldest_waiting(by: Actor, limit: int = 5) -> list[Ticket]:
    """What waits longest for an answer, for the head's home page."""
    found = [
        ticket
        for part in access.visible_parts(by)
        for ticket in part.live().order_by("received_on", "pk")[:limit]
    ]
    return sorted(found, key=lambda ticket: (ticket.received_on, ticket.pk))[:limit]


def risen(by: Actor, level: int, limit: int = 5) -> list[Ticket]:
    """What went up the tree this far and is still open, the earliest day first."""
    found = [
        ticket
        for part in access.visible_parts(by)
        for ticket in part.open().filter(escalated__gte=level, due_on__isnull=False).urgent_first()[:limit]
    ]
    return sorted(found, key=lambda ticket: (ticket.due_on, ticket.pk))[:limit]


def latest_received(rows: TicketQuerySet) -> date | None:
    """The day of the newest ticket: as of when the figures are."""
    newest: date | None = rows.aggregate(day=Max("received_on"))["day"]
    return newest


def _counted(rows: TicketQuerySet, since: date, until: date) -> TicketQuerySet:
    return rows.filter(received_on__gte=since, received_on__lte=until, merged_into=None).order_by()


def _median_days(counted: dict[Any, int]) -> float | None:
    """The median from how many took how long: a few dozen numbers, however many tickets there are."""
    spread = sorted(counted.items())
    total, passed = sum(n for _, n in spread), 0
    middle: list[int] = []
    for days, n in spread:
        passed += n
        if 2 * passed >= total and not middle:
            middle.append(days)
        if 2 * passed > total:
            middle.append(days)
            break
    return median(middle)
