"""Phones as their owners' accounts use them, and what they measured of their link."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from kentongan.domain.regions.models import Region


class DeviceQuerySet(models.QuerySet["Device"]):
    """Reads of devices."""

    def in_use(self) -> "DeviceQuerySet":
        """Those not revoked."""
        return self.filter(revoked_at=None)

    def latest_first(self) -> "DeviceQuerySet":
        """The one heard of last first."""
        return self.order_by("-last_sync_at", "-pk")


class Device(models.Model):
    """One account on one phone. The phone makes ``key`` itself; several accounts may share the phone.

    Each account has a row of its own for the same phone, so that nobody can take, overwrite or probe the
    row of another by naming its key.
    """

    key = models.UUIDField(default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    label = models.CharField(max_length=120, blank=True)  # the browser's own words for itself
    app_version = models.CharField(max_length=20, blank=True)
    public_key = models.CharField(max_length=400, blank=True)  # signs rescue files; the first one told stays
    session_reference = models.CharField(max_length=16, blank=True)  # ended together with the device
    first_sync_at = models.DateTimeField(default=timezone.now)
    last_sync_at = models.DateTimeField(default=timezone.now)
    outbox_count = models.PositiveIntegerField(default=0)  # items it still kept when it last spoke
    outbox_oldest_at = models.DateTimeField(null=True, blank=True)  # by its own clock
    shipped = models.PositiveIntegerField(default=0)  # number of the latest shipment
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="account_once_on_a_phone")]

    def __str__(self) -> str:
        return self.label or str(self.key)[:8]


class LinkSample(models.Model):
    """What the phones of a village told of their link on one day, summed up: nobody's phone is in it.

    Each sync that tells of the speed counts once, in ``slow``, ``fair`` or ``fast`` (``links.rules``); a
    small and quick one tells nothing of it and counts in ``syncs`` alone.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # a village
    day = models.DateField()
    syncs = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)  # that came to nothing, before those that went through
    bytes = models.PositiveBigIntegerField(default=0)
    ms = models.PositiveBigIntegerField(default=0)
    slow = models.PositiveIntegerField(default=0)
    fair = models.PositiveIntegerField(default=0)
    fast = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "day"], name="link_once_a_village_and_day")]
