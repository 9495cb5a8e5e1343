"""Targets: the list, one with its history, and a plan over the years beside the register."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.formats import capitals
from kentongan.design.parts import Crumb, Link, Part
from kentongan.domain.core.models import Entry
from kentongan.domain.indicators import access, boards, rules
from kentongan.domain.indicators.models import Goal, Target, TargetLevel
from kentongan.domain.regions.access import get_region
from kentongan.doors.office.coverage.forms import PlanForm, home_of
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import page_after

NAMED = 40  # places named in a cell before "and so many more"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The targets one may read, the latest year first; and the way to the plan of any area."""
    actor = actor_of(request)
    if "wilayah" in request.GET:
        form = PlanForm(request.GET)
        if form.is_valid():
            address = reverse("office:target-progress", args=[form.cleaned_data["wilayah"].code])
            return redirect(f"{address}?tingkat={form.cleaned_data['tingkat']}")
    else:
        form = PlanForm(initial={"wilayah": get_region(home_of(actor)), "tingkat": TargetLevel.DISTRICT})
    rows = access.visible(actor).standing().select_related("region").prefetch_related("areas")
    found, following = page_after(rows, request.GET, ("-year", "region_id", "pk"))
    known = boards.met_by(found)
    context = {
        "form": form,
        "rows": [(target, *known[target.pk]) for target in found],
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
    }
    trail = [Crumb(_("Capaian"), reverse("office:coverage")), Crumb(_("Target"))]
    return page(request, "office/coverage/targets.html", context, section="coverage", trail=trail)


@require_safe
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One target: what was planned, what came of it, every change with its reason."""
    actor = actor_of(request)
    target = access.get_target(key, actor)
    plan = boards.plan_of(target)
    days = boards.first_days(target.region, target.level, target.stage)
    left, short = rules.unmet(plan, days)
    areas = list(target.areas.order_by("code"))
    context = {
        "target": target,
        "wanted": plan.wanted,
        "met": plan.wanted - short,
        "short": short,
        "reached": [(area, days[area.code][0]) for area in areas if area.code not in left],
        "left": [area for area in areas if area.code in left],
        "later": target.carried_to.standing().first(),
        "events": events(Entry.objects.about(target)[:SHOWN]),
        "may_edit": not target.cancelled_on and actor.may("targets.edit", target.region_id),
    }
    return page(request, "office/coverage/target.html", context, section="coverage", trail=trail_of(target))


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Plan and realisation by year, and which places nobody accounted for."""
    actor = actor_of(request)
    region = access.get_target_region(get_region(code), actor)
    level, stage = request.GET.get("tingkat", ""), request.GET.get("tahap", "")
    level = level if level in TargetLevel.values else TargetLevel.DISTRICT.value
    stage = stage if stage in Goal.values else Goal.FOUNDED.value
    board = boards.progress(region, level=level, stage=stage)
    context: dict[str, Any] = {
        "board": board,
        "level_word": TargetLevel(level).label,
        "stage_word": Goal(stage).label,
        "parts": _parts(board),
        "bars": [_bar(year) for year in board.years if year.planned or year.realised],
        "rows": [(year, _named(year.planned_areas), _named(year.realised_areas)) for year in board.years],
        "levels": _choices(request, "tingkat", TargetLevel.choices, level),
        "stages": _choices(request, "tahap", Goal.choices, stage),
        "unaccounted": _named(board.unaccounted),
        "overdue": _named(board.overdue),
        "planned": _named(board.planned),
        "cited": boards.cited(region),
        "may_edit": actor.may("targets.edit", region.code),
        "this_year": timezone.localdate().year,
    }
    trail = [
        Crumb(_("Capaian"), reverse("office:coverage")),
        Crumb(_("Target"), reverse("office:target-list")),
        Crumb(region.title),
    ]
    return page(request, "office/coverage/progress.html", context, section="coverage", trail=trail)


def trail_of(target: Target, *, ends: bool = True) -> list[Crumb]:
    """The way to a target; the last crumb is the page itself unless it goes on."""
    title = f"{target.region.title} {target.year}"
    return [
        Crumb(_("Capaian"), reverse("office:coverage")),
        Crumb(_("Target"), reverse("office:target-list")),
        Crumb(title, "" if ends else reverse("office:target-detail", args=[target.pk])),
    ]


def _parts(board: boards.Progress) -> list[Part]:
    return [
        Part(_("tercapai"), len(board.reached), "strong"),
        Part(_("direncanakan"), len(board.planned), "mid"),
        Part(_("lewat tahun, belum tercapai"), len(board.overdue), "bad"),
        Part(_("belum diperhitungkan"), len(board.unaccounted), "none"),
    ]


def _bar(year: boards.Year) -> dict[str, Any]:
    """One year: of its plan what is met and what is short, and what came without a plan."""
    beyond = max(year.realised - year.met, 0)
    parts = [
        Part(_("target tercapai"), year.met, "strong"),
        Part(_("terbentuk di luar target tahun itu"), beyond, "mid"),
        Part(_("target belum tercapai"), year.unmet, "bad"),
    ]
    return {"year": year, "parts": parts}


def _named(areas: list[Any]) -> dict[str, Any]:
    return {"shown": areas[:NAMED], "more": max(len(areas) - NAMED, 0), "count": len(areas)}


def _choices(request: HttpRequest, name: str, choices: Any, now: str) -> list[Link]:
    return [
        Link(label, "?" + with_params(request.GET, **{name: value}), current=value == now)
        for value, label in capitals(choices)
    ]
