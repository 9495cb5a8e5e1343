"""Two entries that turned out to be one group, and two that were looked at and are not."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kentongan.domain.core.merging import Distinction, MergeRecord
from kentongan.domain.groups.models.groups import Group


class Merge(MergeRecord):
    """The absorbed group is the kept one; see :class:`~kentongan.domain.core.merging.MergeRecord`.

    ``decrees`` and ``grants`` are the ids of the decrees that name the kept group through this merge, and of
    the roles that moved to it.
    """

    kept = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="merged_by")
    decrees: Any = models.JSONField(default=list)
    grants: Any = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(undone_at=None), name="group_merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="group_merged_into_another"),
        ]


class GroupDistinction(Distinction):
    """A pair of groups that somebody told apart; ``first`` has the lower id."""

    first = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="groups_told_apart_once"),
        ]
