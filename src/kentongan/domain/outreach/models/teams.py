"""Who travels: teams with their people, the speakers they take along, the days they cannot."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kentongan.domain.events.models import Speaker
from kentongan.domain.outreach.models.tours import Tour
from kentongan.domain.people.models import Person


class Team(models.Model):
    """People of the office who travel together; one team is in one place at a time."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tour", "name"], name="team_once_per_tour"),
            models.CheckConstraint(condition=~Q(name=""), name="team_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A person in a team; the name as it is read out, also of one who is not in the register."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    task = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(person__isnull=False), name="team_member_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="team_member_has_a_name"),
        ]


class TeamAbsenceQuerySet(models.QuerySet["TeamAbsence"]):
    """Reads of absences."""

    def touching(self, start: date, end: date) -> "TeamAbsenceQuerySet":
        """Those that share a day with the period."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)


class TeamAbsence(models.Model):
    """Days on which a team cannot travel."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=150, blank=True)

    objects = TeamAbsenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="team_absence_ends_after_start"
            ),
            models.UniqueConstraint(fields=["team", "starts_on"], name="team_absence_once_a_start"),
        ]


class TourSpeaker(models.Model):
    """A speaker of the register who goes with one team, or with every stop when no team is named."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="speakers")
    material_title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tour", "speaker", "team"], name="tour_speaker_once_per_team"),
            models.UniqueConstraint(
                fields=["tour", "speaker"], condition=Q(team=None), name="tour_speaker_once_for_all"
            ),
        ]
