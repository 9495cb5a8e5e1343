"""Outlines as GeoJSON geometry: checked, rounded, and their middle. No database."""

from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

Point = list[float]
Ring = list[Point]
Polygons = list[list[Ring]]  # coordinates of a MultiPolygon: polygons, each an outer ring and its holes
DECIMALS = 5  # about one metre


class OutlineError(ValueError):
    """The geometry cannot be an outline; the message is a sentence for the person."""


def read_outline(geometry: Any) -> Polygons:
    """The MultiPolygon coordinates of a Polygon or MultiPolygon, rounded, without repeated points."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise OutlineError(_("bentuknya harus Polygon atau MultiPolygon."))
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons or not all(isinstance(p, list) and p for p in polygons):
        raise OutlineError(_("koordinatnya kosong."))
    return [[_ring(ring) for ring in polygon] for polygon in polygons]


def _ring(ring: Any) -> Ring:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise OutlineError(_("ada garis yang tidak tertutup."))
    kept: Ring = []
    for position in ring:
        point = _point(position)
        if not kept or point != kept[-1]:
            kept.append(point)
    return kept


def _point(position: Any) -> Point:
    if not isinstance(position, list) or len(position) < 2:
        raise OutlineError(_("ada koordinat yang bukan angka."))
    lon, lat = position[:2]
    if type(lon) not in {int, float} or type(lat) not in {int, float}:
        raise OutlineError(_("ada koordinat yang bukan angka."))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # refuses NaN too
        raise OutlineError(_("ada koordinat di luar bujur dan lintang bumi."))
    return [round(lon, DECIMALS), round(lat, DECIMALS)]


def centroid(polygons: Polygons) -> tuple[float, float]:
    """Longitude and latitude of the middle of the largest part; may lie outside a crescent."""
    largest = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_moments(ring)[0]))
    area, x, y = _moments(largest)
    if not area:
        return largest[0][0], largest[0][1]
    return round(largest[0][0] + x / (3 * area), DECIMALS), round(largest[0][1] + y / (3 * area), DECIMALS)


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Twice the signed area and the moments, measured from the first point."""
    x0, y0 = ring[0]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        area += cross
        x += (x1 + x2 - 2 * x0) * cross
        y += (y1 + y2 - 2 * y0) * cross
    return area, x, y
