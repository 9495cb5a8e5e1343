"""Who brought a ticket, kept apart from it, and the openings of hidden names (security.md 33, 34)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.tickets.models.tickets import Ticket


class Reporter(models.Model):
    """The person behind a named or hidden ticket. For a hidden one it is read through an opening only.

    There is no row for identity ``none``. NIK has no column (security.md 37).
    """

    class Consent(models.TextChoices):
        ONLINE = "online", _("dicentang sendiri")
        SPOKEN = "spoken", _("lisan kepada petugas")
        WRITTEN = "written", _("tertulis")

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="reporter")
    name = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=60, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    typed_by_name = models.CharField(max_length=200, blank=True)
    on_behalf = models.BooleanField(default=False)  # typed by somebody else for the person
    consent = models.CharField(max_length=8, choices=Consent.choices)
    consent_wording = models.TextField()
    consent_at = models.DateTimeField(default=timezone.now)


class Opening(models.Model):
    """A hidden name asked for by one person with a reason and opened by another (security.md 34)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="openings")
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)  # why not, or a condition
    noted_at = models.DateTimeField(null=True, blank=True)  # the data-protection officer took note
    noted_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="opening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="opening_needs_two_persons",
            ),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(decided_at=None), name="one_undecided_opening"
            ),
        ]
