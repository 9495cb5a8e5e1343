"""What was sent where, and how far it got. A publication is one row per target area, never per recipient."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import words_of
from kentongan.domain.releases.models.releases import InformationClass, Release, Version


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Reads of publications."""

    def live(self, now: datetime | None = None) -> "PublicationQuerySet":
        """Out, and neither corrected, withdrawn nor past its time."""
        moment = now or timezone.now()
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=moment),
            Q(expires_at=None) | Q(expires_at__gt=moment),
            withdrawn_at=None,
            published_at__lte=moment,
        )

    def public(self, now: datetime | None = None) -> "PublicationQuerySet":
        """Those anybody may read: for the public and past their embargo."""
        return self.filter(
            Q(version__embargo_until=None) | Q(version__embargo_until__lte=now or timezone.now()),
            version__information_class=InformationClass.PUBLIC,
        )

    def newest(self) -> "PublicationQuerySet":
        """The latest first."""
        return self.order_by("-published_at", "-pk")

    def search(self, text: str) -> "PublicationQuerySet":
        """Those whose version holds every word."""
        return self.filter(version__in=Version.objects.search(text)) if words_of(text) else self

    def covering(self, lineage: Sequence[str]) -> "PublicationQuerySet":
        """Those sent to any area of the lineage (root … village): five codes, one indexed query."""
        covered = PublicationArea.objects.filter(region_id__in=lineage).values("publication_id")
        return self.filter(pk__in=covered)


class Publication(models.Model):
    """A version set out, now or at a set time."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="publications")
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="publication")
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    emergency_reason = models.CharField(max_length=300, blank=True)
    audience_count = models.PositiveIntegerField()  # groups reached when it was set out
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(superseded_at=None, withdrawn_at=None),
                name="one_open_publication_per_release",
            ),
        ]
        indexes = [
            # public pages and the feed: newest first
            models.Index(fields=["-published_at"], name="publication_newest"),
        ]


class PublicationArea(models.Model):
    """One target area of a publication; the inbox of a village asks for five region codes here."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="areas")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "publication"], name="area_once")]


class Review(models.Model):
    """The look afterwards at what went out by the emergency path, by another person."""

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="review")
    accepted = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)


class Receipt(models.Model):
    """One step of a group with a publication. Rows are only added, and only forward (``rules.RANK``)."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("diterima")
        OPENED = "opened", _("dibuka")
        DISCUSSED = "discussed", _("dibahas")
        DECLINED = "declined", _("tidak disebarkan")
        PASSED_ON = "passed_on", _("disebarkan")  # written by the first dissemination, never by hand

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="receipts")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="receipts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the group's
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "group", "kind"], name="receipt_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(kind="declined") | ~Q(reason=""), name="declining_has_a_reason"
            ),
        ]
        indexes = [
            # the board of a package: receipts of one publication inside a region
            models.Index(fields=["publication", "region"], name="receipt_on_board"),
        ]


class Progress(models.Model):
    """How far a group has come with a publication: the furthest of its receipts, moved with them.

    One row per group that did anything; boards count these instead of sorting all receipts.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="progress")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="progress")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the group's
    kind = models.CharField(max_length=10, choices=Receipt.Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "group"], name="progress_once_per_group")
        ]
        indexes = [
            # the board of a package: groups by area and furthest step, read from the index alone
            models.Index(fields=["publication", "region", "kind"], name="progress_on_board"),
        ]


class StepCount(models.Model):
    """How many groups of a regency stand at a step with a publication: the roll-up of ``Progress``.

    Moved in the same transaction; read by the boards of provinces and of the country, which would scan
    84,000 rows. Groups seated above a regency are counted under their own area.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="step_counts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Receipt.Kind.choices)
    groups = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "region", "kind"], name="step_count_once")
        ]


class OfficeReceipt(models.Model):
    """The village office's part of the trail: it has the package, it handed it to the KIM (domain.md P6)."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("diterima kantor")
        HANDED_OVER = "handed_over", _("diteruskan ke KIM")

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="office_receipts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "region", "kind"], name="office_receipt_once")
        ]
