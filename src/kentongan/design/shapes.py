"""Polygons on paper: projection, simplification that keeps neighbours together, short SVG paths."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[int, int]
Ring = list[Point]


def rings_of(geometry: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """All rings of a GeoJSON Polygon or MultiPolygon, in degrees; ValueError for other kinds."""
    kind = geometry["type"]
    if kind not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"A map draws Polygon and MultiPolygon, not {kind}.")
    polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    return [
        [(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon
    ]


def project(
    shapes: Sequence[Sequence[Sequence[tuple[float, float]]]], width: int
) -> tuple[list[list[Ring]], int]:
    """Every ring in whole units of a drawing ``width`` wide, and the drawing's height.

    Equirectangular with the cosine of the middle latitude: right enough for a regency or a province.
    """
    points = [point for rings in shapes for ring in rings for point in ring]
    if not points:
        return [[] for _ in shapes], 1
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    narrow = math.cos(math.radians((south + north) / 2))
    breadth = max((east - west) * narrow, 1e-9)
    scale = min(width / breadth, 1.4 * width / max(north - south, 1e-9))
    height = max(1, round((north - south) * scale))

    def place(point: tuple[float, float]) -> Point:
        return round((point[0] - west) * narrow * scale), round((north - point[1]) * scale)

    return [[_closed(map(place, ring)) for ring in rings] for rings in shapes], height


def _closed(points: Iterable[Point]) -> Ring:
    """The ring without repeated neighbours; the end is not repeated."""
    ring: Ring = []
    for point in points:
        if not ring or ring[-1] != point:
            ring.append(point)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


def simplify(shapes: Sequence[Sequence[Ring]], tolerance: float) -> list[list[Ring]]:
    """Fewer points, none further off than ``tolerance``; a border two areas share stays shared."""
    joints = _joints(ring for rings in shapes for ring in rings)
    known: dict[tuple[Point, ...], list[Point]] = {}
    return [[_simple_ring(ring, joints, tolerance, known) for ring in rings] for rings in shapes]


def _joints(rings: Iterable[Ring]) -> set[Point]:
    """Points where three borders meet: they stay where they are."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for index, point in enumerate(ring):
            beside.setdefault(point, set()).update((ring[index - 1], ring[(index + 1) % len(ring)]))
    return {point for point, others in beside.items() if len(others) > 2}


def _simple_ring(
    ring: Ring, joints: set[Point], tolerance: float, known: dict[tuple[Point, ...], list[Point]]
) -> Ring:
    if len(ring) < 4:
        return ring
    cuts = [index for index, point in enumerate(ring) if point in joints]
    if len(cuts) < 2:
        first = cuts[0] if cuts else ring.index(min(ring))
        cuts = sorted({first, (first + len(ring) // 2) % len(ring)})
    result: Ring = []
    for cut, following in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        arc = tuple(ring[index % len(ring)] for index in range(cut, following + 1))
        result.extend(_simple_arc(arc, tolerance, known)[:-1])
    return result


def _simple_arc(
    arc: tuple[Point, ...], tolerance: float, known: dict[tuple[Point, ...], list[Point]]
) -> list[Point]:
    """Douglas-Peucker in one direction for both neighbours, remembered."""
    turned = arc[::-1] < arc
    key = arc[::-1] if turned else arc
    if key not in known:
        keep = {0, len(key) - 1}
        spans = [(0, len(key) - 1)]
        while spans:
            start, end = spans.pop()
            far, where = _farthest(key, start, end)
            if far > tolerance:
                keep.add(where)
                spans += [(start, where), (where, end)]
        known[key] = [key[index] for index in sorted(keep)]
    return known[key][::-1] if turned else known[key]


def _farthest(points: Sequence[Point], start: int, end: int) -> tuple[float, int]:
    """The greatest distance from the chord between two points, and where."""
    (ax, ay), (bx, by) = points[start], points[end]
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    best, where = -1.0, start
    for index in range(start + 1, end):
        x, y = points[index]
        off = abs(dx * (y - ay) - dy * (x - ax)) / length if length else math.hypot(x - ax, y - ay)
        if off > best:
            best, where = off, index
    return best, where


def path(rings: Sequence[Ring]) -> str:
    """The rings as one relative SVG path; a ring that shrank to nothing becomes a dot one can still see."""
    drawn = []
    for ring in rings:
        if len(ring) >= 3:
            steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(ring)]
            drawn.append(
                f"M{ring[0][0]} {ring[0][1]}l"
                + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
                + "z"
            )
    if not drawn and rings and rings[0]:
        x, y = rings[0][0]
        drawn.append(f"M{x - 2} {y - 2}h4v4h-4z")
    return "".join(drawn)


def middle(rings: Sequence[Ring]) -> tuple[int, int, int]:
    """The centroid of the largest ring and its size (the smaller side of its box), for a letter."""
    ring = max(rings, key=lambda one: abs(area(one)), default=[])
    if not ring:
        return 0, 0, 0
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    size = min(max(xs) - min(xs), max(ys) - min(ys))
    whole = area(ring)
    if not whole:
        return ring[0][0], ring[0][1], size
    cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        cx, cy = cx + (ax + bx) * cross, cy + (ay + by) * cross
    return round(cx / (6 * whole)), round(cy / (6 * whole)), size


def area(ring: Ring) -> float:
    """The signed area of a ring."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2
