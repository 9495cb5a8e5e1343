"""A claim: one doubtful message, however many people asked about it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.claims.models.choices import AnswerTarget, Topic, UnclearReason
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reads of claims."""

    def for_region(self, code: str) -> "ClaimQuerySet":
        """Those kept by a desk inside the subtree."""
        return self.filter(subtree_q(code))

    def waiting(self) -> "ClaimQuerySet":
        """Those nobody has published a word about yet."""
        return self.filter(state__in=Claim.WAITING)

    def overdue(self, at: datetime | None = None) -> "ClaimQuerySet":
        """Those still waiting past their hour."""
        return self.waiting().filter(due_at__lt=at or timezone.now())

    def answered(self) -> "ClaimQuerySet":
        """Those with a published verdict."""
        return self.filter(state=Claim.State.PUBLISHED)

    def own(self) -> "ClaimQuerySet":
        """Those asked here, not brought in from another house."""
        return self.filter(source_name="")


class Claim(models.Model):
    """What is said to be so. Its text is that of the message as it went round; verdicts hang on it."""

    class State(models.TextChoices):
        REPORTED = "reported", _("baru masuk")
        NEEDS_DATA = "needs_data", _("perlu keterangan")
        CHECKING = "checking", _("sedang diperiksa")
        DRAFTED = "drafted", _("putusan dikonsep")
        APPROVED = "approved", _("putusan disetujui")
        PUBLISHED = "published", _("sudah dijawab")
        UNCLEAR = "unclear", _("tidak dapat dipastikan")
        MERGED = "merged", _("digabung")

    WAITING = (State.REPORTED, State.NEEDS_DATA, State.CHECKING, State.DRAFTED, State.APPROVED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the desk that keeps it
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.REPORTED)
    pace = models.CharField(
        max_length=10, choices=AnswerTarget.Pace.choices, default=AnswerTarget.Pace.NORMAL
    )
    due_at = models.DateTimeField(null=True, blank=True)  # none for what was checked elsewhere
    unclear = models.ForeignKey(
        UnclearReason, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    source_name = models.CharField(max_length=120, blank=True)  # the house that checked it, when not ours
    source_ref = models.CharField(max_length=300, blank=True)  # its own number or address there
    source_url = models.URLField(max_length=500, blank=True)
    report_count = models.PositiveIntegerField(default=0)  # moved with each report
    raised_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    generation = models.PositiveBigIntegerField(default=0)  # of the search index; see `Generation`
    is_demo = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            # a file brought in twice adds nothing
            models.UniqueConstraint(
                fields=["source_name", "source_ref"],
                condition=~Q(source_ref=""),
                name="check_brought_in_once",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="merged_claim_names_the_kept_one",
            ),
            models.CheckConstraint(
                condition=~Q(state="unclear") | Q(unclear__isnull=False), name="unclear_claim_has_a_reason"
            ),
        ]
        indexes = [
            # the desk's queue: by state, the most urgent first
            models.Index(fields=["state", "due_at"], name="claim_queue"),
            # the list of recent clarifications, public and on phones
            models.Index(fields=["state", "-answered_at"], name="claim_recent"),
            # catching up of each process's search index
            models.Index(fields=["generation"], name="claim_generation"),
        ]

    def __str__(self) -> str:
        return self.title


class Generation(models.Model):
    """One row that every change of searchable text counts up; its lock puts those changes into one order.

    A process that has read up to a number therefore misses no change below it.
    """

    number = models.PositiveBigIntegerField(default=0)
