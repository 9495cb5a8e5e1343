"""What stands in areas on a day, read from the roll-up: the numbers under every coverage."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from kentongan.domain.groups.models.groups import Kind, Stage
from kentongan.domain.groups.models.queries import at_least
from kentongan.domain.groups.models.standing import StageSpan, StandingTotal
from kentongan.domain.groups.standing.running import FIGURES, Figures, standing_in
from kentongan.domain.regions.boards import totals_by_area
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q

CODE_LENGTHS = (2, 2, 5, 8, 13, 13)  # of a code at each level


@dataclass
class AreaCount:
    """What an area has, with the denominators (domain.md 1.2): desa and kelurahan are never one number."""

    region: Region
    groups: int = 0
    with_decree: int = 0
    districts: int = 0
    districts_covered: int = 0
    desa: int = 0
    desa_covered: int = 0
    kelurahan: int = 0
    kelurahan_covered: int = 0

    @property
    def villages(self) -> int:
        """Desa and kelurahan together."""
        return self.desa + self.kelurahan

    @property
    def villages_covered(self) -> int:
        """Desa and kelurahan with a group, together."""
        return self.desa_covered + self.kelurahan_covered


@dataclass(frozen=True)
class AreaCounts:
    """The counts of an area and of each area right below it, as of a day."""

    on: date
    total: AreaCount
    rows: list[AreaCount] = field(default_factory=list)


def counts_by_area(
    region: Region, on: date | None = None, kind: str = Kind.KIM, *, decrees: bool = True
) -> AreaCounts:
    """Groups that existed on the day, districts and villages covered; three queries at any size.

    A district is covered by one group anywhere in it, on whatever level; a village by a group of its own.
    ``decrees`` set to ``False`` leaves ``with_decree`` at 0 and costs less.
    """
    day = on or timezone.localdate()
    stages = (Stage.FOUNDED, Stage.RECOGNISED) if decrees else (Stage.FOUNDED,)
    standing = figures_by_area(region, on=day, kind=kind, stages=stages)
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, places in totals_by_area(region, on=day).items():
        numbers[code].update(places)
    for code, found in standing[Stage.FOUNDED].items():
        numbers[code].update(
            groups=found.groups,
            districts_covered=found.districts_any,
            desa_covered=found.desa,
            kelurahan_covered=found.kelurahan,
        )
    for code, found in standing.get(Stage.RECOGNISED, {}).items():
        numbers[code].update(with_decree=found.groups)
    total = AreaCount(region, **sum(numbers.values(), Counter()))
    if region.level >= Region.Level.DISTRICT:  # its villages lie in one district and not in several
        total.districts_covered = min(total.districts_covered, 1)
    children = Region.objects.current().children_of(region.code)
    return AreaCounts(day, total, [AreaCount(child, **numbers[child.code]) for child in children])


def figures_by_area(
    region: Region,
    level: int | None = None,
    *,
    on: date | None = None,
    kind: str = Kind.KIM,
    stages: Sequence[str] = (Stage.FOUNDED,),
) -> dict[str, dict[str, Figures]]:
    """For each stage, what stands there or further in each area of the level (right below unless told).

    Name the earliest stage first. What is seated above that level stands under its own code. One query: down
    to the regency over the running totals, for finer areas over the region's spans.
    """
    day = on or timezone.localdate()
    below = region.level + 1 if level is None else level
    if region.level < below <= Region.Level.REGENCY:
        return _kept(region, below, day, kind, stages)
    seated = seats(region, on=day, kind=kind, stage=stages[0])
    return {stage: _by_area(seated, CODE_LENGTHS[below], at_least(stage)) for stage in stages}


def _by_area(seated: Iterable[tuple[str, str]], length: int, stages: Collection[str]) -> dict[str, Figures]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for code, stage in seated:
        if stage in stages:
            codes[code[:length]].append(code)
    return {area: standing_in(inside) for area, inside in codes.items()}


def seats(
    region: Region, *, on: date | None = None, kind: str = Kind.KIM, stage: str = Stage.FOUNDED
) -> list[tuple[str, str]]:
    """The region and stage of each group that stands at the stage or further on the day; one query.

    For a province and below. Inside a regency a place whose code was no longer official is left out; over a
    province, where that costs more than the rest, compare with the places of the day.
    """
    day = on or timezone.localdate()
    found = StageSpan.objects.filter(subtree_q(region.code), kind=kind, stage__in=at_least(stage)).on_day(day)
    if region.level >= Region.Level.REGENCY:
        found = found.filter(Q(region__gone_on=None) | Q(region__gone_on__gt=day))
    return list(found.values_list("region_id", "stage"))


def _kept(
    region: Region, level: int, day: date, kind: str, stages: Sequence[str]
) -> dict[str, dict[str, Figures]]:
    """The latest totals up to the day of every area in the region: one seek each, all in one query.

    Each row comes packed into one value: joined by its key, PostgreSQL would read the whole table.
    """
    latest = StandingTotal.objects.filter(area_id=OuterRef("code"), kind=kind, on__lte=day).order_by("-on")
    packed = latest.values(packed=JSONObject(**{name: name for name in FIGURES}))
    areas = Region.objects.within(region.code).filter(level__lte=Region.Level.REGENCY).order_by()
    columns = {f"at_{stage}": Subquery(packed.filter(stage=stage)[:1]) for stage in stages}
    found: dict[str, dict[str, Figures]] = {stage: {} for stage in stages}
    for code, *rows in areas.annotate(**columns).values_list("code", *columns):
        for stage, row in zip(stages, rows, strict=True):
            if row:
                found[stage].setdefault(code[: CODE_LENGTHS[level]], Figures()).add(Figures(**row))
    return found
