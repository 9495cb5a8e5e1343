"""The event itself. Its state is derived from dated facts and never typed (domain.md §13)."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.events.models.funding import FundingLine
from kentongan.domain.events.models.queries import EventQuerySet
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region


class Kind(models.TextChoices):
    """What is done at it, in the words offices use (domain.md §4)."""

    OUTREACH = "outreach", _("sosialisasi")
    FOUNDING = "founding", _("pembentukan")
    BRIEFING = "briefing", _("pembekalan")
    TRAINING = "training", _("bimtek atau pelatihan")
    MENTORING = "mentoring", _("pendampingan atau pembinaan")
    INAUGURATION = "inauguration", _("pengukuhan")
    COORDINATION_MEETING = "coordination_meeting", _("rapat koordinasi")
    MONITORING = "monitoring", _("monitoring dan evaluasi")
    STUDY_VISIT = "study_visit", _("studi tiru atau studi banding")
    CONSULTATION_VISIT = "consultation_visit", _("kunjungan konsultasi")
    FGD = "fgd", _("diskusi kelompok terarah (FGD)")
    DELIBERATION = "deliberation", _("musyawarah")
    OTHER = "other", _("acara lain")


class Mode(models.TextChoices):
    """How people meet."""

    ONSITE = "onsite", _("tatap muka")
    VIRTUAL = "virtual", _("daring")
    HYBRID = "hybrid", _("tatap muka dan daring")


class State(models.TextChoices):
    """The place on the way, read from the dated facts."""

    PLANNED = "planned", _("direncanakan")
    INVITED = "invited", _("diundang")
    CONFIRMED = "confirmed", _("ada yang menyatakan hadir")
    HELD = "held", _("terlaksana")
    REPORTED = "reported", _("dilaporkan")
    CANCELLED = "cancelled", _("dibatalkan")


class Event(models.Model):
    """A meeting, training or visit; a batch of one is an event of its own under its parent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=25, choices=Kind.choices)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.ONSITE)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="events")
    place = models.CharField(max_length=150, blank=True)
    link = models.URLField(max_length=300, blank=True)  # of a virtual room: only for those invited
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="batches"
    )
    batch_number = models.PositiveSmallIntegerField(null=True, blank=True)
    areas = models.ManyToManyField(Region, related_name="+", blank=True)  # villages, districts concerned
    groups = models.ManyToManyField(Group, related_name="events", blank=True)  # groups served
    funding = models.ForeignKey(
        FundingLine, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    programme = models.CharField(max_length=200, blank=True)  # of the office's plan (domain.md G10)
    sub_activity = models.CharField(max_length=200, blank=True)
    head_count = models.PositiveIntegerField(null=True, blank=True)  # where only a number is known, no list
    invited_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)  # stands in the public agenda
    is_demo = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)  # where a past event is known from
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancel_reason=""), name="cancelled_event_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reported_on=None) | Q(held_on__isnull=False), name="reported_event_was_held"
            ),
            models.CheckConstraint(
                condition=Q(parent=None, batch_number=None) | Q(parent__isnull=False, batch_number__gte=1),
                name="batch_has_a_number",
            ),
            models.UniqueConstraint(fields=["parent", "batch_number"], name="batch_number_once"),
        ]
        indexes = [
            # the office's list and the calendar: events of an area by their time
            models.Index(fields=["region", "-starts_at"], name="event_of_region"),
            # the list and the agenda of a wide area: latest first over any region
            models.Index(fields=["-starts_at"], name="event_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """Where it stands, by its dated facts."""
        for fact, state in (
            (self.cancelled_on, State.CANCELLED),
            (self.reported_on, State.REPORTED),
            (self.held_on, State.HELD),
            (self.confirmed_on, State.CONFIRMED),
            (self.invited_on, State.INVITED),
        ):
            if fact:
                return state
        return State.PLANNED

    @property
    def starts_on(self) -> date:
        """The first day, by the clocks of its region."""
        return self.starts_at.astimezone(self.region.zone).date()

    @property
    def ends_on(self) -> date:
        """The last day, by the clocks of its region."""
        return self.ends_at.astimezone(self.region.zone).date()


class EventMove(models.Model):
    """An event was put to another time; the old one stays readable."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="moves")
    starts_at = models.DateTimeField()  # as it was before
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="event_move_has_a_reason")]
