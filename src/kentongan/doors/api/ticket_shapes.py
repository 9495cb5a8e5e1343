"""The shapes of tickets, their hops, answers and closings, in requests and answers."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kentongan.domain.tickets.models import Reporter, Telling
from kentongan.domain.tickets.models.kinds import Content, Identity, Kind, State
from kentongan.doors.api.common.fields import (
    Code,
    Day,
    Files,
    In,
    Number,
    OneOf,
    Out,
    RegionCode,
    RegionPaging,
    Word,
    text,
)

Words = Annotated[str, text(5000, least=1)]
Line = Annotated[str, text(500, least=1)]


class DispositionOut(Out):
    """One hop."""

    number: int
    round: int
    sender: str = Field(description="The office it came from.")
    agency: UUID | None
    region: RegionCode | None
    instruction: str
    due_on: date
    at: datetime
    returned_reason: str | None = Field(description="Why the address was wrong.")


class AnswerOut(Out):
    """One answer."""

    id: UUID
    round: int
    office: str
    text: str
    photos: list[UUID]
    at: datetime


class ClosureOut(Out):
    """The end of a round."""

    round: int
    ground: str = Field(description="agreed or time.")
    rating: int | None


class TicketOut(Out):
    """A ticket. Who brought it is never told here."""

    id: UUID
    code: str
    kind: str
    category: str
    region: RegionCode
    group: str | None
    place: str | None
    title: str
    text: str
    identity: str
    content: str
    state: str
    version: int = Field(description="Grows with every step; send it back to be sure nothing changed.")
    clock: str | None = Field(description="on_time, due_today, overdue, very_overdue.")
    stage: str | None
    due_on: date | None
    answer_due_on: date | None
    agency: UUID | None
    handler: RegionCode | None
    received_on: date
    told_on: date | None
    closed_on: date | None
    promised_on: date | None
    demand_open: bool
    supporters: int
    merged_into: str | None
    photos: int
    answers: list[AnswerOut]


class RaisedOut(TicketOut):
    """A ticket just made, with the tracking code that is told once."""

    tracking: str


class TicketFilter(RegionPaging):
    """Which tickets."""

    kind: Annotated[str, OneOf(Kind)] | None = None
    category: Word | None = None
    state: Annotated[str, OneOf(State)] | None = None
    content: Annotated[str, OneOf(Content)] | None = None
    group: Code | None = None
    overdue: bool | None = None
    demand_open: bool | None = None


class TicketIn(In):
    """A matter, as somebody told it."""

    id: UUID | None = Field(None, description="Made on the device. Not for identity none.")
    kind: Annotated[str, OneOf(Kind)]
    category: Word | None = None
    region: RegionCode
    group: Code | None = Field(None, description="The KIM that brings it and tells the answer back.")
    title: Annotated[str, text(150)] | None = None
    text: Words
    place: Annotated[str, text(120)] | None = None
    identity: Annotated[str, OneOf(Identity)]
    content: Annotated[str, OneOf(Content)]
    name: Annotated[str, text(150)] | None = Field(None, description="Of somebody else, with their consent.")
    contact: Annotated[str, text(60)] | None = None
    consent: Annotated[str, OneOf(Reporter.Consent)] | None = None


class VerificationIn(In):
    """What was verified."""

    version: Number | None = Field(None, description="The version you read; another one answers 409.")


class DispositionIn(In):
    """To whom, with what, until when."""

    agency: UUID | None = None
    region: RegionCode | None = None
    instruction: Line
    due_on: Day | None = None
    version: Number | None = Field(None, description="The version you read; another one answers 409.")


class AnswerIn(In):
    """What is answered; of a demand also what becomes of it."""

    id: UUID | None = None
    text: Words
    photos: Files = []
    met: bool | None = None
    promised_on: Day | None = None
    version: Number | None = Field(None, description="The version you read; another one answers 409.")


class TellingIn(In):
    """How it was told."""

    id: UUID | None = None
    group: Code | None = None
    way: Annotated[str, OneOf(Telling.Way)]
    told_on: Day
    note: Annotated[str, text(500)] | None = None


class ClosureIn(In):
    """The citizen's word, spoken to the office; without one, the end after ten working days of silence."""

    accepted: bool | None = None
    rating: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    comment: Annotated[str, text(1000)] | None = None
    version: Number | None = Field(None, description="The version you read; another one answers 409.")
