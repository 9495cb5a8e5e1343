"""Facts of many regions at once, and conditions that filter by them; constant in queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from kentongan.domain.regions.models import Connectivity, RegionTag, Tag
from kentongan.domain.regions.rules import lineage, subtree_q

_NOWHERE = Q(pk__in=[])


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
