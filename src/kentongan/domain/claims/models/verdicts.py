"""Verdicts in versions, their sources, and the villages the answer went back to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.activities.models import Activity
from kentongan.domain.claims.models.choices import Label
from kentongan.domain.claims.models.claims import Claim
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.models import Release


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Reads of verdicts."""

    def out(self) -> "VerdictQuerySet":
        """Those published and not superseded."""
        return self.filter(state=Verdict.State.PUBLISHED)

    def ever_out(self) -> "VerdictQuerySet":
        """Those published at any time: each keeps its address."""
        return self.filter(published_at__isnull=False)


class Verdict(models.Model):
    """One version of what was found out. Once submitted it is never changed; an edit makes the next."""

    class State(models.TextChoices):
        DRAFT = "draft", _("konsep")
        SUBMITTED = "submitted", _("menunggu persetujuan")
        APPROVED = "approved", _("disetujui")
        PUBLISHED = "published", _("terbit")
        SUPERSEDED = "superseded", _("diganti versi baru")
        RETURNED = "returned", _("dikembalikan")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="verdicts")
    number = models.PositiveSmallIntegerField()
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="+")
    short = models.CharField(max_length=160, blank=True)  # to send back into the chat
    why = models.TextField()
    checked_on = models.DateField(null=True, blank=True)
    change_note = models.CharField(max_length=300, blank=True)  # what differs from the version before
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=200)  # of whoever saved it last
    writers = models.ManyToManyField(  # everybody who saved a change: none of them approves or publishes it
        settings.AUTH_USER_MODEL, related_name="+", blank=True
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approver_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was approved
    return_reason = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    release = models.ForeignKey(  # the package that asks the groups to carry it back
        Release, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="verdict_number_once"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state="published"), name="one_verdict_out_per_claim"
            ),
            # nobody approves what he wrote; checks of other houses have neither
            models.CheckConstraint(
                condition=Q(author=None) | Q(approver=None) | ~Q(author=F("approver")),
                name="verdict_author_never_approves",
            ),
        ]


class Source(models.Model):
    """Where a verdict has it from."""

    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("sort", "pk")


class CarryBack(models.Model):
    """A group told the answer where the message had gone round: what it did stands as its activity."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="carried")
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="carried")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the group's village
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="carried_back")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            # the claim's page: to which villages it came back
            models.Index(fields=["claim", "region"], name="carried_back_of_claim")
        ]
