"""What goes into the planner and comes out of it: plain data, as JSON in both directions. No Django."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kentongan.domain.outreach.planning.distances import Point


@dataclass(frozen=True)
class Fixed:
    """Where a locked stop stands, and stays."""

    day: date
    team: str
    position: int = 1


@dataclass(frozen=True)
class Stop:
    """A meeting to place. ``weight`` decides who stays out when not all find room: the lighter one."""

    key: str
    district: str
    point: Point | None = None
    weight: float = 0.0
    fixed: Fixed | None = None


@dataclass(frozen=True)
class Team:
    """Who travels, and the days they cannot."""

    key: str
    away: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Problem:
    """A tour to plan. ``apart`` names teams that share a companion: never out on the same day."""

    days: Sequence[date]  # working days, in order
    teams: Sequence[Team]
    stops: Sequence[Stop]
    base: str  # region code
    base_point: Point | None = None
    most_per_day: int = 2
    minutes_per_stop: int = 150
    minutes_per_day: int = 540
    km_per_hour: int = 30
    apart: Sequence[frozenset[str]] = ()

    def to_json(self) -> str:
        """What :meth:`from_json` reads."""
        return json.dumps(asdict(self), default=_plain, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Problem":
        """The problem that was written."""
        kept: dict[str, Any] = json.loads(text)
        return cls(
            **kept
            | {
                "days": [date.fromisoformat(day) for day in kept["days"]],
                "teams": [
                    Team(team["key"], frozenset(map(date.fromisoformat, team["away"])))
                    for team in kept["teams"]
                ],
                "stops": [_stop(stop) for stop in kept["stops"]],
                "base_point": _point(kept["base_point"]),
                "apart": [frozenset(keys) for keys in kept["apart"]],
            }
        )


@dataclass(frozen=True)
class Place:
    """Where a stop goes: day, team, turn on that day."""

    stop: str
    day: date
    team: str
    position: int


@dataclass(frozen=True)
class Unplaced:
    """A stop without room and why: ``capacity``, ``too_far`` or ``time``."""

    stop: str
    why: str


@dataclass(frozen=True)
class Plan:
    """The answer. ``by_tree`` says that distances were supposed, no outline being loaded."""

    places: Sequence[Place] = ()
    unplaced: Sequence[Unplaced] = ()
    team_days: int = 0  # days on which a team could travel
    metres: int = 0  # of all ways, from the base and back
    by_tree: bool = False

    def to_json(self) -> str:
        """The same plan gives the same bytes."""
        return json.dumps(asdict(self), default=_plain, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that was written."""
        kept: dict[str, Any] = json.loads(text)
        places = [Place(**row | {"day": date.fromisoformat(row["day"])}) for row in kept["places"]]
        unplaced = [Unplaced(**row) for row in kept["unplaced"]]
        return cls(**kept | {"places": places, "unplaced": unplaced})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


def _point(pair: Any) -> Point | None:
    return (float(pair[0]), float(pair[1])) if pair else None


def _stop(kept: dict[str, Any]) -> Stop:
    fixed = kept["fixed"]
    return Stop(
        **kept
        | {
            "point": _point(kept["point"]),
            "fixed": Fixed(**fixed | {"day": date.fromisoformat(fixed["day"])}) if fixed else None,
        }
    )
