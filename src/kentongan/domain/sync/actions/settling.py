"""What one operation needs, and doing it: the handler and the log row in one step."""

import logging
import traceback
from dataclasses import dataclass
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Problem, Stale, Unavailable
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import User
from kentongan.domain.sync.actions import forgetting
from kentongan.domain.sync.models import Operation, Upload
from kentongan.domain.sync.registry import Envelope, Made, Outcome, Registered, is_carried, registered
from kentongan.domain.sync.results import told

log = logging.getLogger("kentongan.sync")


class StoreLost(Exception):
    """The transaction around the batch is gone: nothing in it happened."""


@dataclass(frozen=True)
class Needs:
    """What an operation waits for, once it is there."""

    parents: tuple[Made, ...]
    file: Attachment | None


def lock_author(by: Authority) -> None:
    """One batch of an author at a time: parallel sendings of the same meet here (SQLite locks anyway)."""
    users = User._base_manager.select_for_update(no_key=True)
    list(users.filter(pk=by.user.pk).values_list("pk", flat=True))


def settle(row: Operation, *, by: Authority) -> Outcome | None:
    """Do the operation, or note on the row why not; the caller saves the row, in the same transaction.

    Returns the outcome when it is to be forgotten, else ``None``. Raises ``Unavailable`` when it is to be
    sent again, ``StoreLost`` when the store gave up the transaction.
    """
    found = registered(row.verb)
    if found is None or row.version > found.version:
        if found or is_carried(row.verb):
            return _hold(row, Operation.Hold.VERB)
        problem: Problem = Invalid(_("Jenis catatan ini tidak dikenal. Perbarui aplikasi."), field="verb")
        return _refuse(row, Operation.State.REJECTED, problem)
    try:
        _check_mending(row)
        needs = _needs(row, found)
    except Problem as problem:
        return _refuse(row, Operation.State.REJECTED, problem)
    if not isinstance(needs, Needs):
        return _hold(row, needs)
    return _run(row, found, needs, by)


def _run(row: Operation, found: Registered, needs: Needs, by: Authority) -> Outcome | None:
    envelope = Envelope(
        id=row.key,
        verb=row.verb,
        version=row.version,
        at=row.at,
        data=row.data,
        digest=row.digest,
        after=tuple(UUID(key) for key in row.after),
        file=needs.file,
        parents=needs.parents,
    )
    try:
        with transaction.atomic():
            outcome = found.handler(envelope, by)
    except Unavailable:
        raise
    except Stale as problem:
        return _refuse(row, Operation.State.CONFLICT, problem)
    except Problem as problem:
        return _refuse(row, Operation.State.REJECTED, problem)
    except (OperationalError, InterfaceError, OSError) as error:
        if connection.needs_rollback:
            raise StoreLost from error
        raise Unavailable(
            _("Server sedang sibuk. Catatan ini tetap di perangkat dan dikirim lagi.")
        ) from error
    except Exception as error:  # a fault in one item must not block the others (security.md 13)
        _log_fault(row, error)
        fault = Problem(_("Catatan ini tidak dapat diolah server. Simpan salinannya dan beri tahu kantor."))
        return _refuse(row, Operation.State.REJECTED, fault)
    return _keep(row, outcome)


def _keep(row: Operation, outcome: Outcome) -> Outcome | None:
    row.state, row.hold, row.problem = Operation.State.APPLIED, Operation.Hold.NONE, None
    row.object_code, row.object_path = outcome.code[:40], outcome.path[:200]
    if outcome.about is not None:
        row.object_type, row.object_id = outcome.about._meta.label_lower, str(outcome.about.pk)
    if outcome.conflict:
        row.state, row.problem = Operation.State.CONFLICT, told(Stale(outcome.conflict))
    return outcome if outcome.forget else None


def _hold(row: Operation, hold: str) -> Outcome | None:
    row.state, row.hold, row.problem = Operation.State.WAITING, hold, None
    return None


def _refuse(row: Operation, state: str, problem: Problem) -> Outcome | None:
    row.state, row.hold, row.problem = state, Operation.Hold.NONE, told(problem)
    return None


def _check_mending(row: Operation) -> None:
    """One that mends another stands in its place: only one of the two is ever done."""
    own = Operation.objects.filter(author_id=row.author_id)
    if row.replaces:
        first = own.filter(key=row.replaces).first()
        if first and (first.state == Operation.State.APPLIED or first.object_id):
            raise Stale(_("Catatan yang diperbaiki ini sudah diterima. Tidak perlu dikirim lagi."))
        if first and first.replaces:
            row.replaces = first.replaces  # children name the first of a chain
    done = own.filter(replaces=row.replaces or row.key).exclude(key=row.key)
    if (row.replaces or row.pk) and done.filter(state=Operation.State.APPLIED).exists():
        raise Stale(_("Catatan ini sudah diganti dengan perbaikannya. Tidak perlu dikirim lagi."))


def _needs(row: Operation, found: Registered) -> Needs | str:
    """What the operation builds on, or for what it has to be held. Raises ``Invalid``."""
    if found.file and not row.file:
        raise Invalid(_("Sebutkan berkas yang dikirim."), field="file")
    parents = made_by(row.author_id, {UUID(key) for key in row.after})
    missing = [key for key in row.after if UUID(key) not in parents]
    if missing:
        return Operation.Hold.PARENT
    file = _file(row) if row.file else None
    if row.file and file is None:
        return Operation.Hold.FILE
    return Needs(tuple(parents[UUID(key)] for key in row.after), file)


def made_by(author_id: int, keys: set[UUID]) -> dict[UUID, Made]:
    """What the author's operations with these ids made, themselves or by the one that mended them."""
    if not keys:
        return {}
    rows = Operation.objects.filter(
        ~Q(state=Operation.State.WAITING, object_id=""),
        Q(key__in=keys) | Q(replaces__in=keys),
        author_id=author_id,
        state__in=[Operation.State.APPLIED, Operation.State.CONFLICT],
    )
    found = forgetting.made_by(author_id, keys)
    for row in rows:
        if row.state == Operation.State.APPLIED or row.object_id:
            made = Made(row.key, row.object_type, row.object_id)
            found |= {key: made for key in (row.key, row.replaces) if key in keys}
    return found


def _file(row: Operation) -> Attachment | None:
    stored = Attachment.objects.filter(uploaded_by_id=row.author_id, sha256=row.file).order_by("pk").first()
    if stored is None:
        refused = (
            Upload.objects.filter(user_id=row.author_id, sha256=row.file)
            .filter(problem__isnull=False)
            .first()
        )
        if refused and refused.problem:
            raise Invalid(refused.problem["title"], field="file")
    return stored


def _log_fault(row: Operation, error: Exception) -> None:
    """Where it happened, without what was written: the message of an error may quote it."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("operation %s (%s) failed: %s\n%s", row.key, row.verb, type(error).__name__, where)
