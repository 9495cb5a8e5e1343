"""An agency's wish to have something carried by the groups (domain.md §5.4, G8)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.models.releases import Release


class AgencyRequest(models.Model):
    """Theme, areas, dates and material; answered with a reason, its result read back by the agency."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("menunggu jawaban")
        ACCEPTED = "accepted", _("disanggupi")
        CHANGED = "changed", _("disanggupi dengan perubahan")
        REFUSED = "refused", _("ditolak")

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="requests")  # who answers it
    theme = models.CharField(max_length=150)
    material = models.TextField(blank=True)
    areas = models.ManyToManyField(Region, related_name="+")
    wanted_from = models.DateField()
    wanted_until = models.DateField()
    attachments = models.ManyToManyField(Attachment, related_name="+", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    answer = models.CharField(max_length=500, blank=True)
    agreed_from = models.DateField(null=True, blank=True)
    agreed_until = models.DateField(null=True, blank=True)
    release = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_until__gte=F("wanted_from")), name="request_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "accepted"]) | ~Q(answer=""),
                name="changed_or_refused_request_has_a_reason",
            ),
        ]
        indexes = [
            # the office's list of requests to answer
            models.Index(fields=["region", "state", "-id"], name="request_by_region_state"),
        ]
