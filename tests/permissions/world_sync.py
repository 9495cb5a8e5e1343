"""A phone of a group's member in a regency, and the addresses of files on their way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Grant, Person, User
from kentongan.domain.sync.models import Device


@dataclass(frozen=True)
class Phone:
    """One phone, and the code of the group it belongs to."""

    device: Device
    code: str

    def values(self, endpoint: str) -> dict[str, Any]:
        """What stands in the placeholders of the room's addresses."""
        name = endpoint.partition(":")[2]
        own = {"code": self.code, "number": self.device.pk} if name.startswith("device-") else {}
        return own | {"sha": "tidak-ada", "sha256": "tidak-ada"}


def phone_of(group: Group, mark: str) -> Phone:
    """An account of a member with the app on a phone."""
    user = User.objects.create(
        username=f"ponsel.{group.code}".lower(), person=Person.objects.create(name=f"Anggota {mark}")
    )
    Grant.objects.create(
        user=user,
        role="group_member",
        region_id=group.region_id,
        group_id=group.pk,
        starts_on=date(2020, 1, 1),
    )
    return Phone(Device.objects.create(user=user, label=f"Ponsel {mark}"), group.code)
