"""Taking a batch of operations, by whichever way it came: each has exactly one effect and one answer."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid, Problem, Refused, Stale, Unavailable
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.people.models import User
from kentongan.domain.sync import results
from kentongan.domain.sync.actions import forgetting
from kentongan.domain.sync.actions.devices import device_of
from kentongan.domain.sync.actions.holding import release_held
from kentongan.domain.sync.actions.settling import StoreLost, lock_author, settle
from kentongan.domain.sync.models import Device, Operation
from kentongan.domain.sync.registry import registered
from kentongan.domain.sync.results import Result
from kentongan.domain.sync.rules import BATCH_ITEMS, Item, read_item
from kentongan.domain.sync.tasks import ask_for_sweep

_one_by_one = threading.Lock()
CHUNK = 20  # operations in one transaction: one write-through for all, the lock not held for long


def take(
    user: User, device_id: UUID | None, items: Sequence[Any], *, way: str = Operation.Way.PHONE
) -> list[Result]:
    """Apply a batch in the account's own name; one result for each item, in their order.

    Whatever is repeated, reordered or sent in parallel has one effect. When this returns, what is answered
    as applied, waiting, conflict or rejected survives a power cut, unless an outer transaction is open.
    Rights are judged now. Raises ``Refused`` for a revoked device or account before anything is looked at,
    ``Invalid`` for more than 100 items.
    """
    if not user.is_active:
        raise Refused(_("Akun ini sudah ditutup. Hubungi kantor Anda."))
    if len(items) > BATCH_ITEMS:
        raise Invalid(
            _("Paling banyak %(limit)d catatan sekali kirim.") % {"limit": BATCH_ITEMS}, field="operations"
        )
    batch = _Batch(authority_of(user), device_of(user, device_id) if device_id else None, way)
    answers: list[Result] = []
    for start in range(0, len(items), CHUNK):
        answers += batch.take([_read(raw) for raw in items[start : start + CHUNK]])
    if not any(one.result in {results.APPLIED, results.WAITING} for one in answers):
        return answers
    return _with_released(answers, batch)


@contextmanager
def _turn() -> Iterator[None]:
    """In the order of arrival on SQLite, which lets one write at a time and its waiting ones in by chance."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield  # who holds the store's lock already must not wait for one that waits for the store
        return
    with _one_by_one:
        yield


class _Batch:
    """One sender's batch."""

    def __init__(self, by: Authority, device: Device | None, way: str) -> None:
        self.by, self.device, self.way = by, device, way

    def take(self, read: list[Item | Result]) -> list[Result]:
        """One transaction; when the store refuses it, nothing of it happened and all is to be sent again."""
        try:
            with _turn(), transaction.atomic():
                lock_author(self.by)
                keys = [one.key for one in read if isinstance(one, Item)]
                known = {row.key: row for row in Operation.objects.with_keys(self.by.user.pk, keys)}
                marks = forgetting.known_marks(self.by, keys)
                return [one if isinstance(one, Result) else self._one(one, known, marks) for one in read]
        except (StoreLost, DatabaseError, InterfaceError, OSError):
            busy = Unavailable(_("Server sedang sibuk. Catatan ini tetap di perangkat dan dikirim lagi."))
            return [one if isinstance(one, Result) else results.once_more(one, busy) for one in read]

    def _one(self, item: Item, known: dict[UUID, Operation], marks: dict[str, str]) -> Result:
        mark = forgetting.mark_of(self.by, item.key)
        if mark in marks:
            if marks[mark] != forgetting.mark_of(self.by, item.key, item.digest):
                return _other_content(item)
            return Result(str(item.key), item.digest, results.DUPLICATE, was=results.APPLIED)
        row = known.get(item.key)
        if row is None:
            return self._settle(self._row(item), item, known, marks)
        if row.digest != item.digest:
            return _other_content(item)
        is_done = row.state == Operation.State.APPLIED or row.object_id
        if is_done:
            return results.of_operation(row, again=True)
        if row.is_settled_late and row.has_news:
            return results.of_operation(row)  # it waits to hear why; only then is it worth another try
        return self._settle(row, item, known, marks)  # it had no effect so far: things may have changed

    def _settle(
        self, row: Operation, item: Item, known: dict[UUID, Operation], marks: dict[str, str]
    ) -> Result:
        try:
            forget = settle(row, by=self.by)
        except Unavailable as problem:
            return results.once_more(item, problem)
        answer = results.of_operation(row)
        if forget is not None:
            marks |= forgetting.forget(row, forget, by=self.by)
        elif _may_be_kept(row):
            known[item.key] = row
            row.save()
            return results.of_operation(row)
        return answer

    def _row(self, item: Item) -> Operation:
        return Operation(
            author=self.by.user,
            key=item.key,
            digest=item.digest,
            device=self.device,
            way=self.way,
            verb=item.verb,
            version=item.version,
            at=item.at,
            data=item.data,
            after=item.after,
            file=item.file,
            replaces=item.replaces,
        )


def _read(raw: Any) -> Item | Result:
    if not isinstance(raw, dict):
        return results.refusal({}, Invalid(_("Catatan ini tidak terbaca. Periksa lalu kirim lagi.")))
    try:
        return read_item(raw)
    except Problem as problem:
        return results.refusal(raw, problem)


def _other_content(item: Item) -> Result:
    """The same id with another content is refused, whatever became of the first (security.md 12)."""
    problem = Stale(_("Nomor catatan ini sudah dipakai untuk isi lain. Simpan sebagai catatan baru."))
    return Result(str(item.key), item.digest, results.REJECTED, problem=results.told(problem))


def _may_be_kept(row: Operation) -> bool:
    """Of a private verb the log keeps what waits and what was done in a name; what was refused it forgets."""
    found = registered(row.verb)
    return row.state in (Operation.State.WAITING, Operation.State.APPLIED) or not (found and found.private)


def _with_released(answers: list[Result], batch: _Batch) -> list[Result]:
    """What arrived may be what others waited for, also within the batch: tell how each stands at the end."""
    settled = {str(row.key): row for row in release_held(batch.by, told=[one.id for one in answers])}
    if any(one.result == results.WAITING for one in answers):
        ask_for_sweep()
    return [
        results.of_operation(settled[one.id]) if one.id in settled and one.result == results.WAITING else one
        for one in answers
    ]
