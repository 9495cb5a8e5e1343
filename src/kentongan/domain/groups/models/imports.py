"""What came in by spreadsheet and what goes out by it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.core.acting import Actor


class ImportBatch(models.Model):
    """One spreadsheet: read and shown first, applied when somebody says so."""

    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=13)
    sheet = models.JSONField(null=True)  # what was read; emptied once applied
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at"]


class ExportQuerySet(models.QuerySet["Export"]):
    """Reads of exports."""

    def of(self, actor: Actor) -> "ExportQuerySet":
        """The exports this person asked for, newest first: nobody fetches another's."""
        return self.filter(by_id=actor.user_id) if actor.user_id else self.none()


class Export(models.Model):
    """A spreadsheet being written in the background."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        RUNNING = "running", _("sedang dibuat")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region_code = models.CharField(max_length=13)
    filters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | ~Q(path=""), name="export_done_has_file")
        ]
