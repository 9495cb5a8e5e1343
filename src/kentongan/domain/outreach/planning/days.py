"""The team days of a tour and how many stops each carries: spread evenly, locked rows first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kentongan.domain.outreach.planning.shapes import Problem


@dataclass(frozen=True)
class TeamDay:
    """A day of a team: how many stops it carries in all, how many of them are locked."""

    day: date
    team: str
    capacity: int
    locked: int


def team_days(problem: Problem) -> list[tuple[date, str]]:
    """The days on which each team can travel, in order. Teams that share a companion take turns."""
    locked = {(stop.fixed.day, stop.fixed.team) for stop in problem.stops if stop.fixed}
    found = []
    for number, day in enumerate(problem.days):
        free = [team.key for team in problem.teams if day not in team.away]
        for group in problem.apart:
            rivals = [key for key in free if key in group]
            out = [key for key in rivals if (day, key) in locked]
            kept = out or rivals[number % len(rivals) : number % len(rivals) + 1] if rivals else []
            free = [key for key in free if key not in group or key in kept]
        found += [(day, key) for key in free]
    return found


def spread(problem: Problem, free: int, *, evenly: bool = True) -> list[TeamDay]:
    """Each team day with its capacity, those that carry nothing left out.

    ``evenly`` gives exactly as much room as the ``free`` stops need, the fuller days apart from each other;
    else every day takes as many as it may.
    """
    locked = Counter((stop.fixed.day, stop.fixed.team) for stop in problem.stops if stop.fixed)
    open_days = team_days(problem)
    most = problem.most_per_day
    level = most if not evenly else _level([locked[key] for key in open_days], free, most)
    capacity = {key: max(min(level, most), locked[key]) for key in open_days}
    if evenly:
        surplus = sum(capacity[key] - locked[key] for key in open_days) - free
        fullest = [key for key in open_days if capacity[key] == level and locked[key] < level]
        for key in _apart(fullest, surplus):
            capacity[key] -= 1
    for key, count in locked.items():  # also on a day off: what is locked stays
        capacity.setdefault(key, count)
    return [
        TeamDay(day, team, count, locked[day, team])
        for (day, team), count in sorted(capacity.items())
        if count
    ]


def _level(locked: Sequence[int], free: int, most: int) -> int:
    """The fewest stops a day may carry at the fullest, so that all find room; at most ``most``."""
    for level in range(1, most):
        if sum(max(0, level - count) for count in locked) >= free:
            return level
    return most


def _apart(days: Sequence[tuple[date, str]], count: int) -> list[tuple[date, str]]:
    """So many of the days, as far from each other as can be."""
    if count <= 0:
        return []
    chosen = min(count, len(days))
    return [days[(2 * number + 1) * len(days) // (2 * chosen)] for number in range(chosen)]
