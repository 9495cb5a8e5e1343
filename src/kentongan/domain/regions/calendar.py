"""Working days of a region: neither Saturday nor Sunday nor a day off there or above (domain.md B7)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Holiday
from kentongan.domain.regions.rules import ROOT

SATURDAY = 5
LONGEST = 3660  # days a question may span


def holidays(region_code: str, start: date, end: date) -> dict[date, str]:
    """The days off of the region and the regions above it, first and last day included; one query.

    Two on one day are named together. A region may say of a day off above it that it works nevertheless.
    """
    found: dict[date, str] = {}
    for row in Holiday.objects.reaching(region_code).between(start, end):  # from the country downwards
        if row.kind == Holiday.Kind.WORKDAY:
            found.pop(row.on, None)
        else:
            found[row.on] = f"{found[row.on]}, {row.name}" if row.on in found else row.name
    return found


def is_working_day(region_code: str, day: date) -> bool:
    """Whether offices of the region work on the day."""
    return day in working_days(region_code, day, day)


def working_days(region_code: str, start: date, end: date) -> list[date]:
    """The working days from the first to the last day, both included; one query."""
    off = holidays(region_code, start, end)
    return [day for day in days_between(start, end) if not is_weekend(day) and day not in off]


def add_working_days(region_code: str, day: date, n: int) -> date:
    """The n-th working day after the day; with 0 the day itself, or the next working day."""
    first = day if n == 0 else day + timedelta(days=1)
    wanted, span = max(n, 1), max(n, 1) * 2 + 30
    while True:
        found = working_days(region_code, first, first + timedelta(days=span))
        if len(found) >= wanted:
            return found[wanted - 1]
        span *= 2


def days_between(start: date, end: date) -> Iterator[date]:
    """Each day from the first to the last, both included. Raises ``Invalid`` beyond ten years."""
    if (end - start).days > LONGEST:
        raise Invalid(_("Jangka waktu paling lama sepuluh tahun."), field="ends_on")
    return (start + timedelta(days=step) for step in range((end - start).days + 1))


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def years_without_list(start: date, end: date) -> list[int]:
    """The years for which no national list is loaded: there only Saturdays and Sundays count as off."""
    years = range(start.year, end.year + 1)
    rows = Holiday.objects.filter(region_id=ROOT).between(date(start.year, 1, 1), date(end.year, 12, 31))
    known = {day.year for day in rows.values_list("on", flat=True)}
    return [year for year in years if year not in known]
