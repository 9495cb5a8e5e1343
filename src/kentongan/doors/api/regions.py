"""Areas: the tree, its tags and connectivity, how many groups each has."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.db.models import Count, F, Q
from django.db.models.functions import Substr
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from kentongan.domain.groups.access import public_groups
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.boards import facts_for, tagged_q
from kentongan.domain.regions.models import Region, Tag
from kentongan.domain.regions.rules import ROOT, subtree_q
from kentongan.doors.api.common.fields import (
    OneOf,
    Out,
    Page,
    RegionCode,
    RegionPaging,
    Word,
    known,
    known_region,
    text,
)
from kentongan.doors.api.common.paging import page

router = Router(tags=["regions"])
LEVELS = ("country", "province", "regency", "district", "village")
_LENGTHS = (2, 2, 5, 8, 13)  # of a code at each level


class RegionOut(Out):
    """An administrative area."""

    code: RegionCode
    name: str = Field(description="As the official list writes it.")
    title: str = Field(description="As people say it: “Kecamatan Gembong”.")
    kind: str
    level: str = Field(description="country, province, regency, district or village.")
    parent: str | None
    local_title: str | None
    tags: list[str] = Field(description="Codes of the tags that hold today, those of areas above included.")
    connectivity: str | None = Field(
        description="Latest measure: none, sms, 2g, 3g, 4g, fixed; null: unknown."
    )
    groups: int = Field(description="Groups not dissolved, in the area and under it.")
    path: str = Field(description="Where it lies, nearest first.")
    time_zone: str
    postal_code: str | None
    gone_on: str | None = Field(description="Day on which the code ceased to be official.")


class RegionFilter(RegionPaging):
    """Which areas."""

    level: Annotated[str, OneOf(LEVELS)] | None = None
    kind: Annotated[str, OneOf(Region.Kind)] | None = None
    q: Annotated[str, text(100)] | None = Field(
        None, description="Words of its name or of areas above it; the answer is one page, best first."
    )
    tag: Word | None = Field(None, description="Code of a tag that holds today, also on an area above.")


class TagOut(Out):
    """A label on areas."""

    code: str
    name: str
    kind: str
    issuer: str | None
    year: int | None


@router.get("/regions", response=Page[RegionOut], url_name="regions", summary="List or find areas")
def list_regions(request: HttpRequest, filters: Query[RegionFilter]) -> Any:
    """Areas by code, or with `q` those meant by what a person typed."""
    known_region(filters.region)
    condition = Q(level=LEVELS.index(filters.level)) if filters.level else Q()
    if filters.kind:
        condition &= Q(kind=filters.kind)
    if filters.tag:
        condition &= tagged_q(filters.tag, "code")
    if filters.q is not None:
        return _found(filters, condition)
    rows = Region.objects.current().within(filters.region or ROOT).filter(condition)
    return page(request, rows, ["code"], filters, show_regions)


@router.get("/regions/{code}", response=RegionOut, url_name="region", summary="One area")
def read_region(request: HttpRequest, code: str) -> Any:
    """An area by its official code."""
    return show_regions([get_region(code)])[0]


@router.get("/tags", response=list[TagOut], url_name="tags", summary="Labels on areas")
def list_tags(request: HttpRequest) -> Any:
    """All tags that offices put on areas."""
    return [
        TagOut(code=tag.code, name=tag.name, kind=tag.kind, issuer=known(tag.issuer), year=tag.year)
        for tag in Tag.objects.all()
    ]


def show_regions(regions: Iterable[Region]) -> list[RegionOut]:
    """The areas as answered; a fixed number of queries."""
    rows = list(regions)
    codes = [region.code for region in rows]
    facts, counts = facts_for(codes), _group_counts(rows)
    paths = {region.code: region.path_text for region in Region.objects.filter(code__in=codes).with_paths()}
    return [
        RegionOut(
            code=region.code,
            name=region.name,
            title=region.title,
            kind=region.kind,
            level=LEVELS[region.level],
            parent=region.parent_id,
            local_title=known(region.local_title),
            tags=[tag.code for tag in facts[region.code].tags],
            connectivity=measure.kind if (measure := facts[region.code].connectivity) else None,
            groups=counts.get(region.code, 0),
            path=paths[region.code],
            time_zone=region.time_zone,
            postal_code=known(region.postal_code),
            gone_on=region.gone_on.isoformat() if region.gone_on else None,
        )
        for region in rows
    ]


def _found(filters: RegionFilter, condition: Q) -> dict[str, Any]:
    limit = 50 if condition else filters.limit  # some of those found may fall out again
    hits = Region.objects.search(filters.q or "", within=filters.region, limit=limit)
    wanted = set(
        Region.objects.filter(condition, code__in=[hit.code for hit in hits]).values_list("pk", flat=True)
    )
    kept = [hit for hit in hits if hit.code in wanted][: filters.limit]
    return {
        "items": show_regions(kept),
        "next": None,
        "count": len(kept),
        "count_is_exact": len(hits) < limit,
    }


def _group_counts(regions: list[Region]) -> dict[str, int]:
    """Groups in each area and under it: one query per level on the page."""
    counts: dict[str, int] = {}
    for level in {region.level for region in regions}:
        codes = sorted(region.code for region in regions if region.level == level)
        groups = public_groups().order_by()
        if codes == [ROOT]:
            counts[ROOT] = groups.count()
            continue
        inside = Q(region_id__gte=codes[0], region_id__lt=codes[-1] + "/")
        if len(codes) == 1:
            inside = subtree_q(codes[0])
        counted = (
            groups.filter(inside)
            .annotate(area=Substr(F("region_id"), 1, _LENGTHS[level]))
            .values("area")
            .annotate(number=Count("pk"))
            .values_list("area", "number")
        )
        counts |= {code: number for code, number in counted if code in set(codes)}
    return counts
