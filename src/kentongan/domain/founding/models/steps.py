"""What people note of a path: steps that no other record says, who was asked, what a meeting decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.events.models import Event
from kentongan.domain.groups.models import BoardPost
from kentongan.domain.people.models import Person


class StepKind(models.TextChoices):
    """The steps in their order; which of them a way has: ``rules.steps_of``."""

    SELECTED = "selected", _("terpilih")
    VISITED = "visited", _("dikunjungi")
    COORDINATED = "coordinated", _("dikoordinasikan")
    DELIBERATION = "deliberation", _("musyawarah")
    BOARD = "board", _("pengurus terbentuk")
    DECREE = "decree", _("SK terbit")
    REGISTERED = "registered", _("terdaftar")
    BRIEFED = "briefed", _("dibekali")
    FIRST_ACTIVITY = "first_activity", _("kegiatan pertama")


class Step(models.Model):
    """A step that a person noted, because no other record says it; or why it was left out."""

    path = models.ForeignKey("founding.Path", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=15, choices=StepKind.choices)
    on = models.DateField()
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    skipped_reason = models.CharField(max_length=300, blank=True)  # filled: the step was left out
    order_reason = models.CharField(max_length=300, blank=True)  # why it came before the one it needs
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "kind"], name="step_once_on_a_path"),
            models.CheckConstraint(
                condition=~Q(skipped_reason="")
                | Q(event__isnull=False)
                | Q(attachment__isnull=False)
                | ~Q(note=""),
                name="step_has_evidence",
            ),
        ]


class Coordination(models.Model):
    """Somebody who was asked before founding: the village head, a group that is there (domain.md G4)."""

    class Party(models.TextChoices):
        HEAD = "head", _("kepala desa, lurah, atau camat")
        GROUP = "group", _("kelompok yang sudah ada")
        NO_GROUPS = "no_groups", _("tidak ada kelompok lain")

    path = models.ForeignKey("founding.Path", on_delete=models.CASCADE, related_name="coordinations")
    party = models.CharField(max_length=10, choices=Party.choices)
    name = models.CharField(max_length=150, blank=True)
    on = models.DateField()
    outcome = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "party", "name", "on"], name="asked_once_a_day"),
            models.CheckConstraint(
                condition=Q(party="no_groups") | ~Q(name=""), name="who_was_asked_has_a_name"
            ),
        ]


class Deliberation(models.Model):
    """What a founding meeting decided. Who came stands in its event's attendance (domain.md §1.5)."""

    class Result(models.TextChoices):
        AGREED = "agreed", _("disepakati")
        POSTPONED = "postponed", _("ditunda")
        REFUSED = "refused", _("tidak disepakati")

    path = models.ForeignKey("founding.Path", on_delete=models.CASCADE, related_name="deliberations")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="deliberation")
    result = models.CharField(max_length=10, choices=Result.choices)
    group_name = models.CharField(max_length=120, blank=True)
    decisions = models.TextField(blank=True)
    minutes_number = models.CharField(max_length=80, blank=True)
    chaired_by = models.CharField(max_length=150, blank=True)
    noted_by = models.CharField(max_length=150, blank=True)
    term_ends_on = models.DateField(null=True, blank=True)  # the last day agreed for the board
    by_name = models.CharField(max_length=200)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(result="agreed") | ~Q(group_name=""), name="what_was_agreed_has_a_name"
            ),
        ]


class Elected(models.Model):
    """Somebody the meeting chose for the board, before there is a group to hold the post."""

    deliberation = models.ForeignKey(Deliberation, on_delete=models.CASCADE, related_name="elected")
    title = models.CharField(max_length=20, choices=BoardPost.Title.choices)
    section = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
