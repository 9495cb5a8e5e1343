"""What groups did (ADINDA), and what district and regency say of it."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.activities import access, actions
from kentongan.domain.activities.models import Activity, Assessment
from kentongan.domain.groups.access import acting_group
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases.access import inbox_version
from kentongan.doors.api.common.fields import (
    Code,
    Count,
    Day,
    In,
    Number,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    Word,
    files_of,
    known,
    known_region,
    moment,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["activities"])


class ActivityOut(Out):
    """One thing a group did on one day."""

    id: UUID
    group: str
    region: RegionCode
    kind: str
    release: str | None
    version: int | None
    title: str | None
    medium: str | None
    held_on: date
    place: str | None
    reach_low: int | None = Field(description="People; null: nobody told.")
    reach_high: int | None
    counted_how: str | None
    note: str | None
    proofs: list[UUID]
    verdict: str | None = Field(description="The latest assessment: verified or doubted; null: none yet.")
    by: str
    recorded_at: datetime


class ActivityFilter(RegionPaging):
    """Which activities."""

    group: Code | None = None
    release: Code | None = None
    kind: Annotated[str, OneOf(Activity.Kind)] | None = None
    verdict: Annotated[str, OneOf(Assessment.Verdict)] | None = None
    since: Day | None = Field(None, description="Held on this day or later.")
    until: Day | None = Field(None, description="Held on this day or earlier.")


class ActivityIn(In):
    """What was done."""

    id: UUID | None = Field(None, description="Made on the device, so that sending it twice makes one.")
    group: Code | None = Field(None, description="Yours, when you have one.")
    kind: Annotated[str, OneOf(Activity.Kind)] = "dissemination"
    release: Code | None = Field(None, description="The package it was about.")
    version: Number | None = Field(None, description="Unless told, the version that is out.")
    title: Annotated[str, text(2000)] | None = Field(None, description="Of a matter of the group's own.")
    medium: Word | None = Field(None, description="Code from `/media`; needed for a dissemination.")
    held_on: Day
    place: Annotated[str, text(2000)] | None = None
    reach_low: Count | None = None
    reach_high: Count | None = None
    counted_how: Annotated[str, OneOf(Activity.Counted)] | None = None
    note: Annotated[str, text(10_000)] | None = None
    proofs: Annotated[list[UUID], Field(max_length=20)] = Field([], description="Ids of files you uploaded.")


class AssessmentIn(In):
    """A judgement of what was recorded."""

    verdict: Annotated[str, OneOf(Assessment.Verdict)]
    reason: Annotated[str, text(300)] | None = Field(None, description="Needed to doubt.")


class AssessmentOut(Out):
    """A judgement as it stands."""

    activity: UUID
    verdict: str
    reason: str | None
    by: str
    at: datetime


@router.get("/activities", response=Page[ActivityOut], url_name="activities", summary="List activities")
def list_activities(request: HttpRequest, filters: Query[ActivityFilter]) -> Any:
    """The activities of the groups in your area, latest recorded first."""
    known_region(filters.region)
    wanted = {
        "publication__release__code": filters.release,
        "kind": filters.kind,
        "verdict": filters.verdict,
        "held_on__gte": filters.since,
        "held_on__lte": filters.until,
    }
    rows = access.visible(actor_of(request)).filter(
        **{name: value for name, value in wanted.items() if value is not None}
    )
    if filters.group:
        rows = rows.filter(group__in=Group.objects.same_as_code(filters.group))
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    rows = rows.prefetch_related("proofs")
    return page(request, rows, ["-recorded_at", "pk"], filters, lambda found: [_show(row) for row in found])


@router.post("/activities", response={201: ActivityOut}, url_name="activities", summary="Record an activity")
def create_activity(request: HttpRequest, payload: ActivityIn) -> Any:
    """Record what a group did; passing on a package moves the group to the last step with it."""
    by = actor_of(request)
    group = acting_group(payload.group, "activities.record", by)
    publication = None
    if payload.release is not None:
        publication = inbox_version(payload.release, payload.version, group, by)
    activity = actions.record(
        id=payload.id,
        group=group,
        kind=payload.kind,
        publication=publication,
        title=payload.title or "",
        medium=payload.medium,
        held_on=payload.held_on,
        place=payload.place or "",
        reach_low=payload.reach_low,
        reach_high=payload.reach_high,
        counted_how=payload.counted_how or "",
        note=payload.note or "",
        proofs=files_of(payload.proofs, "proofs", by.user_id),
        by=by,
    )
    return Status(201, _show(activity))


@router.get("/activities/{key}", response=ActivityOut, url_name="activity", summary="One activity")
def read_activity(request: HttpRequest, key: str) -> Any:
    """An activity by its id."""
    return _show(access.get_activity(key, actor_of(request)))


@router.post(
    "/activities/{key}/assessments",
    response={201: AssessmentOut},
    url_name="activity-assessments",
    summary="Judge an activity",
)
def create_assessment(request: HttpRequest, key: str, payload: AssessmentIn) -> Any:
    """Verify or doubt what a group recorded; the latest counts, all are kept."""
    by = actor_of(request)
    activity = access.get_activity(key, by)
    assessment = actions.assess(activity, payload.verdict, payload.reason or "", by=by)
    return Status(
        201,
        AssessmentOut(
            activity=activity.pk,
            verdict=assessment.verdict,
            reason=known(assessment.reason),
            by=assessment.by_name,
            at=moment(assessment.at),
        ),
    )


def _show(activity: Activity) -> ActivityOut:
    publication = activity.publication
    texts = ("title", "place", "counted_how", "note", "verdict")
    return ActivityOut(
        id=activity.pk,
        group=activity.group.code,
        region=activity.region_id,
        kind=activity.kind,
        release=publication.release.code if publication else None,
        version=publication.version.number if publication else None,
        medium=activity.medium_id,
        held_on=activity.held_on,
        reach_low=activity.reach_low,
        reach_high=activity.reach_high,
        proofs=[file.pk for file in activity.proofs.all()],
        by=activity.by_name,
        recorded_at=moment(activity.recorded_at),
        **{name: known(getattr(activity, name)) for name in texts},
    )
