"""Operations that arrived before what they need: let go when it is there, given up when it stays away."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Problem, Unavailable
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.sync.actions import forgetting
from kentongan.domain.sync.actions.settling import StoreLost, lock_author, made_by, settle
from kentongan.domain.sync.models import Operation, Upload
from kentongan.domain.sync.registry import registered
from kentongan.domain.sync.results import told as told_problem
from kentongan.domain.sync.rules import FILE_HELD, PARENT_HELD

AT_ONCE = 500


def release_held(by: Authority, *, told: Collection[str | None] = ()) -> list[Operation]:
    """Do what waited and now can be done; ``told`` are the ids whose state the caller answers himself.

    Each in a transaction of its own; when the store refuses, the rest goes on waiting.
    """
    settled: list[Operation] = []
    try:
        while ready := _ready(by.user.pk):
            done = [row for row in (_release(pk, by, told) for pk in ready) if row]
            settled += done
            if not done:
                break
    except (Unavailable, StoreLost):
        pass  # they stay held; the next sync, file or sweep comes by again
    return settled


def give_up_overdue(now: datetime | None = None) -> int:
    """Reject what has waited too long, with the reason for its author; returns how many."""
    moment = now or timezone.now()
    held = Operation.objects.filter(state=Operation.State.WAITING).select_related("author__person")
    overdue = held.filter(hold=Operation.Hold.PARENT, received_at__lt=moment - PARENT_HELD) | held.filter(
        hold=Operation.Hold.FILE, received_at__lt=moment - FILE_HELD
    )
    return sum(_give_up(row) for row in overdue.order_by("pk")[:AT_ONCE])


def try_carried() -> int:
    """Do what was carried until this version of the server could read it; returns how many were settled."""
    carried = Operation.objects.filter(state=Operation.State.WAITING, hold=Operation.Hold.VERB)
    count = 0
    for row in carried.select_related("author__person").order_by("pk")[:AT_ONCE]:
        found = registered(row.verb)
        if found and row.version <= found.version:
            count += _release(row.pk, authority_of(row.author), ()) is not None
    return count


def _ready(author_id: int) -> list[int]:
    """Those of the author's held operations whose parents and file are there; three queries for all."""
    held = list(
        Operation.objects.held()
        .filter(author_id=author_id)
        .exclude(hold=Operation.Hold.VERB)
        .only("pk", "after", "file")[:AT_ONCE]
    )
    if not held:
        return []
    parents = made_by(author_id, {UUID(key) for row in held for key in row.after})
    names = {row.file for row in held if row.file}
    whole = set(
        Attachment.objects.filter(uploaded_by_id=author_id, sha256__in=names).values_list("sha256", flat=True)
    )
    refused = Upload.objects.filter(user_id=author_id, sha256__in=names - whole).filter(problem__isnull=False)
    whole |= set(refused.values_list("sha256", flat=True)) | {""}
    return [row.pk for row in held if row.file in whole and all(UUID(key) in parents for key in row.after)]


def _release(pk: int, by: Authority, told: Collection[str | None]) -> Operation | None:
    """Settle one that is still held, under the author's lock; ``None`` when it stays as it is."""
    with transaction.atomic():
        lock_author(by)
        row = Operation.objects.filter(pk=pk, state=Operation.State.WAITING).first()
        if row is None:
            return None
        forget = settle(row, by=by)
        if forget is not None:
            forgetting.forget(row, forget, by=by)
            return row
        if row.state == Operation.State.WAITING:
            row.save(update_fields=["hold"])
            return None
        if str(row.key) not in told:
            row.has_news, row.is_settled_late, row.told_in = True, True, None
        row.save()
    return row


def _give_up(row: Operation) -> int:
    if row.hold == Operation.Hold.PARENT:
        keys = {UUID(key) for key in row.after}
        if set(made_by(row.author_id, keys)) == keys:
            _release(row.pk, authority_of(row.author), ())  # only its file is missing
            return 0
        problem: Problem = Invalid(
            _("Catatan yang mendahuluinya tidak sampai dalam 5 hari. Periksa lalu kirim lagi."), field="after"
        )
    else:
        problem = Invalid(_("Berkasnya tidak sampai dalam 14 hari. Kirim lagi."), field="file")
    rows = Operation.objects.filter(pk=row.pk, state=Operation.State.WAITING)
    return rows.update(
        state=Operation.State.REJECTED,
        hold=Operation.Hold.NONE,
        problem=told_problem(problem),
        has_news=True,
        is_settled_late=True,
        told_in=None,
    )
