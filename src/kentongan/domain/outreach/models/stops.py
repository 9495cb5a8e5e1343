"""Where the tour stops: a district's villages on a day with a team. Rows may be locked against planning."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kentongan.domain.events.models import Event
from kentongan.domain.outreach.models.teams import Team
from kentongan.domain.outreach.models.tours import Tour, TourDistrict
from kentongan.domain.regions.models import Region


class StopQuerySet(models.QuerySet["Stop"]):
    """Reads of stops."""

    def in_order(self) -> "StopQuerySet":
        """By day, team and turn; those without a day last."""
        return self.order_by(
            models.F("date").asc(nulls_last=True), "team_id", "position", "district__region_id", "pk"
        )

    def with_villages(self) -> "StopQuerySet":
        """Each with its villages at hand, two queries however many.

        Joined, since Django looks the target of a foreign key up by one condition each, and SQLite takes no
        more than a thousand of them.
        """
        rows = StopVillage.objects.select_related("village")
        return self.prefetch_related(models.Prefetch("villages", queryset=rows))

    def on_day(self, day: date) -> "StopQuerySet":
        """Those of one day."""
        return self.filter(date=day)

    def placed(self) -> "StopQuerySet":
        """Those with a day."""
        return self.filter(date__isnull=False)


class Stop(models.Model):
    """A meeting of the tour in one district for some of its villages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="stops")
    district = models.ForeignKey(TourDistrict, on_delete=models.CASCADE, related_name="stops")
    date = models.DateField(null=True, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="stops")
    position = models.PositiveSmallIntegerField(default=1)  # turn on the team's day
    place = models.CharField(max_length=150, blank=True)
    locked = models.BooleanField(default=False)  # the planner leaves day, team, turn and villages alone
    event = models.OneToOneField(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="stop")

    objects = StopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(locked=False) | Q(date__isnull=False, team__isnull=False),
                name="locked_stop_has_day_and_team",
            ),
            models.CheckConstraint(
                condition=Q(event=None) | Q(date__isnull=False), name="stop_with_event_has_a_day"
            ),
        ]
        indexes = [
            # the calendar of a tour and the stops of one day
            models.Index(fields=["tour", "date"], name="stop_of_tour"),
        ]


class StopVillage(models.Model):
    """A village invited to a stop, with the reasons it stood where it stood when it was chosen."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="villages")
    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="+")  # the stop's: a village once
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="tour_stops")
    rank = models.PositiveIntegerField(null=True, blank=True)  # in the ranking of its district
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    reasons = models.JSONField(default=list)  # [{"key", "text", "points"}] as priority.py gave them
    had_kim = models.BooleanField(default=False)  # on the day it was chosen (domain.md B8)
    by_hand = models.BooleanField(default=False)  # chosen by a person, not by rank

    class Meta:
        ordering: ClassVar[list[str]] = ["village_id"]
        constraints = [models.UniqueConstraint(fields=["tour", "village"], name="village_once_per_tour")]
