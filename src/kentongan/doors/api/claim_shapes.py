"""What is sent and answered about claims."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kentongan.domain.claims.models import Claim, Report, Verdict
from kentongan.doors.api.common.fields import (
    Code,
    Day,
    Files,
    In,
    OneOf,
    Out,
    RegionCode,
    RegionPaging,
    Word,
    known,
    moment,
    moment_or_none,
)
from kentongan.doors.api.common.fields import text as limited

Line = Annotated[str, limited(300, least=1)]
Long = Annotated[str, limited(20_000)]
Address = Annotated[str, limited(500)]


class SourceOut(Out):
    """Where a verdict has it from."""

    title: str
    url: str | None


class VerdictOut(Out):
    """One version of what was found out."""

    number: int
    label: str = Field(description="Code of the label.")
    label_name: str
    tone: str = Field(description="false, misleading, true or unclear.")
    short: str | None
    why: str
    checked_on: date | None
    state: str
    change_note: str | None
    author: str
    approver: str | None
    published_at: datetime | None
    superseded_at: datetime | None
    release: str | None = Field(description="Code of the package that asks to carry it back.")
    sources: list[SourceOut]


class ClaimOut(Out):
    """One doubtful message."""

    code: str
    title: str
    text: str
    state: str
    region: RegionCode
    topic: str | None
    pace: str
    due_at: datetime | None
    source: str | None = Field(description="The house that checked it, when not this one.")
    source_url: str | None
    reports: int
    merged_into: str | None
    unclear: str | None
    raised_at: datetime
    answered_at: datetime | None
    verdict: VerdictOut | None = Field(description="The one that holds now.")


class ReportOut(Out):
    """One asking."""

    id: UUID
    claim: str
    group: str | None
    region: RegionCode | None
    text: str | None
    url: str | None
    seen_in: str | None
    seen_on: date | None
    way: str
    at: datetime


class MatchOut(Out):
    """A claim the message may repeat."""

    code: str
    title: str
    score: float = Field(description="0 to 1: how surely the message repeats it.")
    state: str = Field(description="answer, suggest or unknown.")
    source: str | None
    source_ref: str | None
    source_url: str | None
    label: str | None
    tone: str | None
    short: str | None


class MatchesOut(Out):
    """The likeliest claims, best first; the state of the best is that of the answer."""

    state: str
    candidates: list[MatchOut]


class MatchIn(In):
    """A message as it was met."""

    text: Annotated[str, limited(20_000, least=1)]
    limit: Annotated[int, Field(ge=1, le=20)] = 5


class ClaimFilter(RegionPaging):
    """Which claims."""

    state: Annotated[str, OneOf(Claim.State)] | None = None
    topic: Word | None = None
    source: Annotated[str, limited(120)] | None = None


class ReportIn(In):
    """What was met, where and when."""

    id: UUID | None = Field(None, description="Made on the device, so that sending it twice makes one.")
    group: Code | None = None
    region: RegionCode | None = None
    text: Annotated[str, limited(10_000)] | None = None
    url: Address | None = None
    seen_in: Annotated[str, OneOf(Report.Seen)] | None = None
    seen_on: Day | None = None
    note: Annotated[str, limited(500)] | None = None
    photos: Files = Field([], description="Pictures of the message, handed in as attachments.")


class SourceIn(In):
    """Where a verdict has it from."""

    title: Annotated[str, limited(200)] = ""
    url: Address = ""


class VerdictIn(In):
    """A verdict to be approved by another person."""

    label: Word
    why: Annotated[str, limited(20_000, least=1)]
    short: Annotated[str, limited(160)] | None = None
    checked_on: Day | None = None
    change_note: Annotated[str, limited(300)] | None = None
    sources: Annotated[list[SourceIn], Field(max_length=20)]


class ImportRow(In):
    """A check of another house."""

    title: Line
    text: Long | None = None
    explanation: Long | None = None
    verdict: Annotated[str, limited(80, least=1)]
    source: Annotated[str, limited(120, least=1)]
    ref: Annotated[str, limited(300)] | None = Field(None, description="Its number there; else its address.")
    url: Address | None = None
    date: Day | None = None


class ImportIn(In):
    """Up to 500 checks; bringing one in twice adds nothing."""

    region: RegionCode | None = Field(
        None, description="The desk that keeps them; the installation's own else."
    )
    dry_run: bool = False
    checks: Annotated[list[ImportRow], Field(min_length=1, max_length=500)]


class ImportOut(Out):
    """What became of them."""

    created: int
    changed: int
    unchanged: int


def verdict_shape(verdict: Verdict) -> VerdictOut:
    """A verdict with label and sources at hand."""
    return VerdictOut(
        number=verdict.number,
        label=verdict.label_id,
        label_name=verdict.label.name,
        tone=verdict.label.tone,
        short=known(verdict.short),
        why=verdict.why,
        checked_on=verdict.checked_on,
        state=verdict.state,
        change_note=known(verdict.change_note),
        author=verdict.author_name,
        approver=known(verdict.approver_name),
        published_at=moment_or_none(verdict.published_at),
        superseded_at=moment_or_none(verdict.superseded_at),
        release=verdict.release.code if verdict.release else None,
        sources=[SourceOut(title=source.title, url=known(source.url)) for source in verdict.sources.all()],
    )


def claim_shape(claim: Claim) -> ClaimOut:
    """A claim with the verdict that holds, prefetched as ``out``."""
    out: list[Any] = getattr(claim, "out", [])
    return ClaimOut(
        code=claim.code,
        title=claim.title,
        text=claim.text,
        state=claim.state,
        region=claim.region_id,
        topic=claim.topic_id,
        pace=claim.pace,
        due_at=moment_or_none(claim.due_at),
        source=known(claim.source_name),
        source_url=known(claim.source_url),
        reports=claim.report_count,
        merged_into=claim.merged_into.code if claim.merged_into else None,
        unclear=claim.unclear_id,
        raised_at=moment(claim.raised_at),
        answered_at=moment_or_none(claim.answered_at),
        verdict=verdict_shape(out[0]) if out else None,
    )


def report_shape(report: Report) -> ReportOut:
    """A report with its claim and group at hand."""
    return ReportOut(
        id=report.pk,
        claim=report.claim.code,
        group=report.group.code if report.group else None,
        region=report.region_id,
        text=known(report.text),
        url=known(report.url),
        seen_in=known(report.seen_in),
        seen_on=report.seen_on,
        way=report.way,
        at=moment(report.at),
    )
