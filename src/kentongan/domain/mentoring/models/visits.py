"""A visit to a group, with its answers; the score is computed from them and never typed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.events.models import FollowUp
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.models.instruments import Edition, Point, Question
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q


class VisitQuerySet(models.QuerySet["Visit"]):
    """Reads of visits."""

    def for_region(self, code: str) -> "VisitQuerySet":
        """Those to groups seated in the subtree."""
        return self.filter(subtree_q(code))

    def newest(self) -> "VisitQuerySet":
        """The latest first."""
        return self.order_by("-held_on", "-recorded_at", "pk")

    def before(self, visit: "Visit") -> "VisitQuerySet":
        """The visits to the same group that came earlier, the latest first."""
        same_day = Q(held_on=visit.held_on, recorded_at__lt=visit.recorded_at)
        return self.filter(Q(held_on__lt=visit.held_on) | same_day, group=visit.group_id).newest()


class Visit(models.Model):
    """Somebody of the office went to a group, asked, and left with agreements. Recorded once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="visits")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the group's
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="visits")
    held_on = models.DateField()
    note = models.TextField(blank=True)
    score = models.DecimalField(max_digits=4, decimal_places=1, null=True)  # of 100, by rules.score_of
    photos = models.ManyToManyField(Attachment, related_name="+", blank=True)
    digest = models.CharField(max_length=64)  # of what was sent: the same id with other content is refused
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="visit_score_of_a_hundred"
            )
        ]
        indexes = [
            # a group's page and the plan: its latest visit
            models.Index(fields=["group", "-held_on", "-recorded_at"], name="visit_of_group"),
            # the office's list of visits: latest record first, over any area
            models.Index(fields=["-recorded_at"], name="visit_newest"),
            # the counts of an area by day
            models.Index(fields=["region", "held_on"], name="visit_in_region"),
        ]


class VisitPerson(models.Model):
    """Who came, and whom they met."""

    class Side(models.TextChoices):
        VISITOR = "visitor", _("yang berkunjung")
        MET = "met", _("yang ditemui")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="people")
    side = models.CharField(max_length=8, choices=Side.choices)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("side", "pk")


class Answer(models.Model):
    """What was answered to one question; a question without an answer has no row."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "question"], name="one_answer_per_question"),
            models.CheckConstraint(
                condition=Q(point__isnull=False) | Q(number__isnull=False) | ~Q(text=""),
                name="answer_says_something",
            ),
        ]


class Outcome(models.Model):
    """What a visit did to a follow-up: closed it, gave it more time, or agreed on a new one."""

    class Act(models.TextChoices):
        CLOSED = "closed", _("selesai")
        PROLONGED = "prolonged", _("diperpanjang")
        OPENED = "opened", _("baru")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="outcomes")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="visits")
    act = models.CharField(max_length=10, choices=Act.choices)
    due_on = models.DateField(null=True, blank=True)  # as it stood after the visit
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["visit", "follow_up"], name="follow_up_once_per_visit")
        ]
