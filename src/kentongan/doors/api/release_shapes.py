"""A package as it is sent to us and as we answer it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field

from kentongan.domain.groups.models.groups import Level
from kentongan.domain.groups.models.queries import Stage
from kentongan.domain.regions.models import Connectivity
from kentongan.domain.releases.models import InformationClass, Publication, State, Version
from kentongan.doors.api.common.fields import (
    Change,
    Day,
    Files,
    In,
    Moment,
    Number,
    OneOf,
    Out,
    RegionCode,
    RegionPaging,
    Word,
    known,
    moment,
    moment_or_none,
    text,
)


class AudienceFilter(In):
    """Narrows the audience: a group is in when each list that is given holds its value."""

    level: Annotated[list[Annotated[str, OneOf(Level)]], Field(max_length=10)] = []
    stage: Annotated[list[Annotated[str, OneOf(Stage)]], Field(max_length=10)] = []
    tags: Annotated[list[Word], Field(max_length=50)] = []
    connectivity: Annotated[list[Annotated[str, OneOf(Connectivity.Kind)]], Field(max_length=10)] = []


class _Texts(In):
    summary: Annotated[str, text(2000)] | None = Field(None, description="At most 300 letters.")
    body: Annotated[str, text(60_000)] | None = Field(None, description="Markdown, at most 50,000 letters.")
    short_text: Annotated[str, text(2000)] | None = Field(None, description="For SMS: at most 160 letters.")
    spoken_text: Annotated[str, text(20_000)] | None = Field(None, description="To be read aloud.")
    information_class: Annotated[str, OneOf(InformationClass)] = "public"
    areas: Annotated[list[RegionCode], Field(max_length=2000)] = Field([], description="Target areas.")
    audience_filter: AudienceFilter | None = None
    topics: Annotated[list[Word], Field(max_length=20)] = []
    campaign: Word | None = None
    valid_until: Day | None = Field(None, description="The last day on which it holds.")
    embargo_until: Moment | None = Field(None, description="Not to be spread before.")
    attachments: Files = Field([], description="Ids of files you uploaded.")


class ReleaseIn(_Texts):
    """A new package; it may be incomplete until it is submitted."""

    title: Annotated[str, text(1000)]
    region: RegionCode | None = Field(
        None, description="Whose office sends it: yours, when you have one area."
    )
    agency: Annotated[str, text(150)] | None = Field(
        None, description="Source agency: id, name or short name; yours unless told."
    )


class ReleaseChange(Change, _Texts):
    """What to change in a package that is not out; fields left out stay."""

    title: Annotated[str, text(1000)] = ""
    revision: Number | None = Field(None, description="The `revision` you saw: 409 when it changed since.")


class CorrectionIn(Change, _Texts):
    """What is wrong in a package that is out, and what changed, told to everyone who had it."""

    title: Annotated[str, text(1000)] = ""
    note: Annotated[str, text(300, least=1)]


class ReasonIn(In):
    """Why."""

    reason: Annotated[str, text(300, least=1)]


class ApprovalIn(In):
    """The version that was read and is approved."""

    version: Number


class PublicationIn(In):
    """When it goes out: now unless told."""

    at: Moment | None = None


class ReviewIn(In):
    """The look afterwards at what went out in an emergency."""

    accepted: Annotated[bool, Field(strict=True)]
    note: Annotated[str, text(300)] | None = None


class AudienceIn(In):
    """An audience to look at before anything is written."""

    areas: Annotated[list[RegionCode], Field(min_length=1, max_length=2000)]
    audience_filter: AudienceFilter | None = None
    region: RegionCode | None = None


class ReleaseFilter(RegionPaging):
    """Which packages; `group` asks for that group's inbox."""

    group: Annotated[str, text(20)] | None = Field(None, description="Code of a group: its inbox now.")
    state: Annotated[str, OneOf(State)] | None = None
    topic: Word | None = None
    campaign: Word | None = None
    q: Annotated[str, text(100)] | None = Field(None, description="Words of title, summary or body.")


class ReleaseOut(Out):
    """A package in the version that concerns the asker: its office's newest, else the one that is out."""

    code: str
    title: str
    summary: str
    body: str
    short_text: str
    spoken_text: str
    version: int
    revision: int = Field(description="Grows with each saved change of this version.")
    state: str
    region: RegionCode
    agency: str = Field(description="Short name of the source agency.")
    agency_id: UUID
    tier: str
    topics: list[str]
    campaign: str | None
    areas: list[RegionCode]
    audience_filter: dict[str, list[str]]
    information_class: str
    valid_until: date | None
    embargo_until: datetime | None
    attachments: list[UUID]
    published_at: datetime | None
    published_version: int | None = Field(description="The version that is out now.")
    audience_count: int | None = Field(description="Groups reached when it was set out.")
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    emergency_reason: str | None
    corrects: int | None = Field(description="Number of the version that this one corrects.")
    correction_note: str | None
    author: str | None = Field(description="Null for those who read it as an inbox.")
    progress: str | None = Field(description="How far the group came with this version; null: nothing yet.")
    is_demo: bool


class AudienceGroup(Out):
    """A group that is reached."""

    code: str
    name: str
    region: RegionCode


class AreaCountOut(Out):
    """So many groups in an area."""

    region: RegionCode
    name: str
    count: int


class AudienceOut(Out):
    """Whom a package reaches."""

    count: int
    groups: list[AudienceGroup] = Field(description="The first 200 by area and name.")
    by_district: list[AreaCountOut]


class Shown(BaseModel):
    """A version to show, with what the asker's group did with it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    version: Any
    step: str | None = None
    for_group: bool = False


def show_releases(rows: Sequence[Shown]) -> list[ReleaseOut]:
    """The packages as answered; a fixed number of queries."""
    keys = [row.version.pk for row in rows]
    full = {
        version.pk: version
        for version in Version.objects.with_state()
        .filter(pk__in=keys)
        .select_related("release__agency", "publication")
        .prefetch_related("areas", "attachments", "release__topics")
    }
    live = dict(
        Publication.objects.live()
        .filter(release__in={version.release_id for version in full.values()})
        .values_list("release_id", "version__number")
    )
    return [_shown(full[row.version.pk], live, row) for row in rows]


def _shown(version: Any, live: dict[int, int], row: Shown) -> ReleaseOut:
    release, publication = version.release, getattr(version, "publication", None)
    same = ("title", "summary", "body", "short_text", "spoken_text", "revision", "state", "audience_filter")
    return ReleaseOut(
        code=release.code,
        version=version.number,
        region=release.region_id,
        agency=release.agency.short_name,
        agency_id=release.agency_id,
        tier=release.tier,
        topics=sorted(topic.code for topic in release.topics.all()),
        campaign=release.campaign_id,
        areas=sorted(region.code for region in version.areas.all()),
        information_class=version.information_class,
        valid_until=version.valid_until,
        embargo_until=moment_or_none(version.embargo_until),
        attachments=[file.pk for file in version.attachments.all()],
        published_version=live.get(release.pk),
        corrects=version.corrects,
        correction_note=known(version.correction_note),
        author=None if row.for_group else known(version.author_name),
        progress=row.step,
        is_demo=release.is_demo,
        **{name: getattr(version, name) for name in same},
        **_published(publication),
    )


def _published(publication: Publication | None) -> dict[str, Any]:
    if publication is None:
        empty = ("published_at", "audience_count", "withdrawn_at", "withdrawal_reason", "emergency_reason")
        return dict.fromkeys(empty)
    withdrawn = publication.withdrawn_at and publication.withdrawn_at <= timezone.now()
    return {
        "published_at": moment(publication.published_at),
        "audience_count": publication.audience_count,
        "withdrawn_at": moment_or_none(publication.withdrawn_at) if withdrawn else None,
        "withdrawal_reason": known(publication.withdrawal_reason),
        "emergency_reason": known(publication.emergency_reason),
    }


def changes_of(payload: _Texts, *also_left_out: str) -> dict[str, Any]:
    """The fields that were sent, as the room's verbs take them: an empty text for null."""
    sent = payload.model_dump(exclude_unset=True, exclude={"attachments", "revision", "note", *also_left_out})
    empty: dict[str, Any] = {
        "audience_filter": {},
        "campaign": None,
        "valid_until": None,
        "embargo_until": None,
    }
    return {name: empty.get(name, "") if value is None else value for name, value in sent.items()}
