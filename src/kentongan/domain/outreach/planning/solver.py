"""The planner: stops onto team days by OR-tools routing. The same problem gives the same plan, byte by byte.

A team's day is a vehicle that leaves the office and returns. The search begins with the cheapest insertion
and improves the routes until no single change makes them shorter: it ends by itself, and no clock has a say.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from kentongan.domain.outreach.planning.days import TeamDay, spread, team_days
from kentongan.domain.outreach.planning.distances import matrix, minutes, tree_matrix
from kentongan.domain.outreach.planning.shapes import Place, Plan, Problem, Stop, Unplaced

LEFT_OUT = 10**11  # what leaving one stop out costs: more than any way
RANK = 10**7  # what the next heavier one costs more: more metres than any way that is saved
# Stops up to which routes are improved change by change. Beyond, the insertion stands: improving 300 stops
# took 15 seconds and shortened nothing (docs/performance.md).
IMPROVED = 120


def solve(problem: Problem) -> Plan:
    """Place what has room; name what has none. Locked stops stay where they are."""
    stops = sorted(problem.stops, key=lambda stop: (stop.district, stop.key))
    by_tree = problem.base_point is None or any(stop.point is None for stop in stops)
    metres = _metres(problem, stops, by_tree)
    near = [
        number
        for number, stop in enumerate(stops, start=1)
        if stop.fixed or by_tree or _reachable(problem, metres[0][number])
    ]
    too_far = [stop for number, stop in enumerate(stops, start=1) if number not in set(near)]
    free = sum(1 for number in near if not stops[number - 1].fixed)
    fullest = spread(problem, free, evenly=False)
    room = sum(day.capacity - day.locked for day in fullest)
    routes, left = _routed(problem, stops, near, metres, spread(problem, free), by_tree)
    if left and free <= room:  # the even spread left somebody out: try with all the room there is
        routes, left = _routed(problem, stops, near, metres, fullest, by_tree)
    why = "capacity" if free > room else "time"
    return Plan(
        places=sorted(
            (place for route in routes for place in _places(route, stops)),
            key=lambda place: (place.day, place.team, place.position),
        ),
        unplaced=[Unplaced(stop.key, "too_far") for stop in too_far]
        + [Unplaced(stops[number - 1].key, why) for number in left],
        team_days=len(team_days(problem)),
        metres=sum(_length(numbers, metres) for _day, numbers in routes),
        by_tree=by_tree,
    )


Route = tuple[TeamDay, list[int]]


def _metres(problem: Problem, stops: Sequence[Stop], by_tree: bool) -> list[list[int]]:
    """Between the base (0) and the stops (from 1)."""
    if by_tree or problem.base_point is None:
        return tree_matrix([problem.base, *(stop.district for stop in stops)])
    return matrix([problem.base_point, *(stop.point for stop in stops if stop.point)])


def _reachable(problem: Problem, metres: int) -> bool:
    return minutes(2 * metres, problem.km_per_hour) + problem.minutes_per_stop <= problem.minutes_per_day


def _routed(
    problem: Problem,
    stops: Sequence[Stop],
    near: Sequence[int],
    metres: list[list[int]],
    days: Sequence[TeamDay],
    by_tree: bool,
) -> tuple[list[Route], list[int]]:
    """The routes of the team days and the stops left out, as numbers of the matrix."""
    if not near or not days:
        return [], [number for number in near if not stops[number - 1].fixed]
    nodes = [0, *near]
    manager = pywrapcp.RoutingIndexManager(len(nodes), len(days), 0)
    routing = pywrapcp.RoutingModel(manager)
    ways = [[metres[here][there] for there in nodes] for here in nodes]
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(ways))
    routing.AddDimensionWithVehicleCapacity(
        routing.RegisterUnaryTransitVector([0, *(1 for _number in near)]),
        0,
        [day.capacity for day in days],
        True,
        "stops",
    )
    if not by_tree:
        _limit_time(routing, problem, stops, nodes, ways, days)
    _bind(routing, manager, stops, near, days)
    solution = routing.SolveWithParameters(_parameters(len(near)))
    if solution is None:
        return [], [number for number in near if not stops[number - 1].fixed]
    return _read(routing, manager, solution, stops, nodes, days)


def _limit_time(
    routing: Any,
    problem: Problem,
    stops: Sequence[Stop],
    nodes: Sequence[int],
    ways: list[list[int]],
    days: Sequence[TeamDay],
) -> None:
    """Ways and meetings of a team fit into its day; what is locked may take longer, with nobody beside it."""
    speed, meeting = problem.km_per_hour, problem.minutes_per_stop
    table = [[minutes(way, speed) + (meeting if here else 0) for way in row] for here, row in enumerate(ways)]
    evaluator = routing.RegisterTransitMatrix(table)
    places = {number: place for place, number in enumerate(nodes)}
    longest = [problem.minutes_per_day for _day in days]
    for at, day in enumerate(days):
        if day.locked:
            held = [0, *(places[number] for number in _locked_on(day, stops)), 0]
            needed = sum(table[here][there] for here, there in pairwise(held))
            longest[at] = max(longest[at], needed)
    routing.AddDimensionWithVehicleCapacity(evaluator, 0, longest, True, "minutes")


def _bind(
    routing: Any, manager: Any, stops: Sequence[Stop], near: Sequence[int], days: Sequence[TeamDay]
) -> None:
    """Locked stops to their team day; the others may stay out, the heaviest last."""
    vehicles = {(day.day, day.team): number for number, day in enumerate(days)}
    order = sorted(near, key=lambda number: (stops[number - 1].weight, -number))
    rank = {number: place for place, number in enumerate(order)}
    for place, number in enumerate(near, start=1):
        index = manager.NodeToIndex(place)
        fixed = stops[number - 1].fixed
        if fixed:
            routing.VehicleVar(index).SetValues([vehicles[fixed.day, fixed.team]])
        else:
            routing.AddDisjunction([index], LEFT_OUT + RANK * rank[number])


def _parameters(stops: int) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GREEDY_DESCENT
    if stops > IMPROVED:
        parameters.solution_limit = 1
    return parameters


def _read(
    routing: Any,
    manager: Any,
    solution: Any,
    stops: Sequence[Stop],
    nodes: Sequence[int],
    days: Sequence[TeamDay],
) -> tuple[list[Route], list[int]]:
    routes: list[Route] = []
    for vehicle, day in enumerate(days):
        numbers = []
        index = solution.Value(routing.NextVar(routing.Start(vehicle)))
        while not routing.IsEnd(index):
            numbers.append(nodes[manager.IndexToNode(index)])
            index = solution.Value(routing.NextVar(index))
        routes.append((day, numbers))
    placed = {number for _day, numbers in routes for number in numbers}
    left = [number for number in nodes[1:] if number not in placed]
    return _in_order(routes), left


def _in_order(routes: list[Route]) -> list[Route]:
    """Routes without locked stops given to their days in the order of the codes: easier to read and check.

    Any of them fits any such day of the same capacity, and may be driven in either direction.
    """
    loose = [route for route in routes if not route[0].locked]
    ordered = {len(numbers): [] for _day, numbers in loose}  # type: dict[int, list[list[int]]]
    for _day, numbers in loose:
        ordered[len(numbers)].append(min(numbers, numbers[::-1]))
    for group in ordered.values():
        group.sort()
    return [(day, numbers if day.locked else ordered[len(numbers)].pop(0)) for day, numbers in routes]


def _locked_on(day: TeamDay, stops: Sequence[Stop]) -> list[int]:
    held = [
        (stop.fixed.position, number)
        for number, stop in enumerate(stops, start=1)
        if stop.fixed and (stop.fixed.day, stop.fixed.team) == (day.day, day.team)
    ]
    return [number for _position, number in sorted(held)]


def _places(route: Route, stops: Sequence[Stop]) -> list[Place]:
    """The stops of a team's day with their turns; a locked one keeps its own, the others fill in."""
    day, numbers = route
    taken = {fixed.position: number for number in numbers if (fixed := stops[number - 1].fixed) is not None}
    held = set(_locked_on(day, stops))
    turns = (turn for turn in range(1, len(numbers) + max(taken, default=0) + 1) if turn not in taken)
    found = []
    for number in numbers:
        fixed = stops[number - 1].fixed
        turn = fixed.position if fixed and number in held else next(turns)
        found.append(Place(stops[number - 1].key, day.day, day.team, turn))
    return found


def _length(numbers: Sequence[int], metres: list[list[int]]) -> int:
    way = [0, *numbers, 0]
    return sum(metres[here][there] for here, there in pairwise(way)) if numbers else 0
