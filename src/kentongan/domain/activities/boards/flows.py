"""Both directions counted: what came down to an area, what went up from it (domain.md P8)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kentongan.domain.activities.models import Activity
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, lineage, subtree_q
from kentongan.domain.releases.models import Publication, PublicationArea, Receipt


@dataclass(frozen=True)
class FlowCounts:
    """What moved in a period. Up: the aspirations the groups recorded; tickets join them when they come."""

    releases: int  # packages that came out for the area or a part of it
    receipts: int  # steps confirmed by its groups
    disseminations: int  # times its groups passed something on
    aspirations: int  # wishes its groups carried up

    @property
    def down(self) -> int:
        """Packages passed on towards residents."""
        return self.disseminations

    @property
    def up(self) -> int:
        """Words carried from residents."""
        return self.aspirations


def flow_counts(region: Region | str, start: date, end: date) -> FlowCounts:
    """The flows of a region from the first to the last day, both included; four queries."""
    code = region.code if isinstance(region, Region) else region
    inside = subtree_q(code)
    here = inside if code == ROOT else inside | Q(region_id__in=lineage(code))
    touched = PublicationArea.objects.filter(here).values("publication_id")
    activities = Activity.objects.filter(inside, held_on__range=(start, end))
    return FlowCounts(
        releases=Publication.objects.filter(
            pk__in=touched, published_at__date__range=(start, end), withdrawn_at=None
        ).count(),
        receipts=Receipt.objects.filter(inside, at__date__range=(start, end)).count(),
        disseminations=activities.filter(kind=Activity.Kind.DISSEMINATION).count(),
        aspirations=activities.filter(kind=Activity.Kind.ASPIRATION).count(),
    )
