"""The accounts that share one phone: each signed in on it once and may change over without the password."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from kentongan.domain.people.sessions import MEMBER_AGE, MEMBER_IDLE

FREE_TRIES = 5  # wrong PINs up to the first pause


class SeatQuerySet(models.QuerySet["Seat"]):
    """Reads of seats."""

    def live(self, now: datetime) -> "SeatQuerySet":
        """Not given up, and within the limits of a member's session since the password was typed."""
        return self.filter(ended_at=None, started_at__gt=now - MEMBER_AGE, seen_at__gt=now - MEMBER_IDLE)


class Seat(models.Model):
    """One account on one phone. A cookie that no script reads names the phone; only its digest is kept."""

    phone = models.CharField(max_length=64)  # SHA-256 of the cookie, as hex
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    pin = models.CharField(max_length=128, blank=True)  # hashed like a password; empty: none is asked for
    password_mark = models.CharField(max_length=128)  # changes with the password: the seat ends with it
    device_key = models.UUIDField(default=uuid.uuid4)  # a revoked device has no seat
    session_reference = models.CharField(max_length=16)  # whoever ends that session ends the seat
    started_at = models.DateTimeField(default=timezone.now)  # when the password was typed
    seen_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phone", "user"], name="account_sits_once_on_a_phone")]

    @property
    def pause(self) -> timedelta:
        """How long a wrong PIN stops further tries: not at all four times, then a minute, doubling."""
        if self.failures < FREE_TRIES:
            return timedelta(0)
        return timedelta(minutes=min(60, 2 ** (self.failures - FREE_TRIES)))
