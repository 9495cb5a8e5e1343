"""The gates to events, speakers and follow-ups: what lies outside the asker's area looks absent."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent
from kentongan.domain.events.models import (
    Attendance,
    AttendanceSheet,
    Event,
    EventFile,
    EventQuerySet,
    FollowUp,
    FundingLine,
    Invitation,
    Speaker,
)
from kentongan.domain.events.models.attendance import AttendanceQuerySet
from kentongan.domain.events.models.minutes import FollowUpQuerySet
from kentongan.domain.events.models.speakers import SpeakerQuerySet
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.rules import is_within

_NO_EVENT = gettext_lazy("Acara ini tidak ditemukan. Periksa kodenya.")
_NO_ROW = gettext_lazy("Nama ini tidak ada di daftar hadir.")
_NO_SPEAKER = gettext_lazy("Narasumber ini tidak ditemukan.")
_NO_INVITATION = gettext_lazy("Undangan ini tidak ditemukan.")
_NO_FOLLOW_UP = gettext_lazy("Tindak lanjut ini tidak ditemukan.")
_NO_FILE = gettext_lazy("Berkas ini tidak ditemukan.")
_NO_SHEET = gettext_lazy("Impor ini tidak ditemukan.")
_NO_LINE = gettext_lazy("Sumber dana ini tidak ditemukan.")
_Row = TypeVar("_Row", bound=Model)


def visible(actor: Actor) -> EventQuerySet:
    """The events in the actor's areas, and those that concern or invite an area or group of theirs."""
    return Event.objects.filter(_reach(actor, "events.read")).select_related("region", "parent")


def get_event(code: str, by: Actor) -> Event:
    """The event with the code, as typed or in full. Raises ``Absent``."""
    return _found(visible(by).select_related("funding").filter(code=read_code(code, "A")), _NO_EVENT)


def attendable(actor: Actor) -> EventQuerySet:
    """The events whose attendance the actor may take: their phone offers the ones of today."""
    return visible(actor).filter(_reach(actor, "events.attend")).standing()


def attendable_of(events: Sequence[Event], by: Actor) -> list[Event]:
    """Of these events, which the actor may read, those whose attendance they may take too."""
    if not events:
        return []
    scopes = [
        [by.within(verb), by.within(verb, group="group_id")] for verb in ("events.read", "events.attend")
    ]
    if scopes[0] == scopes[1]:
        return list(events)  # whoever reads for a group or area takes attendance for it: nothing to ask
    mine = Event.objects.filter(_reach(by, "events.attend"), pk__in=[event.pk for event in events])
    keys = set(mine.values_list("pk", flat=True))
    return [event for event in events if event.pk in keys]


def get_attendable(code: str, by: Actor) -> Event:
    """An event whose attendance the actor may take. Raises ``Absent`` for any other."""
    return _found(attendable(by).filter(code=read_code(code, "A")), _NO_EVENT)


def may_attend(event: Event, by: Actor) -> bool:
    """Whether the actor may take its attendance: of the area, or of an area or group it is for."""
    if by.may("events.attend", event.region_id):
        return True
    return Event.objects.filter(_reach(by, "events.attend"), pk=event.pk).exists()


def may_see_people(event: Event, by: Actor) -> bool:
    """Whether names and phones of all who came are shown."""
    return by.may("events.people", event.region_id)


def attendance(event: Event, by: Actor) -> AttendanceQuerySet:
    """Who came, as listed: all for officers of the area, else what the actor wrote down themself."""
    rows = Attendance.objects.filter(event=event).as_listed()
    if may_see_people(event, by):
        return rows
    return rows.filter(by_id=by.user_id) if by.user_id else rows.none()


def get_attendance(key: UUID, by: Actor) -> Attendance:
    """A line of a list, also one taken off, that the actor may see. Raises ``Absent``."""
    rows = Attendance.objects.select_related("event__region", "element", "region", "group")
    mine = Q(by_id=by.user_id) if by.user_id else Q(pk__in=[])
    return _found(rows.filter(by.within("events.people", "event__region_id") | mine, pk=key), _NO_ROW)


def public_events(*, with_cancelled: bool = False) -> EventQuerySet:
    """The agenda everybody may read: no names of participants, no link of a virtual room."""
    rows = Event.objects.filter(is_public=True).defer("link").select_related("region")
    return rows if with_cancelled else rows.standing()


def public_event(code: str) -> Event:
    """An event of the public agenda, also one called off. Raises ``Absent``."""
    return _found(public_events(with_cancelled=True).filter(code=read_code(code, "A")), _NO_EVENT)


def get_invitation(number: int, by: Actor) -> Invitation:
    """An invitation to an event the actor may read. Raises ``Absent``."""
    rows = Invitation.objects.filter(pk=number, event__in=visible(by).values("pk"))
    return _found(rows.select_related("event__region", "group", "agency", "region"), _NO_INVITATION)


def open_invitations(group: Group) -> QuerySet[Invitation]:
    """Invitations of the group to events still to come that nobody has answered."""
    coming = Event.objects.coming().order_by().values("pk")
    return Invitation.objects.filter(
        group__in=Group.objects.same_as(group), answered_at=None, event__in=coming
    )


def own_invitations(by: Authority) -> QuerySet[Invitation]:
    """The invitations of the person's own groups, and of the areas they hold an office in."""
    groups = by.within("events.attend", "group__region_id", group="group_id")
    asked = Q(group__isnull=False) & groups if by.group_ids else Q(pk__in=[])
    rows = Invitation.objects.filter(asked | Q(region_id__in=by.areas("events.attend")))
    return rows.select_related("group", "region", "agency").order_by("pk")


def may_answer(invitation: Invitation, by: Actor) -> bool:
    """Whether the actor may answer it: the organiser, or somebody of the invited group, area or agency."""
    if by.may("events.edit", invitation.event.region_id):
        return True
    if invitation.group:
        return by.may("events.attend", invitation.group.region_id, group=invitation.group_id)
    if invitation.region_id:
        return by.may("events.attend", invitation.region_id)
    agency = invitation.agency
    return agency is not None and by.may("speakers.edit", agency.region_id, agency=agency.pk)


def speakers(by: Actor) -> SpeakerQuerySet:
    """The register as everybody with an account reads it; phones only by :func:`may_see_contact`."""
    rows = Speaker.objects.filter(by.within("speakers.read")).standing()
    return rows.select_related("sector", "agency", "region")


def get_speaker(code: str, by: Actor) -> Speaker:
    """A speaker of the register. Raises ``Absent``."""
    return _found(speakers(by).filter(code=read_code(code, "N")), _NO_SPEAKER)


def may_see_contact(speaker: Speaker, by: Actor) -> bool:
    """Whether phone and address are shown: to who may see the people of an area the speaker goes to."""
    return any(
        is_within(root, speaker.region_id) or is_within(speaker.region_id, root)
        for root in by.areas("events.people")
    )


def may_edit_speaker(speaker: Speaker, by: Actor) -> bool:
    """Whether the actor keeps this entry: an agency its own people, the office everybody of the area."""
    mine = by.within("speakers.edit", "region_id", agency="agency_id")
    return Speaker.objects.filter(mine, pk=speaker.pk).exists()


def follow_ups(by: Actor) -> FollowUpQuerySet:
    """What is to be done in the actor's areas, and what an event or group of theirs asks for."""
    near = by.within("events.read", "region_id", group="group_id")
    rows = FollowUp.objects.filter(near | Q(event__in=visible(by).values("pk")))
    return rows.select_related("event", "region", "group", "owner_agency")


def get_follow_up(key: UUID, by: Actor) -> FollowUp:
    """A follow-up the actor may read. Raises ``Absent``."""
    return _found(follow_ups(by).filter(pk=key), _NO_FOLLOW_UP)


def get_file(event: Event, key: UUID) -> EventFile:
    """A file of an event that its gate has given already. Raises ``Absent``."""
    return _found(
        EventFile.objects.filter(event=event, attachment=key).select_related("attachment"), _NO_FILE
    )


def get_sheet(number: int, by: Actor) -> AttendanceSheet:
    """A typed list the person handed in. Raises ``Absent`` for anybody else's."""
    rows = AttendanceSheet.objects.filter(by.within("events.people", "event__region_id"), pk=number)
    return _found(rows.filter(by_id=by.user_id).select_related("event__region"), _NO_SHEET)


def funding_lines(by: Actor) -> QuerySet[FundingLine]:
    """The budget lines of the actor's areas."""
    return FundingLine.objects.filter(by.within("events.read"))


def get_funding_line(number: int, by: Actor) -> FundingLine:
    """A budget line of the actor's areas. Raises ``Absent``."""
    return _found(funding_lines(by).filter(pk=number), _NO_LINE)


def _reach(by: Actor, verb: str) -> Q:
    """The condition for events in the actor's areas or for an area, group or office of theirs."""
    group = {"group": "group_id"}
    areas = Event.areas.through.objects.filter(by.within(verb, "region_id"))
    groups = Event.groups.through.objects.filter(by.within(verb, "group__region_id", **group))
    invited = Invitation.objects.filter(
        by.within(verb, "region_id") & Q(region__isnull=False)
        | by.within(verb, "group__region_id", **group) & Q(group__isnull=False)
    )
    return (
        by.within(verb, "region_id")
        | Q(pk__in=areas.values("event_id"))
        | Q(pk__in=groups.values("event_id"))
        | Q(pk__in=invited.values("event_id"))
    )


def _found(rows: QuerySet[_Row], missing: object) -> _Row:
    row = rows.first()
    if row is None:
        raise Absent(str(missing))
    return row
