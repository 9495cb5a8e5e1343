"""A proposal of the planner: asked for, computed in the background, applied, perhaps taken back."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.domain.outreach.models.tours import Tour


class PlanRun(models.Model):
    """One run of the planner for a tour, with its progress, what it said, and the rows before it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        RUNNING = "running", _("sedang disusun")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    message = models.CharField(max_length=300, blank=True)  # why it failed
    result = models.JSONField(default=dict)  # see planning.report: counts, notes, unmet with what to relax
    before = models.JSONField(default=list)  # the tour's rows before it was applied
    after = models.JSONField(default=list)  # and as it wrote them
    undone_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tour"], condition=Q(state__in=["waiting", "running"]), name="one_plan_run_at_a_time"
            )
        ]

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to wait for."""
        return self.state in {self.State.DONE, self.State.FAILED}
