"""A dormant group is called back to life: a dated act with a reason, never a changed flag (domain.md M3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kentongan.domain.groups.models import Group


class Revival(models.Model):
    """From this day the group is being revived; whether it lives again shows in its activities."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="revivals")
    revived_on = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-revived_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["group", "revived_on"], name="group_revived_once_a_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="revival_has_a_reason"),
        ]
