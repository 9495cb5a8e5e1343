"""The funnel read as a board: how many places of each area stand at which step, and who stands still."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.founding.access import visible
from kentongan.domain.founding.rules import STEPS
from kentongan.domain.founding.standing import STILL_DAYS, Standing, standings
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at, level_of

STATES = ("open", "still", "arrived", "closed")


@dataclass
class FunnelRow:
    """One area: the places standing at each step, those that arrived, those that stand still."""

    region: Region | None
    steps: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    arrived: int = 0
    still: int = 0
    closed: int = 0

    @property
    def open(self) -> int:
        """The places on their way."""
        return sum(self.steps.values())


@dataclass(frozen=True)
class Funnel:
    """The board of an area: a row for each area right below it, and the total."""

    rows: list[FunnelRow]
    total: FunnelRow


def funnel(region: Region, by: Actor, *, way: str = "", still_days: int = STILL_DAYS) -> Funnel:
    """The paths of the area by area below and step; each place is counted at one step, its furthest."""
    paths = visible(by).for_region(region.code)
    if way:
        paths = paths.filter(way=way)
    today = timezone.localdate()
    depth = min(region.level + 1, 4)
    counted: dict[str, FunnelRow] = {}
    total = FunnelRow(region)
    for standing in standings(paths):
        area = ancestor_at(standing.region_id, depth) or standing.region_id
        for row in (counted.setdefault(area, FunnelRow(None)), total):
            _count(row, standing, today, still_days)
    areas = Region.objects.in_bulk(list(counted))
    for code, row in counted.items():
        row.region = areas[code]
    return Funnel([counted[code] for code in sorted(counted)], total)


def found_paths(
    by: Actor,
    *,
    region: str = "",
    tour: str = "",
    way: str = "",
    step: str = "",
    state: str = "",
    still_days: int = STILL_DAYS,
) -> list[Standing]:
    """The paths of the list with its filters, by area; an empty filter takes all.

    ``tour`` is the code of the tour that chose the places, ``step`` the furthest reached of those on their
    way, ``state`` one of ``STATES``.
    """
    paths = visible(by)
    if region:
        paths = paths.for_region(region)
    if tour:
        paths = paths.filter(stop__tour__code=tour)
    if way:
        paths = paths.filter(way=way)
    rows = standings(paths)
    if step:
        rows = [row for row in rows if state_of(row) == "open" and row.step == step]
    if state == "still":
        rows = [row for row in rows if row.still_days() >= still_days]
    elif state:
        rows = [row for row in rows if state_of(row) == state]
    return rows


def state_of(standing: Standing) -> str:
    """``open``, ``arrived`` or ``closed``."""
    if standing.closed_on:
        return "closed"
    return "arrived" if standing.has_arrived else "open"


def default_region(by: Actor) -> Region | None:
    """The widest area whose paths the person reads."""
    roots = sorted(by.areas("founding.read"), key=lambda code: (level_of(code), code))
    return Region.objects.filter(code=roots[0]).first() if roots else None


def _count(row: FunnelRow, standing: Standing, today: date, still_days: int) -> None:
    state = state_of(standing)
    if state == "closed":
        row.closed += 1
    elif state == "arrived":
        row.arrived += 1
    else:
        row.steps[standing.step] += 1
        row.still += standing.still_days(today) >= still_days
