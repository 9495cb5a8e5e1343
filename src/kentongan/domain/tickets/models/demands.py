"""What goes beyond one answer: promised dates, a demand's end, musrenbang, the national register's number."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.tickets.models.thread import Signed
from kentongan.domain.tickets.models.tickets import Ticket


class Pledge(Signed):
    """A date promised for what was asked; the latest counts, all are kept."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="pledges")
    promised_on = models.DateField()
    note = models.CharField(max_length=500)

    class Meta:
        ordering = ("at", "pk")


class Fulfilment(Signed):
    """The end of an obstacle or a request for infrastructure: met, or refused with a reason."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="fulfilment")
    met = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(met=True) | ~Q(reason=""), name="refused_demand_has_a_reason")
        ]


class ForumStage(Signed):
    """A ticket carried into musrenbang: year, stage and what came of it (domain.md §6.1)."""

    class Level(models.TextChoices):
        VILLAGE = "village", _("desa atau kelurahan")
        DISTRICT = "district", _("kecamatan")
        REGENCY = "regency", _("kabupaten atau kota")

    class Outcome(models.TextChoices):
        WAITING = "", _("belum diputuskan")
        ACCEPTED = "accepted", _("diterima")
        DEFERRED = "deferred", _("ditunda")
        REJECTED = "rejected", _("ditolak")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="forums")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8, choices=Level.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "year", "level"], name="one_forum_stage_a_year"),
            models.CheckConstraint(
                condition=~Q(outcome="rejected") | ~Q(reason=""), name="forum_rejection_has_a_reason"
            ),
        ]


class ReceivedSheet(models.Model):
    """Answers from SP4N-LAPOR! as they were read; looked at first, taken in when their officer says so."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rows = models.JSONField()  # number of the row and its values, by their names here


class NationalNumber(Signed):
    """The number a ticket has in SP4N-LAPOR!, with that register's own clock beside ours."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="national")
    number = models.CharField(max_length=30, unique=True)
    registered_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=60, blank=True)
