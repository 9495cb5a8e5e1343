"""Facts of many regions at once, and conditions that filter by them; constant in queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, Q, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.regions.models import (
    AreaTotal,
    Boundary,
    Connectivity,
    FormerBoundary,
    Region,
    RegionChange,
    RegionTag,
    Tag,
)
from kentongan.domain.regions.queries import RegionQuerySet
from kentongan.domain.regions.rules import ROOT, lineage, subtree_q

TOTALS = ("districts", "desa", "kelurahan")
_NOWHERE = Q(pk__in=[])
_LENGTHS = (2, 2, 5, 8, 13)  # of a code at each level
_DESA = (Region.Kind.DESA, Region.Kind.DESA_ADAT)


@dataclass(frozen=True)
class RegionFacts:
    """What holds in a region on a day: its tags with those inherited, its latest connectivity if measured."""

    tags: tuple[Tag, ...] = ()
    connectivity: Connectivity | None = None


def facts_for(codes: Iterable[str], on: date | None = None) -> dict[str, RegionFacts]:
    """The facts of each region asked for; two queries however many."""
    wanted = list(dict.fromkeys(codes))
    day = on or timezone.localdate()
    tags: dict[str, list[Tag]] = {}
    for use in (
        RegionTag.objects.on_day(day).reaching(wanted).select_related("tag").order_by("tag__name", "pk")
    ):
        tags.setdefault(use.region_id, []).append(use.tag)
    measures = Connectivity.objects.filter(region_id__in=wanted, measured_on__lte=day).order_by("measured_on")
    latest = {measure.region_id: measure for measure in measures}
    return {
        code: RegionFacts(
            tuple(dict.fromkeys(tag for above in lineage(code) for tag in tags.get(above, ()))),
            latest.get(code),
        )
        for code in wanted
    }


def connectivity_class(region: Region, on: date | None = None) -> str | None:
    """The kind of network that held in a village on a day (``Connectivity.Kind``); ``None``: never measured.

    What groups of like conditions are compared by: a league, for one.
    """
    known = facts_for([region.code], on)[region.code].connectivity
    return known.kind if known else None


def totals_by_area(
    region: Region, level: int | None = None, on: date | None = None
) -> dict[str, dict[str, int]]:
    """Districts, desa and kelurahan in each area of a level (right below unless told) on a day.

    A region from a district down gives itself. Read from ``AreaTotal`` for provinces and regencies of today's
    list, counted otherwise; one query or two.
    """
    below = min(region.level + 1 if level is None else level, len(_LENGTHS) - 1)
    day = on or timezone.localdate()
    if region.level < below <= Region.Level.REGENCY:
        newer = RegionChange.objects.filter(on__gt=day)
        kept = AreaTotal.objects.filter(~Exists(newer), subtree_q(region.code), region__level=below)
        if found := {row.region_id: {name: getattr(row, name) for name in TOTALS} for row in kept}:
            return found
    return _counted(Region.objects.official_on(day).within(region.code), _LENGTHS[below])


def recount_totals() -> None:
    """Write the totals anew from the tree; loading a list calls it."""
    current = Region.objects.current()
    totals = _counted(current, _LENGTHS[1]) | _counted(current, _LENGTHS[2])
    provinces = [numbers for code, numbers in totals.items() if len(code) == _LENGTHS[1]]
    totals[ROOT] = {name: sum(numbers[name] for numbers in provinces) for name in TOTALS}
    AreaTotal.objects.all().delete()
    AreaTotal.objects.bulk_create(AreaTotal(region_id=code, **numbers) for code, numbers in totals.items())


def _counted(regions: RegionQuerySet, length: int) -> dict[str, dict[str, int]]:
    found = (
        regions.filter(level__gte=Region.Level.DISTRICT)
        .annotate(area=Substr("code", 1, length))
        .values("area")
        .annotate(
            districts=Count("pk", filter=Q(level=Region.Level.DISTRICT)),
            desa=Count("pk", filter=Q(kind__in=_DESA)),
            kelurahan=Count("pk", filter=Q(kind=Region.Kind.KELURAHAN)),
        )
        .order_by("area")
    )
    return {numbers.pop("area"): numbers for numbers in map(dict[str, Any], found)}


def tagged_q(tag: str, field: str = "region_id", on: date | None = None) -> Q:
    """The condition for regions that carry the tag (by code), themselves or from above; one query."""
    uses = RegionTag.objects.on_day(on or timezone.localdate()).filter(tag__code=tag)
    condition = _NOWHERE | Q(**{f"{field}__in": uses.filter(region__level=4).values("region_id")})
    for code in uses.filter(region__level__lt=4).values_list("region_id", flat=True):
        condition |= subtree_q(code, field)
    return condition


def connected_q(kinds: Iterable[str], field: str = "region_id") -> Q:
    """The condition for villages whose latest measured connectivity is one of the kinds."""
    latest = Connectivity.objects.latest_each().filter(kind__in=list(kinds))
    return Q(**{f"{field}__in": latest.values("region_id")})


def outlines_on(codes: Collection[str], on: date | None = None) -> dict[str, Any]:
    """The outline of each region as it was on the day, for those that have one; two queries at most.

    The day on which one was replaced belongs to the new one; before the first known one, that one holds.
    """
    day = on or timezone.localdate()
    found = dict(Boundary.objects.filter(region_id__in=codes).values_list("region_id", "geometry"))
    if day >= timezone.localdate():
        return found
    former = FormerBoundary.objects.filter(region_id__in=codes, replaced_on__gt=day)
    return found | dict(former.order_by("-replaced_on").values_list("region_id", "geometry"))


def outlines_version(codes: Collection[str]) -> tuple[str, int]:
    """What changes when an outline of these does, for keeping what was drawn; and how many have one."""
    found = Boundary.objects.filter(region_id__in=codes)
    seen = found.aggregate(count=Count("pk"), day=Max("loaded_on"), lon=Sum("lon"), lat=Sum("lat"))
    return " ".join(str(value) for value in seen.values()), seen["count"]
