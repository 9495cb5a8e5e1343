"""Two words for one field of a group's card: what stands, and what a phone brought, not knowing it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.merging import UNDO_DAYS
from kentongan.domain.groups.models.groups import Group


class ConflictQuerySet(models.QuerySet["Conflict"]):
    """Reads of conflicts."""

    def of(self, group: Group) -> "ConflictQuerySet":
        """Those of the group and of entries merged into it, the latest first."""
        return self.filter(group__in=Group.objects.same_as(group)).order_by("-pk")

    def open(self) -> "ConflictQuerySet":
        """Those nobody has decided."""
        return self.filter(chosen="")


class Conflict(models.Model):
    """One field that was changed here while a phone changed it elsewhere. Neither word is lost.

    What stands stays until a person chooses; ``before`` is what the choice replaced, so that it can be taken
    back. Emptied here meanwhile: it stays empty, decided at once by the program (deletion beats editing).
    """

    class Choice(models.TextChoices):
        STANDING = "standing", _("isi yang berlaku dipertahankan")
        BROUGHT = "brought", _("isi dari telepon dipakai")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="conflicts")
    field = models.CharField(max_length=20)
    was = models.CharField(max_length=254, blank=True)  # as the phone knew it
    standing = models.CharField(max_length=254, blank=True)  # as it stood when the other arrived
    brought = models.CharField(max_length=254, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    chosen = models.CharField(max_length=8, choices=Choice.choices, blank=True)
    before = models.CharField(max_length=254, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen="", settled_at=None) | (~Q(chosen="") & Q(settled_at__isnull=False)),
                name="settled_conflict_has_its_time",
            )
        ]

    @property
    def may_be_reopened(self) -> bool:
        """Whether somebody chose, so lately that it can be taken back."""
        return self.settled_at is not None and timezone.now() - self.settled_at <= timedelta(days=UNDO_DAYS)

    @property
    def label(self) -> str:
        """The field as people call it."""
        return str(LABELS.get(self.field, self.field))


LABELS = {"phone": _("Telepon"), "email": _("Surel"), "website": _("Situs"), "address": _("Alamat")}
