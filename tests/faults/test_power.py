"""A power cut may leave any part of what was not flushed: the receipted operations are there all the same.

Here the journal is torn between two copies of it, in sectors; ``make reliability`` replays what the running
server really wrote and flushed. Broken on purpose, and seen red: with a disk that forgets its flushes the
last test fails. That the tearing tears, the first test says itself.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tests.faults.conftest import DeskPhone
from tests.faults.disk import Disk, Event, lay_out, missing
from tests.faults.test_store import fill

pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's own file")
ROUNDS, EACH, CUTS = 3, 3, 10
Files = dict[str, bytes]


def test_a_journal_torn_after_the_last_receipt_keeps_every_receipt(
    desk_phone: DeskPhone, tmp_path: Path
) -> None:
    rng, torn_away = Random(23), 0  # noqa: S311 - repeatable
    before = _copy(checkpoint=True)
    for _round in range(ROUNDS):
        receipted = set(desk_phone.receipts)
        fill(desk_phone, EACH)
        desk_phone.send()
        after = _copy()
        for _cut in range(CUTS):
            keys = _reopen(_disk(before, after).after_cut(rng), tmp_path)
            assert missing(receipted, keys) == set()
            torn_away += len(missing(desk_phone.receipts, keys))
        before = after
    assert torn_away  # some cuts did take what came after: what is not flushed is not believed


def test_a_flush_makes_durable_what_was_written_before_it_began() -> None:
    disk = Disk({"a": b"old!"})
    disk.see(Event(1, 2, "pwrite64", "a", 0, b"new!"))
    disk.see(Event(1, 3, "pwrite64", "a", 4, b"late"))
    disk.see(Event(2, 4, "fdatasync", "a"))  # began before the second write was done
    states = {disk.after_cut(Random(seed))["a"] for seed in range(30)}  # noqa: S311 - repeatable
    assert states == {b"new!", b"new!late"}


def _copy(*, checkpoint: bool = False) -> Files:
    """The database's files as they lie there now."""
    if checkpoint:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_autocheckpoint=0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base = Path(connection.settings_dict["NAME"])
    return {path.name: path.read_bytes() for path in (base, Path(f"{base}-wal"))}


def _disk(before: Files, after: Files) -> Disk:
    """A disk that holds the first copy, with the journal's growth on its way."""
    disk = Disk(before)
    for name, content in after.items():
        known = before[name]
        assert content[: len(known)] == known  # the journal only grew, the database stayed
        disk.see(Event(1, 2, "pwrite64", name, len(known), content[len(known) :]))
    return disk


def _reopen(files: Files, folder: Path) -> list[str]:
    """The operations in a file that SQLite finds sound."""
    lay_out(files, folder)
    name = Path(connection.settings_dict["NAME"]).name
    with closing(sqlite3.connect(folder / name)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [key for (key,) in store.execute("SELECT key FROM sync_operation WHERE state = 'applied'")]
