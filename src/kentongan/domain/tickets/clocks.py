"""The clocks of a ticket: dated rules over the working days of its village.

All clocks are the citizen's. ``verify`` runs from the receipt, ``start`` and ``answer`` from the day it was
verified (or reopened), ``tell`` from the answer, ``respond`` from the telling. A hop to another office, or a
wrong address, moves none of them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from kentongan.domain.regions.calendar import add_working_days, working_days
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage
from kentongan.domain.tickets.models import Category, DeadlineRule
from kentongan.domain.tickets.models.kinds import Stage
from kentongan.domain.tickets.rules import RESPONSE_DAYS, narrowest_deadline


@dataclass(frozen=True)
class Due:
    """The last day in time, and the last day of grace, after which it is very overdue."""

    on: date | None
    very_on: date | None


NEVER = Due(None, None)


def today_in(region: Region, now: datetime | None = None) -> date:
    """The day by the clocks of the village."""
    return (now or timezone.now()).astimezone(region.zone).date()


def due(stage: str, start: date, *, region: str, kind: str, category: Category) -> Due:
    """When the stage begun on the day must be done; nothing when no rule speaks of it."""
    rule = _rule(stage, start, region, kind, category)
    if rule is None:
        return NEVER
    if rule.counted == DeadlineRule.Counted.CALENDAR:
        last = start + timedelta(days=rule.days)
    else:
        last = add_working_days(region, start, rule.days)
    return Due(last, add_working_days(region, last, rule.grace) if rule.grace else last)


def grace_after(stage: str, last: date, *, region: str, kind: str, category: Category) -> date | None:
    """The last day of grace of a clock whose day is known."""
    rule = _rule(stage, last, region, kind, category)
    return add_working_days(region, last, rule.grace) if rule and rule.grace else None


def last_day_to_respond(start: date, *, region: str, kind: str, category: Category) -> date:
    """The last day the citizen's silence leaves it open: ten working days, or more as ruled."""
    least = add_working_days(region, start, RESPONSE_DAYS)
    ruled = due(Stage.RESPOND, start, region=region, kind=kind, category=category)
    return max(least, ruled.on) if ruled.on else least


def earlier(first: Due, second: date | None) -> Due:
    """The first clock, never later than the day."""
    if first.on is None:
        return Due(second, None)
    return (
        first if second is None or first.on <= second else Due(second, max(second, first.very_on or second))
    )


def working_days_between(region: str, start: date, end: date) -> int:
    """How many working days passed after the first day up to the last."""
    if end <= start:
        return 0
    return len(working_days(region, start + timedelta(days=1), end))


def _rule(stage: str, on: date, region: str, kind: str, category: Category) -> DeadlineRule | None:
    rules = DeadlineRule.objects.filter(region_id__in=lineage(region), stage=stage)
    return narrowest_deadline(
        rules, stage=stage, kind=kind, supervision=category.supervision, region=region, on=on
    )
