"""Places on their way to a group: where each stands, since when, and steps that no record says."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.events.access import get_event
from kentongan.domain.founding import access, actions
from kentongan.domain.founding.actions.steps import NOTED
from kentongan.domain.founding.boards import state_of
from kentongan.domain.founding.models import Path, Way
from kentongan.domain.founding.standing import Standing, standing_of, standings
from kentongan.domain.regions.rules import subtree_q
from kentongan.doors.api.common.fields import (
    Code,
    Day,
    In,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    known,
    known_region,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["founding-paths"])


class StepOut(Out):
    """A step of the way."""

    kind: str
    on: date | None = Field(description="The day it was reached; null: not yet.")
    skipped: bool


class PathOut(Out):
    """A place on its way."""

    code: str
    region: RegionCode
    level: str
    way: str
    group: str | None = Field(description="Code of its group, once there is one.")
    reason: str | None
    opened_on: date
    closed_on: date | None
    state: str = Field(description="open, arrived or closed.")
    step: str = Field(description="The furthest step reached.")
    since: date
    next: str | None = Field(description="The first step neither reached nor skipped.")
    still_days: int
    steps: list[StepOut]
    is_demo: bool


class PathFilter(RegionPaging):
    """Which paths."""

    way: Annotated[str, OneOf(Way)] | None = None


class StepIn(In):
    """A step that no record says, with its evidence: an event or a note."""

    kind: Annotated[str, OneOf(sorted(NOTED))]
    on: Day
    event: Code | None = None
    note: Annotated[str, text(5000)] | None = None
    order_reason: Annotated[str, text(300)] | None = Field(
        None, description="Needed when an earlier step is open or has a later day."
    )


@router.get("/founding-paths", response=Page[PathOut], url_name="founding-paths", summary="List paths")
def list_paths(request: HttpRequest, filters: Query[PathFilter]) -> Any:
    """The places on their way in your area, by code of the area."""
    known_region(filters.region)
    by = actor_of(request)
    rows = access.visible(by).select_related("group")
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    if filters.way:
        rows = rows.filter(way=filters.way)
    return page(request, rows, ["region_id", "pk"], filters, _show)


@router.get("/founding-paths/{code}", response=PathOut, url_name="founding-path", summary="One path")
def read_path(request: HttpRequest, code: str) -> Any:
    """A path by its code."""
    path = access.get_path(code, actor_of(request))
    return _path(path, standing_of(path))


@router.post(
    "/founding-paths/{code}/steps",
    response={201: PathOut},
    url_name="founding-path-steps",
    summary="Note a step",
)
def create_step(request: HttpRequest, code: str, payload: StepIn) -> Any:
    """Note a step that no record says; what a record says is refused as known."""
    by = actor_of(request)
    path = access.get_path(code, by)
    actions.record_step(
        path,
        kind=payload.kind,
        on=payload.on,
        event=get_event(payload.event, by) if payload.event else None,
        note=payload.note or "",
        order_reason=payload.order_reason or "",
        by=by,
    )
    return Status(201, _path(path, standing_of(path)))


def _show(paths: Sequence[Path]) -> list[PathOut]:
    """The paths of one page, where they stand looked up together."""
    found = standings(Path.objects.filter(pk__in=[path.pk for path in paths]))
    where = {standing.path_id: standing for standing in found}
    return [_path(path, where[path.pk]) for path in paths]


def _path(path: Path, standing: Standing) -> PathOut:
    same = ("code", "level", "way", "opened_on", "closed_on", "is_demo")
    return PathOut(
        region=path.region_id,
        group=path.group.code if path.group else None,
        reason=known(path.reason),
        state=state_of(standing),
        step=standing.step,
        since=standing.since,
        next=known(standing.next),
        still_days=standing.still_days(),
        steps=[
            StepOut(kind=kind, on=day, skipped=kind in standing.skipped and not day)
            for kind, day in standing.days.items()
        ],
        **{name: getattr(path, name) for name in same},
    )
