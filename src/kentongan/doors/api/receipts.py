"""Receipts: what groups tell of a package, step by step."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.access import acting_group
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases import access, actions
from kentongan.domain.releases.models import OfficeReceipt, Receipt
from kentongan.doors.api.common.fields import (
    Code,
    In,
    Moment,
    Number,
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    known,
    known_region,
    moment,
    region_of,
    text,
)
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["receipts"])
BY_HAND = ("received", "opened", "discussed", "declined")


class ReceiptOut(Out):
    """A step of a group with a version of a package."""

    id: UUID
    release: str
    version: int
    group: str
    kind: str = Field(description="As sent; `passed_on` is written by the first dissemination.")
    at: datetime
    by: str
    reason: str | None


class ReceiptFilter(RegionPaging):
    """Which receipts."""

    release: Code | None = None
    version: int | None = Field(None, ge=1, le=10_000)
    group: Code | None = None
    kind: Annotated[str, OneOf(Receipt.Kind)] | None = None


class ReceiptIn(In):
    """A step to note."""

    id: UUID | None = Field(None, description="Made on the device, so that sending it twice makes one.")
    release: Code
    version: Number | None = Field(None, description="The version read; unless told, the one that is out.")
    group: Code | None = Field(None, description="Yours, when you have one.")
    kind: Annotated[str, OneOf(BY_HAND)]
    at: Moment | None = Field(None, description="By the device's clock; unless told, now.")
    reason: Annotated[str, text(300)] | None = Field(None, description="Needed to decline.")


class OfficeReceiptIn(In):
    """A step of a village office."""

    release: Code
    version: Number | None = Field(None, description="Unless told, the one that is out.")
    region: RegionCode | None = Field(None, description="Yours, when you have one.")
    kind: Annotated[str, OneOf(OfficeReceipt.Kind)]


class OfficeReceiptOut(Out):
    """The step as noted."""

    release: str
    version: int
    region: RegionCode
    kind: str
    at: datetime
    by: str


@router.get("/receipts", response=Page[ReceiptOut], url_name="receipts", summary="List receipts")
def list_receipts(request: HttpRequest, filters: Query[ReceiptFilter]) -> Any:
    """The receipts of the groups in your area, latest first."""
    known_region(filters.region)
    scope = actor_of(request).within(
        "activities.read", "region_id", group="group_id", agency="publication__release__agency_id"
    )
    wanted = {
        "publication__release__code": filters.release,
        "publication__version__number": filters.version,
        "kind": filters.kind,
    }
    rows = Receipt.objects.filter(
        scope, **{name: value for name, value in wanted.items() if value is not None}
    )
    if filters.group:
        rows = rows.filter(group__in=Group.objects.same_as_code(filters.group))
    if filters.region:
        rows = rows.filter(subtree_q(filters.region))
    rows = rows.select_related("group", "publication__release", "publication__version")
    return page(request, rows, ["-at", "pk"], filters, lambda found: [_show(row) for row in found])


@router.post("/receipts", response={201: ReceiptOut}, url_name="receipts", summary="Note a step")
def create_receipt(request: HttpRequest, payload: ReceiptIn) -> Any:
    """Note that a group received, opened, discussed or declined a package; steps only move forward."""
    by = actor_of(request)
    group = acting_group(payload.group, "receipts.record", by)
    receipt = actions.record_receipt(
        id=payload.id,
        publication=access.inbox_version(payload.release, payload.version, group, by),
        group=group,
        kind=payload.kind,
        reason=payload.reason or "",
        at=payload.at,
        by=by,
    )
    return Status(201, _show(receipt))


@router.post(
    "/office-receipts",
    response={201: OfficeReceiptOut},
    url_name="office-receipts",
    summary="Note a step of a village office",
)
def create_office_receipt(request: HttpRequest, payload: OfficeReceiptIn) -> Any:
    """Note that the village office has the package, or handed it to its KIM; once each."""
    by = actor_of(request)
    region = _office_region(payload.region, by)
    publication = access.get_publication(payload.release, by, payload.version)
    receipt = actions.record_office_receipt(publication=publication, region=region, kind=payload.kind, by=by)
    return Status(
        201,
        OfficeReceiptOut(
            release=publication.release.code,
            version=publication.version.number,
            region=region.code,
            kind=receipt.kind,
            at=moment(receipt.at),
            by=receipt.by_name,
        ),
    )


def _office_region(code: str | None, by: Actor) -> Region:
    """The village told, else the only one whose office the asker speaks for. Raises ``Invalid``."""
    roots = sorted(set(by.areas("receipts.hand_over")))
    if code is None and len(roots) != 1:
        raise Invalid(_("Sebutkan desa atau kelurahannya."), field="region")
    return region_of(code or roots[0])


def _show(receipt: Receipt) -> ReceiptOut:
    return ReceiptOut(
        id=receipt.pk,
        release=receipt.publication.release.code,
        version=receipt.publication.version.number,
        group=receipt.group.code,
        kind=receipt.kind,
        at=moment(receipt.at),
        by=receipt.by_name,
        reason=known(receipt.reason),
    )
