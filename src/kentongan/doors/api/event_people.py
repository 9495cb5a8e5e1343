"""Who is invited to an event, what they answered, who came."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Attendance, Event, Invitation
from kentongan.domain.people.models import Agency, Person
from kentongan.doors.api.common.fields import (
    Code,
    Count,
    In,
    Number,
    OneOf,
    Out,
    Page,
    Paging,
    RegionCode,
    Word,
    known,
    moment,
    region_of,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.event_shapes import group_of, groups_of, regions_of, titled

router = Router(tags=["events"])


class AttendanceOut(Out):
    """One person who came."""

    id: UUID
    event: str
    name: str
    sex: str | None
    title: str | None
    element: str | None
    region: RegionCode | None
    group: str | None
    phone: str | None
    on_behalf_of: str | None
    source: str
    by: str
    recorded_at: datetime


class AttendanceIn(In):
    """One person who came."""

    id: UUID = Field(description="Made on the device, so that sending it twice makes one.")
    name: Annotated[str, text(150, least=1)]
    sex: Annotated[str, OneOf(Person.Sex)] | None = None
    title: Annotated[str, text(120)] | None = None
    element: Word | None = Field(None, description="Code from `/elements`.")
    region: RegionCode | None = Field(None, description="Where they come from.")
    group: Code | None = Field(None, description="The group they come for.")
    phone: Annotated[str, text(20)] | None = None
    on_behalf_of: Annotated[str, text(200)] | None = Field(None, description="Name and title of the head.")


class InvitationOut(Out):
    """One addressee and the answer."""

    number: int
    addressee: str
    group: str | None
    agency: UUID | None
    region: RegionCode | None
    name: str | None
    role: str | None
    seats: int
    invited_on: date
    confirmed_seats: int | None = Field(description="0: nobody will come; null: no answer yet.")
    head: str | None
    delegate: str | None
    note: str | None


class InvitationIn(In):
    """Whom to invite; who is invited already keeps their invitation."""

    groups: Annotated[list[Code], Field(max_length=1000)] = []
    agencies: Annotated[list[UUID], Field(max_length=200)] = []
    regions: Annotated[list[RegionCode], Field(max_length=1000)] = []
    names: Annotated[list[Annotated[str, text(150, least=1)]], Field(max_length=500)] = []
    role: Annotated[str, text(120)] | None = Field(None, description="The post invited in each region.")
    seats: Number = 1


class AnswerIn(In):
    """How many will come, and who in the head's place."""

    seats: Count = Field(description="0: nobody.")
    head_name: Annotated[str, text(150)] | None = None
    head_title: Annotated[str, text(150)] | None = None
    delegate_name: Annotated[str, text(150)] | None = None
    delegate_title: Annotated[str, text(150)] | None = None
    note: Annotated[str, text(300)] | None = None


@router.get(
    "/events/{code}/attendance",
    response=Page[AttendanceOut],
    url_name="event-attendance",
    summary="Who came",
)
def list_attendance(request: HttpRequest, code: str, paging: Query[Paging]) -> Any:
    """The list as written; whoever may not see the people of the area gets the lines they wrote."""
    by = actor_of(request)
    event = access.get_event(code, by)
    rows = access.attendance(event, by).standing()
    return page(
        request,
        rows,
        ["recorded_at", "pk"],
        paging,
        lambda found: [show_attendance(row, event) for row in found],
    )


@router.post(
    "/events/{code}/attendance",
    response={201: AttendanceOut},
    url_name="event-attendance",
    summary="Write down who came",
)
def record_attendance(request: HttpRequest, code: str, payload: AttendanceIn) -> Any:
    """One person; the same `id` with the same content is the same line. Twice the same person answers 422."""
    by = actor_of(request)
    event = access.get_event(code, by)
    row = actions.record_attendance(
        event=event,
        id=payload.id,
        name=payload.name,
        sex=payload.sex or "",
        title=payload.title or "",
        element=payload.element,
        region=region_of(payload.region) if payload.region else None,
        group=group_of(payload.group, by) if payload.group else None,
        phone=payload.phone or "",
        on_behalf_of=payload.on_behalf_of or "",
        source=Attendance.Source.API,
        by=by,
    )
    return Status(201, show_attendance(row, event))


@router.get(
    "/events/{code}/invitations",
    response=Page[InvitationOut],
    url_name="event-invitations",
    summary="Who is invited",
)
def list_invitations(request: HttpRequest, code: str, paging: Query[Paging]) -> Any:
    """The invitations of an event with their answers."""
    event = access.get_event(code, actor_of(request))
    rows = event.invitations.select_related("group", "agency", "region")
    return page(request, rows, ["pk"], paging, lambda found: [show_invitation(row) for row in found])


@router.post(
    "/events/{code}/invitations",
    response={201: list[InvitationOut]},
    url_name="event-invitations",
    summary="Invite",
)
def invite(request: HttpRequest, code: str, payload: InvitationIn) -> Any:
    """Invite groups, agencies, the holder of a post in each region, or people by name."""
    by = actor_of(request)
    rows = actions.invite(
        access.get_event(code, by),
        groups=groups_of(payload.groups, by),
        agencies=_agencies(payload.agencies),
        regions=regions_of(payload.regions, "regions"),
        names=payload.names,
        role=payload.role or "",
        seats=payload.seats,
        by=by,
    )
    return Status(201, [show_invitation(row) for row in rows])


@router.post(
    "/events/{code}/invitations/{int:number}/answer",
    response=InvitationOut,
    url_name="event-answer",
    summary="Answer an invitation",
)
def answer_invitation(request: HttpRequest, code: str, number: int, payload: AnswerIn) -> Any:
    """Say how many will come; the organiser or somebody of the invited."""
    by = actor_of(request)
    event = access.get_event(code, by)
    invitation = access.get_invitation(number, by)
    if invitation.event_id != event.pk:
        raise Absent(_("Undangan ini tidak ditemukan."))
    told = {name: value or "" for name, value in payload.model_dump(exclude={"seats"}).items()}
    return show_invitation(actions.confirm(invitation, seats=payload.seats, by=by, **told))


def show_attendance(row: Attendance, event: Event) -> AttendanceOut:
    """A line of the list as answered."""
    texts = ("sex", "title", "phone", "on_behalf_of")
    facts: dict[str, Any] = {name: known(getattr(row, name)) for name in texts}
    return AttendanceOut(
        id=row.pk,
        event=event.code,
        name=row.name,
        element=row.element_id,
        region=row.region_id,
        group=row.group.code if row.group else None,
        source=row.source,
        by=row.by_name,
        recorded_at=moment(row.recorded_at),
        **facts,
    )


def show_invitation(row: Invitation) -> InvitationOut:
    """An invitation as answered."""
    return InvitationOut(
        number=row.pk,
        addressee=row.addressee,
        group=row.group.code if row.group else None,
        agency=row.agency_id,
        region=row.region_id,
        name=known(row.name),
        role=known(row.role),
        seats=row.seats,
        invited_on=row.invited_on,
        confirmed_seats=row.confirmed_seats,
        head=titled(row.head_name, row.head_title),
        delegate=titled(row.delegate_name, row.delegate_title),
        note=known(row.note),
    )


def _agencies(keys: Sequence[UUID]) -> list[Agency]:
    found = Agency.objects.in_bulk(keys)
    if len(found) < len(set(keys)):
        raise Invalid(_("Instansi ini tidak ditemukan."), field="agencies")
    return list(found.values())
