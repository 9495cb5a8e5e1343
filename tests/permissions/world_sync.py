"""A phone of a member in a regency, a rescue file from it, and the addresses of files on their way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Grant, Person, User
from kentongan.domain.sync.models import Device, Intake
from kentongan.domain.sync.rescue import keys


@dataclass(frozen=True)
class Phone:
    """One phone, the code of the group it belongs to, and what an officer there took in of it."""

    device: Device
    code: str
    intake: Intake

    def values(self, endpoint: str) -> dict[str, Any]:
        """What stands in the placeholders of the room's addresses."""
        name = endpoint.partition(":")[2]
        if name.startswith("rescue-"):
            return {"key": self.intake.key}
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
    device = Device.objects.create(user=user, label=f"Ponsel {mark}")
    intake = Intake.objects.create(
        sha256=f"{group.pk.hex:0<64}",
        device=device,
        author=user,
        region_id=group.region_id,
        group_code=group.code,
        signer=keys.current(),
        size=1,
    )
    return Phone(device, group.code, intake)
