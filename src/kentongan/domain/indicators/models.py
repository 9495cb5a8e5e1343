"""Tables of the plan: targets by area and year, and figures that others published."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.models import Region


class TargetLevel(models.TextChoices):
    """What is to have a group: district first, then village (Tuban: domain.md T7)."""

    DISTRICT = "district", _("kecamatan")
    VILLAGE = "village", _("desa dan kelurahan")


class Goal(models.TextChoices):
    """What an area is to reach: a stage of its group, or that its group is at work again (domain.md M3)."""

    FOUNDED = "founded", _("KIM dibentuk")
    RECOGNISED = "recognised", _("KIM ber-SK")
    REGISTERED = "registered", _("KIM terdaftar")
    REPORTED = "reported", _("KIM dilaporkan ke provinsi")
    ACTIVE = "active", _("KIM berkegiatan")


class TargetQuerySet(models.QuerySet["Target"]):
    """Reads of targets."""

    def standing(self) -> "TargetQuerySet":
        """Those not cancelled."""
        return self.filter(cancelled_on=None)

    def in_order(self) -> "TargetQuerySet":
        """The latest year first, by area."""
        return self.order_by("-year", "region_id", "level", "stage", "pk")


class Target(models.Model):
    """What an area plans for a year: named places, or so many. What was reached is computed, never typed.

    Its changes stand in the history with who, when and why.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="targets")
    level = models.CharField(max_length=10, choices=TargetLevel.choices)
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=Goal.choices, default=Goal.FOUNDED)
    count = models.PositiveIntegerField(null=True, blank=True)  # empty: the places are named
    areas: Any = models.ManyToManyField(Region, related_name="+", blank=True)
    reason = models.CharField(max_length=500)
    source = models.CharField(max_length=200, blank=True)
    carried_from = models.ForeignKey(  # the target whose unmet part came here
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_on = models.DateField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "level", "stage", "year"],
                condition=Q(cancelled_on=None),
                name="one_target_a_year",
            ),
            models.CheckConstraint(condition=Q(count=None) | Q(count__gt=0), name="target_counts_something"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="target_year_plausible"),
        ]
        indexes = [
            # the list of targets, latest year first
            models.Index(fields=["-year", "region"], name="target_by_year"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}"


class Unit(models.TextChoices):
    """What a figure counts (domain.md P2, M10)."""

    GROUPS = "groups", _("KIM")
    DISTRICT = "district", _("kecamatan")
    DESA = "desa", _("desa")
    KELURAHAN = "kelurahan", _("kelurahan")
    BOTH = "both", _("desa dan kelurahan")


class CitedFigure(models.Model):
    """A number that somebody published about an area, with its unit, date and source (domain.md M10, M11)."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cited_figures")
    unit = models.CharField(max_length=10, choices=Unit.choices)
    number = models.PositiveIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "unit", "on", "source"], name="figure_cited_once"),
        ]
