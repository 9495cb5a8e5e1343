"""Where regions lie: the middle of their loaded outline, or the mean of those inside them."""

from collections import defaultdict

from kentongan.domain.outreach.planning.distances import Point
from kentongan.domain.regions.models import Boundary
from kentongan.domain.regions.rules import lineage, subtree_q


def middles(area: str) -> dict[str, Point]:
    """The middle of each region of the area that has an outline or regions with one inside; one query."""
    own: dict[str, Point] = {}
    inside: dict[str, list[Point]] = defaultdict(list)
    outlines = Boundary.objects.filter(subtree_q(area)).order_by("region_id")
    for code, lon, lat in outlines.values_list("region_id", "lon", "lat"):
        own[code] = (lon, lat)
        for above in lineage(code)[:-1]:
            inside[above].append((lon, lat))
    return {code: _mean(points) for code, points in inside.items()} | own


def _mean(points: list[Point]) -> Point:
    return (
        sum(lon for lon, _lat in points) / len(points),
        sum(lat for _lon, lat in points) / len(points),
    )
