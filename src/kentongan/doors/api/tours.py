"""Outreach tours: drafted, planned in one step, edited, approved, opened."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import Stop, Tour, TourState
from kentongan.doors.api.common.fields import (
    Day,
    OneOf,
    Page,
    RegionPaging,
    known_region,
    region_of,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.event_shapes import regions_of
from kentongan.doors.api.tour_shapes import (
    ApprovalIn,
    PlanOut,
    StopChange,
    StopOut,
    TourChange,
    TourIn,
    TourOut,
    WarningOut,
    facts_of,
    show_run,
    show_stop,
    show_tours,
    show_warning,
)

router = Router(tags=["tours"])


class TourFilter(RegionPaging):
    """Which tours."""

    state: Annotated[str, OneOf(TourState)] | None = None
    since: Day | None = Field(None, description="Touching this day or later.")
    until: Day | None = Field(None, description="Touching this day or earlier.")


@router.get("/tours", response=Page[TourOut], url_name="tours", summary="List tours")
def list_tours(request: HttpRequest, filters: Query[TourFilter]) -> Any:
    """The tours of your area and those that pass through it, latest first."""
    known_region(filters.region)
    by = actor_of(request)
    rows = access.visible(by)
    if filters.region:
        rows = rows.for_region(filters.region)
    if filters.state:
        rows = rows.in_state(filters.state)
    if filters.since:
        rows = rows.filter(ends_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(starts_on__lte=filters.until)
    return page(request, rows, ["-starts_on", "pk"], filters, lambda found: show_tours(found, by))


@router.post("/tours", response={201: TourOut}, url_name="tours", summary="Draft a tour")
def create_tour(request: HttpRequest, payload: TourIn) -> Any:
    """Draft a tour through districts of an area of yours."""
    by = actor_of(request)
    told = facts_of(payload, exclude={"region", "districts", "base"}, exclude_none=True)
    districts = payload.districts
    tour = actions.create_tour(
        region=region_of(payload.region),
        districts=None if districts is None else regions_of(districts, "districts"),
        base=region_of(payload.base, "base") if payload.base else None,
        by=by,
        **told,
    )
    return Status(201, show_tours([tour], by)[0])


@router.get("/tours/{code}", response=TourOut, url_name="tour", summary="One tour")
def read_tour(request: HttpRequest, code: str) -> Any:
    """A tour by its code."""
    by = actor_of(request)
    return show_tours([access.get_tour(code, by)], by)[0]


@router.patch("/tours/{code}", response=TourOut, url_name="tour", summary="Change a draft")
def change_tour(request: HttpRequest, code: str, payload: TourChange) -> Any:
    """Change some facts of a draft; fields left out stay."""
    by = actor_of(request)
    tour = access.get_tour(code, by)
    told = facts_of(payload, exclude_unset=True)
    if told.get("base"):
        told["base"] = region_of(told["base"], "base")
    changed = actions.change_tour(tour, by=by, **told)
    return show_tours([changed], by)[0]


@router.post("/tours/{code}/plan", response={202: PlanOut}, url_name="tour-plan", summary="Plan the tour")
def plan_tour(request: HttpRequest, code: str) -> Any:
    """Ask for a plan: villages by priority, days by calendar and distance. Locked stops stay.

    It is made in the background; read its progress at the same address.
    """
    by = actor_of(request)
    return Status(202, show_run(actions.propose_plan(access.get_tour(code, by), by=by)))


@router.get("/tours/{code}/plan", response=PlanOut, url_name="tour-plan", summary="Progress and result")
def read_plan(request: HttpRequest, code: str) -> Any:
    """The latest run of the planner: how far it is, what it remarks, what it could not meet."""
    by = actor_of(request)
    tour = access.get_tour(code, by)
    by.require("tours.edit", tour.region_id)
    run = access.latest_run(tour)
    if run is None:
        raise Absent(_("Keliling ini belum pernah disusun jadwalnya."))
    return show_run(run)


@router.get(
    "/tours/{code}/warnings", response=list[WarningOut], url_name="tour-warnings", summary="What is not right"
)
def read_warnings(request: HttpRequest, code: str) -> Any:
    """What is not as it should be with the tour as it stands."""
    by = actor_of(request)
    tour = access.get_tour(code, by)
    by.require("tours.edit", tour.region_id)
    return [show_warning(row) for row in tour_warnings(tour)]


@router.patch("/tours/{code}/stops/{key}", response=StopOut, url_name="tour-stop", summary="Change a stop")
def change_stop(request: HttpRequest, code: str, key: UUID, payload: StopChange) -> Any:
    """Move a stop, choose its villages, lock or unlock it; fields left out stay."""
    by = actor_of(request)
    tour = access.get_tour(code, by)
    stop = access.get_stop(tour, key)
    told = payload.model_dump(exclude_unset=True)
    _change(tour, stop, told, by)
    return show_stop(access.get_stop(tour, key))


@router.post("/tours/{code}/approval", response=TourOut, url_name="tour-approval", summary="Approve the plan")
def approve_tour(request: HttpRequest, code: str, payload: ApprovalIn) -> Any:
    """Approve the plan as it stands; where there are warnings, say why it stands all the same."""
    by = actor_of(request)
    tour = access.get_tour(code, by)
    approved = actions.approve_tour(tour, by=by, despite=payload.despite or "", version=payload.version)
    return show_tours([approved], by)[0]


@router.post("/tours/{code}/events", response=TourOut, url_name="tour-events", summary="Open its events")
def open_events(request: HttpRequest, code: str) -> Any:
    """Open an event for every dated stop that has none yet."""
    by = actor_of(request)
    tour = access.get_tour(code, by)
    actions.open_events(tour, by=by)
    return show_tours([tour], by)[0]


def _change(tour: Tour, stop: Stop, told: dict[str, Any], by: Actor) -> None:
    """The changes in an order in which each may stand: unlocked, moved, chosen, locked."""
    version = told.get("version")
    locked = told.get("locked")
    if locked is False:
        actions.lock_stop(stop, locked=False, by=by)
    if {"date", "team", "position", "place"} & told.keys():
        if ("date" in told) != ("team" in told):
            raise Invalid(_("Kirim tanggal dan tim bersama-sama."), field="team")
        team = access.get_team(tour, told["team"]) if told.get("team") else None
        actions.move_stop(
            stop,
            date=told.get("date", stop.date),
            team=team if "team" in told else stop.team,
            position=told.get("position", None if "date" in told else stop.position),
            place=told.get("place"),
            reason=told.get("reason") or "",
            version=version,
            by=by,
        )
        version = None  # it has moved with this change
    if "villages" in told:
        villages = regions_of(told["villages"], "villages")
        actions.set_villages(stop, villages, version=version, by=by)
    if locked:
        actions.lock_stop(stop, by=by)
