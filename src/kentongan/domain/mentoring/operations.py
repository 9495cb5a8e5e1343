"""What a phone sends about visits and about what groups need."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.shapes import Code, Day, In, Number, OneOf, read, text
from kentongan.domain.groups.access import acting_group
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access, actions
from kentongan.domain.mentoring.answers import Given
from kentongan.domain.mentoring.boards import follow_ups_of
from kentongan.domain.mentoring.models import Edition, Need, Visit
from kentongan.domain.mentoring.models import Outcome as Result
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.handling import Point, attached, coordinates, day_meant, day_said, parent_of
from kentongan.domain.sync.registry import Envelope, Outcome, operation

Words = Annotated[str, text(2000)]
Notes = Annotated[str, text(5000)]
Line = Annotated[str, text(500, least=1)]
Name = Annotated[str, text(150)]
Post = Annotated[str, text(120)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]  # written as text: no fractions


class AnswerData(In):
    """An answer by the kind of the question."""

    question: Number
    point: Number | None = None
    number: Amount | None = None
    text: Words | None = None


class PersonData(In):
    """Somebody who came or was met."""

    name: Name
    title: Post | None = None


class FollowUpData(In):
    """A follow-up closed, given more time, or new."""

    act: Annotated[str, OneOf(Result.Act)]
    text: Line
    follow_up: UUID | None = None
    owner: Name | None = None
    due_on: Day | None = None


class VisitData(In):
    """What was found."""

    group: Code
    form: Number
    held_on: Day
    answers: Annotated[list[AnswerData], Field(max_length=500)] = []
    note: Notes | None = None
    visitors: Annotated[list[PersonData], Field(max_length=30)] = []
    met: Annotated[list[PersonData], Field(max_length=30)] = []
    follow_ups: Annotated[list[FollowUpData], Field(max_length=30)] = []


class VisitPhotoData(In):
    """Of which visit it is."""

    visit: UUID | None = None
    point: Point | None = None


class NeedData(In):
    """What is needed."""

    group: Code | None = None
    kind: Annotated[str, OneOf(Need.Kind)]
    title: Annotated[str, text(150, least=1)]
    text: Notes | None = None
    wanted_by: Day | None = None


class NeedPhotoData(In):
    """Of which need it is."""

    need: UUID | None = None
    point: Point | None = None


@operation("visit.record")
def visit(envelope: Envelope, by: Authority) -> Outcome:
    """Somebody of the office was at a group."""
    data = read(VisitData, envelope.data)
    group = access.get_visitable(data.group, by)
    made = actions.record_visit(
        id=envelope.free_id(Visit, by),
        group=group,
        edition=_edition(data.form, group),
        held_on=day_meant(data.held_on, envelope, group.region.zone, group.founded_on),
        answers={row.question: Given(row.point, row.number, row.text or "") for row in data.answers},
        note=data.note or "",
        visitors=[(person.name, person.title or "") for person in data.visitors],
        met=[(person.name, person.title or "") for person in data.met],
        agreements=[_agreement(row, group) for row in data.follow_ups],
        by=by,
    )
    return Outcome(made)


@operation("visit.photo", file=True)
def visit_photo(envelope: Envelope, by: Authority) -> Outcome:
    """A picture of a visit."""
    data = read(VisitPhotoData, envelope.data)
    found = access.get_own_visit(parent_of(envelope, data.visit, Visit), by)
    actions.keep_photo(found, attached(envelope), point=coordinates(data.point), by=by)
    return Outcome(found)


@operation("need.raise")
def need(envelope: Envelope, by: Authority) -> Outcome:
    """A group needs something."""
    data = read(NeedData, envelope.data)
    group = acting_group(data.group, "needs.raise", by)
    made = actions.raise_need(
        id=envelope.free_id(Need, by),
        group=group,
        kind=data.kind,
        title=data.title,
        text=data.text or "",
        wanted_by=data.wanted_by,
        said_on=day_said(envelope, group.region.zone),
        by=by,
    )
    return Outcome(made, code=made.code)


@operation("need.photo", file=True)
def need_photo(envelope: Envelope, by: Authority) -> Outcome:
    """A picture of what is needed."""
    data = read(NeedPhotoData, envelope.data)
    found = access.get_own_need(parent_of(envelope, data.need, Need), by)
    actions.keep_need_photo(found, attached(envelope), point=coordinates(data.point), by=by)
    return Outcome(found, code=found.code)


def _edition(key: int, group: Group) -> Edition:
    found = access.usable_edition(key, group.region_id)
    if found is None:
        raise Invalid(_("Instrumen ini belum berlaku untuk KIM ini. Pilih instrumen lain."), field="form")
    return found


def _agreement(row: FollowUpData, group: Group) -> actions.Agreement:
    found = follow_ups_of(group).filter(pk=row.follow_up).first() if row.follow_up else None
    return actions.Agreement(row.act, row.text, found, row.owner or "", row.due_on)
