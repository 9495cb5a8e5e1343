"""What a group needs, asked by it or for it, and how it was answered (domain.md G7, G9)."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.events.models import Event, Speaker
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases.models import Release


class NeedQuerySet(models.QuerySet["Need"]):
    """Reads of needs."""

    def for_region(self, code: str) -> "NeedQuerySet":
        """Those of groups seated in the subtree."""
        return self.filter(subtree_q(code))

    def waiting(self) -> "NeedQuerySet":
        """Those without a last word yet."""
        return self.filter(state__in=Need.WAITING)

    def overdue(self, on: date | None = None) -> "NeedQuerySet":
        """Those still waiting past the day they were wanted by."""
        return self.waiting().filter(wanted_by__lt=on or timezone.localdate())


class Need(models.Model):
    """A wish of one group. Obstacles and requests for infrastructure are tickets, not needs."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("informasi")
        SPEAKER = "speaker", _("narasumber")
        EQUIPMENT = "equipment", _("peralatan")
        TRAINING = "training", _("pelatihan")
        OTHER = "other", _("lainnya")

    class State(models.TextChoices):
        RAISED = "raised", _("menunggu jawaban")
        PLANNED = "planned", _("direncanakan")
        ANSWERED = "answered", _("terpenuhi")
        REFUSED = "refused", _("tidak dapat dipenuhi")

    WAITING = (State.RAISED, State.PLANNED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="needs")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")  # the group's
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    agency = models.ForeignKey(  # whom the office passed it on to; its officers read and answer it
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.RAISED)
    photos = models.ManyToManyField(Attachment, related_name="+", blank=True)
    digest = models.CharField(max_length=64)  # of what was sent: the same id with other content is refused
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    raised_at = models.DateTimeField(default=timezone.now)

    objects = NeedQuerySet.as_manager()

    class Meta:
        indexes = [
            # the group's page and its phone: its own needs
            models.Index(fields=["group", "-raised_at"], name="need_of_group"),
            # the office's queue: newest first, over any area
            models.Index(fields=["state", "-raised_at"], name="need_by_state"),
        ]


class NeedStep(models.Model):
    """What was done about a need, by whom and when; the last one with a state is the need's state."""

    class Kind(models.TextChoices):
        FORWARDED = "forwarded", _("diteruskan")
        PLANNED = "planned", _("direncanakan")
        ANSWERED = "answered", _("dipenuhi")
        REFUSED = "refused", _("tidak dapat dipenuhi")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=1000, blank=True)
    planned_for = models.DateField(null=True, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    speaker = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="refused") | ~Q(text=""), name="refusing_has_a_reason")
        ]
