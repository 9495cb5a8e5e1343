"""The tour itself: its frame, its districts. Its state is derived from dated facts (domain.md §13)."""

import uuid
from datetime import date, time
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.events.models import FundingLine
from kentongan.domain.groups.models import Regulation
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class TourState(models.TextChoices):
    """The place on the way, read from the dated facts."""

    DRAFT = "draft", _("rancangan")
    APPROVED = "approved", _("disetujui")
    SCHEDULED = "scheduled", _("terjadwal")
    RUNNING = "running", _("berjalan")
    DONE = "done", _("selesai")
    EVALUATED = "evaluated", _("dievaluasi")
    CANCELLED = "cancelled", _("dibatalkan")


class TourQuerySet(models.QuerySet["Tour"]):
    """Reads of tours."""

    def for_region(self, code: str) -> "TourQuerySet":
        """The tours of areas in the subtree."""
        return self.filter(subtree_q(code))

    def newest(self) -> "TourQuerySet":
        """The latest period first."""
        return self.order_by("-starts_on", "pk")

    def touching(self, start: date, end: date) -> "TourQuerySet":
        """Those that share a day with the period and are not cancelled."""
        return self.filter(starts_on__lte=end, ends_on__gte=start, cancelled_on=None)

    def in_state(self, state: str, on: date | None = None) -> "TourQuerySet":
        """Those in the state on the day (today unless told)."""
        return self.with_state(on).filter(Q(("state_now", state)))

    def with_state(self, on: date | None = None) -> "TourQuerySet":
        """Each tour with ``state_now`` as of the day (today unless told): the same as ``Tour.state_on``."""
        day = on or timezone.localdate()
        reached = (
            (TourState.CANCELLED, Q(cancelled_on__lte=day)),
            (TourState.EVALUATED, Q(evaluated_on__lte=day)),
            (TourState.DONE, Q(done_on__lte=day) | Q(scheduled_on__lte=day, ends_on__lt=day)),
            (TourState.RUNNING, Q(scheduled_on__lte=day, starts_on__lte=day)),
            (TourState.SCHEDULED, Q(scheduled_on__lte=day)),
            (TourState.APPROVED, Q(approved_on__lte=day)),
        )
        return self.annotate(
            state_now=Case(
                *(When(condition, then=Value(state.value)) for state, condition in reached),
                default=Value(TourState.DRAFT.value),
                output_field=models.CharField(),
            )
        )


class Tour(models.Model):
    """An outreach tour through the districts of a region, with a quota of villages in each (domain.md B5)."""

    class Candidates(models.TextChoices):
        WITHOUT_KIM = "without_kim", _("hanya desa tanpa KIM")
        ALL = "all", _("semua desa, yang tanpa KIM didahulukan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=200)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="tours")
    starts_on = models.DateField()
    ends_on = models.DateField()
    quota_per_district = models.PositiveSmallIntegerField(default=5)
    villages_per_stop = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: all of a district
    max_stops_per_day = models.PositiveSmallIntegerField(default=2)  # of one team
    kinds = models.JSONField(default=list)  # of event, as events.Kind spells them; the first opens the stop
    candidates = models.CharField(max_length=12, choices=Candidates.choices, default=Candidates.ALL)
    weights = models.JSONField(default=dict)  # of the ranking: priority.py names the keys
    base = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    day_starts_at = models.TimeField(default=time(8, 30))
    minutes_per_stop = models.PositiveSmallIntegerField(default=150)
    minutes_per_day = models.PositiveSmallIntegerField(default=540)  # travel and stops of one team
    km_per_hour = models.PositiveSmallIntegerField(default=30)  # on the road, by the straight distance
    funding = models.ForeignKey(
        FundingLine, null=True, blank=True, on_delete=models.PROTECT, related_name="tours"
    )
    conditions = models.JSONField(default=list)  # texts, copied into each event's checklist (B9)
    approved_on = models.DateField(null=True, blank=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_despite = models.CharField(max_length=300, blank=True)  # why, though there were warnings
    scheduled_on = models.DateField(null=True, blank=True)  # its events were opened
    done_on = models.DateField(null=True, blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    evaluation = models.TextField(blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with every change of frame or rows
    is_demo = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="tour_ends_after_start"),
            models.CheckConstraint(
                condition=Q(quota_per_district__gte=1, max_stops_per_day__gte=1), name="tour_has_quotas"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancel_reason=""), name="cancelled_tour_has_a_reason"
            ),
        ]
        indexes = [
            # the list of tours of an area, latest first
            models.Index(fields=["region", "-starts_on"], name="tour_of_region"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> TourState:
        """Where it stands today."""
        return self.state_on(timezone.localdate())

    def state_on(self, day: date) -> TourState:
        """Where it stood on the day, by its dated facts."""
        reached = (
            (TourState.CANCELLED, _by(self.cancelled_on, day)),
            (TourState.EVALUATED, _by(self.evaluated_on, day)),
            (TourState.DONE, _by(self.done_on, day)),
            (TourState.DONE, _by(self.scheduled_on, day) and self.ends_on < day),
            (TourState.RUNNING, _by(self.scheduled_on, day) and self.starts_on <= day),
            (TourState.SCHEDULED, _by(self.scheduled_on, day)),
            (TourState.APPROVED, _by(self.approved_on, day)),
        )
        return next((state for state, holds in reached if holds), TourState.DRAFT)

    @property
    def ranked_on(self) -> date:
        """The day whose facts count when villages are ranked: today, or its first day once it has begun."""
        return min(timezone.localdate(), self.starts_on)

    @property
    def state_label(self) -> "str | _StrPromise":
        """The state in words."""
        return self.state.label


def _by(fact: date | None, day: date) -> bool:
    return fact is not None and fact <= day


class TourDistrict(models.Model):
    """A district of the tour: its own quota, or why it is left out."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="districts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    quota = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: the tour's
    left_out_reason = models.CharField(max_length=300, blank=True)  # left out where there is one

    class Meta:
        ordering: ClassVar[list[str]] = ["region_id"]
        constraints = [models.UniqueConstraint(fields=["tour", "region"], name="tour_district_once")]

    @property
    def is_left_out(self) -> bool:
        """Whether the tour passes it by."""
        return bool(self.left_out_reason)


class TourAgendaItem(models.Model):
    """A matter that every stop's event takes over; two programmes may share it (domain.md M5)."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    programme = models.CharField(max_length=200, blank=True)
    regulation = models.ForeignKey(
        Regulation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tour", "position"], name="tour_agenda_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="tour_agenda_item_has_a_title"),
        ]
