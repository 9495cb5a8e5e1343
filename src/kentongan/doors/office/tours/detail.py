"""The plan of a tour: what is wrong with it, then its rows district by district or day by day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Link
from kentongan.domain.core.texts import number_of
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import Stop, Tour, TourDistrict, TourState
from kentongan.domain.outreach.rules import Warning as TourWarning
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.calendar import working_days
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.tours.words import VERBS, period, trail_of, views_of, warning_counts

SHOWN = 60
BY_DISTRICT = "kecamatan"


@dataclass
class Row:
    """A line of the plan: a stop, or a district that has none."""

    district: TourDistrict
    quota: int
    chosen: int  # villages of the district in all its stops
    stop: Stop | None = None
    warnings: list[TourWarning] = field(default_factory=list)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as it stands."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    rows, warnings = rows_of(tour, actor, by_district=request.GET.get("urut") == BY_DISTRICT)
    begin = number_of(request.GET.get("mulai", "")) or 0
    shown = rows[begin : begin + SHOWN]
    following = with_params(request.GET, mulai=str(begin + SHOWN)) if len(rows) > begin + SHOWN else ""
    may_edit = access.edits(tour, actor)
    context = {
        "tour": tour,
        "period": period(tour.starts_on, tour.ends_on),
        "working_days": len(working_days(tour.region_id, tour.starts_on, tour.ends_on)),
        "views": views_of(tour, "plan"),
        "orders": _orders(request),
        "rows": shown,
        "total": len(rows),
        "next_url": f"?{following}" if following else "",
        "first_url": "?" + with_params(request.GET, mulai="") if begin else "",
        "warnings": warnings,
        "paths_url": f"{reverse('office:founding-list')}?keliling={tour.code}",
        "kinds": warning_counts(warnings),
        "run": access.latest_run(tour) if may_edit else None,
        "last_change": _last_change(tour, actor),
        **acts_of(tour, actor, rows),
    }
    return page(request, "office/tours/detail.html", context, section="tours", trail=trail_of(tour))


def rows_of(
    tour: Tour, actor: Authority, *, by_district: bool = False
) -> tuple[list[Row], list[TourWarning]]:
    """The lines the person may see and what is wrong with them; a constant number of queries."""
    districts = list(access.districts(tour, actor))
    stops = list(access.stops(tour, actor))
    chosen: dict[str, int] = defaultdict(int)
    by_code: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops:
        chosen[stop.district.region_id] += len(stop.villages.all())
        by_code[stop.district.region_id].append(stop)
    codes = {district.region_id for district in districts}
    sees_all = actor.may("tours.read", tour.region_id)
    found = tour_warnings(tour, stops if sees_all else None)
    warnings = [one for one in found if sees_all or one.district in codes]
    rows = []
    for district in districts:
        code = district.region_id
        quota = district.quota or tour.quota_per_district
        rows += [Row(district, quota, chosen[code], stop) for stop in by_code[code]] or [
            Row(district, quota, 0)
        ]
    _attach(rows, warnings)
    if not by_district:
        rows.sort(key=_place)
    return rows, warnings


def _attach(rows: Sequence[Row], warnings: Sequence[TourWarning]) -> None:
    """Each warning beside its stop; one about a district as a whole beside its first row."""
    stops = {str(row.stop.pk): row for row in rows if row.stop}
    districts: dict[str, Row] = {}
    for row in rows:
        districts.setdefault(row.district.region_id, row)
    for warning in warnings:
        place = stops.get(warning.stop) or districts.get(warning.district)
        if place:
            place.warnings.append(warning)


def _place(row: Row) -> tuple[Any, ...]:
    """By day, team and turn; those without a day last, those left out at the very end."""
    stop = row.stop
    if stop is None or stop.date is None:
        return (2 if row.district.is_left_out else 1, row.district.region_id)
    return (0, stop.date, stop.team_id or 0, stop.position, row.district.region_id)


def acts_of(tour: Tour, actor: Authority, rows: Sequence[Row]) -> dict[str, bool]:
    """What the person may do with the tour as it stands."""
    state, may_edit = tour.state, access.edits(tour, actor)
    is_open = state not in {TourState.DONE, TourState.EVALUATED, TourState.CANCELLED}
    is_draft = state == TourState.DRAFT
    placed = any(row.stop and row.stop.date for row in rows)
    unopened = any(row.stop and row.stop.date and not row.stop.event_id for row in rows)
    return {
        "may_edit": may_edit and is_open,
        "may_plan": may_edit and is_draft,
        "may_approve": is_draft and placed and actor.may("tours.approve", tour.region_id),
        "may_reopen": may_edit and state == TourState.APPROVED,
        "may_open": may_edit and is_open and tour.approved_on is not None and unopened,
        "may_finish": may_edit and state in {TourState.RUNNING, TourState.SCHEDULED} and not unopened,
        "may_evaluate": may_edit and state in {TourState.DONE, TourState.EVALUATED},
        "may_cancel": may_edit and is_open,
        "has_stops": placed,
        "may_follow": actor.may("founding.read"),
        "has_events": any(row.stop and row.stop.event_id for row in rows),
    }


def _last_change(tour: Tour, actor: Authority) -> str:
    """What the button to undo would take back, in words; empty where there is nothing."""
    if not access.edits(tour, actor):
        return ""
    entry = actions.last_change(tour)
    return str(VERBS.get(entry.verb, "")) if entry else ""


def _orders(request: HttpRequest) -> list[Link]:
    chosen = request.GET.get("urut", "")
    return [
        Link(
            _("Menurut tanggal"),
            "?" + with_params(request.GET, urut="", mulai=""),
            current=chosen != BY_DISTRICT,
        ),
        Link(
            _("Menurut kecamatan"),
            "?" + with_params(request.GET, urut=BY_DISTRICT, mulai=""),
            current=chosen == BY_DISTRICT,
        ),
    ]
