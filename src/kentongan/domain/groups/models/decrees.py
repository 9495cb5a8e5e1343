"""Decrees that recognise groups, and the regulations behind them."""

import uuid
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.regions.models import Region


class IssuerRole(models.TextChoices):
    """The office-holders seen signing a decree on KIM (domain.md §1.3)."""

    VILLAGE_HEAD = "village_head", _("kepala desa")
    WARD_HEAD = "ward_head", _("lurah")
    DISTRICT_HEAD = "district_head", _("camat")
    REGENT = "regent", _("bupati")
    MAYOR = "mayor", _("wali kota")
    GOVERNOR = "governor", _("gubernur")


class DecreeQuerySet(models.QuerySet["Decree"]):
    """Reads of decrees."""

    def in_force(self, on: date | None = None) -> "DecreeQuerySet":
        """Decrees that hold on the day: begun, not ended, not revoked, and not a revocation themselves."""
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day),
            Q(revoked_on=None) | Q(revoked_on__gt=day),
            valid_from__lte=day,
        ).exclude(kind=Decree.Kind.REVOCATION)

    def expiring(self, within_days: int, on: date | None = None) -> "DecreeQuerySet":
        """Decrees in force whose end comes within so many days."""
        day = on or timezone.localdate()
        return self.in_force(day).filter(valid_to__lte=day + timedelta(days=within_days))


class Decree(models.Model):
    """A decision letter (SK). One may name many groups; a group has many over time."""

    class Kind(models.TextChoices):
        FOUNDING = "founding", _("pembentukan")
        CONFIRMATION = "confirmation", _("pengukuhan")
        BOARD_REPLACEMENT = "board_replacement", _("pergantian pengurus")
        REVOCATION = "revocation", _("pencabutan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    number = models.CharField(max_length=80)
    issued_on = models.DateField()
    issuer_role = models.CharField(max_length=20, choices=IssuerRole.choices)
    issuer_region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="decrees")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.FOUNDING)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    basis: models.ManyToManyField["Regulation", Any] = models.ManyToManyField(
        "Regulation", related_name="decrees", blank=True
    )  # what it cites
    note = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecreeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_region", "issuer_role", "number"], name="decree_number_once_per_issuer"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="decree_ends_after_start"
            ),
        ]
        indexes = [
            # the reminders on the home page: the decrees of the country that end within 90 days
            models.Index(fields=["valid_to"], name="decree_by_end"),
        ]

    def __str__(self) -> str:
        return self.number


class RegulationQuerySet(models.QuerySet["Regulation"]):
    """Reads of regulations."""

    def lapsed(self, on: date | None = None) -> "RegulationQuerySet":
        """Those no longer in force on the day: past their last day, or revoked by one that had begun."""
        day = on or timezone.localdate()
        begun = Q(revoked_by__in_force_from=None) | Q(revoked_by__in_force_from__lte=day)
        over = Q(in_force_to__lt=day) | (Q(revoked_by__isnull=False) & begun)
        return self.filter(pk__in=self.model.objects.filter(over).order_by().values("pk"))


class Regulation(models.Model):
    """A rule that groups, programmes and money rest on, with its official title (domain.md §1.4, B14)."""

    class Kind(models.TextChoices):
        LAW = "uu", _("Undang-Undang")
        GOVERNMENT = "pp", _("Peraturan Pemerintah")
        PRESIDENTIAL = "perpres", _("Peraturan Presiden")
        INSTRUCTION = "inpres", _("Instruksi Presiden")
        MINISTERIAL = "permen", _("Peraturan Menteri")
        PROVINCIAL = "pergub", _("Peraturan Gubernur")
        REGENT = "perbup", _("Peraturan Bupati")
        MAYOR = "perwali", _("Peraturan Wali Kota")
        VILLAGE = "perdes", _("Peraturan Desa")

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="regulations")
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    revokes = models.ManyToManyField("self", symmetrical=False, related_name="revoked_by", blank=True)
    file = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "number", "year"], name="regulation_once_per_region"
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None)
                | Q(in_force_from=None)
                | Q(in_force_to__gte=F("in_force_from")),
                name="regulation_ends_after_start",
            ),
        ]
