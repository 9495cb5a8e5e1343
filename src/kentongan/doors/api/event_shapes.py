"""What events look like from outside: the fields of answers and of what is sent."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from pydantic import Field

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.events.boards import counts_of
from kentongan.domain.events.models import Event, Kind, Mode
from kentongan.domain.groups.access import get_group
from kentongan.domain.groups.access import visible as visible_groups
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.doors.api.common.fields import (
    Change,
    Code,
    Count,
    Day,
    In,
    Moment,
    OneOf,
    Out,
    RegionCode,
    known,
    known_region,
    moment,
    text,
)

Texts = Annotated[list[Annotated[str, text(200, least=1)]], Field(max_length=50)]


class AgendaOut(Out):
    """One matter of an event."""

    title: str
    programme: str | None
    regulation: str | None = Field(description="Code of the regulation it explains.")


class SpokenOut(Out):
    """Somebody on the programme."""

    name: str
    title: str | None
    role: str
    material_title: str | None
    speaker: str | None = Field(description="Code in the register of speakers.")


class PartyOut(Out):
    """Who hosts, visits or organises with; a delegate stands beside the head."""

    role: str
    name: str
    head: str | None
    delegate: str | None


class EventOut(Out):
    """A meeting, training or visit."""

    code: str
    kind: str
    mode: str
    title: str
    state: str
    region: RegionCode
    place: str | None
    link: str | None
    starts_at: datetime
    ends_at: datetime
    parent: str | None = Field(description="Code of the event this is a batch of.")
    batch_number: int | None
    areas: list[RegionCode]
    groups: list[str] = Field(description="Codes of the groups served, those you may read.")
    agenda: list[AgendaOut]
    speakers: list[SpokenOut]
    parties: list[PartyOut]
    programme: str | None
    sub_activity: str | None
    funding: str | None = Field(description="Kind and number of the budget document.")
    invited: int | None = Field(description="Seats; of a parent those of its batches too. null: unknown.")
    confirmed: int | None
    attended: int | None
    held_on: date | None
    reported_on: date | None
    cancelled_on: date | None
    cancel_reason: str | None
    is_public: bool
    is_demo: bool


class EventIn(In):
    """An event to plan."""

    kind: Annotated[str, OneOf(Kind)]
    title: Annotated[str, text(200, least=1)]
    region: RegionCode
    starts_at: Moment
    ends_at: Moment
    mode: Annotated[str, OneOf(Mode)] = "onsite"
    place: Annotated[str, text(150)] | None = None
    link: Annotated[str, text(300)] | None = None
    purpose: Annotated[str, text(5000)] | None = None
    areas: Annotated[list[RegionCode], Field(max_length=1000)] = []
    groups: Annotated[list[Code], Field(max_length=1000)] = []
    agenda: Texts = Field([], description="Titles, in order.")
    conditions: Texts = Field([], description="What the event has to keep.")
    programme: Annotated[str, text(200)] | None = None
    sub_activity: Annotated[str, text(200)] | None = None
    parent: Code | None = Field(None, description="The event this is a batch of.")
    is_public: bool | None = Field(
        None, description="In the public agenda; follows from the kind unless told."
    )


class EventChange(Change):
    """What is to change of an event."""

    kind: Annotated[str, OneOf(Kind)] = ""
    title: Annotated[str, text(200, least=1)] = ""
    starts_at: Moment | None = Field(None, description="With `reason`: moves the event.")
    ends_at: Moment | None = None
    reason: Annotated[str, text(300)] | None = Field(None, description="Why it is moved.")
    mode: Annotated[str, OneOf(Mode)] = "onsite"
    place: Annotated[str, text(150)] | None = None
    link: Annotated[str, text(300)] | None = None
    purpose: Annotated[str, text(5000)] | None = None
    areas: Annotated[list[RegionCode], Field(max_length=1000)] = []
    groups: Annotated[list[Code], Field(max_length=1000)] = []
    agenda: Texts = []
    programme: Annotated[str, text(200)] | None = None
    sub_activity: Annotated[str, text(200)] | None = None
    is_public: bool = False


class HoldingIn(In):
    """That it took place."""

    on: Day | None = Field(None, description="Its first day unless told.")
    head_count: Count | None = Field(None, description="Where nobody kept a list.")


class ReasonIn(In):
    """Why."""

    reason: Annotated[str, text(300, least=1)]


def show_events(events: Sequence[Event], by: Actor) -> list[EventOut]:
    """The events as answered; a fixed number of queries."""
    readable = Prefetch("groups", queryset=visible_groups(by).order_by("code"), to_attr="readable")
    more = ("areas", "agenda__regulation", "speakers__speaker", "parties", readable)
    rows = Event.objects.filter(pk__in=[event.pk for event in events])
    full = rows.select_related("region", "parent", "funding").prefetch_related(*more).in_bulk()
    counts = counts_of(events)
    return [_event(full[event.pk], counts[event.pk]) for event in events]


def _event(event: Event, counts: Any) -> EventOut:
    texts = ("place", "link", "programme", "sub_activity", "cancel_reason")
    same = ("code", "kind", "mode", "title", "state", "batch_number", "is_public", "is_demo")
    days = ("held_on", "reported_on", "cancelled_on")
    facts: dict[str, Any] = {name: getattr(event, name) for name in (*same, *days)}
    return EventOut(
        region=event.region_id,
        starts_at=moment(event.starts_at),
        ends_at=moment(event.ends_at),
        parent=event.parent.code if event.parent else None,
        areas=sorted(area.code for area in event.areas.all()),
        groups=[group.code for group in getattr(event, "readable", [])],
        agenda=[
            AgendaOut(
                title=item.title,
                programme=known(item.programme),
                regulation=item.regulation.code if item.regulation else None,
            )
            for item in event.agenda.all()
        ],
        speakers=[
            SpokenOut(
                name=row.name,
                title=known(row.title),
                role=row.role,
                material_title=known(row.material_title),
                speaker=row.speaker.code if row.speaker else None,
            )
            for row in event.speakers.all()
        ],
        parties=[
            PartyOut(
                role=party.role,
                name=party.name,
                head=titled(party.head_name, party.head_title),
                delegate=titled(party.delegate_name, party.delegate_title),
            )
            for party in event.parties.all()
        ],
        funding=str(event.funding) if event.funding else None,
        invited=counts.invited,
        confirmed=counts.confirmed,
        attended=counts.attended,
        **facts | {name: known(getattr(event, name)) for name in texts},
    )


def titled(name: str, title: str) -> str | None:
    """Name and title of a head or delegate, as far as told."""
    return ", ".join(part for part in (name, title) if part) or None


def regions_of(codes: Sequence[str], field: str) -> list[Region]:
    """The areas with these codes. Raises ``Invalid``."""
    found = Region.objects.in_bulk(codes)
    for code in codes:
        if code not in found:
            known_region(code, field)
    return list(found.values())


def groups_of(codes: Sequence[str], by: Actor) -> list[Group]:
    """The groups with these codes that the asker may read. Raises ``Invalid``."""
    return list({group.pk: group for group in (group_of(code, by) for code in dict.fromkeys(codes))}.values())


def group_of(code: str, by: Actor) -> Group:
    """A group the asker may read. Raises ``Invalid``."""
    try:
        return get_group(code, by)
    except Absent as absent:
        message = _("Tidak ada kelompok dengan kode %(code)s.") % {"code": code}
        raise Invalid(message, field="group") from absent
