"""The days on which offices do not work, as dated data: national, joint leave, regional."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.models.areas import Region
from kentongan.domain.regions.rules import lineage


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """Reads of holidays."""

    def reaching(self, code: str) -> "HolidayQuerySet":
        """Those of the region or of any region above it."""
        return self.filter(region_id__in=lineage(code))

    def between(self, start: date, end: date) -> "HolidayQuerySet":
        """Those from the first to the last day, both included, in order."""
        return self.filter(on__gte=start, on__lte=end).order_by("on", "region_id", "name")


class Holiday(models.Model):
    """A day on which offices of a region and below do not work. Saturdays and Sundays need no row."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("libur nasional")
        JOINT_LEAVE = "joint_leave", _("cuti bersama")
        REGIONAL = "regional", _("libur daerah")
        WORKDAY = "workday", _("tetap hari kerja")  # here, although it is a day off above

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(
        default=False
    )  # not taken from the decree itself: look before relying on it

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "region_id", "name"]
        constraints = [
            # serves the calendar too: the days of five regions between two dates
            models.UniqueConstraint(fields=["region", "on", "name"], name="holiday_once"),
        ]

    def __str__(self) -> str:
        return self.name
