"""Figures of the village's word, always computed: how many, where, how long, in time, told back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at
from kentongan.domain.tickets import access
from kentongan.domain.tickets.models import Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.rules import median


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


def figures(rows: TicketQuerySet, since: date, until: date) -> Figures:
    """The figures over these tickets; two queries. Merged ones count once, with those they joined."""
    counted = _counted(rows, since, until)
    sums = counted.order_by().aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        timed=Count("pk", filter=Q(in_time__isnull=False)),
        in_time=Count("pk", filter=Q(in_time=True)),
        told=Count("pk", filter=Q(answered_on__isnull=False, told_on__isnull=False)),
        open=Count("pk", filter=Q(closed_on=None)),
        overdue=Count("pk", filter=Q(closed_on=None, due_on__lt=timezone.localdate())),
        rated=Count("rating"),
        marks=Sum("rating"),
    )
    marks = sums.pop("marks")
    return Figures(
        since=since,
        until=until,
        median_days=_median_days(counted),
        rating=marks / sums["rated"] if sums["rated"] else None,
        **sums,
    )


def by_field(rows: TicketQuerySet, field: str, since: date, until: date) -> list[tuple[Any, int]]:
    """How many by category, kind, state, agency or identity, most first; one query."""
    counted = _counted(rows, since, until).order_by().values(field).annotate(n=Count("pk"))
    return [(row[field], row["n"]) for row in counted.order_by("-n", field)]


def by_month(rows: TicketQuerySet, since: date, until: date) -> list[tuple[date, int]]:
    """How many were received in each month; one query."""
    months: dict[date, int] = {}  # by day from the store: cutting each ticket's day to its month takes longer
    for day, number in (
        _counted(rows, since, until).order_by().values_list("received_on").annotate(n=Count("pk"))
    ):
        month = day.replace(day=1)
        months[month] = months.get(month, 0) + number
    return sorted(months.items())


def by_area(rows: TicketQuerySet, region: Region, since: date, until: date) -> list[tuple[str, int]]:
    """How many in each area one level down, by its code; one query, summed here."""
    below = min(region.level + 1, Region.Level.VILLAGE)
    sums: dict[str, int] = {}
    counted = _counted(rows, since, until).for_region(region.code).order_by()
    for row in counted.values("region_id").annotate(n=Count("pk")):
        code = ancestor_at(row["region_id"], below) or row["region_id"]
        sums[code] = sums.get(code, 0) + row["n"]
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True)
class Load:
    """What lies with an agency."""

    agency: str
    open: int
    overdue: int
    oldest: date | None


def load_by_agency(by: Actor) -> list[Load]:
    """How much waits at each agency, the most overdue first; one query."""
    rows = (
        access.visible(by)
        .open()
        .filter(state__in=AT_AGENCY, agency__isnull=False)
        .order_by()
        .values(name=F("agency__short_name"))
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=timezone.localdate())),
            oldest=Min("received_on"),
        )
        .order_by("-overdue", "-open", "name")
    )
    return [Load(row["name"], row["open"], row["overdue"], row["oldest"]) for row in rows]


def oldest_waiting(by: Actor, limit: int = 5) -> list[Ticket]:
    """What waits longest for an answer, for the head's home page."""
    return list(access.visible(by).live().order_by("received_on", "pk")[:limit])


def latest_received(rows: TicketQuerySet) -> date | None:
    """The day of the newest ticket: as of when the figures are."""
    newest: date | None = rows.aggregate(day=Max("received_on"))["day"]
    return newest


def _counted(rows: TicketQuerySet, since: date, until: date) -> TicketQuerySet:
    return rows.filter(received_on__gte=since, received_on__lte=until, merged_into=None)


def _median_days(rows: TicketQuerySet) -> float | None:
    """The median from how many took how long: a few dozen rows, however many tickets there are."""
    counted = rows.filter(answer_days__isnull=False).order_by().values("answer_days").annotate(n=Count("pk"))
    spread: list[tuple[int, int]] = sorted((row["answer_days"] or 0, row["n"]) for row in counted)
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
