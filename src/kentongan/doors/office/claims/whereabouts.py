"""Where a message went round and when: the map, the timeline, and the table that says the same in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kentongan.design import maps
from kentongan.design.parts import Part, Tile
from kentongan.domain.claims.boards import Area
from kentongan.domain.regions.models import Boundary

MOST_DRAWN = 60  # areas on one map; the table holds the others
_SCALE = maps.Scale((2, 5, 10, 25))


@dataclass(frozen=True)
class Drawn:
    """A map with its legend."""

    drawing: SafeString
    legend: SafeString


def drawn_map(areas: list[Area]) -> Drawn | None:
    """The areas shaded by how many asked; tiles where outlines are missing. One query."""
    shown = areas[:MOST_DRAWN]
    if not shown:
        return None
    counts = {area.code: float(area.reports) for area in shown}
    outlines = dict(Boundary.objects.filter(region_id__in=list(counts)).values_list("region_id", "geometry"))
    label = _("Berapa yang bertanya, per wilayah")
    drawing: SafeString | None = None
    if len(outlines) == len(shown):
        features = [
            {
                "geometry": {"type": "MultiPolygon", "coordinates": outlines[area.code]},
                "properties": {"code": area.code, "name": area.name},
            }
            for area in shown
        ]
        try:
            drawing = maps.choropleth(features, counts, label=label, scale=_SCALE)
        except ValueError:  # too many for one drawing: tiles hold them all
            drawing = None
    if drawing is None:
        items = [Tile(area.name, area.reports) for area in shown]
        drawing = maps.tiles(items, label=label, scale=_SCALE)
    return Drawn(drawing, maps.map_legend(_SCALE))


def timeline(days: list[tuple[date, int]]) -> list[Part]:
    """Bars by day, the last thirty."""
    return [Part(f"{day:%d/%m}", count, "strong") for day, count in days[-30:]]
