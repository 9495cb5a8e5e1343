"""How much of an area is covered, for everybody: figures, a small map, the table, what is missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.design import maps
from kentongan.design.formats import number, percent
from kentongan.design.parts import Crumb, Link, Tile
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.boards import Coverage, coverage
from kentongan.domain.indicators.boards import cited
from kentongan.domain.regions.access import code_today, get_region
from kentongan.domain.regions.boards import outlines_on
from kentongan.domain.regions.models import Region
from kentongan.doors.portal.pages import carried, public, show
from kentongan.doors.portal.places.views import trail_to

UNITS = ("district", "desa", "kelurahan")
SHARES = maps.Scale((0.2, 0.4, 0.6, 0.8))
SHARE_WORDS = ("0–19%", "20–39%", "40–59%", "60–79%", "80–100%")
MAP_BYTES = 9_000  # before compression: the whole page has 14 KB after it
NAMED = 60


@public
def region_coverage(request: HttpRequest, code: str) -> HttpResponse:
    """The coverage of an area by district, desa or kelurahan, as of a day."""
    region = get_region(code)
    if region.gone_on and (today := code_today(code)) != code:
        return redirect("portal:region-coverage", code=today)
    if region.is_village:
        raise Absent(_("Halaman ini ada untuk kecamatan, kabupaten, kota, dan provinsi."))
    unit = _unit(request, region)
    board = coverage(region, unit=unit, seat="any", on=_day(request))
    missing = board.total.missing
    context = {
        "region": region,
        "trail": [*trail_to(request, region, ends=False), Crumb(_("Capaian"))],
        "board": board,
        "units": _units(request, region, unit),
        "map": _map(board, request),
        "missing": missing[:NAMED] if missing else missing,
        "missing_more": max(len(missing or ()) - NAMED, 0),
        "cited": cited(region, board.on),
    }
    return show(request, "portal/coverage/coverage.html", context, place=region, here="region")


def _unit(request: HttpRequest, region: Region) -> str:
    asked = request.GET.get("satuan", "")
    first = "desa" if region.level >= Region.Level.REGENCY else "district"
    return asked if asked in UNITS else first


def _day(request: HttpRequest) -> Any:
    try:
        return DateField(required=False).clean(request.GET.get("tanggal", "")) or timezone.localdate()
    except ValidationError:
        return timezone.localdate()


def _units(request: HttpRequest, region: Region, now: str) -> list[Link]:
    words = {"district": _("Kecamatan"), "desa": _("Desa"), "kelurahan": _("Kelurahan")}
    shown = words if region.level < Region.Level.DISTRICT else {name: words[name] for name in UNITS[1:]}
    query = request.GET.copy()
    links = []
    for unit, word in shown.items():
        query["satuan"] = unit
        links.append(Link(word, f"?{query.urlencode()}", current=unit == now))
    return links


def _map(board: Coverage, request: HttpRequest) -> dict[str, Any] | None:
    """The areas below shaded by their share; none where the rows are the places themselves."""
    if not board.rows or board.rows[0].region.level > Region.Level.DISTRICT:
        return None
    tail = carried(request)
    items = {
        row.region.code: Tile(
            row.region.name,
            row.share,
            reverse("portal:region-coverage", args=[row.region.code]) + tail,
            f"{percent(row.share)} ({number(row.covered)} / {number(row.denominator)})",
        )
        for row in board.rows
    }
    outlines = outlines_on(items.keys(), board.on)
    if not items.keys() <= outlines.keys():
        return None  # the table below tells the same as tiles would
    label = _("Capaian %(region)s") % {"region": board.region.title}
    drawing, is_outlined = maps.areas(items, outlines, label=label, scale=SHARES, max_bytes=MAP_BYTES)
    return {"drawing": drawing, "legend": maps.map_legend(SHARES, SHARE_WORDS)} if is_outlined else None
