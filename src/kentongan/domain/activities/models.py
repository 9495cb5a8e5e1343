"""What the groups did: the ADINDA log with reach and proof (domain.md §2.1, §5.2)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases.models import Publication


class MediumClass(models.TextChoices):
    """The five classes of Permenkominfo 22/2010 (domain.md §1.2)."""

    MASS = "mass", _("media massa")
    NEW = "new", _("media baru")
    TRADITIONAL = "traditional", _("media tradisional")
    INTERPERSONAL = "interpersonal", _("media interpersonal")
    OUTDOOR = "outdoor", _("media luar ruang")


class Medium(models.Model):
    """A way to pass something on, such as the mosque's loudspeaker; its class is data."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(max_length=80)
    medium_class = models.CharField(max_length=15, choices=MediumClass.choices)
    place = models.CharField(max_length=80, blank=True)  # offered as the place
    reach_low = models.PositiveIntegerField(null=True)  # offered as the reach
    reach_high = models.PositiveIntegerField(null=True)
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort", "name"]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Reads of activities."""

    def for_region(self, code: str) -> "ActivityQuerySet":
        """Those of groups seated in the subtree."""
        return self.filter(subtree_q(code))

    def disseminations(self) -> "ActivityQuerySet":
        """Those that passed something on."""
        return self.filter(kind=Activity.Kind.DISSEMINATION)

    def newest(self) -> "ActivityQuerySet":
        """The latest first."""
        return self.order_by("-held_on", "-recorded_at", "pk")


class Activity(models.Model):
    """One thing a group did on one day. Recorded once, never changed; assessed by others."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("akses informasi")
        DISCUSSION = "discussion", _("diskusi")
        IMPLEMENTATION = "implementation", _("implementasi")
        NETWORKING = "networking", _("jejaring")
        DISSEMINATION = "dissemination", _("diseminasi")
        ASPIRATION = "aspiration", _("aspirasi")

    class Counted(models.TextChoices):
        ATTENDANCE_LIST = "attendance_list", _("daftar hadir")
        HEAD_COUNT = "head_count", _("hitung kepala")
        HOUSEHOLDS = "households", _("jumlah rumah")
        ESTIMATE = "estimate", _("perkiraan")
        VIEWS = "views", _("jumlah tayangan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="activities")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the group's
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.DISSEMINATION)
    publication = models.ForeignKey(
        Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    title = models.CharField(max_length=150, blank=True)  # of the group's own matter
    medium = models.ForeignKey(Medium, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    reach_low = models.PositiveIntegerField(null=True, blank=True)
    reach_high = models.PositiveIntegerField(null=True, blank=True)
    counted_how = models.CharField(max_length=16, choices=Counted.choices, blank=True)
    note = models.TextField(blank=True)
    proofs = models.ManyToManyField(Attachment, related_name="+", blank=True)
    verdict = models.CharField(max_length=10, blank=True)  # of the latest assessment; moved with it
    digest = models.CharField(max_length=64)  # of what was sent: the same id with other content is refused
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reach_low=None) | Q(reach_high=None) | Q(reach_high__gte=F("reach_low")),
                name="reach_is_a_range",
            ),
            models.CheckConstraint(
                condition=~Q(kind="dissemination") | Q(medium__isnull=False),
                name="dissemination_has_a_medium",
            ),
        ]
        indexes = [
            # the board of a package: what was done with one publication inside a region
            models.Index(fields=["publication", "region"], name="activity_on_board"),
            # the office's list of activities: latest record first, over any area
            models.Index(fields=["-recorded_at"], name="activity_newest"),
            # a group's page and its phone: its latest activities
            models.Index(fields=["group", "-held_on", "-recorded_at"], name="activity_of_group"),
        ]


class ReachCount(models.Model):
    """What was passed on of a publication in a regency, by class of media: the roll-up of ``Activity``.

    Moved in the same transaction, as ``releases.StepCount``. The row without a class counts all classes
    together and the villages it happened in.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="reach_counts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    medium_class = models.CharField(max_length=15, blank=True)
    activities = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)  # that told a number which nobody doubts
    unknown = models.PositiveIntegerField(default=0)
    doubted = models.PositiveIntegerField(default=0)
    low = models.PositiveBigIntegerField(default=0)  # of the known ones
    high = models.PositiveBigIntegerField(default=0)
    places = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "region", "medium_class"], name="reach_count_once")
        ]


class Assessment(models.Model):
    """A district's or regency's judgement of an activity; the latest counts, all are kept."""

    class Verdict(models.TextChoices):
        VERIFIED = "verified", _("terverifikasi")
        DOUBTED = "doubted", _("diragukan")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="assessments")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict="doubted") | ~Q(reason=""), name="doubting_has_a_reason"
            )
        ]
