"""The line of a budget that an event cites."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.models import Region


class FundingLine(models.Model):
    """A line of a budget document, as "DPA 39/49/DPA/2015 of 21 December 2015" (domain.md §4, §8.2)."""

    class Kind(models.TextChoices):
        CENTRAL = "apbn", "APBN"
        PROVINCE = "apbd_1", _("APBD I (provinsi)")
        REGENCY = "apbd_2", _("APBD II (kabupaten/kota)")
        VILLAGE = "apbdes", _("APBDes")
        OTHER = "other", _("sumber lain")

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="funding_lines")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    document_number = models.CharField(max_length=80)
    document_date = models.DateField(null=True, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    sub_activity = models.CharField(max_length=200, blank=True)
    amount = models.PositiveBigIntegerField(null=True, blank=True)  # whole rupiah; null: not known

    class Meta:
        ordering: ClassVar[list[str]] = ["-document_date", "document_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "document_number", "sub_activity"], name="funding_line_once_per_document"
            ),
            models.CheckConstraint(condition=~Q(document_number=""), name="funding_line_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.document_number}"
