"""Reads of paths. The day of each step is looked up in the records that show it: nothing is typed twice.

Looked up, not written down: decrees, events and activities are recorded at many doors that cannot know of
paths, and a step read from them is right at once, and right again when a record is mended or a decree ends.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from kentongan.domain.activities.models import Activity
from kentongan.domain.events.models import Event
from kentongan.domain.founding.models.steps import Step
from kentongan.domain.founding.rules import STEPS, TYPED
from kentongan.domain.groups.models import BoardTerm, Decree
from kentongan.domain.regions.rules import subtree_q

if TYPE_CHECKING:
    from kentongan.domain.founding.models.paths import Path  # noqa: F401 - named in the base class

VISITS = ("outreach", "founding", "mentoring")  # kinds of event at which an office came to the place
BRIEFINGS = ("briefing", "training")
_ALWAYS = date(1, 1, 1)


class PathQuerySet(models.QuerySet["Path"]):
    """Reads of paths."""

    def for_region(self, code: str) -> "PathQuerySet":
        """Those of places in the subtree."""
        return self.filter(subtree_q(code))

    def open(self) -> "PathQuerySet":
        """Those not given up."""
        return self.filter(closed_on=None)

    def with_days(self) -> "PathQuerySet":
        """Each path with ``day_<step>``: the day its records, or a typed step, say it was reached.

        A record counts before what was typed. A decree counts while it is in force, so a place whose decree
        lapsed stands at its board again.
        """
        counted = self.annotate(
            counts_from=Case(
                When(way="function_added", then=F("group__function_added_on")),
                When(way="revival", then=F("opened_on")),
                default=Coalesce(F("group__founded_on"), Value(_ALWAYS)),
                output_field=models.DateField(),
            ),
            visits_from=Case(When(way="revival", then=F("opened_on")), default=Value(_ALWAYS)),
        )
        return counted.annotate(**{f"day_{step}": _day(step) for step in STEPS})


def _day(step: str) -> Any:
    found = (_RECORDS[step]() if step in _RECORDS else []) + ([_typed(step)] if step in TYPED else [])
    return Coalesce(*found) if len(found) > 1 else found[0]


def _typed(step: str) -> Any:
    rows = Step.objects.filter(path=OuterRef("pk"), kind=step, skipped_reason="")
    return Subquery(rows.values("on")[:1])


def _selected() -> list[Any]:
    return [F("opened_on")]


def _visited() -> list[Any]:
    """An office came to the place; to a group that is revived, since that was planned."""
    concerned = Event.areas.through.objects.filter(
        _done(VISITS, "event__"),
        region_id=OuterRef("region_id"),
        event__held_on__gte=OuterRef("visits_from"),
    )
    there = Event.objects.filter(
        _done(VISITS), region_id=OuterRef("region_id"), held_on__gte=OuterRef("visits_from")
    )
    return [_first(concerned, "event__held_on"), _first(there, "held_on")]


def _board() -> list[Any]:
    """The board's first term; where the function was added, the day it was; a revived group elects anew."""
    terms = BoardTerm.objects.filter(group=OuterRef("group_id"), posts__isnull=False, starts_on__isnull=False)
    anew = terms.filter(starts_on__gte=OuterRef("opened_on"))
    day = Case(
        When(way="function_added", then=F("group__function_added_on")),
        When(way="revival", then=_first(anew, "starts_on")),
        default=_first(terms, "starts_on"),
        output_field=models.DateField(),
    )
    return [day]


def _decree() -> list[Any]:
    """No step of a revival: the group has its own already."""
    named = Decree.objects.in_force().filter(groups=OuterRef("group_id"))
    return [_unless_revived(_first(named, "issued_on"))]


def _registered() -> list[Any]:
    return [_unless_revived(F("group__registered_on"))]


def _briefed() -> list[Any]:
    """A briefing of the group itself, or one for its place since the group is there (G6)."""
    served = Event.groups.through.objects.filter(
        _done(BRIEFINGS, "event__"),
        group_id=OuterRef("group_id"),
        event__held_on__gte=OuterRef("counts_from"),
    )
    there = Event.areas.through.objects.filter(
        _done(BRIEFINGS, "event__"),
        region_id=OuterRef("region_id"),
        event__held_on__gte=OuterRef("counts_from"),
    )
    near = Case(When(group=None, then=None), default=_first(there, "event__held_on"))
    return [_first(served, "event__held_on"), near]


def _first_activity() -> list[Any]:
    done = Activity.objects.filter(group=OuterRef("group_id"), held_on__gte=OuterRef("counts_from"))
    return [_first(done, "held_on")]


_RECORDS = {
    "selected": _selected,
    "visited": _visited,
    "board": _board,
    "decree": _decree,
    "registered": _registered,
    "briefed": _briefed,
    "first_activity": _first_activity,
}


def _done(kinds: tuple[str, ...], prefix: str = "") -> Q:
    return Q(
        **{
            f"{prefix}kind__in": kinds,
            f"{prefix}cancelled_on": None,
            f"{prefix}held_on__lte": timezone.localdate(),
        }
    )


def _first(rows: QuerySet[Any], field: str) -> Any:
    return Subquery(rows.order_by(field).values(field)[:1], output_field=models.DateField())


def _unless_revived(day: Any) -> Any:
    return Case(When(way="revival", then=None), default=day, output_field=models.DateField())
