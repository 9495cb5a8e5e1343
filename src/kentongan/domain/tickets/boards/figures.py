"""Figures of the village's word, always computed: how many, where, how long, in time, told back."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from kentongan.domain.regions.models import Region
from kentongan.domain.tickets.boards.tally import Tally
from kentongan.domain.tickets.models import Facet
from kentongan.domain.tickets.models.kinds import OPEN
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.rules import median, month_end, whole_months


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


def overview(
    rows: TicketQuerySet, region: Region, since: date, until: date, *, whole: Collection[str] = ()
) -> Overview:
    """The figures of an area with all they are broken down by, over those of ``rows`` that lie there.

    ``whole`` are the contents (public, restricted) to which ``rows`` are limited and of which they leave out
    none: of a province and of the country whole months of these are read from the roll-up. Five queries at
    most. Merged tickets count once, with those they joined.
    """
    rows, last = rows.for_region(region.code).order_by(), _last_day(until)
    received = Q(received_on__gte=since, received_on__lte=last)
    tally = Tally(region)
    months = whole_months(since, last) if whole and region.level <= Region.Level.PROVINCE else []
    if not months:
        tally.add_rows(rows.filter(received))
    else:
        tally.add_kept(months, whole)
        after = month_end(months[-1]) + timedelta(days=1)
        if days := [*_days(since, months[0]), *_days(after, last + timedelta(days=1))]:
            tally.add_rows(rows.filter(received_on__in=days))
        # the day of receipt must not draw SQLite away from the small index of what is open
        tally.overdue = rows.overdue().aggregate(n=Count("pk", filter=received))["n"]
    return Overview(
        _figures(tally, since, until),
        categories=_most_first(tally.by[Facet.CATEGORY]),
        kinds=_most_first(tally.by[Facet.KIND]),
        states=_most_first(tally.by[Facet.STATE]),
        agencies=[(UUID(key) if key else None, n) for key, n in _most_first(tally.by[Facet.AGENCY])],
        areas=_most_first(tally.areas),
        months=sorted((month, n) for month, n in tally.months.items() if n),
    )


def _last_day(until: date) -> date:
    """Until today is to the month's end: in the east it may be tomorrow already."""
    today = timezone.localdate()
    return until if until < today else month_end(today + timedelta(days=1))


def _days(first: date, end: date) -> list[date]:
    """The days from the first to the end, which is left out."""
    return [first + timedelta(days=number) for number in range((end - first).days)]


def _most_first(found: Counter[str]) -> list[tuple[Any, int]]:
    return sorted(((key, n) for key, n in found.items() if n), key=lambda item: (-item[1], item[0]))


def _figures(tally: Tally, since: date, until: date) -> Figures:
    marks = {int(rating): n for rating, n in tally.by[Facet.RATING].items()}
    rated, told, timed = sum(marks.values()), tally.by[Facet.TOLD], tally.by[Facet.TIMED]
    return Figures(
        since=since,
        until=until,
        total=tally.by[Facet.KIND].total(),
        answered=told.total(),
        median_days=_median_days({int(days): n for days, n in tally.by[Facet.DAYS].items()}),
        timed=timed.total(),
        in_time=timed["true"],
        told=told["true"],
        open=sum(tally.by[Facet.STATE][state] for state in OPEN),
        overdue=tally.overdue,
        rating=sum(rating * n for rating, n in marks.items()) / rated if rated else None,
        rated=rated,
    )


def _median_days(counted: dict[int, int]) -> float | None:
    """The median from how many took how long: a few dozen numbers, however many tickets there are."""
    spread = sorted((days, n) for days, n in counted.items() if n)
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
