"""kill -9 between any two receipts: what was receipted is there, once, and the rest can be sent again.

Broken on purpose, and seen red: with the answers handed out before the transaction around them had ended,
receipted operations were missing after a kill. The real server is killed by ``make reliability``.
"""

import os
import signal
from random import Random

import pytest
from django.db import connections

from kentongan.domain.activities.models import Activity
from kentongan.domain.people.models import User
from kentongan.domain.sync.actions import take
from kentongan.domain.sync.models import Operation
from tests.faults.conftest import DeskPhone
from tests.faults.phone import Item
from tests.faults.test_store import fill

DEATHS, COUNT, BATCH = 6, 60, 6


def test_no_receipted_operation_dies_with_the_process(desk_phone: DeskPhone) -> None:
    items, user, rng = fill(desk_phone, COUNT), User.objects.get(), Random(17)  # noqa: S311 - repeatable
    receipted: set[str] = set()
    for _death in range(DEATHS):
        receipted |= _die_at_work(user.pk, items, len(receipted), after=rng.randint(1, 2 * BATCH))
        assert set(map(str, Operation.objects.values_list("key", flat=True))) >= receipted
        assert Activity.objects.count() == Operation.objects.count()
    assert len(receipted) >= DEATHS
    for start in range(0, COUNT, BATCH):
        take(user, None, [item.wire() for item in items[start : start + BATCH]])
    assert Activity.objects.count() == Operation.objects.count() == COUNT


def _die_at_work(user_id: int, items: list[Item], begin: int, *, after: int) -> set[str]:
    """A process sends batches until it is killed, at once after so many receipts came out of it."""
    connections.close_all()  # each process needs one of its own
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        _work(user_id, items[max(0, begin - BATCH) :], sink)
    os.close(sink)
    told = b""
    with os.fdopen(source, "rb") as receipts:
        for _receipt in range(after):
            told += receipts.readline()
        os.kill(child, signal.SIGKILL)
        told += receipts.read()  # what it had said before it died counts as well
    os.waitpid(child, 0)
    return {line for line in told.decode().splitlines() if len(line) == 36}


def _work(user_id: int, items: list[Item], sink: int) -> None:
    try:
        user = User.objects.get(pk=user_id)
        for start in range(0, len(items), BATCH):
            for result in take(user, None, [item.wire() for item in items[start : start + BATCH]]):
                if result.result in {"applied", "duplicate", "waiting"}:
                    os.write(sink, f"{result.id}\n".encode())
    finally:
        os._exit(0)


pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
