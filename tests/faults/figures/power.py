"""Power cuts, replayed: the writes and flushes of the running server, stopped anywhere, opened again."""

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import connection

from tests.faults.disk import TRACED, Disk, Event, lay_out, missing, read_trace
from tests.faults.figures.row import Row
from tests.faults.figures.server import Server
from tests.faults.phone import Item, Phone
from tests.faults.world import Member, dissemination

OPERATIONS, BATCH = 120, 4
CUTS = 3  # states looked at for each point between two events
POINTS = 400


def measure(member: Member) -> Row:
    """One phone sends; every moment it saw a receipt is kept beside the server's own calls."""
    if shutil.which("strace") is None:
        return Row("power cuts replayed", "not measured: strace is not on this machine", holds=False)
    connection.close()
    files, base = {}, Path(settings.DATA_DIR) / "kentongan.sqlite3"
    paths = [base, Path(f"{base}-wal")]
    files = {path.name: path.read_bytes() for path in paths if path.exists()}
    with tempfile.TemporaryDirectory(prefix="kentongan-trace.") as folder:
        receipts = _send(member, Path(folder), paths)
        events = read_trace(Path(folder))
    return _replay(files, events, receipts)


def _send(member: Member, folder: Path, paths: list[Path]) -> list[tuple[float, str]]:
    """Send everything under ``strace``; when which receipt came."""
    receipts: list[tuple[float, str]] = []
    only = [part for path in paths for part in ("-P", str(path))]
    flags = ["-f", "-ff", "-y", "-ttt", "-T", "-xx", "-s", "100000", "-qq", "-e", f"trace={TRACED}"]
    with Server(["strace", *flags, "-e", "signal=none", *only, "-o", str(folder / "trace")]) as server:
        phone = Phone(server.address, member.token, 99)

        def note(item: Item) -> None:
            receipts.append((time.time(), item.id))

        phone.on_receipt = note
        for number in range(OPERATIONS):
            phone.add("activity.record", dissemination(member, number))
        while phone.outbox:
            phone.send(BATCH)
    return receipts


def _replay(files: dict[str, bytes], events: list[Event], receipts: list[tuple[float, str]]) -> Row:
    """Cut at so many points, look at some states of each."""
    rng, disk = Random(13), Disk(files)  # noqa: S311 - repeatable
    chosen = set(rng.sample(range(len(events)), min(POINTS, len(events))))
    looked = lost = broken = 0
    with tempfile.TemporaryDirectory(prefix="kentongan-cut.", dir=_memory()) as name:
        folder = Path(name)
        for number, event in enumerate(events):
            if number in chosen:
                receipted = {key for moment, key in receipts if moment <= event.begun}
                for _cut in range(CUTS):
                    lay_out(disk.after_cut(rng), folder)
                    sound, keys = _open(folder / "kentongan.sqlite3")
                    looked, broken = looked + 1, broken + (not sound)
                    lost += len(missing(receipted, keys))
            disk.see(event)
    flushes = sum(event.call in {"fsync", "fdatasync"} for event in events)
    return Row(
        f"power cut replayed at {len(chosen)} of {len(events)} writes and flushes of {OPERATIONS} operations",
        f"{looked:,} states of the disk opened, {broken} damaged, {lost} receipted operations lost; "
        f"{flushes} flushes",
        not broken and not lost and len(receipts) == OPERATIONS and flushes > 0,
    )


def _open(path: Path) -> tuple[bool, list[str]]:
    """Whether SQLite finds the file sound, and the operations in it whose record is there too."""
    try:
        with closing(sqlite3.connect(path)) as store:
            sound = store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = store.execute(
                "SELECT key FROM sync_operation o JOIN activities_activity a ON a.id = o.object_id "
                "OR a.id = replace(o.object_id, '-', '') WHERE o.state = 'applied'"
            )
            return sound, [key for (key,) in rows]
    except sqlite3.DatabaseError:
        return False, []


def _memory() -> str | None:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - scratch, in memory for speed
