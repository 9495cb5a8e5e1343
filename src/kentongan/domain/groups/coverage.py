"""Coverage against the register of regions: which places have a group at a stage, which have none."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.areas import CODE_LENGTHS, figures_by_area, seats
from kentongan.domain.groups.models.groups import Kind, Stage
from kentongan.domain.groups.models.queries import STEPS, at_least
from kentongan.domain.groups.standing.running import DISTRICT_CODE, Figures
from kentongan.domain.regions.boards import totals_by_area
from kentongan.domain.regions.models import Region, RegionSource

# Each unit with the totals of an area it adds up, and how the API names it.
UNITS = {
    "district": ("districts",),
    "village": ("desa", "kelurahan"),
    "desa": ("desa",),
    "kelurahan": ("kelurahan",),
}
UNIT_NAMES = {"district": "district", "village": "both", "desa": "desa", "kelurahan": "kelurahan"}
SEATS = ("own", "any")
STAGES = [step.value for step in STEPS[1:]]  # a proposed group covers nothing yet
_KINDS = {
    "village": ("desa", "desa_adat", "kelurahan"),
    "desa": ("desa", "desa_adat"),
    "kelurahan": ("kelurahan",),
}


@dataclass(frozen=True)
class CoverageRow:
    """One area: how many places of the unit it has, how many of them have a group, and which have none.

    ``missing`` is ``None`` where the places are too many to name: ask for an area below. ``best`` is the
    furthest stage of a row that is one place, whatever stage was asked for; empty without a group.
    """

    region: Region
    denominator: int = 0
    covered: int = 0
    groups: int = 0
    missing: list[Region] | None = None
    best: str = ""

    @property
    def missing_count(self) -> int:
        """How many places have no group."""
        return max(self.denominator - self.covered, 0)

    @property
    def share(self) -> float | None:
        """Part (0 to 1) of the distinct places that have a group; ``None`` where there are no places."""
        return self.covered / self.denominator if self.denominator else None

    @property
    def groups_share(self) -> float | None:
        """Groups for each place: the formula of printed tables, which passes 1."""
        return self.groups / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Coverage:
    """The coverage of an area as of a day, with what it is measured against."""

    region: Region
    unit: str
    seat: str
    stage: str
    on: date
    source: str  # of the denominators: the official list
    source_on: date | None
    total: CoverageRow
    rows: list[CoverageRow] = field(default_factory=list)


def coverage(
    region: Region,
    *,
    unit: str = "village",
    seat: str = "own",
    stage: str = Stage.FOUNDED,
    on: date | None = None,
    by: int | None = None,
    kind: str = Kind.KIM,
) -> Coverage:
    """The coverage of each area of the level ``by`` (right below unless told) and of all together.

    ``unit``: district, village (desa and kelurahan), desa or kelurahan. A district is covered by a group of
    its own level (``seat`` "own") or by any group in it ("any"). The total's percentage is computed anew from
    its own numbers. Five queries at most. Raises ``Invalid`` for a unit, seat, stage or level that is none.
    """
    level = _level(region, unit, by)
    _check(unit, seat, stage)
    day = on or timezone.localdate()
    areas: list[Region] = []
    if level > region.level:
        areas = list(Region.objects.official_on(day).within(region.code).at_level(level).order_by("code"))
    if region.level >= Region.Level.REGENCY or (unit == "district" and region.level == Region.Level.PROVINCE):
        seated = seats(region, on=day, kind=kind)
        total, rows = _named(region, areas, unit, seat, stage, seated, day)
    else:
        figures = figures_by_area(region, level, on=day, kind=kind, stages=[stage])[stage]
        total, rows = _summed(region, areas, unit, seat, figures, totals_by_area(region, level, day))
    source = _source(day)
    return Coverage(
        region=region,
        unit=unit,
        seat=seat,
        stage=stage,
        on=day,
        source=source.name if source else "",
        source_on=source.on if source else None,
        total=total,
        rows=rows,
    )


def _level(region: Region, unit: str, by: int | None) -> int:
    """The level of the rows: never below the unit's own, and that of the region where there are none."""
    deepest = Region.Level.DISTRICT if unit == "district" else Region.Level.VILLAGE
    level = region.level + 1 if by is None else by
    if by is not None and not region.level < by <= deepest:
        raise Invalid(_("Cakupan wilayah ini tidak dapat dirinci sampai tingkat itu."), field="by")
    if level > Region.Level.REGENCY and region.level < Region.Level.REGENCY and by is not None:
        raise Invalid(_("Rincian ini terlalu panjang. Buka cakupan kabupaten atau kota."), field="by")
    return level if level <= deepest else region.level


def _check(unit: str, seat: str, stage: str) -> None:
    if unit not in UNITS:
        raise Invalid(_("Pilih satuan dari daftar."), field="unit")
    if seat not in SEATS:
        raise Invalid(_("Pilih cara menghitung dari daftar."), field="seat")
    if stage not in STAGES:
        raise Invalid(_("Pilih tahap dari daftar."), field="stage")


def _named(
    region: Region,
    areas: list[Region],
    unit: str,
    seat: str,
    stage: str,
    seated: Sequence[tuple[str, str]],
    day: date,
) -> tuple[CoverageRow, list[CoverageRow]]:
    """Every place at hand: what is missing has a name."""
    places = Region.objects.official_on(day).within(region.code)
    places = (
        places.at_level(Region.Level.DISTRICT) if unit == "district" else places.filter(kind__in=_KINDS[unit])
    )
    groups, best, enough = Counter[str](), dict[str, str](), at_least(stage)
    for code, reached in seated:
        if place_code := _place(code, unit, seat):
            groups[place_code] += reached in enough
            best[place_code] = max(reached, best.get(place_code, reached), key=STAGES.index)
    length = len(areas[0].code) if areas else 0
    inside: defaultdict[str, list[Region]] = defaultdict(list)
    for place in places.order_by("code"):
        inside[place.code[:length]].append(place)
    rows = [_row(area, inside[area.code], groups, best.get(area.code, "")) for area in areas]
    return _row(region, [place for part in inside.values() for place in part], groups), rows


def _place(code: str, unit: str, seat: str) -> str:
    """The place that a group seated in the region covers, or none."""
    if unit != "district":
        return code if len(code) == CODE_LENGTHS[Region.Level.VILLAGE] else ""
    if seat == "any":
        return code[:DISTRICT_CODE] if len(code) >= DISTRICT_CODE else ""
    return code if len(code) == DISTRICT_CODE else ""


def _row(area: Region, places: Sequence[Region], groups: Mapping[str, int], best: str = "") -> CoverageRow:
    missing = [place for place in places if not groups.get(place.code)]
    standing = sum(groups.get(place.code, 0) for place in places)
    return CoverageRow(area, len(places), len(places) - len(missing), standing, missing, best)


def _summed(
    region: Region,
    areas: list[Region],
    unit: str,
    seat: str,
    figures: Mapping[str, Figures],
    places: Mapping[str, Mapping[str, int]],
) -> tuple[CoverageRow, list[CoverageRow]]:
    """The numbers alone, from the running totals."""
    rows = []
    for area in areas:
        denominator = sum(places.get(area.code, {}).get(name, 0) for name in UNITS[unit])
        rows.append(CoverageRow(area, denominator, *_standing(figures.get(area.code), unit, seat)))
    total = CoverageRow(
        region,
        sum(row.denominator for row in rows),
        sum(row.covered for row in rows),
        sum(row.groups for row in rows),
    )
    return total, rows


def _standing(figures: Figures | None, unit: str, seat: str) -> tuple[int, int]:
    """How many places are covered, and by how many groups."""
    found = figures or Figures()
    villages = found.desa_groups + found.kelurahan_groups
    if unit == "district" and seat == "any":
        return found.districts_any, found.district_groups + villages
    return {
        "district": (found.districts_own, found.district_groups),
        "village": (found.desa + found.kelurahan, villages),
        "desa": (found.desa, found.desa_groups),
        "kelurahan": (found.kelurahan, found.kelurahan_groups),
    }[unit]


def _source(day: date) -> RegionSource | None:
    """The list that held on the day; the oldest one for a day before any."""
    lists = list(RegionSource.objects.order_by("on", "pk"))
    return next((one for one in reversed(lists) if one.on <= day), lists[0] if lists else None)
