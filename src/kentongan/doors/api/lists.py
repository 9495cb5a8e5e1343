"""The short lists that other objects name: agencies, media, topics, campaigns."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from kentongan.domain.activities.models import Medium
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.models import Agency, Post, holding
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage, subtree_q
from kentongan.domain.releases.models import Campaign, Topic
from kentongan.doors.api.common.fields import Out, Page, RegionCode, RegionPaging, known, known_region
from kentongan.doors.api.common.paging import page

router = Router(tags=["lists"])


class AgencyOut(Out):
    """A government office."""

    id: UUID
    name: str
    short_name: str
    kind: str
    region: RegionCode


class MediumOut(Out):
    """A way to pass something on; place and reach are what is offered by default."""

    code: str
    name: str
    medium_class: str
    place: str | None
    reach_low: int | None
    reach_high: int | None


class TopicOut(Out):
    """A subject of packages."""

    code: str
    name: str


class CampaignOut(Out):
    """A campaign of a region."""

    code: str
    name: str
    region: RegionCode


@router.get("/agencies", response=Page[AgencyOut], url_name="agencies", summary="List agencies")
def list_agencies(request: HttpRequest, filters: Query[RegionPaging]) -> Any:
    """Government offices, by area and name."""
    known_region(filters.region)
    rows = Agency.objects.filter(subtree_q(filters.region) if filters.region else Q())
    return page(
        request, rows, ["region_id", "name", "pk"], filters, lambda found: [_agency(row) for row in found]
    )


@router.get("/media", response=list[MediumOut], url_name="media", summary="List media")
def list_media(request: HttpRequest) -> Any:
    """Ways to pass something on, each in one of the five classes."""
    return [
        MediumOut(
            code=medium.code,
            name=medium.name,
            medium_class=medium.medium_class,
            place=known(medium.place),
            reach_low=medium.reach_low,
            reach_high=medium.reach_high,
        )
        for medium in Medium.objects.all()
    ]


@router.get("/topics", response=list[TopicOut], url_name="topics", summary="List topics")
def list_topics(request: HttpRequest) -> Any:
    """Subjects that packages are sorted under."""
    return [TopicOut(code=topic.code, name=topic.name) for topic in Topic.objects.all()]


@router.get("/campaigns", response=Page[CampaignOut], url_name="campaigns", summary="List campaigns")
def list_campaigns(request: HttpRequest, filters: Query[RegionPaging]) -> Any:
    """Campaigns, by code."""
    known_region(filters.region)
    rows = Campaign.objects.filter(subtree_q(filters.region) if filters.region else Q())
    return page(request, rows, ["code"], filters, lambda found: [_campaign(row) for row in found])


def agency_for(region: Region, wanted: str | None, by: Actor) -> Agency:
    """The source agency named (by id, name or short name), else that of the sender's post, else the
    communications office of the region. Raises ``Invalid`` when there is none.
    """
    near = Agency.objects.filter(Q(region_id__in=lineage(region.code)) | subtree_q(region.code))
    if wanted:
        return _named(near, wanted)
    post = Post.objects.filter(holding(), person__user=by.user_id, agency__in=near).order_by("pk").first()
    own = post.agency if post else None
    offices = near.filter(region=region).order_by("name")
    found = own or offices.filter(kind=Agency.Kind.COMMUNICATIONS_OFFICE).first() or offices.first()
    if found is None:
        raise Invalid(_("Sebutkan instansi sumbernya; lihat /api/v1/agencies."), field="agency")
    return found


def _named(near: Any, wanted: str) -> Agency:
    try:
        condition = Q(pk=UUID(wanted))
    except ValueError:
        condition = Q(name=wanted) | Q(short_name=wanted)
    found: list[Agency] = list(near.filter(condition)[:2])
    if len(found) != 1:
        raise Invalid(_("Instansi ini tidak ditemukan di wilayah ini."), field="agency")
    return found[0]


def _agency(agency: Agency) -> AgencyOut:
    return AgencyOut(
        id=agency.pk,
        name=agency.name,
        short_name=agency.short_name,
        kind=agency.kind,
        region=agency.region_id,
    )


def _campaign(campaign: Campaign) -> CampaignOut:
    return CampaignOut(code=campaign.code, name=campaign.name, region=campaign.region_id)
