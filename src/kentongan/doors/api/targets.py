"""Targets of areas by year, and coverage against the register of regions."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.groups.boards import CoverageRow, coverage
from kentongan.domain.groups.coverage import SEATS, STAGES, UNIT_NAMES
from kentongan.domain.indicators import access, actions
from kentongan.domain.indicators.boards import met_by
from kentongan.domain.indicators.models import Goal, Target, TargetLevel
from kentongan.domain.indicators.rules import FIRST_YEAR, LAST_YEAR
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q
from kentongan.doors.api.common.fields import (
    Day,
    In,
    Number,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    known,
    moment,
    region_of,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.problems import fields_named
from kentongan.doors.api.common.service import actor_of

router = Router()
ROW_LEVELS = {"province": 1, "regency": 2, "district": 3, "village": 4}
Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
Areas = Annotated[list[RegionCode], Field(max_length=1000)]


class TargetOut(Out):
    """What an area plans for a year, with what came of it."""

    id: int
    region: RegionCode
    level: str
    period: int = Field(description="The year.")
    stage: str
    count: int = Field(description="How many places: of those named, or the bare count.")
    areas: list[str] = Field(description="Codes of the places; empty for a bare count.")
    met: int = Field(description="Of these, reached by today; computed.")
    reason: str
    source: str | None
    carried_from: int | None
    cancelled_on: date | None
    created_at: datetime
    by: str


class TargetFilter(RegionPaging):
    """Which targets."""

    period: int | None = Field(None, ge=FIRST_YEAR, le=LAST_YEAR)
    level: Annotated[str, OneOf(TargetLevel)] | None = None
    stage: Annotated[str, OneOf(Goal)] | None = None


class AmountIn(In):
    """The places, or how many: one of the two; and why."""

    areas: Areas = []
    count: Number | None = None
    reason: Annotated[str, text(500, least=1)]


class TargetIn(AmountIn):
    """A target to set."""

    region: RegionCode
    level: Annotated[str, OneOf(TargetLevel)] = "district"
    period: Year
    stage: Annotated[str, OneOf(Goal)] = "founded"
    source: Annotated[str, text(200)] | None = None


class CarryIn(In):
    """Into which year, and why."""

    period: Year | None = Field(None, description="The next year unless told.")
    reason: Annotated[str, text(500, least=1)]


class CoverageFilter(In):
    """What is counted, where, and as of which day."""

    region: RegionCode = Field("00", description="The area looked at.")
    by: Annotated[str, OneOf(list(ROW_LEVELS))] | None = Field(
        None, description="A row per area of this level; unless told the areas right below."
    )
    level: Annotated[str, OneOf(list(UNIT_NAMES))] = Field("village", description="What is covered.")
    stage: Annotated[str, OneOf(STAGES)] = Field("founded", description="Groups at this stage or further.")
    seat: Annotated[str, OneOf(SEATS)] = Field(
        "own", description="A district is covered by a group of its own level, or by any in it."
    )
    on: Day | None = Field(None, description="As of this day; today unless told.")


class CoverageRowOut(Out):
    """One area."""

    region: RegionCode
    name: str
    level: str
    denominator: int
    denominator_unit: str
    denominator_date: date | None
    covered: int = Field(description="Distinct places with at least one such group.")
    groups: int
    share: float | None = Field(description="Covered by denominator, 0 to 1; null without places.")
    groups_share: float | None = Field(description="Groups by denominator: passes 1.")
    missing: list[str] | None = Field(description="Codes of the places without; null above a regency.")
    missing_count: int


class CoverageOut(Out):
    """Coverage as of a day; the total is computed anew from its own numbers."""

    on: date
    level: str
    seat: str
    stage: str
    denominator_source: str | None
    rows: list[CoverageRowOut]
    total: CoverageRowOut


@router.get(
    "/targets", response=Page[TargetOut], url_name="targets", tags=["targets"], summary="List targets"
)
def list_targets(request: HttpRequest, filters: Query[TargetFilter]) -> Any:
    """The targets you may read, the latest year first."""
    rows = access.visible(actor_of(request)).standing()
    if filters.region:
        rows = rows.filter(subtree_q(region_of(filters.region).code))
    wanted = {"year": filters.period, "level": filters.level, "stage": filters.stage}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return page(request, rows, ["-year", "region_id", "pk"], filters, _show)


@router.post(
    "/targets", response={201: TargetOut}, url_name="targets", tags=["targets"], summary="Set a target"
)
def create_target(request: HttpRequest, payload: TargetIn) -> Any:
    """Plan for a year: the places by code, or a count."""
    with fields_named(year="period"):
        target = actions.set_target(
            region=region_of(payload.region),
            level=payload.level,
            year=payload.period,
            stage=payload.stage,
            areas=_places(payload.areas),
            count=payload.count,
            reason=payload.reason,
            source=payload.source or "",
            by=actor_of(request),
        )
    return Status(201, _show([target])[0])


@router.get("/targets/{int:key}", response=TargetOut, url_name="target", tags=["targets"], summary="Read one")
def read_target(request: HttpRequest, key: int) -> Any:
    """One target."""
    return _show([access.get_target(key, actor_of(request))])[0]


@router.patch(
    "/targets/{int:key}", response=TargetOut, url_name="target", tags=["targets"], summary="Change a target"
)
def change_target(request: HttpRequest, key: int, payload: AmountIn) -> Any:
    """Put other places or another count, with the reason."""
    by = actor_of(request)
    target = actions.change_target(
        access.get_target(key, by),
        areas=_places(payload.areas),
        count=payload.count,
        reason=payload.reason,
        by=by,
    )
    return _show([target])[0]


@router.post(
    "/targets/{int:key}/carry-over",
    response={201: TargetOut},
    url_name="target-carry-over",
    tags=["targets"],
    summary="Carry the rest over",
)
def carry_over(request: HttpRequest, key: int, payload: CarryIn) -> Any:
    """Take what was not reached into a later year; answers the target it went to."""
    by = actor_of(request)
    with fields_named(year="period"):
        later = actions.carry_over(
            access.get_target(key, by), year=payload.period, reason=payload.reason, by=by
        )
    return Status(201, _show([later])[0])


@router.get(
    "/coverage", response=CoverageOut, url_name="coverage", tags=["coverage"], summary="Coverage of an area"
)
def read_coverage(request: HttpRequest, filters: Query[CoverageFilter]) -> Any:
    """Distinct places covered, by area, as of a day; the same figures as the pages."""
    board = coverage(
        region_of(filters.region),
        unit=filters.level,
        seat=filters.seat,
        stage=filters.stage,
        on=filters.on,
        by=ROW_LEVELS[filters.by] if filters.by else None,
    )

    def show(row: CoverageRow) -> CoverageRowOut:
        numbers = ("denominator", "covered", "groups", "share", "groups_share", "missing_count")
        return CoverageRowOut(
            region=row.region.code,
            name=row.region.title,
            level=board.unit,
            denominator_unit=UNIT_NAMES[board.unit],
            denominator_date=board.source_on,
            missing=None if row.missing is None else [place.code for place in row.missing],
            **{name: getattr(row, name) for name in numbers},
        )

    return CoverageOut(
        on=board.on,
        level=board.unit,
        seat=board.seat,
        stage=board.stage,
        denominator_source=known(board.source),
        rows=[show(row) for row in board.rows],
        total=show(board.total),
    )


def _places(codes: list[str]) -> list[Region]:
    """The areas with these codes. Raises ``Invalid`` for one that is none."""
    found = Region.objects.in_bulk(codes)
    for code in codes:
        if code not in found:
            region_of(code, "areas")
    return list(found.values())


def _show(targets: list[Target]) -> list[TargetOut]:
    rows = {
        target.pk: target
        for target in Target.objects.filter(pk__in=[one.pk for one in targets])
        .select_related("region")
        .prefetch_related("areas")
    }
    met = met_by(list(rows.values()))
    return [_one(rows[target.pk], *met[target.pk]) for target in targets]


def _one(target: Target, wanted: int, met: int) -> TargetOut:
    return TargetOut(
        id=target.pk,
        region=target.region_id,
        level=target.level,
        period=target.year,
        stage=target.stage,
        count=wanted,
        areas=sorted(area.code for area in target.areas.all()),
        met=met,
        reason=target.reason,
        source=known(target.source),
        carried_from=target.carried_from_id,
        cancelled_on=target.cancelled_on,
        created_at=moment(target.created_at),
        by=target.by_name,
    )
