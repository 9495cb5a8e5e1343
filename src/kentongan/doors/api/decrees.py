"""Decrees that recognise groups, and the regulations behind them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.groups import access, actions
from kentongan.domain.groups.models import Decree, Group, Regulation
from kentongan.domain.groups.models.decrees import IssuerRole
from kentongan.domain.regions.rules import subtree_q
from kentongan.doors.api.common.fields import (
    Code,
    Day,
    In,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    files_of,
    known,
    known_region,
    region_of,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.problems import fields_named
from kentongan.doors.api.common.service import actor_of

router = Router()


class DecreeOut(Out):
    """A decision letter (SK)."""

    code: str
    number: str
    issued_on: date
    issuer_role: str
    issuer_region: RegionCode
    kind: str
    valid_from: date
    valid_until: date | None = Field(description="Last day; null: until another decree.")
    revoked_on: date | None
    groups: list[str] = Field(description="Codes of the groups it names, those you may read.")
    scan: UUID | None
    note: str | None
    is_demo: bool


class DecreeFilter(RegionPaging):
    """Which decrees; `region` means the issuer's area."""

    group: Code | None = None
    kind: Annotated[str, OneOf(Decree.Kind)] | None = None


class DecreeIn(In):
    """A decree to enter."""

    number: Annotated[str, text(80, least=1)]
    issued_on: Day
    issuer_role: Annotated[str, OneOf(IssuerRole)]
    issuer_region: RegionCode
    kind: Annotated[str, OneOf(Decree.Kind)] = "founding"
    valid_from: Day | None = Field(None, description="The day of issue unless told.")
    valid_until: Day | None = None
    groups: Annotated[list[Code], Field(min_length=1, max_length=500)]
    scan: UUID | None = Field(None, description="Id of an uploaded file.")
    note: Annotated[str, text(5000)] | None = None


class RegulationOut(Out):
    """A rule under its official title."""

    code: str
    kind: str
    number: str
    year: int
    title: str
    region: RegionCode
    in_force_from: date | None
    in_force_until: date | None
    revokes: list[str]
    source: str | None
    note: str | None


class RegulationFilter(RegionPaging):
    """Which regulations; `region` means the issuing area."""

    kind: Annotated[str, OneOf(Regulation.Kind)] | None = None
    year: int | None = Field(None, ge=1900, le=2200)


class RegulationIn(In):
    """A regulation to enter."""

    kind: Annotated[str, OneOf(Regulation.Kind)]
    number: Annotated[str, text(60, least=1)]
    year: Annotated[int, Field(strict=True, ge=1900, le=2200)]
    title: Annotated[str, text(300, least=1)]
    region: RegionCode
    in_force_from: Day | None = None
    in_force_until: Day | None = None
    revokes: Annotated[list[Code], Field(max_length=50)] = []
    note: Annotated[str, text(5000)] | None = None
    source: Annotated[str, text(200)] | None = None


@router.get(
    "/decrees", response=Page[DecreeOut], url_name="decrees", tags=["decrees"], summary="List decrees"
)
def list_decrees(request: HttpRequest, filters: Query[DecreeFilter]) -> Any:
    """The decrees of your area, latest first."""
    known_region(filters.region)
    by = actor_of(request)
    condition = subtree_q(filters.region, "issuer_region_id") if filters.region else Q()
    if filters.kind:
        condition &= Q(kind=filters.kind)
    rows = access.visible_decrees(by).filter(condition)
    if filters.group:
        rows = rows.filter(groups=access.get_group(filters.group, by))
    return page(request, rows, ["-issued_on", "pk"], filters, lambda found: _show(found, by))


@router.post(
    "/decrees", response={201: DecreeOut}, url_name="decrees", tags=["decrees"], summary="Enter a decree"
)
def create_decree(request: HttpRequest, payload: DecreeIn) -> Any:
    """Enter a decree with all the groups it names."""
    by = actor_of(request)
    files = files_of([payload.scan] if payload.scan else [], "scan", by.user_id)
    with fields_named(valid_to="valid_until"):
        decree = actions.issue_decree(
            number=payload.number,
            issued_on=payload.issued_on,
            issuer_role=payload.issuer_role,
            issuer_region=region_of(payload.issuer_region, "issuer_region"),
            kind=payload.kind,
            valid_from=payload.valid_from or payload.issued_on,
            valid_to=payload.valid_until,
            groups=_groups(payload.groups, by),
            scan=files[0] if files else None,
            note=payload.note or "",
            by=by,
        )
    return Status(201, _show([decree], by)[0])


@router.get("/decrees/{code}", response=DecreeOut, url_name="decree", tags=["decrees"], summary="One decree")
def read_decree(request: HttpRequest, code: str) -> Any:
    """A decree by its code."""
    by = actor_of(request)
    return _show([access.get_decree(code, by)], by)[0]


@router.get(
    "/regulations",
    response=Page[RegulationOut],
    url_name="regulations",
    tags=["regulations"],
    summary="List regulations",
)
def list_regulations(request: HttpRequest, filters: Query[RegulationFilter]) -> Any:
    """The regulations on record, latest year first."""
    known_region(filters.region)
    rows = Regulation.objects.filter(subtree_q(filters.region) if filters.region else Q())
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.year:
        rows = rows.filter(year=filters.year)
    rows = rows.prefetch_related("revokes")
    return page(request, rows, ["-year", "pk"], filters, lambda found: [_regulation(row) for row in found])


@router.post(
    "/regulations",
    response={201: RegulationOut},
    url_name="regulations",
    tags=["regulations"],
    summary="Enter a regulation",
)
def create_regulation(request: HttpRequest, payload: RegulationIn) -> Any:
    """Enter a regulation of an area of yours."""
    by = actor_of(request)
    with fields_named(in_force_to="in_force_until"):
        regulation = actions.register_regulation(
            kind=payload.kind,
            number=payload.number,
            year=payload.year,
            title=payload.title,
            region=region_of(payload.region),
            in_force_from=payload.in_force_from,
            in_force_to=payload.in_force_until,
            revokes=[_revoked(code, by) for code in dict.fromkeys(payload.revokes)],
            note=payload.note or "",
            source=payload.source or "",
            by=by,
        )
    return Status(201, _regulation(regulation))


@router.get(
    "/regulations/{code}",
    response=RegulationOut,
    url_name="regulation",
    tags=["regulations"],
    summary="One regulation",
)
def read_regulation(request: HttpRequest, code: str) -> Any:
    """A regulation by its code."""
    return _regulation(access.get_regulation(code, actor_of(request)))


def _show(decrees: Sequence[Decree], by: Any) -> list[DecreeOut]:
    """The decrees as answered, each with the codes of the groups the asker may read."""
    readable = Prefetch("groups", queryset=access.visible(by).order_by("code"), to_attr="readable")
    rows = Decree.objects.filter(pk__in=[decree.pk for decree in decrees]).prefetch_related(readable)
    full = {decree.pk: decree for decree in rows}
    return [_decree(full[decree.pk]) for decree in decrees]


def _decree(decree: Decree) -> DecreeOut:
    same = ("code", "number", "issued_on", "issuer_role", "kind", "valid_from", "revoked_on", "is_demo")
    return DecreeOut(
        issuer_region=decree.issuer_region_id,
        valid_until=decree.valid_to,
        groups=[group.code for group in getattr(decree, "readable", [])],
        scan=decree.scan_id,
        note=known(decree.note),
        **{name: getattr(decree, name) for name in same},
    )


def _regulation(regulation: Regulation) -> RegulationOut:
    return RegulationOut(
        region=regulation.region_id,
        in_force_until=regulation.in_force_to,
        revokes=[other.code for other in regulation.revokes.all()],
        source=known(regulation.source),
        note=known(regulation.note),
        **{
            name: getattr(regulation, name)
            for name in ("code", "kind", "number", "year", "title", "in_force_from")
        },
    )


def _groups(codes: Sequence[str], by: Any) -> list[Group]:
    found = []
    for code in dict.fromkeys(codes):
        try:
            found.append(access.get_group(code, by))
        except Absent as absent:
            raise Invalid(
                _("Tidak ada kelompok dengan kode %(code)s.") % {"code": code}, field="groups"
            ) from absent
    return list({group.pk: group for group in found}.values())


def _revoked(code: str, by: Any) -> Regulation:
    try:
        return access.get_regulation(code, by)
    except Absent as absent:
        raise Invalid(
            _("Tidak ada peraturan dengan kode %(code)s.") % {"code": code}, field="revokes"
        ) from absent
