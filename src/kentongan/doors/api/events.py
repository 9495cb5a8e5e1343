"""Meetings, trainings and visits: planned, moved, called off, held."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Event, Kind, Mode
from kentongan.domain.regions.rules import subtree_q
from kentongan.doors.api.common.fields import (
    Code,
    Day,
    OneOf,
    Page,
    RegionPaging,
    known_region,
    region_of,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.event_shapes import (
    EventChange,
    EventIn,
    EventOut,
    HoldingIn,
    ReasonIn,
    group_of,
    groups_of,
    regions_of,
    show_events,
)

router = Router(tags=["events"])
FIRST, LAST = date(1900, 1, 2), date(2199, 12, 30)


class EventFilter(RegionPaging):
    """Which events."""

    kind: Annotated[str, OneOf(Kind)] | None = None
    mode: Annotated[str, OneOf(Mode)] | None = None
    group: Code | None = Field(None, description="Those that served the group.")
    parent: Code | None = Field(None, description="The batches of this event.")
    since: Day | None = Field(None, description="Touching this day or later.")
    until: Day | None = Field(None, description="Touching this day or earlier.")


@router.get("/events", response=Page[EventOut], url_name="events", summary="List events")
def list_events(request: HttpRequest, filters: Query[EventFilter]) -> Any:
    """The events of your area and those that concern or invite somebody of it, latest first."""
    known_region(filters.region)
    by = actor_of(request)
    rows = access.visible(by)
    if filters.group:
        rows = rows.serving(group_of(filters.group, by))
    if filters.parent:
        rows = rows.filter(parent=_parent(filters.parent, by))
    wanted = {"kind": filters.kind, "mode": filters.mode}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    if filters.since or filters.until:
        rows = rows.between(filters.since or FIRST, filters.until or LAST)
    return page(request, rows, ["-starts_at", "pk"], filters, lambda found: show_events(found, by))


@router.post("/events", response={201: EventOut}, url_name="events", summary="Plan an event")
def create_event(request: HttpRequest, payload: EventIn) -> Any:
    """Put an event into the plan of an area of yours."""
    by = actor_of(request)
    told = payload.model_dump(exclude={"region", "areas", "groups", "parent"})
    event = actions.plan_event(
        region=region_of(payload.region),
        areas=regions_of(payload.areas, "areas"),
        groups=groups_of(payload.groups, by),
        parent=_parent(payload.parent, by) if payload.parent else None,
        by=by,
        **{name: value for name, value in told.items() if value is not None},
    )
    return Status(201, show_events([event], by)[0])


@router.get("/events/{code}", response=EventOut, url_name="event", summary="One event")
def read_event(request: HttpRequest, code: str) -> Any:
    """An event by its code."""
    by = actor_of(request)
    return show_events([access.get_event(code, by)], by)[0]


@router.patch("/events/{code}", response=EventOut, url_name="event", summary="Change or move an event")
def change_event(request: HttpRequest, code: str, payload: EventChange) -> Any:
    """Change some facts; fields left out stay. Another time needs a reason, and the old one is kept."""
    by = actor_of(request)
    event = access.get_event(code, by)
    told = payload.model_dump(exclude_unset=True)
    starts_at, ends_at, reason = (told.pop(name, None) for name in ("starts_at", "ends_at", "reason"))
    facts = {name: "" if value is None else value for name, value in told.items()}
    if "areas" in facts:
        facts["areas"] = regions_of(facts["areas"], "areas")
    if "groups" in facts:
        facts["groups"] = groups_of(facts["groups"], by)
    if facts:
        event = actions.change_event(event, by=by, **facts)
    if starts_at or ends_at:
        _move(event, starts_at, ends_at, reason or "", by)
    return show_events([event], by)[0]


@router.post(
    "/events/{code}/cancellation", response=EventOut, url_name="event-cancellation", summary="Call it off"
)
def cancel_event(request: HttpRequest, code: str, payload: ReasonIn) -> Any:
    """Call an event off, for a reason."""
    by = actor_of(request)
    return show_events([actions.cancel_event(access.get_event(code, by), reason=payload.reason, by=by)], by)[
        0
    ]


@router.post("/events/{code}/holding", response=EventOut, url_name="event-holding", summary="It took place")
def hold_event(request: HttpRequest, code: str, payload: HoldingIn) -> Any:
    """Note that an event took place."""
    by = actor_of(request)
    event = access.get_event(code, by)
    held = actions.hold(event, on=payload.on, head_count=payload.head_count, by=by)
    return show_events([held], by)[0]


def _move(event: Event, starts_at: datetime | None, ends_at: datetime | None, reason: str, by: Actor) -> None:
    """A new start alone keeps the length."""
    start = starts_at or event.starts_at
    end = ends_at or (start + (event.ends_at - event.starts_at))
    actions.move_event(event, starts_at=start, ends_at=end, reason=reason, by=by)


def _parent(code: str, by: Actor) -> Event:
    try:
        return access.get_event(code, by)
    except Absent as absent:
        raise Invalid(absent.message, field="parent") from absent
