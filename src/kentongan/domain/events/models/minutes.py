"""What was said and decided, and what has to be done after it."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kentongan.domain.events.models.events import Event
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q


class Minutes(models.Model):
    """The record of an event: summary, what was learned, what was decided (domain.md B3, M1)."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="minutes")
    summary = models.TextField()
    lesson = models.TextField(blank=True)  # what a visit taught
    decisions = models.JSONField(default=list)  # sentences, in order
    chair_name = models.CharField(max_length=150, blank=True)
    writer_name = models.CharField(max_length=150, blank=True)
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "minutes"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Reads of follow-ups."""

    def open(self) -> "FollowUpQuerySet":
        """Those not done."""
        return self.filter(done_on=None)

    def overdue(self, on: date | None = None) -> "FollowUpQuerySet":
        """The open ones whose day has passed (as of today unless told)."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def for_region(self, code: str) -> "FollowUpQuerySet":
        """Those in the subtree."""
        return self.filter(subtree_q(code))


class FollowUp(models.Model):
    """Something somebody promised to do by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    text = models.CharField(max_length=500)
    owner_name = models.CharField(max_length=150)
    owner_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="follow_up_says_what"),
            models.CheckConstraint(
                condition=Q(done_on=None) | ~Q(outcome=""), name="done_follow_up_has_an_outcome"
            ),
        ]
        indexes = [
            # the open ones of an area, the next due first
            models.Index(fields=["region", "due_on"], name="follow_up_open", condition=Q(done_on=None)),
        ]
