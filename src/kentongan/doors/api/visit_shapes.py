"""The shapes of visits, their answers and their forms, in requests and answers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kentongan.domain.mentoring.models import Outcome
from kentongan.doors.api.common.fields import (
    Code,
    Day,
    In,
    Number,
    OneOf,
    Out,
    RegionCode,
    RegionPaging,
    text,
)

Words = Annotated[str, text(2000)]
Line = Annotated[str, text(500, least=1)]
Name = Annotated[str, text(150)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class PointOut(Out):
    """A named answer."""

    id: int
    label: str
    points: int
    at_least: Decimal | None = Field(description="Of a number: from which number on.")
    meaning: str | None


class QuestionOut(Out):
    """A question; ``key`` stays the same from version to version."""

    id: int
    key: UUID
    text: str
    help: str | None
    kind: str = Field(description="scale, yes_no, number or text.")
    weight: int = Field(description="0: asked, not scored.")
    is_required: bool
    points: list[PointOut]


class SectionOut(Out):
    """A part of the form."""

    title: str
    questions: list[QuestionOut]


class FormOut(Out):
    """A visit form in force."""

    id: int
    name: str
    version: int
    is_example: bool
    in_force_from: date
    sections: list[SectionOut]


class LineOut(Out):
    """An answer with what it earned and why."""

    question: int
    text: str
    answer: str | None
    got: Decimal = Field(description="Of the question's weight.")
    possible: Decimal
    why: str


class PartOut(Out):
    """A section with its score."""

    title: str
    score: Decimal | None = Field(description="Of a hundred; null: nothing was scored.")
    lines: list[LineOut]


class FollowUpOut(Out):
    """What a visit did to a follow-up."""

    act: str = Field(description="closed, prolonged or opened.")
    follow_up: UUID
    text: str
    owner: str
    due_on: date | None
    note: str | None


class VisitOut(Out):
    """One visit."""

    id: UUID
    group: str
    region: RegionCode
    form: int
    form_version: int
    held_on: date
    score: Decimal | None = Field(description="Of a hundred, computed; null: nothing was scored.")
    note: str | None
    by: str
    on_behalf_of: str | None
    recorded_at: datetime


class VisitInFull(VisitOut):
    """One visit with its answers explained."""

    sections: list[PartOut]
    follow_ups: list[FollowUpOut]
    visitors: list[str]
    met: list[str]
    photos: list[UUID]


class VisitFilter(RegionPaging):
    """Which visits."""

    group: Code | None = None
    since: Day | None = Field(None, description="Held on this day or later.")
    until: Day | None = Field(None, description="Held on this day or earlier.")


class AnswerIn(In):
    """An answer by the kind of the question."""

    question: Number
    point: Number | None = None
    number: Amount | None = None
    text: Words | None = None


class PersonIn(In):
    """Somebody who came or was met."""

    name: Annotated[str, text(150, least=1)]
    title: Annotated[str, text(120)] | None = None


class FollowUpIn(In):
    """A follow-up closed, given more time, or new."""

    act: Annotated[str, OneOf(Outcome.Act)]
    text: Line = Field(description="The result, the reason, or what to do.")
    follow_up: UUID | None = Field(None, description="Which one, unless it is new.")
    owner: Name | None = Field(None, description="Of a new one.")
    due_on: Day | None = Field(None, description="Of a new one, or the later day.")


class VisitIn(In):
    """What was found."""

    id: UUID | None = Field(None, description="Made on the device, so that sending it twice makes one.")
    group: Code
    form: Number = Field(description="From `/visit-forms`.")
    held_on: Day
    answers: Annotated[list[AnswerIn], Field(max_length=500)] = []
    note: Annotated[str, text(5000)] | None = None
    visitors: Annotated[list[PersonIn], Field(max_length=30)] = []
    met: Annotated[list[PersonIn], Field(max_length=30)] = []
    follow_ups: Annotated[list[FollowUpIn], Field(max_length=30)] = []
    photos: Annotated[list[UUID], Field(max_length=10)] = Field([], description="Ids of files you uploaded.")


class FormFilter(In):
    """For whom the form is."""

    group: Code
