"""What other agencies ask to have carried, and what came of it (domain.md §5.4, G8)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.activities.boards import request_result
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases import access, actions
from kentongan.domain.releases.models import AgencyRequest
from kentongan.doors.api.boards import BoardRowOut, show_row
from kentongan.doors.api.common.fields import (
    Day,
    Files,
    In,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    files_of,
    known,
    known_region,
    moment,
    moment_or_none,
    region_of,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.release_shapes import ReleaseOut
from kentongan.doors.api.releases import answer as show_release

router = Router(tags=["requests"])
ANSWERS = ("accepted", "changed", "refused")


class RequestOut(Out):
    """A request with its answer."""

    code: str
    agency: str
    agency_id: UUID
    region: RegionCode = Field(description="Whose office answers.")
    theme: str
    material: str
    areas: list[RegionCode]
    wanted_from: date
    wanted_until: date
    attachments: list[UUID]
    state: str
    answer: str | None
    agreed_from: date | None
    agreed_until: date | None
    release: str | None = Field(description="Code of the package made from it.")
    by: str
    created_at: datetime
    answered_by: str | None
    answered_at: datetime | None


class RequestWithResult(RequestOut):
    """A request with what came of its package."""

    result: BoardRowOut | None = Field(description="Null until its package is out.")


class RequestFilter(RegionPaging):
    """Which requests."""

    state: Annotated[str, OneOf(AgencyRequest.State)] | None = None


class RequestIn(In):
    """What an agency wants carried."""

    agency: UUID | None = Field(None, description="Yours, when you act for one.")
    region: RegionCode | None = Field(None, description="Whose office answers; the agency's unless told.")
    theme: Annotated[str, text(150, least=1)]
    material: Annotated[str, text(50_000)] | None = None
    areas: Annotated[list[RegionCode], Field(min_length=1, max_length=2000)]
    wanted_from: Day
    wanted_until: Day
    attachments: Files = []


class AnswerIn(In):
    """Yes, yes with changes, or no with a reason."""

    state: Annotated[str, OneOf(ANSWERS)]
    answer: Annotated[str, text(500)] | None = None
    agreed_from: Day | None = None
    agreed_until: Day | None = None


@router.get("/requests", response=Page[RequestOut], url_name="requests", summary="List requests")
def list_requests(request: HttpRequest, filters: Query[RequestFilter]) -> Any:
    """The requests you answer or your agency made, newest first."""
    known_region(filters.region)
    rows = access.visible_requests(actor_of(request)).prefetch_related("areas", "attachments")
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    if filters.state:
        rows = rows.filter(state=filters.state)
    return page(request, rows, ["-pk"], filters, lambda found: [RequestOut(**_fields(row)) for row in found])


@router.post("/requests", response={201: RequestOut}, url_name="requests", summary="Ask for a package")
def create_request(request: HttpRequest, payload: RequestIn) -> Any:
    """Ask an office to have something carried by the groups."""
    by = actor_of(request)
    made = actions.make_request(
        agency=_agency(payload.agency, by),
        region=region_of(payload.region) if payload.region else None,
        theme=payload.theme,
        material=payload.material or "",
        areas=payload.areas,
        wanted_from=payload.wanted_from,
        wanted_until=payload.wanted_until,
        attachments=files_of(payload.attachments, "attachments", by.user_id),
        by=by,
    )
    return Status(201, RequestOut(**_fields(made)))


@router.get("/requests/{code}", response=RequestWithResult, url_name="request", summary="One request")
def read_request(request: HttpRequest, code: str) -> Any:
    """A request, with what came of its package."""
    found = access.get_request(code, actor_of(request))
    result = request_result(found)
    return RequestWithResult(result=show_row(result) if result else None, **_fields(found))


@router.post("/requests/{code}/answer", response=RequestOut, url_name="request-answer", summary="Answer it")
def answer_request(request: HttpRequest, code: str, payload: AnswerIn) -> Any:
    """Accept, change or refuse a request; once."""
    by = actor_of(request)
    answered = actions.answer_request(
        access.get_request(code, by),
        payload.state,
        payload.answer or "",
        agreed_from=payload.agreed_from,
        agreed_until=payload.agreed_until,
        by=by,
    )
    return RequestOut(**_fields(answered))


@router.post(
    "/requests/{code}/release",
    response={201: ReleaseOut},
    url_name="request-release",
    summary="Begin its package",
)
def create_release(request: HttpRequest, code: str) -> Any:
    """Begin the package an accepted request asked for, filled with what it gave."""
    by = actor_of(request)
    return Status(201, show_release(actions.release_from_request(access.get_request(code, by), by=by)))


def _agency(key: UUID | None, by: Actor) -> Agency:
    own = Agency.objects.filter(by.within("requests.make", "region_id", agency="pk")).select_related("region")
    found = list((own.filter(pk=key) if key else own).order_by("pk")[:2])
    if len(found) != 1:
        raise Invalid(_("Sebutkan instansi yang Anda wakili."), field="agency")
    return found[0]


def _fields(row: AgencyRequest) -> dict[str, Any]:
    same = (
        "code",
        "theme",
        "material",
        "wanted_from",
        "wanted_until",
        "state",
        "agreed_from",
        "agreed_until",
    )
    return {
        **{name: getattr(row, name) for name in same},
        "agency": row.agency.short_name,
        "agency_id": row.agency_id,
        "region": row.region_id,
        "areas": sorted(region.pk for region in row.areas.all()),
        "attachments": [file.pk for file in row.attachments.all()],
        "answer": known(row.answer),
        "release": row.release.code if row.release else None,
        "by": row.by_name,
        "created_at": moment(row.created_at),
        "answered_by": known(row.answered_by_name),
        "answered_at": moment_or_none(row.answered_at),
    }
