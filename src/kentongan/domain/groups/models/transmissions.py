"""What was sent to the province: when, by whom, and the data of each group as it was then (domain.md T9)."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kentongan.domain.groups.models.groups import Group
from kentongan.domain.regions.models import Region


class Transmission(models.Model):
    """The data of an area's KIM with a decree, sent on to the province on a day."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="transmissions")
    sent_on = models.DateField()
    letter_number = models.CharField(max_length=80, blank=True)  # of the covering letter
    recipient = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_on", "-pk"]


class TransmissionLine(models.Model):
    """One group as it was sent; later changes show against it."""

    transmission = models.ForeignKey(Transmission, on_delete=models.CASCADE, related_name="lines")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="transmission_lines")
    name = models.CharField(max_length=120)
    region_code = models.CharField(max_length=13)
    register_number = models.CharField(max_length=40, blank=True)
    founded_on = models.DateField(null=True)
    decree_number = models.CharField(max_length=80)
    decree_issued_on = models.DateField(null=True)
    decree_valid_to = models.DateField(null=True)
    chair = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transmission", "group"], name="group_once_per_transmission")
        ]
