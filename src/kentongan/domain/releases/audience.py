"""Whom a package reaches: areas of the tree and a filter. Computed when asked, never stored per recipient."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.groups.areas import figures_by_area
from kentongan.domain.groups.models import Group, Merge
from kentongan.domain.groups.models.groups import Stage
from kentongan.domain.groups.models.queries import GroupQuerySet
from kentongan.domain.groups.models.standing import ALL_KINDS
from kentongan.domain.groups.standing.running import REGENCY_CODE
from kentongan.domain.regions.boards import connected_q, tagged_q
from kentongan.domain.regions.models import Connectivity, Region, RegionTag
from kentongan.domain.regions.rules import ROOT, is_within, lineage, subtree_q
from kentongan.domain.releases.checks import checked_areas, checked_filter
from kentongan.domain.releases.models import Progress, Publication, Version
from kentongan.domain.releases.rules import Facts

PREVIEW_NAMES = 50
DISTRICT_CODE = 8  # characters


@dataclass(frozen=True)
class AreaCount:
    """So many groups in one area."""

    region: Region
    count: int


@dataclass(frozen=True)
class AudiencePreview:
    """What the writer sees before sending: how many groups, the first of them, and where they are."""

    count: int
    groups: list[Group]
    by_district: list[AreaCount]  # groups seated above a district stand under their own area

    @property
    def not_shown(self) -> int:
        """How many groups the list leaves out."""
        return self.count - len(self.groups)


def groups_in(
    areas: Iterable[str], audience_filter: Mapping[str, Sequence[str]], on: date | None = None
) -> GroupQuerySet:
    """The standing groups in the areas that the filter admits on the day: ``rules.admits`` in SQL."""
    groups, admitted = _admitting(Group.objects.unmerged(), areas, audience_filter, on)
    return groups.filter(admitted)


def size(version: Version) -> int:
    """How many groups the version would reach if it went out now."""
    return groups_in([area.pk for area in version.areas.all()], version.audience_filter).count()


def reached_by(publication: Publication, within: str = ROOT) -> GroupQuerySet:
    """The groups a publication is sent to, inside a region.

    Those its audience admits today, and whoever took part in it or in an earlier version of the package: a
    correction reaches them although the filter no longer admits them.
    """
    version = publication.version
    so_far = _so_far(publication)
    took_part = Progress.objects.filter(publication_id__in=so_far, group_id=OuterRef("pk"))
    areas = [area.region_id for area in publication.areas.all()]
    groups, admitted = _admitting(Group.objects.unmerged().for_region(within), areas, version.audience_filter)
    return groups.filter(admitted | Q(Exists(took_part)) | Q(pk__in=through_merged(so_far)))


def reached_by_area(publication: Publication, within: Region, length: int) -> dict[str, int]:
    """How many groups :func:`reached_by` finds by area, given as the first letters of its code.

    A package without a filter, sent to all of a wide area, reaches whatever stands there: that is read from
    the running totals, and only those who took part and are dissolved since are looked up.
    """
    counted: Counter[str] = Counter()
    reached = reached_by(publication, within.code)
    is_wide = within.level < Region.Level.REGENCY and length <= REGENCY_CODE
    if is_wide and _is_for_all(publication, within):
        standing = figures_by_area(within, Region.Level.REGENCY, kind=ALL_KINDS, stages=[Stage.PROPOSED])
        for code, figures in standing[Stage.PROPOSED].items():
            counted[code[:length]] += figures.groups
        reached = reached.in_stage(Stage.DISSOLVED, stage_first=True)
    found = reached.order_by().annotate(area=Substr("region_id", 1, length)).values("area")
    counted.update(dict(found.annotate(n=Count("pk")).values_list("area", "n")))
    return {code: count for code, count in counted.items() if count}


def _is_for_all(publication: Publication, within: Region) -> bool:
    """Whether it goes to whatever stands in the area."""
    areas = publication.areas.values_list("region_id", flat=True)
    return not publication.version.audience_filter and any(is_within(within.code, area) for area in areas)


def _so_far(publication: Publication) -> list[int]:
    """The publication and those of the package's earlier versions."""
    earlier = Publication.objects.filter(
        release_id=publication.release_id, version__number__lt=publication.version.number
    )
    later = publication.version.number > 1
    return [publication.pk, *(earlier.values_list("pk", flat=True) if later else ())]


def through_merged(publications: Sequence[int]) -> QuerySet[Merge, Any]:
    """The ids of the groups into which one was merged that took part.

    Asked from the merges, which are few, and not from the steps of 84,000 groups.
    """
    took_part = Progress.objects.filter(publication_id__in=publications, group_id=OuterRef("absorbed_id"))
    open_ones = Merge.objects.filter(undone_at=None).filter(Exists(took_part))
    return open_ones.values("absorbed__merged_into_id")


def _admitting(
    groups: GroupQuerySet,
    areas: Iterable[str],
    audience_filter: Mapping[str, Sequence[str]],
    on: date | None = None,
) -> tuple[GroupQuerySet, Q]:
    """The groups with what the condition reads, and the condition."""
    day = on or timezone.localdate()
    inside = Q(pk__in=[])
    for code in areas:
        inside |= subtree_q(code)
    condition = inside & (Q(dissolved_on=None) | Q(dissolved_on__gt=day))
    if levels := audience_filter.get("level"):
        condition &= Q(level__in=levels)
    if stages := audience_filter.get("stage"):
        groups = groups.with_stage(day)
        condition &= Q(stage__in=stages)
    if kinds := audience_filter.get("connectivity"):
        condition &= connected_q(kinds)
    if tags := audience_filter.get("tags"):
        tagged = Q(pk__in=[])
        for tag in tags:
            tagged |= tagged_q(tag, on=day)
        condition &= tagged
    return groups, condition


def preview(
    areas: Sequence[str], audience_filter: Mapping[str, Sequence[str]], *, region: str, by: Actor
) -> AudiencePreview:
    """The live audience for a writer of the region: count, the first groups by area, count per district.

    Raises ``Invalid`` for an area outside the writer's, unknown areas and filter words.
    """
    codes = checked_areas(areas, region=region, by=by)
    groups = groups_in(codes, checked_filter(audience_filter))
    counted = dict(
        groups.order_by()
        .annotate(district=Substr("region_id", 1, DISTRICT_CODE))
        .values_list("district")
        .annotate(number=Count("pk"))
        .values_list("district", "number")
    )
    regions = Region.objects.in_bulk(list(counted))
    shown = list(groups.select_related("region").order_by("region_id", "name", "pk")[:PREVIEW_NAMES])
    by_district = [AreaCount(regions[code], counted[code]) for code in sorted(counted)]
    return AudiencePreview(sum(counted.values()), shown, by_district)


def facts_of(groups: Iterable[Group], on: date | None = None) -> dict[UUID, Facts]:
    """The facts an audience filter asks for, of each group: three queries however many groups."""
    day = on or timezone.localdate()
    staged = list(
        Group.objects.with_stage(day)
        .filter(pk__in=[group.pk for group in groups])
        .values_list("pk", "region_id", "level", "stage")  # type: ignore[misc]  # annotated: stage
    )
    codes = {code for _pk, code, _level, _stage in staged}
    connected = dict(
        Connectivity.objects.latest_each().filter(region_id__in=codes).values_list("region_id", "kind")
    )
    tagged: dict[str, set[str]] = {}
    uses = RegionTag.objects.on_day(day).reaching(codes)
    for code, tag in uses.values_list("region_id", "tag__code"):
        tagged.setdefault(code, set()).add(tag)
    return {
        key: Facts(
            level=level,
            stage=stage,
            connectivity=connected.get(code),
            tags=frozenset(tag for above in lineage(code) for tag in tagged.get(above, ())),
        )
        for key, code, level, stage in staged
    }
