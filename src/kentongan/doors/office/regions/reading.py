"""Finding an area, and everything known about one: numbers, map, areas below, tags, notes, groups."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design import maps
from kentongan.design.parts import Crumb, Tile
from kentongan.domain.core.models import Entry
from kentongan.domain.groups import access as groups_access
from kentongan.domain.groups.boards import AreaCounts, counts_by_area
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.boards import outlines_on
from kentongan.domain.regions.models import Connectivity, Region, RegionTag
from kentongan.domain.regions.rules import ROOT, lineage, valid_code
from kentongan.domain.sync.boards import link_evidence
from kentongan.domain.sync.links.rules import thresholds
from kentongan.doors.office.groups.words import stage_badge
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page

FOUND = 20
OFFERED = 8


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Search by name, and the way down from one's own areas."""
    actor, words = actor_of(request), request.GET.get("q", "").strip()[:100]
    roots = sorted({grant.region_id for grant in actor.grants})
    context = {
        "q": words,
        "found": Region.objects.search(words, limit=FOUND) if words else [],
        "own": Region.objects.filter(code__in=roots).with_paths(),
        "parts": list(Region.objects.current().filter(parent_id__in=roots)) if roots else [],
        "may_load": actor.may("regions.edit"),
        "may_see_links": actor.may("groups.read"),
    }
    return page(request, "office/regions/index.html", context, section="regions")


@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """The areas a typed text may mean, to choose from, as a fragment. Names of areas are public."""
    name = request.GET.get("bidang", "")
    name = name if name.isidentifier() else "region"
    typed = request.GET.get(name, "")[:200]
    within = request.GET.get("dalam", "")
    found = Region.objects.search(typed, within=within if valid_code(within) else ROOT, limit=OFFERED)
    context = {"field_name": name, "typed": typed, "found": found, "nothing": bool(typed.strip())}
    return render(request, "office/regions/_offer.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One area as of today."""
    actor, region = actor_of(request), get_region(code)
    today = timezone.localdate()
    may_edit = actor.may("regions.edit", region.code)
    context: dict[str, Any] = {
        "region": region,
        "path": _path(region),
        "today": today,
        "tags": list(
            RegionTag.objects.on_day(today)
            .reaching([region.code])
            .select_related("tag", "region")
            .order_by("tag__name")
        ),
        "notes": list(region.notes.order_by("-noted_on", "-pk")),
        "may_edit": may_edit,
        "may_read_groups": actor.may("groups.read", region.code),
    }
    context |= _village(region, actor) if region.is_village else _numbers(region)
    trail = [Crumb(_("Wilayah"), reverse("office:region-list")), Crumb(region.title)]
    return page(request, "office/regions/detail.html", context, section="regions", trail=trail)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What was noted about the area and what the official lists changed in it."""
    actor, region = actor_of(request), get_region(code)
    actor.require("regions.edit", region.code)
    context = {
        "region": region,
        "changes": list(region.changes.order_by("-on", "-pk")),
        "events": events(Entry.objects.about(region)[:SHOWN]),
    }
    trail = [
        Crumb(_("Wilayah"), reverse("office:region-list")),
        Crumb(region.title, _address(region)),
        Crumb(_("Riwayat")),
    ]
    return page(request, "office/regions/history.html", context, section="regions", trail=trail)


def _village(region: Region, actor: Authority) -> dict[str, Any]:
    """A village: its connectivity over time and the groups in it that the person may see."""
    measures = list(Connectivity.objects.filter(region=region).order_by("-measured_on")[:5])
    groups = groups_access.visible(actor).for_region(region.code).with_stage().order_by("name", "pk")
    rows = [(group, stage_badge(group.stage)) for group in groups]  # type: ignore[attr-defined]  # annotated
    since = timezone.localdate() - timedelta(days=thresholds()["village"]["window_days"])
    return {"measures": measures, "groups": rows, "link": link_evidence(region.code, since)}


def _numbers(region: Region) -> dict[str, Any]:
    """Anything above a village: how much of it is covered, where, and its map or tiles."""
    counts = counts_by_area(region)
    return {"counts": counts, "level_below": region.level + 1, **_map(region, counts)}


def _map(region: Region, counts: AreaCounts) -> dict[str, Any]:
    """The areas below shaded by their groups: by outline where every one has one, else as tiles."""
    if not counts.rows:
        return {}
    items = {
        row.region.code: Tile(row.region.name, float(row.groups), _address(row.region)) for row in counts.rows
    }
    scale = maps.even_scale([item.value for item in items.values()])
    label = _("KIM di %(region)s") % {"region": region.title}
    drawing, _outlined = maps.areas(items, outlines_on(items), label=label, unit="KIM", scale=scale)
    return {"map": drawing, "legend": maps.map_legend(scale)}


def _path(region: Region) -> list[dict[str, str]]:
    """The areas above, each a link; one query."""
    above = Region.objects.filter(code__in=[code for code in lineage(region.code)[:-1] if code != ROOT])
    return [{"name": area.title, "href": _address(area)} for area in above.order_by("level")]


def _address(region: Region) -> str:
    return reverse("office:region-detail", args=[region.code])
