"""What an office rules about tickets, as dated data: categories, deadlines, routes; views officers keep."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets.models.kinds import About, Kind, Stage


class Category(models.Model):
    """A subject that tickets are sorted by; the packaged ones are examples (domain.md §6.2)."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=8, choices=About.choices, default=About.MATTER)
    supervision = models.BooleanField(default=False)  # a complaint about oversight: the longer deadline
    elsewhere = models.CharField(max_length=200, blank=True)  # where to go when it is nobody's matter here
    is_example = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sensitive(self) -> bool:
        """Whether it starts hidden and restricted and bypasses the village (security.md 33)."""
        return self.about != About.MATTER


class DeadlineRule(models.Model):
    """How many days a stage may take, from a day on, in an area and below. The narrowest rule holds."""

    class Counted(models.TextChoices):
        WORKING = "working", _("hari kerja")
        CALENDAR = "calendar", _("hari kalender")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    kind = models.CharField(max_length=14, choices=Kind.choices, blank=True)  # blank: every kind
    supervision = models.BooleanField(default=False)  # for categories about oversight only
    days = models.PositiveSmallIntegerField()
    counted = models.CharField(max_length=8, choices=Counted.choices, default=Counted.WORKING)
    grace = models.PositiveSmallIntegerField(default=5)  # working days late until it is "very overdue"
    valid_from = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["stage", "kind", "supervision", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "stage", "kind", "supervision", "valid_from"], name="one_deadline_a_start"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=400), name="deadline_within_reason"),
        ]


class RoutingRule(models.Model):
    """Whom a ticket of an area, a category and a kind is sent to. The narrowest rule holds."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="routes"
    )
    kind = models.CharField(max_length=14, choices=Kind.choices, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    instruction = models.CharField(max_length=300, blank=True)  # offered with the disposition
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["region_id", "category_id", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "category", "kind"], name="one_route_for_each"),
            models.UniqueConstraint(  # for every category; SQLite takes one null for another than the next
                fields=["region", "kind"], condition=Q(category=None), name="one_route_for_any_category"
            ),
        ]
