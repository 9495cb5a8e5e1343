"""What groups need, and how it was answered."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.groups.access import acting_group
from kentongan.domain.mentoring import access, actions
from kentongan.domain.mentoring.models import Need, NeedStep
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
    moment,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["needs"])
Words = Annotated[str, text(5000)]


class StepOut(Out):
    """What was done about it."""

    kind: str = Field(description="forwarded, planned, answered or refused.")
    text: str | None
    planned_for: date | None
    agency: str | None
    release: str | None = Field(description="Code of the package that answers it.")
    event: str | None = Field(description="Code of the event that answers it.")
    speaker: str | None
    by: str
    at: datetime


class NeedOut(Out):
    """One need of a group."""

    id: UUID
    code: str
    group: str
    region: RegionCode
    kind: str
    title: str
    text: str | None
    wanted_by: date | None
    state: str
    agency: str | None = Field(description="Whom it was passed on to.")
    by: str
    raised_at: datetime
    steps: list[StepOut]


class NeedFilter(RegionPaging):
    """Which needs."""

    group: Code | None = None
    kind: Annotated[str, OneOf(Need.Kind)] | None = None
    state: Annotated[str, OneOf(Need.State)] | None = None


class NeedIn(In):
    """What is needed."""

    id: UUID | None = Field(None, description="Made on the device, so that sending it twice makes one.")
    group: Code | None = Field(None, description="Yours, when you have one.")
    kind: Annotated[str, OneOf(Need.Kind)]
    title: Annotated[str, text(150, least=1)]
    text: Words | None = None
    wanted_by: Day | None = None


@router.get("/needs", response=Page[NeedOut], url_name="needs", summary="List needs")
def list_needs(request: HttpRequest, filters: Query[NeedFilter]) -> Any:
    """The needs of groups in your area, or passed on to your agency, newest first."""
    known_region(filters.region)
    wanted = {"group__code": filters.group, "kind": filters.kind, "state": filters.state}
    steps = NeedStep.objects.select_related("agency", "release", "event", "speaker")
    rows = (
        access.visible_needs(actor_of(request))
        .filter(**{name: value for name, value in wanted.items() if value is not None})
        .prefetch_related(Prefetch("steps", steps))
    )
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    return page(request, rows, ["-raised_at", "pk"], filters, lambda found: [_show(row) for row in found])


@router.post("/needs", response={201: NeedOut}, url_name="needs", summary="Raise a need")
def create_need(request: HttpRequest, payload: NeedIn) -> Any:
    """Say what a group needs."""
    by = actor_of(request)
    need = actions.raise_need(
        id=payload.id,
        group=acting_group(payload.group, "needs.raise", by),
        kind=payload.kind,
        title=payload.title,
        text=payload.text or "",
        wanted_by=payload.wanted_by,
        by=by,
    )
    return Status(201, _show(need))


@router.get("/needs/{code}", response=NeedOut, url_name="need", summary="One need")
def read_need(request: HttpRequest, code: str) -> Any:
    """A need by its code."""
    return _show(access.get_need(code, actor_of(request)))


def _show(need: Need) -> NeedOut:
    return NeedOut(
        id=need.pk,
        code=need.code,
        group=need.group.code,
        region=need.region_id,
        kind=need.kind,
        title=need.title,
        text=known(need.text),
        wanted_by=need.wanted_by,
        state=need.state,
        agency=need.agency.short_name if need.agency else None,
        by=need.by_name,
        raised_at=moment(need.raised_at),
        steps=[_step(step) for step in need.steps.all()],
    )


def _step(step: NeedStep) -> StepOut:
    return StepOut(
        kind=step.kind,
        text=known(step.text),
        planned_for=step.planned_for,
        agency=step.agency.short_name if step.agency else None,
        release=step.release.code if step.release else None,
        event=step.event.code if step.event else None,
        speaker=step.speaker.name if step.speaker else None,
        by=step.by_name,
        at=moment(step.at),
    )
