"""Which groups were heard of when: the phones of their members, as the office reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.queries import GroupQuerySet
from kentongan.domain.people.models import Grant
from kentongan.domain.people.rules import GROUP_ROLES
from kentongan.domain.sync.models import Device

if TYPE_CHECKING:
    from uuid import UUID

NEVER = "never"
SILENT_DAYS = (7, 14, 30)


@dataclass
class Heard:
    """A group and what its members' phones last said of themselves."""

    group: Group
    phones: list[Device] = field(default_factory=list)

    @property
    def last_sync_at(self) -> datetime | None:
        """When any of them last synced; ``None`` when none ever did."""
        return max((phone.last_sync_at for phone in self.phones), default=None)

    @property
    def versions(self) -> str:
        """The app's versions in use."""
        return ", ".join(sorted({phone.app_version for phone in self.phones if phone.app_version}))

    @property
    def kept(self) -> int:
        """Items that were still on the phones when they last spoke."""
        return sum(phone.outbox_count for phone in self.phones)

    @property
    def oldest_at(self) -> datetime | None:
        """The oldest of those, by the phones' own clocks."""
        kept = [phone.outbox_oldest_at for phone in self.phones if phone.outbox_oldest_at]
        return min(kept, default=None)


def minded(by: Actor) -> GroupQuerySet:
    """The standing groups in the areas where the person minds phones."""
    return Group.objects.standing().filter(by.within("sync.devices", "region_id")).select_related("region")


def silent(rows: GroupQuerySet, days: int) -> GroupQuerySet:
    """Those with a phone, of which none has synced for so many days."""
    since = timezone.now() - timedelta(days=days)
    heard = _holders().filter(user__devices__revoked_at=None, user__devices__last_sync_at__gte=since)
    ever = _holders().filter(user__devices__revoked_at=None).exclude(user__devices=None)
    return rows.filter(pk__in=ever.values("group_id")).exclude(pk__in=heard.values("group_id"))


def without_phone(rows: GroupQuerySet) -> GroupQuerySet:
    """Those no phone of which ever synced."""
    ever = _holders().filter(user__devices__revoked_at=None).exclude(user__devices=None)
    return rows.exclude(pk__in=ever.values("group_id"))


def heard_of(groups: Sequence[Group]) -> list[Heard]:
    """The groups with their members' phones in use: two statements for a page of them."""
    rows = {group.pk: Heard(group) for group in groups}
    holders: dict[int, list[UUID]] = {}
    for user_id, group_id in _holders().filter(group_id__in=rows).values_list("user_id", "group_id"):
        if group_id is not None and group_id not in holders.setdefault(user_id, []):
            holders[user_id].append(group_id)
    phones = Device.objects.in_use().filter(user__in=holders).select_related("user__person")
    for phone in phones.latest_first():
        for group_id in holders[phone.user_id]:
            rows[group_id].phones.append(phone)
    return list(rows.values())


def _holders() -> QuerySet[Grant]:
    return Grant.objects.holding().filter(role__in=GROUP_ROLES, group_id__isnull=False)
