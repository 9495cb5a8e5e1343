"""From the dated facts of a group to the stages it stands in over time. Pure: no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kentongan.domain.groups.models.groups import Stage
from kentongan.domain.groups.models.standing import EVER, FOREVER, NEXT_DAY


@dataclass(frozen=True)
class Facts:
    """What decides a group's stage (domain.md §13). ``decrees`` are first days with last days in force."""

    founded_on: date | None = None  # or the day it took on the function
    registered_on: date | None = None
    reported_on: date | None = None
    dissolved_on: date | None = None
    decrees: Sequence[tuple[date, date]] = ()


@dataclass(frozen=True)
class Span:
    """A stage from a day to a day, both included."""

    stage: str
    starts_on: date
    ends_on: date


def spans_of(facts: Facts) -> list[Span]:
    """The stages of a group from ever to forever, one after the other; neighbours differ."""
    days = {EVER, facts.founded_on, facts.registered_on, facts.reported_on, facts.dissolved_on}
    for first, last in facts.decrees:
        days |= {first, last + NEXT_DAY if last < FOREVER else None}
    found: list[Span] = []
    for day in sorted(day for day in days if day):
        stage = _stage(facts, day)
        if found and found[-1].stage == stage:
            continue
        if found:
            found[-1] = Span(found[-1].stage, found[-1].starts_on, day - NEXT_DAY)
        found.append(Span(stage, day, FOREVER))
    return found


def _stage(facts: Facts, day: date) -> str:
    if _reached(facts.dissolved_on, day):
        return Stage.DISSOLVED.value
    if any(first <= day <= last for first, last in facts.decrees):
        if _reached(facts.reported_on, day):
            return Stage.REPORTED.value
        return (Stage.REGISTERED if _reached(facts.registered_on, day) else Stage.RECOGNISED).value
    began = [facts.founded_on, facts.registered_on, *(first for first, _last in facts.decrees)]
    exists = any(_reached(start, day) for start in began)
    return (Stage.FOUNDED if exists else Stage.PROPOSED).value


def _reached(start: date | None, day: date) -> bool:
    return start is not None and start <= day
