"""The gates to phones: one's own, and those of the groups in an office's areas."""

from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent
from kentongan.domain.people.models import Grant
from kentongan.domain.people.rules import GROUP_ROLES
from kentongan.domain.sync.models import Device
from kentongan.domain.sync.models.devices import DeviceQuerySet


def own_devices(by: Actor) -> DeviceQuerySet:
    """The phones of one's own account, the one heard of last first."""
    return Device.objects.filter(user_id=by.user_id or 0).latest_first()


def get_own_device(number: int, by: Actor) -> Device:
    """A phone of one's own account. Raises ``Absent``."""
    return _found(own_devices(by).filter(pk=number))


def group_devices(by: Actor) -> DeviceQuerySet:
    """The phones of accounts that hold a role on a group in the areas where the person minds phones.

    Officers' phones are not among them: each minds his own.
    """
    grants = Grant.objects.holding().filter(by.within("sync.devices"), role__in=GROUP_ROLES)
    users = grants.exclude(group_id=None).values("user_id")
    return Device.objects.filter(user__in=users).select_related("user__person").latest_first()


def get_group_device(number: int, by: Actor) -> Device:
    """One of those. Raises ``Absent``."""
    return _found(group_devices(by).filter(pk=number))


def _found(rows: DeviceQuerySet) -> Device:
    found = rows.select_related("user__person").first()
    if found is None:
        raise Absent(_("Perangkat ini tidak ditemukan."))
    return found
