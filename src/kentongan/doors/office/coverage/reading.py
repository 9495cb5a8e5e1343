"""Coverage of any area as of any day: figures, map, table, and what is missing; on screen and on paper."""

import hashlib
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design import maps
from kentongan.design.formats import number, percent
from kentongan.design.parts import Crumb, Tile
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.boards import Coverage, CoverageRow, coverage
from kentongan.domain.groups.coverage import STAGES
from kentongan.domain.groups.models.groups import Stage
from kentongan.domain.indicators.boards import cited, planned_level
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.boards import outlines_on, outlines_version
from kentongan.domain.regions.models import Region
from kentongan.doors.office.coverage.forms import COVERED, STAGE_WORDS, CoverageForm, home_of
from kentongan.doors.office.pages import actor_of, page, with_params

SHARES = maps.Scale((0.2, 0.4, 0.6, 0.8))
SHARE_WORDS: tuple[str, ...] = ("0–19%", "20–39%", "40–59%", "60–79%", "80–100%")
STEPS = maps.Scale((1, 2, 3, 4))
NAMED_MISSING = 60  # places named on a page before "and so many more"
DRAWN_SECONDS = 3600


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The coverage page; the same address gives the same figures to whoever opens it."""
    context = _context(request)
    return page(request, "office/coverage/index.html", context, section="coverage")


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The same on paper, with every missing place named."""
    context = _context(request)
    context["missing"] = context["board"].total.missing
    context["missing_more"] = 0
    context["back_url"] = f"{reverse('office:coverage')}?{request.GET.urlencode()}"
    return render(request, "office/coverage/print.html", context)


def _context(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    form = CoverageForm(request.GET or None)
    wanted = form.wanted() if form.is_bound else CoverageForm({}).wanted()
    region = (form.cleaned_data.get("wilayah") if form.is_bound else None) or get_region(home_of(actor))
    wanted["unit"] = wanted["unit"] or planned_level(region, wanted["on"])
    board = _board(region, wanted)
    compared = form.is_bound and form.cleaned_data.get("banding")
    missing = board.total.missing
    shown = CoverageForm(initial=_initial(region, board, form))
    return {
        "form": shown,
        "errors": form.errors if form.is_bound else {},
        "board": board,
        "unit": COVERED[board.unit],
        "stage_word": dict(STAGE_WORDS)[board.stage],
        "rows": [_line(row, board, request) for row in board.rows],
        "now": _board(region, wanted | {"on": timezone.localdate()}).total if compared else None,
        "map": _map(board, request),
        "missing": missing[:NAMED_MISSING] if missing else missing,
        "missing_more": max(len(missing or ()) - NAMED_MISSING, 0),
        "found_url": _founding_url() if actor.may("founding.edit", region.code) else "",
        "cited": cited(region, board.on),
        "query": request.GET.urlencode(),
        "up_url": _up(region, request),
        "trail_to": [Crumb(_("Capaian"))],
        "may_plan": actor.may("targets.edit", region.code),
        "may_read_plan": actor.may("targets.read"),
    }


def _board(region: Region, wanted: dict[str, Any]) -> Coverage:
    """The coverage asked for; a level of detail that the area does not have falls back to the usual."""
    try:
        return coverage(region, **wanted)
    except Invalid:
        return coverage(region, **(wanted | {"by": None}))


def _initial(region: Region, board: Coverage, form: CoverageForm) -> dict[str, Any]:
    return {
        "wilayah": region,
        "satuan": board.unit,
        "tempat": board.seat,
        "tahap": board.stage,
        "tanggal": board.on,
        "rinci": form.data.get("rinci", "") if form.is_bound else "",
        "banding": form.is_bound and form.cleaned_data.get("banding"),
    }


def _line(row: CoverageRow, board: Coverage, request: HttpRequest) -> dict[str, Any]:
    """A row with the way down; a single place opens its own page."""
    is_place = row.region.level == (3 if board.unit == "district" else 4)
    return {
        "row": row,
        "is_place": is_place,
        "state": row.best or "uncovered",
        "href": reverse("office:region-detail", args=[row.region.code])
        if is_place
        else _here(row.region, request),
    }


def _here(region: Region, request: HttpRequest) -> str:
    return "?" + with_params(request.GET, wilayah=region.code, rinci="")


def _up(region: Region, request: HttpRequest) -> str:
    return "?" + with_params(request.GET, wilayah=region.parent_id, rinci="") if region.parent_id else ""


def _founding_url() -> str:
    try:
        return reverse("office:founding-new")
    except NoReverseMatch:
        return ""


def _map(board: Coverage, request: HttpRequest) -> dict[str, Any] | None:
    """Shares of areas, or stages of places; kept while figures, outlines and links stay the same."""
    if not board.rows:
        return None
    lines = [_line(row, board, request) for row in board.rows]
    is_places = lines[0]["is_place"]
    items = {line["row"].region.code: _tile(line, is_places) for line in lines}
    scale = STEPS if is_places else SHARES
    words = SHARE_WORDS
    if is_places:
        words = (_("belum ada KIM"), *(str(Stage(stage).label) for stage in STAGES))
    label = _("Capaian %(region)s") % {"region": board.region.title}
    version, known = outlines_version(items.keys())
    seen = (get_language(), label, str(board.on), version, *items.values())
    key = f"coverage-map-{hashlib.sha256(repr(seen).encode()).hexdigest()}"
    drawn = cache.get(key)
    if drawn is None:
        outlines = outlines_on(items.keys(), board.on) if known == len(items) else {}
        drawn = maps.areas(items, outlines, label=label, scale=scale)
        cache.set(key, drawn, DRAWN_SECONDS)
    return {"drawing": mark_safe(drawn[0]), "is_outlined": drawn[1], "legend": maps.map_legend(scale, words)}  # noqa: S308 - drawn by us


def _tile(line: dict[str, Any], is_place: bool) -> Tile:
    row: CoverageRow = line["row"]
    if is_place:
        word = str(Stage(row.best).label) if row.best else _("belum ada KIM")
        return Tile(row.region.name, float(STAGES.index(row.best) + 1 if row.best else 0), line["href"], word)
    words = f"{percent(row.share)} ({number(row.covered)} / {number(row.denominator)})"
    return Tile(row.region.name, row.share, line["href"], words)
