"""A package (release) and its versions. A submitted version never changes."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import words_of

SHORT_TEXT_LIMIT = 160  # one SMS
CONTENT_FIELDS = (
    "title",
    "summary",
    "body",
    "short_text",
    "spoken_text",
    "information_class",
    "valid_until",
    "embargo_until",
    "audience_filter",
    "corrects",
    "correction_note",
)


class Tier(models.TextChoices):
    """Where a package comes from (Permenkominfo 17/2009: a dissemination has an originating tier)."""

    CENTRAL = "central", _("pusat")
    PROVINCE = "province", _("provinsi")
    REGENCY = "regency", _("kabupaten atau kota")
    DISTRICT = "district", _("kecamatan")
    VILLAGE = "village", _("desa atau kelurahan")


class InformationClass(models.TextChoices):
    """Whether the public pages show it."""

    PUBLIC = "public", _("untuk umum")
    RESTRICTED = "restricted", _("hanya untuk KIM")


class Topic(models.Model):
    """A subject that packages are sorted under."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]


class Campaign(models.Model):
    """A campaign of a region, such as "Branding Batang" (domain.md B13)."""

    code = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="campaigns")


class Release(models.Model):
    """An information package: one address and code through all its versions.

    Topics and campaign are labels for finding it; whatever needs a second pair of eyes stands in a version.
    """

    code = models.CharField(max_length=16, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="releases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="releases")
    tier = models.CharField(max_length=10, choices=Tier.choices)
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="releases"
    )
    topics = models.ManyToManyField(Topic, related_name="releases", blank=True)
    latest_number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # the office's list of packages of an area, newest first
            models.Index(fields=["region", "-id"], name="release_by_region"),
        ]

    def __str__(self) -> str:
        return self.code


class State(models.TextChoices):
    """Where a version stands. The last four depend on the clock as well: see ``with_state``."""

    DRAFT = "draft", _("konsep")
    SUBMITTED = "submitted", _("diajukan")
    APPROVED = "approved", _("disetujui")
    SCHEDULED = "scheduled", _("dijadwalkan")
    PUBLISHED = "published", _("terbit")
    CORRECTED = "corrected", _("sudah dikoreksi")
    WITHDRAWN = "withdrawn", _("ditarik")
    EXPIRED = "expired", _("lewat masa berlaku")


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads of versions."""

    def latest_only(self) -> "VersionQuerySet":
        """One version per package: the newest."""
        return self.filter(number=F("release__latest_number"))

    def search(self, text: str) -> "VersionQuerySet":
        """Those that hold every word, in any spelling that ``normalise`` evens out. Scans the scope."""
        found = self
        for word in words_of(text):
            found = found.filter(search_text__contains=word)
        return found

    def with_state(self, now: datetime | None = None) -> "VersionQuerySet":
        """Each version with ``state``: the stored step, moved on by the clock once it is published."""
        moment = now or timezone.now()
        published = Q(step=State.PUBLISHED)
        return self.annotate(
            state=Case(
                When(published & Q(publication__withdrawn_at__lte=moment), then=Value(State.WITHDRAWN.value)),
                When(published & Q(publication__published_at__gt=moment), then=Value(State.SCHEDULED.value)),
                When(
                    published & Q(publication__superseded_at__lte=moment), then=Value(State.CORRECTED.value)
                ),
                When(published & Q(publication__expires_at__lte=moment), then=Value(State.EXPIRED.value)),
                default=F("step"),
                output_field=models.CharField(),
            )
        )


class Version(models.Model):
    """The texts and the audience of a package at one time.

    Edited in place only while it has never been submitted; after that a change makes the next number, so
    that an approval always names exactly what was shown.
    """

    STEPS = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED)

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=150)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    short_text = models.CharField(max_length=SHORT_TEXT_LIMIT, blank=True)
    spoken_text = models.TextField(blank=True)
    information_class = models.CharField(
        max_length=10, choices=InformationClass.choices, default=InformationClass.PUBLIC
    )
    valid_until = models.DateField(null=True, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    areas = models.ManyToManyField(Region, related_name="+", blank=True)
    audience_filter = models.JSONField(default=dict, blank=True)
    attachments = models.ManyToManyField(Attachment, related_name="+", blank=True)
    corrects = models.PositiveIntegerField(null=True, blank=True)
    correction_note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=200)
    # all who saved a change of it: none of them approves or publishes it (nobody decides on their own text)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    revision = models.PositiveIntegerField(default=1)  # grows with each saved edit: two editors notice
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    search_text = models.TextField(blank=True)  # title, summary and body, normalised

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(corrects__lt=F("number")), name="version_corrects_earlier"
            ),
        ]
        indexes = [
            # the office's home: what waits for approval
            models.Index(fields=["step"], name="version_by_step"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_embargoed(self) -> bool:
        """Whether it may not be spread yet."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    def content(self) -> dict[str, Any]:
        """All that an approval says yes to, as plain values: texts, dates, class, audience, attachments."""
        return {
            "release": self.release.code,
            "number": self.number,
            **{name: getattr(self, name) for name in CONTENT_FIELDS},
            "areas": sorted(region.pk for region in self.areas.all()),
            "attachments": sorted(file.sha256 for file in self.attachments.all()),
        }


class Approval(models.Model):
    """Somebody else's yes to exactly one version; ``digest`` is of the content shown."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="approval")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
