"""The pieces a board is drawn from: figures, bars, reach by class, the map or its tiles, the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kentongan.design import maps
from kentongan.design.formats import number, people
from kentongan.design.parts import Part, Tile
from kentongan.domain.activities.boards import BoardRow, Reach
from kentongan.domain.regions.models import Boundary

BELOW = ("province", "regency", "district", "village", "village")
SCALE = maps.Scale((25, 50, 75, 100))


@dataclass(frozen=True)
class ShownRow:
    """A row of the table: its figures, its bar, where it leads."""

    row: BoardRow
    href: str
    bar: list[Part]


@dataclass(frozen=True)
class DrawnMap:
    """The map or the tiles, with the legend."""

    drawing: SafeString
    legend: SafeString
    is_outlined: bool  # a map, not tiles


def level_below(level: int) -> str:
    """The rows of a board of an area of this level."""
    return BELOW[level]


def shown_rows(rows: Sequence[BoardRow], base: str, kept: str) -> list[ShownRow]:
    """The rows with their bars, each leading to the board below."""
    return [ShownRow(row, f"{base}?wilayah={row.code}{kept}", parts(row)) for row in rows]


def parts(row: BoardRow) -> list[Part]:
    """The groups of a row, each once at its furthest step."""
    return [
        Part(_("Disebarkan"), row.passed_on, "strong"),
        Part(_("Diterima atau dibahas"), row.received + row.opened + row.discussed, "mid"),
        Part(_("Tidak disebarkan"), row.declined, "bad"),
        Part(_("Belum ada kabar"), row.silent, "none"),
    ]


def reach_rows(total: BoardRow) -> list[tuple[Reach, str]]:
    """Each class of media with its range of people in words."""
    return [(part, people(part.low, part.high)) for part in total.reach]


def drawn_map(rows: Sequence[BoardRow], base: str, kept: str) -> DrawnMap | None:
    """The areas shaded by the share of their groups that passed it on; tiles where outlines are missing."""
    known = [row for row in rows if row.sent]
    if not known:
        return None
    shares = {row.code: round(100 * row.passed_on / row.sent) for row in known}
    hrefs = {row.code: f"{base}?wilayah={row.code}{kept}" for row in known}
    label = _("Bagian KIM yang sudah menyebarkan, per wilayah")
    outlined = _outlined(known, shares, hrefs, label)
    drawing = outlined or _tiled(known, shares, hrefs, label)
    return DrawnMap(drawing, maps.map_legend(SCALE), outlined is not None)


def _outlined(
    rows: Sequence[BoardRow], shares: dict[str, int], hrefs: dict[str, str], label: str
) -> SafeString | None:
    outlines = dict(Boundary.objects.filter(region_id__in=list(shares)).values_list("region_id", "geometry"))
    if len(outlines) < len(rows):
        return None
    features = [
        {
            "geometry": {"type": "MultiPolygon", "coordinates": outlines[row.code]},
            "properties": {"code": row.code, "name": row.name},
        }
        for row in rows
    ]
    try:
        return maps.choropleth(features, shares, label=label, unit="%", scale=SCALE, hrefs=hrefs)
    except ValueError:  # too many areas for one drawing: tiles hold them all
        return None


def _tiled(rows: Sequence[BoardRow], shares: dict[str, int], hrefs: dict[str, str], label: str) -> SafeString:
    items = [
        Tile(
            row.name,
            shares[row.code],
            hrefs[row.code],
            _("%(done)s dari %(sent)s") % {"done": number(row.passed_on), "sent": number(row.sent)},
        )
        for row in rows
    ]
    return maps.tiles(items, label=label, unit="%", scale=SCALE)


def table_for_sheet(rows: Sequence[BoardRow], total: BoardRow) -> tuple[list[str], list[list[Any]]]:
    """Head and lines of the exported board: the figures of the page, unknown left empty."""
    head = [
        _("Kode wilayah"),
        _("Wilayah"),
        _("Terkirim"),
        _("Diterima"),
        _("Dibahas"),
        _("Disebarkan"),
        _("Tidak disebarkan"),
        _("Belum ada kabar"),
        _("Jangkauan paling sedikit (bukan orang unik)"),
        _("Jangkauan paling banyak (bukan orang unik)"),
        _("Kantor desa menerima"),
        _("Kantor desa meneruskan"),
    ]
    return head, [_line(row) for row in [*rows, total]]


def _line(row: BoardRow) -> list[Any]:
    return [
        row.code,
        row.name,
        row.sent,
        row.has_it,
        row.discussed,
        row.passed_on,
        row.declined,
        row.silent,
        row.reach_low,
        row.reach_high,
        row.office_received,
        row.office_handed_over,
    ]
