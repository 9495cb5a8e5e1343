"""Decrees on their way: templates as data, drafts until they are signed (domain.md §1.3, T7)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Decree, Group, Regulation
from kentongan.domain.groups.models.decrees import IssuerRole
from kentongan.domain.groups.models.groups import Level
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage


class DecreeTemplateQuerySet(models.QuerySet["DecreeTemplate"]):
    """Reads of templates."""

    def current(self) -> "DecreeTemplateQuerySet":
        """The newest version of each template of each area."""
        newest = self.model.objects.filter(region_id=OuterRef("region_id"), key=OuterRef("key"))
        return self.filter(pk=Subquery(newest.order_by("-version").values("pk")[:1]))

    def for_area(self, code: str) -> "DecreeTemplateQuerySet":
        """Those of the area and of the areas above it."""
        return self.filter(region_id__in=lineage(code))


class DecreeTemplate(models.Model):
    """One version of a layout; an edit makes the next. Texts may hold ``rules.PLACEHOLDERS``."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="decree_templates")
    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Decree.Kind.choices)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)  # empty: for every level
    heading = models.TextField()
    number_pattern = models.CharField(max_length=80)
    unit = models.CharField(max_length=40, blank=True)  # stands for {unit} in the number
    subject = models.TextField()
    considerations = models.JSONField(default=list)
    bases = models.ManyToManyField(Regulation, related_name="+", blank=True)
    articles = models.JSONField(default=list)
    closing = models.TextField(blank=True)
    signatory_title = models.CharField(max_length=120, blank=True)
    on_behalf_of = models.CharField(max_length=120, blank=True)  # stands after "a.n."
    copies = models.JSONField(default=list)  # to whom a copy goes (tembusan)
    is_example = models.BooleanField(default=False)
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecreeTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "key", "version"], name="decree_template_version_once"),
        ]


class DraftState(models.TextChoices):
    """How far a draft is; read from its dated facts."""

    DRAFT = "draft", _("konsep")
    PRINTED = "printed", _("menunggu tanda tangan")
    DELIVERED = "delivered", _("menunggu pemeriksaan")
    SIGNED = "signed", _("ditandatangani")
    DISCARDED = "discarded", _("dibatalkan")


_STATES = {
    DraftState.DRAFT: Q(printed_at=None, delivered_at=None, decree=None, discarded_at=None),
    DraftState.PRINTED: Q(printed_at__isnull=False, delivered_at=None, decree=None, discarded_at=None),
    DraftState.DELIVERED: Q(delivered_at__isnull=False, decree=None, discarded_at=None),
    DraftState.SIGNED: Q(decree__isnull=False),
    DraftState.DISCARDED: Q(discarded_at__isnull=False),
}


class DecreeDraftQuerySet(models.QuerySet["DecreeDraft"]):
    """Reads of drafts."""

    def in_state(self, state: str) -> "DecreeDraftQuerySet":
        """Those that stand there now."""
        return self.filter(_STATES[DraftState(state)])

    def open(self) -> "DecreeDraftQuerySet":
        """Those neither signed nor given up."""
        return self.filter(decree=None, discarded_at=None)


class DecreeDraft(models.Model):
    """A decree being written for one or many groups; signed, it becomes a ``groups.Decree``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    template = models.ForeignKey(DecreeTemplate, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=20, choices=Decree.Kind.choices)
    issuer_role = models.CharField(max_length=20, choices=IssuerRole.choices)
    proposed_role = models.CharField(max_length=20, choices=IssuerRole.choices, blank=True)
    issuer_region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="decree_drafts")
    groups = models.ManyToManyField(Group, related_name="decree_drafts")
    revokes = models.ForeignKey(Decree, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, blank=True)  # as proposed; the signed one stands on the decree
    heading = models.TextField()
    subject = models.TextField()
    considerations = models.JSONField(default=list)
    bases = models.ManyToManyField(Regulation, related_name="+", blank=True)
    articles = models.JSONField(default=list)
    closing = models.TextField(blank=True)
    signatory_name = models.CharField(max_length=150, blank=True)
    signatory_title = models.CharField(max_length=120, blank=True)
    on_behalf_of = models.CharField(max_length=120, blank=True)
    copies = models.JSONField(default=list)
    valid_from = models.DateField(null=True, blank=True)  # empty: the day of signing
    valid_to = models.DateField(null=True, blank=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_by = models.CharField(max_length=200, blank=True)
    delivered_number = models.CharField(max_length=80, blank=True)
    delivered_on = models.DateField(null=True, blank=True)  # the day written on the letter
    scan = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decree = models.OneToOneField(
        Decree, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_reason = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecreeDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="draft_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None)
                | (Q(delivered_on__isnull=False) & ~Q(delivered_number="") & Q(scan__isnull=False)),
                name="delivered_draft_has_number_day_and_scan",
            ),
            models.CheckConstraint(
                condition=Q(discarded_at=None) | ~Q(discarded_reason=""), name="discarded_draft_has_a_reason"
            ),
        ]
        indexes = [
            # the office's list of drafts: latest first
            models.Index(fields=["issuer_region", "-created_at"], name="draft_of_issuer"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> DraftState:
        """Where it stands, by its dated facts."""
        if self.decree_id:
            return DraftState.SIGNED
        if self.discarded_at:
            return DraftState.DISCARDED
        if self.delivered_at:
            return DraftState.DELIVERED
        return DraftState.PRINTED if self.printed_at else DraftState.DRAFT
