"""The three-step trail of a package in one village: office, KIM, residents (domain.md P6)."""

from dataclasses import dataclass

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.releases import audience
from kentongan.domain.releases.models import OfficeReceipt, Publication, Receipt


@dataclass(frozen=True)
class GroupTrail:
    """What one group of the village did: it had the package, and passed it on."""

    group: Group
    received: Receipt | None  # its first step, whichever that was
    passed_on: Activity | None  # the first time it told residents


@dataclass(frozen=True)
class Trail:
    """The village office had it, handed it to the KIM, the KIM told the residents."""

    office_received: OfficeReceipt | None
    handed_over: OfficeReceipt | None
    groups: list[GroupTrail]

    @property
    def is_complete(self) -> bool:
        """Whether it went all the way from the office to residents."""
        told = any(group.passed_on for group in self.groups)
        return bool(self.office_received and self.handed_over and told)


def trail(publication: Publication, region: Region | str) -> Trail:
    """The trail of a publication in a village; five queries and those of the audience."""
    code = region.code if isinstance(region, Region) else region
    office = {row.kind: row for row in OfficeReceipt.objects.filter(publication=publication, region_id=code)}
    groups = list(audience.reached_by(publication, code).order_by("name", "pk"))
    entries = dict(Group.objects.same_as(*groups).values_list("pk", "merged_into"))
    first_steps: dict[object, Receipt] = {}
    receipts = Receipt.objects.filter(publication=publication, group__in=list(entries))
    for receipt in receipts.order_by("at", "pk"):
        first_steps.setdefault(entries[receipt.group_id] or receipt.group_id, receipt)
    told: dict[object, Activity] = {}
    activities = Activity.objects.disseminations().filter(publication=publication, group__in=list(entries))
    for activity in activities.select_related("medium").order_by("held_on", "recorded_at"):
        told.setdefault(entries[activity.group_id] or activity.group_id, activity)
    return Trail(
        office.get(OfficeReceipt.Kind.RECEIVED),
        office.get(OfficeReceipt.Kind.HANDED_OVER),
        [GroupTrail(group, first_steps.get(group.pk), told.get(group.pk)) for group in groups],
    )
