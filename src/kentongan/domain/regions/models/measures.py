"""Numbers measured of areas, dated and with their source: poverty, distance, hazard. Their kinds are data."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.models.areas import Region
from kentongan.domain.regions.rules import subtree_q


class MeasureKind(models.Model):
    """What is measured, in which unit, and which end of the scale needs help first."""

    class First(models.TextChoices):
        HIGH = "high", _("nilai tinggi didahulukan")
        LOW = "low", _("nilai rendah didahulukan")

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=20, blank=True)
    first = models.CharField(max_length=4, choices=First.choices, default=First.HIGH)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Reads of measures."""

    def holding(self, on: date) -> "MeasureQuerySet":
        """The newest of each kind and region measured by the day."""
        newest = (
            self.model.objects.filter(
                kind_id=OuterRef("kind_id"), region_id=OuterRef("region_id"), measured_on__lte=on
            )
            .order_by("-measured_on")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))

    def for_region(self, code: str) -> "MeasureQuerySet":
        """Those of areas in the subtree."""
        return self.filter(subtree_q(code))

    def of_kinds(self, codes: Iterable[str]) -> "MeasureQuerySet":
        """Those of the kinds."""
        return self.filter(kind_id__in=list(codes))


class Measure(models.Model):
    """One number of one area on one day; the newest holds."""

    kind = models.ForeignKey(MeasureKind, on_delete=models.PROTECT, related_name="measures")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="measures")
    value = models.DecimalField(max_digits=14, decimal_places=4)
    measured_on = models.DateField()
    source = models.CharField(max_length=200)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            # serves the ranking of villages too: the newest of a kind in each region
            models.UniqueConstraint(fields=["kind", "region", "measured_on"], name="measure_once_a_day"),
        ]
