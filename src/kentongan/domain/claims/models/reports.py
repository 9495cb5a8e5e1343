"""Reports: somebody met the message and asked. Many reports, one claim."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.claims.models.claims import Claim
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of reports."""

    def for_region(self, code: str) -> "ReportQuerySet":
        """Those from where the message went round inside the subtree."""
        return self.filter(subtree_q(code))


class Report(models.Model):
    """One asking. Who asked may be nobody: a visitor's report keeps no account, address or exact time."""

    class Seen(models.TextChoices):
        WHATSAPP = "whatsapp", _("WhatsApp")
        FACEBOOK = "facebook", _("Facebook")
        INSTAGRAM = "instagram", _("Instagram")
        TIKTOK = "tiktok", _("TikTok")
        YOUTUBE = "youtube", _("YouTube")
        X = "x", _("X atau Twitter")
        TELEGRAM = "telegram", _("Telegram")
        SMS = "sms", _("SMS")
        VOICE = "voice", _("pesan suara")
        MEETING = "meeting", _("dari mulut ke mulut")
        POSTER = "poster", _("selebaran")
        OTHER = "other", _("lainnya")

    class Way(models.TextChoices):
        PUBLIC = "public", _("halaman umum")
        PHONE = "phone", _("ponsel KIM")
        OFFICE = "office", _("kantor")
        API = "api", _("sistem lain")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reports")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="claim_reports"
    )
    region = models.ForeignKey(  # where it went round
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    seen_in = models.CharField(max_length=10, choices=Seen.choices, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    voice = models.ForeignKey(  # somebody writes down what is said: the text is what is searched
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(max_length=8, choices=Way.choices)
    digest = models.CharField(max_length=64)  # of what was sent: the same id with other content is refused
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            # the claim's page: its reports, and the rise counted over the last hours
            models.Index(fields=["claim", "-at"], name="report_of_claim"),
            # the phone: what the own group asked
            models.Index(fields=["group", "-at"], name="report_of_group"),
            # rising claims: everything reported lately, over any area
            models.Index(fields=["-at"], name="report_lately"),
        ]


class ClaimImage(models.Model):
    """A screenshot or photo of the message, with the marks it is recognised by."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="images")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.CASCADE, related_name="images")
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    whole = models.CharField(max_length=16)  # perceptual hash of the whole, 64 bits as hex
    parts = models.JSONField(default=list)  # of its segments, so that a cut picture is still known

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "file"], name="one_image_of_a_claim_once")]
        indexes = [
            # the same picture handed in again
            models.Index(fields=["whole"], name="claim_image_hash")
        ]


class ClaimLink(models.Model):
    """An address the message leads to, in its normal form: host and path without tracking."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links")
    key = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "key"], name="one_link_of_a_claim_once")]
        indexes = [
            # a pasted link: which claims lead there
            models.Index(fields=["key"], name="claim_link_key")
        ]
