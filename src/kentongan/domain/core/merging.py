"""What a merge of two records that mean one thing keeps: enough to take it back exactly."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid, Stale

UNDO_DAYS = 30
_Row = TypeVar("_Row", bound=models.Model)


class MergeRecord(models.Model):
    """One merge: the absorbed record points to the kept one, and its own rows stay where they are.

    ``before`` and ``after`` hold the fields of the kept record that were taken from the other; ``carried``
    the ids of records that pointed to the absorbed one and now point to the kept one.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    carried = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def undo_until(self) -> datetime:
        """The moment after which the merge stays."""
        return self.at + timedelta(days=UNDO_DAYS)

    @property
    def may_be_undone(self) -> bool:
        """Whether it stands and is young enough."""
        return self.undone_at is None and timezone.now() <= self.undo_until


class Distinction(models.Model):
    """Somebody looked at two records and said that they are not the same; they are not suggested again."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


def check_undo(merge: MergeRecord, later: models.QuerySet[Any]) -> None:
    """Whether the merge may be taken back; ``later`` are the merges of its kept record.

    Raises ``Stale`` when it already was, ``Invalid`` when it is too old or a later one has to go first.
    """
    if merge.undone_at:
        raise Stale(_("Penggabungan ini sudah dibatalkan. Muat ulang halaman."))
    if not merge.may_be_undone:
        raise Invalid(
            _("Penggabungan hanya dapat dibatalkan dalam %(days)d hari sesudah dilakukan.")
            % {"days": UNDO_DAYS}
        )
    newer = later.filter(undone_at=None, pk__gt=merge.pk).select_related("kept", "absorbed").order_by("-pk")
    if last := newer.first():
        raise Invalid(
            _("Batalkan dahulu penggabungan yang lebih baru: %(absorbed)s ke dalam %(kept)s.")
            % {"absorbed": last.absorbed.name, "kept": last.kept.name}
        )


def in_order(one: _Row, other: _Row) -> tuple[_Row, _Row]:
    """The pair with the lower id first, so that it is written one way only."""
    return (one, other) if str(one.pk) < str(other.pk) else (other, one)
