"""Plan against what came of it, by year; and figures that others published, with both their dates."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Min, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import StageSpan
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.groups.models.queries import at_least
from kentongan.domain.indicators import rules
from kentongan.domain.indicators.models import CitedFigure, Goal, Target, TargetLevel, Unit
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, level_of, subtree_q

NOWHERE = Q(pk__in=[])
_LEVEL_OF = {depth: level for level, depth in rules.LEVELS.items()}
Reached = dict[str, tuple[date, ...]]  # by place: the first day; of activity, the first in each year


@dataclass(frozen=True)
class Year:
    """One year of a plan: what was wanted, what came, what is left."""

    year: int
    target: Target | None
    planned: int | None  # None: nothing was planned
    planned_areas: list[Region]
    realised_areas: list[Region]  # reached for the first time in this year, planned or not
    met: int  # of the plan, by the day of the board
    unmet_areas: list[Region]
    unmet: int

    @property
    def realised(self) -> int:
        """How many places were reached in this year."""
        return len(self.realised_areas)


@dataclass(frozen=True)
class Progress:
    """A plan over the years beside the register of regions, as of a day (domain.md T4-T6, T10)."""

    region: Region
    level: str
    stage: str
    on: date
    years: list[Year]
    places: int  # in the register: the denominator
    reached: list[Region]
    planned: list[Region]  # open, in a list of this year or a later one
    overdue: list[Region]  # open, only in lists of years that are over
    unaccounted: list[Region]
    counts_only: bool  # no list names its places: what is not accounted for is a number without names

    @property
    def accounted(self) -> int:
        """How many places of the register were reached or stand in a list."""
        return self.places - len(self.unaccounted)

    @property
    def share(self) -> float | None:
        """Part (0 to 1) of the register that was reached."""
        return len(self.reached) / self.places if self.places else None


@dataclass(frozen=True)
class Cited:
    """Two published numbers put together, each with its own date and unit (domain.md M11)."""

    counted: CitedFigure
    denominator: CitedFigure

    @property
    def share(self) -> float | None:
        """The part (0 to 1), computed from the two."""
        return self.counted.number / self.denominator.number if self.denominator.number else None


def progress(region: Region, *, level: str, stage: str = Goal.FOUNDED, on: date | None = None) -> Progress:
    """Plan and realisation of an area by year, and which places nobody accounted for; five queries.

    A place is reached on the first day on which a group of its own stood at the stage or further.
    """
    day = on or timezone.localdate()
    official = Region.objects.official_on(day).within(region.code).at_level(rules.LEVELS[level])
    places = {place.code: place for place in official.order_by("code")}
    targets = list(
        Target.objects.standing()
        .filter(region=region, level=level, stage=stage)
        .prefetch_related("areas")
        .order_by("year")
    )
    plans = {target.pk: plan_of(target) for target in targets}
    days = first_days(region, level, stage, day)
    reached = {code: when for code, when in days.items() if code in places}
    found = rules.standing(places, reached, list(plans.values()), day.year)
    return Progress(
        region=region,
        level=level,
        stage=stage,
        on=day,
        years=_years(targets, plans, reached, places),
        places=len(places),
        reached=_named(found.reached, places),
        planned=_named(found.planned, places),
        overdue=_named(found.overdue, places),
        unaccounted=_named(found.unaccounted, places),
        counts_only=bool(targets) and all(plan.count is not None for plan in plans.values()),
    )


def first_days(region: Region, level: str, stage: str, on: date | None = None) -> Reached:
    """When each place of the level in the region was reached, up to the day; one query."""
    return _days([region], [stage], on or timezone.localdate())[stage, level]


def met_by(targets: Sequence[Target]) -> dict[int, tuple[int, int]]:
    """Of each target how much is wanted and how much is reached, by its number; two queries at most."""
    known = _days(
        {target.region for target in targets},
        {target.stage for target in targets},
        timezone.localdate(),
    )
    found = {}
    for target in targets:
        days = known[target.stage, target.level]
        here = {code: when for code, when in days.items() if is_within(code, target.region_id)}
        plan = plan_of(target)
        found[target.pk] = (plan.wanted, plan.wanted - rules.unmet(plan, here)[1])
    return found


def _days(
    regions: Collection[Region], stages: Collection[str], day: date
) -> defaultdict[tuple[str, str], Reached]:
    """The days by stage and level, for everything seated in the regions."""
    found: defaultdict[tuple[str, str], Reached] = defaultdict(dict)
    inside = reduce(or_, (subtree_q(region.code) for region in regions), NOWHERE)
    if set(stages) - {Goal.ACTIVE}:
        spans = StageSpan.objects.filter(inside, kind=Kind.KIM, starts_on__lte=day).order_by()
        rows = list(spans.values_list("region_id", "stage").annotate(first=Min("starts_on")))
        for stage in set(stages) - {Goal.ACTIVE}:
            beyond = at_least(stage)
            for code, reached, first in rows:
                if reached in beyond and (level := _LEVEL_OF.get(level_of(code))):
                    known = found[stage, level].get(code, (first,))
                    found[stage, level][code] = (min(first, known[0]),)
    if Goal.ACTIVE in stages:
        held = Activity.objects.filter(inside, held_on__lte=day, group__kind=Kind.KIM).order_by()
        years = held.annotate(year=ExtractYear("held_on")).values("region_id", "year")
        for code, first in years.annotate(first=Min("held_on")).values_list("region_id", "first"):
            if level := _LEVEL_OF.get(level_of(code)):
                active = found[Goal.ACTIVE.value, level]
                active[code] = (*active.get(code, ()), first)
    return found


def cited(region: Region, on: date | None = None) -> list[Cited]:
    """The latest published count of groups beside each published denominator, as of a day; one query."""
    day = on or timezone.localdate()
    latest: dict[str, CitedFigure] = {}
    for figure in CitedFigure.objects.filter(region=region, on__lte=day).order_by("on", "pk"):
        latest[figure.unit] = figure
    counted = latest.pop(Unit.GROUPS, None)
    return [Cited(counted, denominator) for denominator in latest.values()] if counted else []


def planned_level(region: Region, on: date) -> str:
    """What the area's own plan counted last by that day: districts first, then villages (domain.md T7)."""
    plans = Target.objects.standing().filter(region=region, year__lte=on.year)
    found = plans.order_by("-year", "level").values_list("level", flat=True).first()
    return found or TargetLevel.VILLAGE.value


def plan_of(target: Target) -> rules.Plan:
    """The target as the rules read it; prefetch ``areas`` for many."""
    areas = frozenset(area.code for area in target.areas.all())
    return rules.Plan(target.year, areas, target.count, anew=target.stage == Goal.ACTIVE)


def _years(
    targets: Iterable[Target], plans: dict[int, rules.Plan], reached: Reached, places: dict[str, Region]
) -> list[Year]:
    by_year: defaultdict[int, list[str]] = defaultdict(list)
    for code, days in reached.items():
        for day in days:
            by_year[day.year].append(code)
    planned = {target.year: target for target in targets}
    years = []
    for number in sorted(by_year.keys() | planned.keys()):
        target = planned.get(number)
        plan = plans[target.pk] if target else rules.Plan(number)
        left, short = rules.unmet(plan, reached)
        years.append(
            Year(
                year=number,
                target=target,
                planned=plan.wanted if target else None,
                planned_areas=_named(plan.areas, places),
                realised_areas=_named(by_year[number], places),
                met=plan.wanted - short,
                unmet_areas=_named(left, places),
                unmet=short,
            )
        )
    return years


def _named(codes: Iterable[str], places: dict[str, Region]) -> list[Region]:
    return [places[code] for code in sorted(codes) if code in places]
