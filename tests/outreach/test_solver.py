"""The planner by itself: plain data in, the same bytes out; no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kentongan.domain.outreach.planning.days import spread, team_days
from kentongan.domain.outreach.planning.distances import matrix, minutes, straight_km, tree_matrix
from kentongan.domain.outreach.planning.running import PlannerError, ask
from kentongan.domain.outreach.planning.shapes import Fixed, Plan, Problem, Stop, Team

MONDAY = date(2021, 3, 1)
DAYS = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4)]


def problem(count: int = 8, crews: int = 1, **changes: object) -> Problem:
    stops = [
        Stop(f"s{number}", f"33.25.{number:02}", (109.7 + number % 4 * 0.05, -7.0 + number // 4 * 0.05))
        for number in range(count)
    ]
    facts = Problem(
        days=DAYS,
        teams=[Team(f"Tim {number}") for number in range(crews)],
        stops=stops,
        base="33.25.01",
        base_point=(109.7, -7.0),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def test_the_same_problem_gives_the_same_bytes() -> None:
    asked = problem(30, 3)
    assert ask(asked).to_json() == ask(asked).to_json()


def test_the_order_of_the_stops_makes_no_difference() -> None:
    asked = problem(12)
    turned = replace(asked, stops=list(reversed(asked.stops)))
    assert ask(asked).to_json() == ask(turned).to_json()


def test_problem_and_plan_survive_json() -> None:
    fixed = Fixed(MONDAY, "Tim 0", 2)
    asked = problem(
        2,
        stops=[Stop("a", "33.25.01", None, 3.5, fixed), Stop("b", "33.25.02")],
        teams=[Team("Tim 0", frozenset({MONDAY}))],
        apart=[frozenset({"Tim 0", "Tim 1"})],
    )
    assert Problem.from_json(asked.to_json()) == asked
    plan = ask(problem())
    assert Plan.from_json(plan.to_json()) == plan


def test_neighbours_share_a_day() -> None:
    """Two clusters of two far from each other: each day takes one of them."""
    near, far = (109.75, -7.0), (109.75, -7.4)
    stops = [
        Stop(key, f"33.25.0{key}", point) for key, point in zip("1234", (near, far, near, far), strict=True)
    ]
    plan = ask(problem(stops=stops, days=DAYS[:2]))
    together = {place.day: {row.stop for row in plan.places if row.day == place.day} for place in plan.places}
    assert sorted(map(sorted, together.values())) == [["1", "3"], ["2", "4"]]


def test_the_lightest_stay_out_when_there_is_no_room() -> None:
    stops = [replace(stop, weight=float(number)) for number, stop in enumerate(problem(4).stops)]
    plan = ask(problem(stops=stops, days=DAYS[:1], most_per_day=2))
    assert [(row.stop, row.why) for row in plan.unplaced] == [("s0", "capacity"), ("s1", "capacity")]


def test_locked_stops_beyond_the_limit_stay_and_nobody_joins_them() -> None:
    fixed = [
        replace(stop, fixed=Fixed(MONDAY, "Tim 0", turn)) for turn, stop in enumerate(problem(3).stops, 1)
    ]
    plan = ask(problem(stops=[*fixed, *problem(5).stops[3:]], most_per_day=2))
    on_monday = [(row.stop, row.position) for row in plan.places if row.day == MONDAY]
    assert on_monday == [("s0", 1), ("s1", 2), ("s2", 3)]
    assert plan.unplaced == []


def test_what_is_locked_keeps_its_turn_among_others() -> None:
    fixed = replace(problem(1).stops[0], fixed=Fixed(MONDAY, "Tim 0", 2))
    plan = ask(problem(stops=[fixed, problem(2).stops[1]], days=DAYS[:1]))
    assert [(row.stop, row.position) for row in plan.places] == [("s1", 1), ("s0", 2)]


def test_teams_that_share_a_companion_take_turns() -> None:
    asked = problem(crews=3, apart=[frozenset({"Tim 0", "Tim 1"})])
    by_day = [[team for day, team in team_days(asked) if day == DAYS[number]] for number in (0, 1)]
    assert by_day == [["Tim 0", "Tim 2"], ["Tim 1", "Tim 2"]]


def test_fuller_days_lie_apart() -> None:
    loads = [day.capacity for day in spread(problem(), 8)]
    assert loads == [2, 1, 2, 1, 2]
    assert [day.capacity for day in spread(problem(), 8, evenly=False)] == [2, 2, 2, 2, 2]
    assert [day.day for day in spread(problem(), 2)] == [DAYS[1], DAYS[3]]


def test_nothing_to_plan_is_answered() -> None:
    assert ask(problem(stops=[])).places == []
    assert len(ask(problem(days=[])).unplaced) == 8


def test_distances() -> None:
    assert straight_km((110.0, -7.0), (111.0, -7.0)) == pytest.approx(110.4, abs=0.1)
    assert matrix([(110.0, -7.0), (110.0, -7.0)]) == [[0, 0], [0, 0]]
    assert tree_matrix(["33.25.02", "33.25.01", "33.25.04"]) == [
        [0, 10_000, 10_000],
        [10_000, 0, 20_000],
        [10_000, 20_000, 0],
    ]
    assert minutes(30_000, 30) == 60
    assert minutes(1, 30) == 1


def test_a_planner_that_cannot_read_its_problem_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Problem, "to_json", lambda self: "{}")
    with pytest.raises(PlannerError, match="KeyError"):
        ask(problem())
