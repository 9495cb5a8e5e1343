"""A month as a table of weeks, Monday first, with links on its days."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names

from kentongan.design.formats import locale
from kentongan.design.parts import Link

YEARS = range(1900, 3000)  # of the calendars we draw
_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True)
class Day:
    """One cell. ``note`` names the holiday; days of the neighbouring months are not ``inside``."""

    on: date
    inside: bool
    is_off: bool
    is_today: bool
    note: str
    links: list[Link]


def month_of(
    first: date, entries: Iterable[tuple[date, Link]], *, holidays: Mapping[date, str], today: date
) -> list[list[Day]]:
    """The weeks of the month that ``first`` lies in; ``entries`` stand in the order given."""
    links: dict[date, list[Link]] = {}
    for on, link in entries:
        links.setdefault(on, []).append(link)
    return [
        [
            Day(
                on,
                on.month == first.month,
                on.weekday() >= calendar.SATURDAY or on in holidays,
                on == today,
                holidays.get(on, ""),
                links.get(on, []) if on.month == first.month else [],
            )
            for on in week
        ]
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
    ]


def day_names() -> list[tuple[str, str]]:
    """The short and the full name of each weekday, Monday first."""
    short, full = (get_day_names(width, locale=locale()) for width in ("abbreviated", "wide"))
    return [(short[number], full[number]) for number in range(7)]


def month_start(text: str, today: date) -> date:
    """The first day of the month written as ``2021-03``; of today's when it is no month we draw."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today
    return (first if first.year in YEARS else today).replace(day=1)


def beside(first: date, months: int) -> str:
    """The month before (-1) or after (1) as ``2021-04``; an empty text beyond the calendar."""
    place = first.year * 12 + first.month - 1 + months
    year, number = divmod(place, 12)
    return f"{year:04}-{number + 1:02}" if year in YEARS else ""
