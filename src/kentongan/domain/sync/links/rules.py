"""What a village's syncs say of its network, as pure functions over sums by day."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median_low

NONE, SLOW, FAIR, FAST = "none", "2g", "3g", "4g"  # as ``Connectivity.Kind`` has them
_ORDER = (NONE, SLOW, FAIR, FAST)
_COLUMNS = {SLOW: "slow", FAIR: "fair", FAST: "fast"}


@dataclass(frozen=True)
class Day:
    """What the phones of a village told on one day; ``slow``, ``fair`` and ``fast`` tell of the speed."""

    day: date
    syncs: int = 0
    tries: int = 0
    bytes: int = 0
    ms: int = 0
    slow: int = 0
    fair: int = 0
    fast: int = 0


@dataclass(frozen=True)
class Found:
    """A class and what it rests on: days and syncs that tell something, failed tries, kbit/s over all."""

    kind: str
    first: date
    last: date
    days: int
    syncs: int
    tries: int
    kbps: int

    def figures(self) -> dict[str, int | str]:
        """What is kept with the class."""
        counted = {"days": self.days, "syncs": self.syncs, "tries": self.tries, "kbps": self.kbps}
        return counted | {"from": self.first.isoformat(), "to": self.last.isoformat()}


@cache
def thresholds() -> dict[str, dict[str, int]]:
    """The numbers of ``thresholds.toml``."""
    return tomllib.loads(Path(__file__).with_name("thresholds.toml").read_text())


def measured(link: object) -> tuple[int, int, int] | None:
    """Bytes, milliseconds and failed tries as a phone tells them; ``None`` when that is no measurement.

    A phone's word refuses nothing: what makes no sense is left out.
    """
    said, most = link if isinstance(link, dict) else {}, thresholds()["sync"]
    values = [said.get("bytes"), said.get("ms"), said.get("tries", 0)]
    limits = (most["most_bytes"], most["most_ms"], most["most_tries"])
    if any(type(value) is not int for value in values):
        return None
    size, ms, tries = values
    if (
        size <= 0
        or ms <= 0
        or tries < 0
        or any(value > limit for value, limit in zip(values, limits, strict=True))
    ):
        return None
    return size, ms, tries


def speed_column(size: int, ms: int) -> str | None:
    """Which of ``slow``, ``fair`` and ``fast`` a sync counts in; ``None``: it tells nothing of the speed."""
    limits = thresholds()["sync"]
    if size < limits["speed_bytes"]:
        return _COLUMNS[SLOW] if ms >= limits["slow_ms"] else None
    kbps = kbits_a_second(size, ms)
    if kbps < limits["fair_kbps"]:
        return _COLUMNS[SLOW]
    return _COLUMNS[FAST if kbps >= limits["fast_kbps"] else FAIR]


def kind_of_day(day: Day) -> str | None:
    """The kind most syncs of the day fit (the lower of two middle ones); ``None``: it says nothing."""
    if day.tries and day.tries >= day.syncs * thresholds()["day"]["lost_tries"]:
        return NONE
    told = [kind for kind, column in _COLUMNS.items() for _one in range(getattr(day, column))]
    return _middle(told) if told else None


def kind_of_village(days: Sequence[Day]) -> Found | None:
    """The middle of its days, when there are enough of them and enough syncs; else ``None``."""
    telling = {day: kind for day in days if (kind := kind_of_day(day))}
    limits = thresholds()["village"]
    syncs = sum(_telling_syncs(day, kind) for day, kind in telling.items())
    if len(telling) < limits["least_days"] or syncs < limits["least_syncs"]:
        return None
    return _summed(_middle(list(telling.values())), list(telling), syncs)


def stays_bad(days: Sequence[Day]) -> Found | None:
    """What speaks for help: n of the last m days with syncs were slow or lost; else ``None``."""
    limits = thresholds()["bad"]
    telling = {day: kind for day in days if (kind := kind_of_day(day))}
    last = sorted(telling, key=lambda day: day.day)[-limits["last_days"] :]
    bad = [day for day in last if telling[day] in {NONE, SLOW}]
    if len(bad) < limits["bad_days"]:
        return None
    syncs = sum(_telling_syncs(day, telling[day]) for day in bad)
    return _summed(_middle([telling[day] for day in bad]), bad, syncs)


def kbits_a_second(size: int, ms: int) -> int:
    """Bytes in milliseconds as kbit/s."""
    return size * 8 // ms if ms else 0


def _telling_syncs(day: Day, kind: str) -> int:
    return day.syncs if kind == NONE else day.slow + day.fair + day.fast


def _middle(kinds: list[str]) -> str:
    return _ORDER[median_low([_ORDER.index(kind) for kind in kinds])]


def _summed(kind: str, days: list[Day], syncs: int) -> Found:
    dates = [day.day for day in days]
    kbps = kbits_a_second(sum(day.bytes for day in days), sum(day.ms for day in days))
    tries = sum(day.tries for day in days)
    return Found(kind, min(dates), max(dates), len(days), syncs, tries, kbps)
