"""The board of a package: how far it got, by district or village; whom to phone."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from kentongan.domain.activities.access import get_board_region
from kentongan.domain.activities.boards import BoardRow, board_total, chase_list, release_board
from kentongan.domain.releases.access import get_publication
from kentongan.doors.api.common.fields import In, OneOf, Out, RegionCode, known, known_region, moment
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["releases"])
DISTRICT_LEVEL = 3


class BoardFilter(In):
    """Which board."""

    by: Annotated[str, OneOf(("province", "regency", "district", "village"))] | None = Field(
        None, description="A row per area of this level; unless told districts, inside a district villages."
    )
    region: RegionCode | None = Field(None, description="The area looked at; unless told, yours.")
    version: int | None = Field(None, ge=1, le=10_000, description="Unless told, the latest that is out.")


class ChaseFilter(In):
    """Where."""

    region: RegionCode | None = None
    version: int | None = Field(None, ge=1, le=10_000)


class ReachOut(Out):
    """Sum of the ranges told through one class of media: not a number of different people."""

    medium_class: str
    activities: int
    low: int | None
    high: int | None
    unknown: int = Field(description="Activities that told no number.")
    doubted: int = Field(description="Activities left out because somebody doubts them.")


class BoardRowOut(Out):
    """One area. `received` and `silent` make `sent`; the other steps count a group once, at its furthest."""

    region: str
    name: str
    sent: int
    received: int = Field(description="Groups that have it, whatever they did with it since.")
    opened: int
    discussed: int
    passed_on: int
    declined: int
    silent: int
    reach_low: int | None
    reach_high: int | None
    reach: list[ReachOut]
    reach_overlaps: bool = Field(description="The same people may be counted more than once.")
    office_received: int
    office_handed_over: int


class BoardOut(Out):
    """The board at a moment."""

    release: str
    version: int
    region: RegionCode
    by: str
    as_of: datetime
    rows: list[BoardRowOut]
    total: BoardRowOut


class SilentOut(Out):
    """A group that did nothing yet; chair and phone are null for those who may not read contacts."""

    group: str
    name: str
    region: RegionCode
    chair: str | None
    phone: str | None


@router.get("/releases/{code}/board", response=BoardOut, url_name="release-board", summary="How far it got")
def read_board(request: HttpRequest, code: str, filters: Query[BoardFilter]) -> Any:
    """Sent, received, passed on, declined, silent, by area, as of now."""
    known_region(filters.region)
    by = actor_of(request)
    publication = get_publication(code, by, filters.version)
    region = get_board_region(publication, by, filters.region)
    level = filters.by or ("district" if region.level < DISTRICT_LEVEL else "village")
    rows = release_board(publication, region, level)
    return BoardOut(
        release=publication.release.code,
        version=publication.version.number,
        region=region.code,
        by=level,
        as_of=moment(timezone.now()),
        rows=[show_row(row) for row in rows],
        total=show_row(board_total(rows, region.code, region.title)),
    )


@router.get(
    "/releases/{code}/silent", response=list[SilentOut], url_name="release-silent", summary="Whom to phone"
)
def list_silent(request: HttpRequest, code: str, filters: Query[ChaseFilter]) -> Any:
    """The first 200 groups that did nothing with the package yet, by area and name."""
    known_region(filters.region)
    by = actor_of(request)
    publication = get_publication(code, by, filters.version)
    region = get_board_region(publication, by, filters.region)
    return [
        SilentOut(
            group=entry.group.code,
            name=entry.group.name,
            region=entry.group.region_id,
            chair=known(entry.chair),
            phone=known(entry.phone),
        )
        for entry in chase_list(publication, region, by=by)
    ]


def show_row(row: BoardRow) -> BoardRowOut:
    """A row of the board as answered."""
    steps = ("name", "sent", "opened", "discussed", "passed_on", "declined", "silent")
    more = ("reach_low", "reach_high", "reach_overlaps", "office_received", "office_handed_over")
    return BoardRowOut(
        region=row.code,
        received=row.has_it,
        reach=[ReachOut(**asdict(part)) for part in row.reach],
        **{name: getattr(row, name) for name in (*steps, *more)},
    )
