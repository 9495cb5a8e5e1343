"""How far apart places lie: by the globe where their middles are known, else by nearness in the tree."""

from bisect import bisect_left
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]  # longitude and latitude in degrees, WGS 84
EARTH_KM = 6371.0088
STEP_KM = 10.0  # between neighbours in the order of the codes, where no outline says better


def straight_km(here: Point, there: Point) -> float:
    """The distance on the globe by the haversine formula, in kilometres."""
    lon1, lat1, lon2, lat2 = map(radians, (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def matrix(points: Sequence[Point]) -> list[list[int]]:
    """Metres between every two points."""
    return [[round(straight_km(here, there) * 1000) for there in points] for here in points]


def tree_matrix(codes: Sequence[str]) -> list[list[int]]:
    """Metres supposed between regions by their places in the order of the codes.

    Offices number districts along the map, so neighbours in the list are mostly neighbours on the ground.
    """
    order = sorted(set(codes))
    places = [bisect_left(order, code) for code in codes]
    step = round(STEP_KM * 1000)
    return [[abs(here - there) * step for there in places] for here in places]


def minutes(metres: int, km_per_hour: int) -> int:
    """Minutes on the road at a speed by the straight distance, rounded up."""
    return -(-metres * 60 // (km_per_hour * 1000))
