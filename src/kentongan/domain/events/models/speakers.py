"""The register of speakers: who can tell what, where, and when not (domain.md G9)."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kentongan.domain.events.models.lists import Sector
from kentongan.domain.people.models import Agency, Person
from kentongan.domain.regions.fields import BytewiseField
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage, normalise
from kentongan.domain.releases.models import Topic


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Reads of speakers."""

    def standing(self) -> "SpeakerQuerySet":
        """Those still in the register."""
        return self.filter(ended_on=None)

    def reaching(self, code: str) -> "SpeakerQuerySet":
        """Those who speak in the area: their own holds it."""
        return self.filter(region_id__in=lineage(code))

    def free(self, start: date, end: date) -> "SpeakerQuerySet":
        """Those without an absence that touches the days."""
        away = SpeakerAbsence.objects.filter(speaker=OuterRef("pk")).touching(start, end)
        return self.exclude(Exists(away))

    def matching(self, text: str = "", sector: str = "", topic: str = "") -> "SpeakerQuerySet":
        """Those whose name, office or topics hold every word; with this sector and topic."""
        found = self.filter(**({"sector_id": sector} if sector else {}))
        if topic:
            found = found.filter(topics=topic)
        for word in normalise(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Speaker(models.Model):
    """Somebody an office or a group can ask to speak."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=150, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="speakers")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="speakers"
    )
    organisation = models.CharField(max_length=150, blank=True)  # of one who is with no agency
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="speakers")  # where they speak
    topics = models.ManyToManyField(Topic, related_name="speakers", blank=True)
    expertise = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    search_text = BytewiseField(max_length=1200, default="", editable=False)  # normalised; see actions
    ended_on = models.DateField(null=True, blank=True)  # taken out of the register
    is_demo = models.BooleanField(default=False)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], condition=Q(ended_on=None), name="speaker_once_per_region"
            )
        ]
        indexes = [
            # the register narrowed to a sector, by name
            models.Index(fields=["sector", "name"], name="speaker_of_sector"),
        ]

    def __str__(self) -> str:
        return self.name


class AbsenceQuerySet(models.QuerySet["SpeakerAbsence"]):
    """Reads of absences."""

    def touching(self, start: date, end: date) -> "AbsenceQuerySet":
        """Those that share a day with the period."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)


class SpeakerAbsence(models.Model):
    """Days on which a speaker cannot come."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=150, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="speaker_absence_ends_after_start"
            ),
            models.UniqueConstraint(fields=["speaker", "starts_on"], name="speaker_absence_once_a_start"),
        ]
