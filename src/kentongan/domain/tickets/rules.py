"""What holds for tickets whatever stores them: narrowest rules, clocks, what must be looked at. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from kentongan.domain.regions.rules import is_within, level_of

RESPONSE_DAYS = 10  # working days a citizen has, when no rule says otherwise (domain.md §6.2)
MOST_PHOTOS = 5
MOST_SHOWN_SMALL = 5  # public counts under this read "<5" (security.md 35)
TRACKING_DIGITS = 16


class Clock(StrEnum):
    """How a ticket stands to the day it is due."""

    NONE = ""
    ON_TIME = "on_time"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    VERY_OVERDUE = "very_overdue"


def clock_of(due_on: date | None, very_due_on: date | None, today: date) -> Clock:
    """The named state of the clock that runs; without a day there is none."""
    if due_on is None:
        return Clock.NONE
    if today <= due_on:
        return Clock.DUE_TODAY if today == due_on else Clock.ON_TIME
    return Clock.VERY_OVERDUE if very_due_on is not None and today > very_due_on else Clock.OVERDUE


class _Deadline(Protocol):
    region_id: str
    stage: str
    kind: str
    supervision: bool
    valid_from: date


class _Route(Protocol):
    region_id: str
    category_id: str | None
    kind: str


_D = TypeVar("_D", bound=_Deadline)
_R = TypeVar("_R", bound=_Route)


def narrowest_deadline(
    rules: Iterable[_D], *, stage: str, kind: str, supervision: bool, region: str, on: date
) -> _D | None:
    """The rule in force on the day: the nearest area's, then the one for the kind, then the latest.

    A rule for oversight holds for categories about oversight alone, and goes before the general one.
    """
    fitting = [
        rule
        for rule in rules
        if rule.stage == stage
        and rule.kind in ("", kind)
        and (supervision or not rule.supervision)
        and rule.valid_from <= on
        and is_within(region, rule.region_id)
    ]
    return max(
        fitting,
        key=lambda rule: (level_of(rule.region_id), rule.supervision, rule.kind != "", rule.valid_from),
        default=None,
    )


def narrowest_route(routes: Iterable[_R], *, category: str, kind: str, region: str) -> _R | None:
    """The route that fits: the nearest area's, then the one for the category, then for the kind."""
    fitting = [
        route
        for route in routes
        if route.category_id in (None, category)
        and route.kind in ("", kind)
        and is_within(region, route.region_id)
    ]
    return max(
        fitting,
        key=lambda route: (level_of(route.region_id), route.category_id is not None, route.kind != ""),
        default=None,
    )


_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)")  # 16 digits, as NIK and family cards have
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_FOUL = frozenset(
    [
        *("anjing", "asu", "bajingan", "bangsat", "goblok", "jancok", "jancuk"),
        *("kontol", "memek", "ngentot", "tolol"),
    ]
)
_WORD = re.compile(r"[^\W\d_]+")


class Look(StrEnum):
    """Why a text is looked at before the public reads it (issue 5, section 4)."""

    NUMBER = "number"
    PHONE = "phone"
    MAIL = "mail"
    FOUL = "foul"


def looks_needed(*texts: str) -> list[Look]:
    """What in the texts must not be public without a look: numbers of persons, addresses, foul words."""
    text = "\n".join(texts)
    words = {word.lower() for word in _WORD.findall(text)}
    found = [
        (Look.NUMBER, _LONG_NUMBER.search(text)),
        (Look.PHONE, _PHONE.search(text)),
        (Look.MAIL, _MAIL.search(text)),
        (Look.FOUL, words & _FOUL),
    ]
    return [look for look, hit in found if hit]


def masked_long_numbers(text: str) -> str:
    """The text without numbers of 16 digits: NIK is not collected, not even when it is typed (37)."""
    return _LONG_NUMBER.sub(lambda hit: "*" * 12 + re.sub(r"\D", "", hit.group())[-4:], text)


def title_from(text: str, limit: int = 80) -> str:
    """A title made of the first sentence, for those who wrote none."""
    first = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
    if len(first) <= limit:
        return first
    return first[:limit].rsplit(" ", 1)[0].rstrip(",;:- ") + "…"


_TRACKING = re.compile(r"(?<!\w)(?:[0-9OoIl][\s._\u2010-\u2015-]{0,3}){15}[0-9OoIl](?!\w)", re.ASCII)
_MISREAD = str.maketrans("OoIl", "0011")


def read_tracking(text: str) -> str | None:
    """The 16 digits a person typed, however grouped, with letters for digits; ``None`` for anything else."""
    found = _TRACKING.search(unicodedata.normalize("NFKC", text))
    return re.sub(r"\D", "", found[0].translate(_MISREAD)) if found else None


def spoken_tracking(digits: str) -> str:
    """The code in groups of four, as it is read aloud and written down."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def small_count(number: int) -> str:
    """The number as the public may read it (security.md 35)."""
    return f"<{MOST_SHOWN_SMALL}" if 0 < number < MOST_SHOWN_SMALL else str(number)


def median(values: Sequence[int]) -> float | None:
    """The middle of the values; ``None`` of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return float(ordered[half]) if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def month_end(day: date) -> date:
    """The last day of the month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def whole_months(since: date, until: date) -> list[date]:
    """The first days of the months that lie wholly between two days, these included."""
    month = since if since.day == 1 else month_end(since) + timedelta(days=1)
    found = []
    while month_end(month) <= until:
        found.append(month)
        month = month_end(month) + timedelta(days=1)
    return found
