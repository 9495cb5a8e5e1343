"""What a verdict may say, as data: schemes of labels, topics, reasons, hours to answer (domain.md §6.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LabelScheme(models.Model):
    """A set of labels used by one fact-checking house, such as the seven of First Draft."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=200, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)  # offered no more; what uses it keeps it

    class Meta:
        ordering = ("sort", "code")

    def __str__(self) -> str:
        return self.name


class Label(models.Model):
    """One outcome of a scheme; its tone gives the colour and the shape people recognise it by."""

    class Tone(models.TextChoices):
        FALSE = "false", _("salah")
        MISLEADING = "misleading", _("menyesatkan")
        TRUE = "true", _("benar")
        UNCLEAR = "unclear", _("belum dapat dipastikan")

    code = models.SlugField(primary_key=True, max_length=40)
    scheme = models.ForeignKey(LabelScheme, on_delete=models.PROTECT, related_name="labels")
    name = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)
    tone = models.CharField(max_length=10, choices=Tone.choices)
    sort = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)  # offered no more; what uses it keeps it

    class Meta:
        ordering = ("scheme__sort", "sort", "code")

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What a claim is about: the thirteen of the ministry's AIS team."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(max_length=80)
    sort = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)  # offered no more; what uses it keeps it

    class Meta:
        ordering = ("sort", "code")

    def __str__(self) -> str:
        return self.name


class UnclearReason(models.Model):
    """Why something cannot be clarified, such as too thin a source."""

    code = models.SlugField(primary_key=True, max_length=30)
    name = models.CharField(max_length=80)
    explanation = models.CharField(max_length=300)  # told to whoever asked
    sort = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)  # offered no more; what uses it keeps it

    class Meta:
        ordering = ("sort", "code")

    def __str__(self) -> str:
        return self.name


class AnswerTarget(models.Model):
    """Within how many hours a claim is to be answered, from a day on; the latest that began holds."""

    class Pace(models.TextChoices):
        URGENT = "urgent", _("mendesak")
        NORMAL = "normal", _("biasa")

    pace = models.CharField(max_length=10, choices=Pace.choices)
    hours = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pace", "-starts_on")
        constraints = [models.UniqueConstraint(fields=["pace", "starts_on"], name="one_target_a_day")]
