"""What a phone sends about events: who came, and answers to invitations."""

from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Absent, Stale
from kentongan.domain.core.shapes import Code, Count, In, Number, OneOf, RegionCode, Word, read, text
from kentongan.domain.events.access import get_attendable, get_invitation
from kentongan.domain.events.actions import confirm, record_attendance
from kentongan.domain.events.models import Attendance, Invitation
from kentongan.domain.events.offering import get_offered_person
from kentongan.domain.groups.access import get_group
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Person
from kentongan.domain.regions.access import get_region
from kentongan.domain.sync.registry import Envelope, Outcome, operation


class AttendanceData(In):
    """One person who came: by name, or one of the register by id."""

    event: Code
    name: Annotated[str, text(150)] | None = None
    person: UUID | None = None
    sex: Annotated[str, OneOf(Person.Sex)] | None = None
    title: Annotated[str, text(120)] | None = None
    element: Word | None = None
    region: RegionCode | None = None
    group: Code | None = None
    phone: Annotated[str, text(20)] | None = None
    on_behalf_of: Annotated[str, text(200)] | None = None


class AnswerData(In):
    """How many will come, and what was answered before as far as the phone knew."""

    event: Code
    invitation: Number
    seats: Count
    was: Count | None = None
    head_name: Annotated[str, text(150)] | None = None
    head_title: Annotated[str, text(150)] | None = None
    delegate_name: Annotated[str, text(150)] | None = None
    delegate_title: Annotated[str, text(150)] | None = None
    note: Annotated[str, text(300)] | None = None


@operation("attendance.record")
def attendance(envelope: Envelope, by: Authority) -> Outcome:
    """Somebody came."""
    data = read(AttendanceData, envelope.data)
    event = get_attendable(data.event, by)
    told = data.model_dump(include={"name", "sex", "title", "phone", "on_behalf_of"})
    texts: dict[str, Any] = {name: value or "" for name, value in told.items()}
    made = record_attendance(
        event=event,
        id=envelope.free_id(Attendance, by),
        person=get_offered_person(data.person, event, by) if data.person else None,
        element=data.element,
        region=get_region(data.region) if data.region else None,
        group=get_group(data.group, by) if data.group else None,
        by=by,
        **texts,
    )
    return Outcome(made)


@operation("invitation.answer")
def answer(envelope: Envelope, by: Authority) -> Outcome:
    """The invited say how many will come."""
    data = read(AnswerData, envelope.data)
    invitation = get_invitation(data.invitation, by)
    if invitation.event.code != data.event:
        raise Absent(_("Undangan ini tidak ditemukan."))
    if "was" in data.model_fields_set:
        _check_known(invitation, data)
    told = data.model_dump(include={"head_name", "head_title", "delegate_name", "delegate_title", "note"})
    texts: dict[str, Any] = {name: value or "" for name, value in told.items()}
    confirm(invitation, seats=data.seats, by=by, **texts)
    return Outcome(invitation, code=invitation.event.code)


def _check_known(invitation: Invitation, data: AnswerData) -> None:
    """Raise ``Stale`` when somebody answered something else since the phone last heard."""
    if invitation.confirmed_seats in (data.was, data.seats):
        return
    raise Stale(
        _("%(name)s sudah menjawab undangan ini: %(count)d orang. Periksa, lalu jawab lagi bila perlu.")
        % {"name": invitation.confirmed_by_name, "count": invitation.confirmed_seats or 0}
    )
