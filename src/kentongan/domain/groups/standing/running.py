"""From spans to running totals: how many stand in an area from each day on which that changes. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from kentongan.domain.groups.models.standing import FOREVER, NEXT_DAY
from kentongan.domain.regions.rules import kind_of, level_of

FIGURES = (
    "groups",
    "desa_groups",
    "kelurahan_groups",
    "district_groups",
    "desa",
    "kelurahan",
    "districts_own",
    "districts_any",
)
_snapshot = attrgetter(*FIGURES)
DISTRICT_CODE = 8  # characters
REGENCY_CODE = 5


class Stay(NamedTuple):
    """A group seated in a region from a day to a day, both included."""

    region: str
    starts_on: date
    ends_on: date


@dataclass
class Figures:
    """What stands in an area: groups by their level, and places counted once each."""

    groups: int = 0
    desa_groups: int = 0
    kelurahan_groups: int = 0
    district_groups: int = 0
    desa: int = 0
    kelurahan: int = 0
    districts_own: int = 0
    districts_any: int = 0

    def add(self, other: "Figures") -> None:
        """Add another area's figures; areas that hold the same place must not be added."""
        for name in FIGURES:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def area_of(region: str) -> str:
    """The area under which the roll-up keeps a region: its regency, or itself above one."""
    return region[:REGENCY_CODE]


def running(stays: Iterable[Stay]) -> Iterator[tuple[date, tuple[int, ...]]]:
    """The figures from each day on which they change, in order of ``FIGURES``."""
    moves: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for stay in stays:
        moves[stay.starts_on][stay.region] += 1
        if stay.ends_on < FOREVER:
            moves[stay.ends_on + NEXT_DAY][stay.region] -= 1
    standing, last = _Standing(), _snapshot(Figures())
    for day in sorted(moves):
        for region, change in moves[day].items():
            standing.move(region, change)
        figures = _snapshot(standing.figures)
        if figures != last:
            yield day, figures
        last = figures


def standing_in(regions: Iterable[str]) -> Figures:
    """The figures of groups seated in these regions, one region for each group."""
    standing = _Standing()
    for region in regions:
        standing.move(region, 1)
    return standing.figures


class _Standing:
    """The figures while groups come and go."""

    def __init__(self) -> None:
        self.figures = Figures()
        self._seated: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()  # by district

    def move(self, region: str, change: int) -> None:
        """So many groups more (or fewer) in the region."""
        if not change:
            return
        figures, level = self.figures, level_of(region)
        figures.groups += change
        turned = _turned(self._seated, region, change)
        if level == 4 and kind_of(region) == "kelurahan":
            figures.kelurahan_groups += change
            figures.kelurahan += turned
        elif level == 4:
            figures.desa_groups += change
            figures.desa += turned
        elif level == 3:
            figures.district_groups += change
            figures.districts_own += turned
        if level >= 3:
            figures.districts_any += _turned(self._inside, region[:DISTRICT_CODE], change)


def _turned(counted: Counter[str], place: str, change: int) -> int:
    """1 when the place gets its first group, -1 when it loses the last, else 0."""
    before = counted[place]
    counted[place] += change
    return int(counted[place] > 0) - int(before > 0)
