"""The register of speakers, and the elements participants stand for."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from kentongan.domain.core.acting import Actor
from kentongan.domain.events import access
from kentongan.domain.events.models import Element, Speaker
from kentongan.doors.api.common.fields import (
    Day,
    Out,
    Page,
    Paging,
    RegionCode,
    Word,
    known,
    known_region,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.lists import TopicOut as NamedOut

router = Router(tags=["speakers"])


class SpeakerOut(Out):
    """Somebody to ask for a talk."""

    code: str
    name: str
    title: str | None
    sector: str
    agency: UUID | None
    organisation: str | None
    region: RegionCode = Field(description="Where they speak, and everything under it.")
    topics: list[str]
    expertise: str | None
    phone: str | None = Field(description="null: unknown, or not for you.")
    is_demo: bool


class SpeakerFilter(Paging):
    """Which speakers; `region` means an area they come to."""

    region: RegionCode | None = None
    sector: Word | None = None
    topic: Word | None = None
    agency: UUID | None = None
    q: Annotated[str, text(100)] | None = Field(None, description="Words of name, office, topic.")
    free_on: Day | None = Field(None, description="Without those away on this day.")


@router.get("/speakers", response=Page[SpeakerOut], url_name="speakers", summary="List speakers")
def list_speakers(request: HttpRequest, filters: Query[SpeakerFilter]) -> Any:
    """Who can be asked to speak, by name; phones only for who may see people there."""
    known_region(filters.region)
    by = actor_of(request)
    rows = access.speakers(by).matching(filters.q or "", filters.sector or "", filters.topic or "")
    if filters.region:
        rows = rows.reaching(filters.region)
    if filters.agency:
        rows = rows.filter(agency=filters.agency)
    if filters.free_on:
        rows = rows.free(filters.free_on, filters.free_on)
    rows = rows.prefetch_related("topics")
    return page(request, rows, ["name", "pk"], filters, lambda found: [_speaker(row, by) for row in found])


@router.get("/elements", response=list[NamedOut], url_name="elements", summary="Elements of participants")
def list_elements(request: HttpRequest) -> Any:
    """The parts of society a participant may stand for."""
    return [NamedOut(code=row.code, name=row.name) for row in Element.objects.all()]


def _speaker(speaker: Speaker, by: Actor) -> SpeakerOut:
    return SpeakerOut(
        code=speaker.code,
        name=speaker.name,
        title=known(speaker.title),
        sector=speaker.sector_id,
        agency=speaker.agency_id,
        organisation=known(speaker.organisation),
        region=speaker.region_id,
        topics=[topic.code for topic in speaker.topics.all()],
        expertise=known(speaker.expertise),
        phone=known(speaker.phone) if access.may_see_contact(speaker, by) else None,
        is_demo=speaker.is_demo,
    )
