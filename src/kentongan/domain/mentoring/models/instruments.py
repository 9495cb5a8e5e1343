"""What is asked on a visit: data an office edits, in editions so that old visits keep their questions."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.regions.models import Region


class Instrument(models.Model):
    """A visit form of an area's office. Areas below without one of their own use it."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)  # shipped with the program, and labelled so
    retired_on = models.DateField(null=True, blank=True)  # offered for visits no longer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="instrument_once_per_region")]

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def published(self, on: date | None = None) -> "EditionQuerySet":
        """Those that came into force by the day, also those another took the place of."""
        return self.filter(in_force_from__lte=on or timezone.localdate())

    def in_force(self, on: date | None = None) -> "EditionQuerySet":
        """The newest published edition of each instrument that is not retired."""
        day = on or timezone.localdate()
        later = Edition.objects.published(day).filter(
            instrument=models.OuterRef("instrument"), number__gt=models.OuterRef("number")
        )
        offered = Q(instrument__retired_on=None) | Q(instrument__retired_on__gt=day)
        return self.published(day).filter(offered, ~models.Exists(later))

    def with_questions(self) -> "EditionQuerySet":
        """Each with its sections, questions and named points at hand: three more statements."""
        return self.prefetch_related("sections__questions__points")


class Edition(models.Model):
    """One version of an instrument: a draft until it comes into force from a day, then never changed."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    in_force_from = models.DateField(null=True, blank=True)  # none: a draft
    note = models.CharField(max_length=300, blank=True)  # what is new in it
    by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(in_force_from=None), name="one_draft_per_instrument"
            ),
        ]

    @property
    def is_draft(self) -> bool:
        """Whether it may still be edited."""
        return self.in_force_from is None


class Section(models.Model):
    """A part of the form, with a score of its own."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    help = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question. ``key`` stays the same from edition to edition, so that visits can be compared."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("pilihan bernilai")
        YES_NO = "yes_no", _("ya atau tidak")
        NUMBER = "number", _("angka")
        TEXT = "text", _("uraian")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SCALE)
    weight = models.PositiveSmallIntegerField(default=0)  # 0: asked, not scored
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="text") | Q(weight=0), name="text_question_has_no_weight"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Point(models.Model):
    """A named answer and what it is worth; of a number, from which number on."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="points")
    label = models.CharField(max_length=120)
    points = models.PositiveSmallIntegerField()
    at_least = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    meaning = models.CharField(max_length=300, blank=True)  # why it is worth that

    class Meta:
        ordering = ("points", "at_least", "pk")

    def __str__(self) -> str:
        return self.label
