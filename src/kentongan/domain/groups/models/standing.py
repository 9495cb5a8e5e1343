"""The roll-up of stages: where a group stands over time, and how many stand in an area on a day.

Written by :mod:`kentongan.domain.groups.standing` in the transaction that changes the facts; never by hand.
"""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from kentongan.domain.groups.models.groups import Group, Kind, Stage
from kentongan.domain.regions.models import Region

EVER, FOREVER = date.min, date.max  # a span whose beginning or end nothing tells
NEXT_DAY = timedelta(days=1)
ALL_KINDS = ""  # the totals of whatever is not dissolved: whom a package without a filter reaches


class StageSpanQuerySet(models.QuerySet["StageSpan"]):
    """Reads of spans."""

    def on_day(self, on: date | None = None) -> "StageSpanQuerySet":
        """The spans that hold on the day (today unless told): one a group."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class StageSpan(models.Model):
    """A group stands in one stage from a day to a day; its spans follow one another without a gap.

    The end of a decree is known beforehand, so a stage that lapses does so by itself.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="spans", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    stage = models.CharField(max_length=20, choices=Stage.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day

    objects = StageSpanQuerySet.as_manager()

    class Meta:
        constraints = [
            # holds the whole span, so that a group's stage on a day is read from the index alone
            models.UniqueConstraint(
                fields=["group", "starts_on", "ends_on", "stage"], name="one_stage_a_span"
            ),
        ]
        indexes = [
            # coverage below a regency, and the recount of a regency
            models.Index(fields=["region", "kind", "starts_on"], name="span_by_region"),
            # how many groups stand at a stage
            models.Index(fields=["stage", "ends_on", "starts_on", "group"], name="span_by_stage"),
        ]


class StandingTotal(models.Model):
    """How many groups of a kind stand at a stage or further in an area, from a day until the next row.

    An area is a regency with all below it; groups seated on a province or the country stand under that
    alone. Places count once however many groups they have (domain.md 1.2).
    """

    area = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    stage = models.CharField(max_length=20, choices=Stage.choices)
    on = models.DateField()
    groups = models.PositiveIntegerField(default=0)  # on whatever level
    desa_groups = models.PositiveIntegerField(default=0)
    kelurahan_groups = models.PositiveIntegerField(default=0)
    district_groups = models.PositiveIntegerField(default=0)
    desa = models.PositiveIntegerField(default=0)  # with a group of their own
    kelurahan = models.PositiveIntegerField(default=0)
    districts_own = models.PositiveIntegerField(default=0)  # with a group on the level of the district
    districts_any = models.PositiveIntegerField(default=0)  # with a group anywhere in them

    class Meta:
        constraints = [
            # also the way to "the latest row up to a day" of each area
            models.UniqueConstraint(fields=["area", "kind", "stage", "on"], name="one_standing_total_a_day"),
        ]
