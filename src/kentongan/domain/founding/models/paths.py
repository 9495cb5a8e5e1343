"""A village or district on its way to a group: what no other record says of it (domain.md §4, §10 G4–G6)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.founding.models.queries import PathQuerySet
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import Level
from kentongan.domain.outreach.models import StopVillage
from kentongan.domain.regions.models import Region


class Way(models.TextChoices):
    """How the place comes to its group."""

    NEW = "new", _("kelompok baru")
    FUNCTION_ADDED = "function_added", _("fungsi informasi pada kelompok yang sudah ada")
    REVIVAL = "revival", _("KIM vakum dihidupkan kembali")


class Path(models.Model):
    """One place on its way. Where it stands is read from records and steps, never typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="founding_paths")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.VILLAGE)
    way = models.CharField(max_length=15, choices=Way.choices, default=Way.NEW)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="founding_paths"
    )
    stop = models.ForeignKey(  # the tour that chose the place; a planner may replace its rows
        StopVillage, null=True, blank=True, on_delete=models.SET_NULL, related_name="founding_paths"
    )
    existing_name = models.CharField(max_length=120, blank=True)  # of the body that is to get the function
    existing_purpose = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)  # why this place was chosen
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "level", "way"],
                condition=Q(closed_on=None, group=None),
                name="one_open_path_to_a_first_group",
            ),
            models.UniqueConstraint(
                fields=["group", "way"], condition=Q(closed_on=None), name="one_open_path_of_a_group"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_reason=""), name="closed_path_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="path_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=~Q(way="revival") | Q(group__isnull=False), name="revival_names_its_group"
            ),
        ]
        indexes = [
            # the board and the list: the paths of an area, page by page in the order of its villages
            models.Index(fields=["region", "code"], name="path_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.region_id}"
