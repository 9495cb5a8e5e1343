"""security.md 9 and 10 on a sync's way: what is confirmed is durable; a sick store says so and heals.

Broken on purpose, and seen red: with the batch's database errors answered as applied the full store gave
receipts for what was nowhere; with ``synchronous=NORMAL`` the first test here named it.
"""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Group
from kentongan.domain.sync import files
from kentongan.domain.sync.models import Operation
from tests.faults.conftest import DeskPhone
from tests.faults.phone import Item, LineFailed
from tests.faults.photos import noise
from tests.faults.world import Member, dissemination

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's own file")


def fill(phone: DeskPhone, count: int) -> list[Item]:
    """So many records of the one group in the outbox."""
    member = Member("", Group.objects.get().code, "")
    return [phone.add("activity.record", dissemination(member, number)) for number in range(count)]


def attempt(phone: DeskPhone) -> None:
    """One attempt in bad times: nothing believed, nothing lost, and never a fault of ours."""
    before = dict(phone.outbox)
    try:
        phone.send()
    except LineFailed:
        assert (phone.last.status_code, phone.last.headers["Retry-After"]) == (503, "10")
    assert phone.outbox == before
    assert phone.receipts == {}


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes and does not end; our own patience is short, so that the test need not wait."""
    other = connection.copy()
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as ours, other.cursor() as theirs:
        ours.execute("PRAGMA busy_timeout=20" if sqlite else "SET lock_timeout='20ms'")
        theirs.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
        if not sqlite:
            theirs.execute("LOCK TABLE sync_operation, people_user IN ACCESS EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def small_disk(room: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_sqlite_is_told_to_survive_a_power_cut() -> None:
    code = (
        "import os; os.environ['KENTONGAN_DATA'] = '/tmp'; os.environ.pop('DATABASE_URL', None);"
        "from kentongan.config import settings; print(settings.DATABASES['default']['OPTIONS'])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for word in ("journal_mode=WAL", "synchronous=FULL", "'IMMEDIATE'", "'timeout': 20"):
        assert word in said


@pytest.mark.parametrize("named", [True, False], ids=["phone", "machine"])
def test_a_locked_database_says_later_and_heals_by_itself(desk_phone: DeskPhone, named: bool) -> None:
    desk_phone.device = desk_phone.device if named else None
    fill(desk_phone, 3)
    with locked():
        attempt(desk_phone)
    desk_phone.send()
    assert (len(desk_phone.receipts), Activity.objects.count()) == (3, 3)


@on_sqlite
@pytest.mark.parametrize("named", [True, False], ids=["phone", "machine"])
def test_a_full_disk_says_later_and_heals_by_itself(desk_phone: DeskPhone, named: bool) -> None:
    desk_phone.device = desk_phone.device if named else None
    fill(desk_phone, 30)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with small_disk(40_000):  # the journal has room for a few pages
        attempt(desk_phone)
    assert Activity.objects.count() == Operation.objects.count() == 0
    desk_phone.send()
    assert (len(desk_phone.receipts), Activity.objects.count()) == (30, 30)


def test_a_full_disk_keeps_what_arrived_of_a_photo_and_goes_on_from_there(
    desk_phone: DeskPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    [record] = fill(desk_phone, 1)
    photo = noise(1, 200)
    desk_phone.add("activity.photo", {"activity": record.id}, after=record, photo=photo)
    desk_phone.send()
    [name] = desk_phone.photos

    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        with pytest.raises(LineFailed):
            desk_phone.upload(name)
    assert desk_phone.last.status_code == 503
    assert desk_phone.last.headers["Retry-After"]
    assert name in desk_phone.photos
    desk_phone.upload(name)
    assert Activity.objects.get().proofs.count() == 1


def test_a_clock_that_jumps_refuses_nothing(desk_phone: DeskPhone) -> None:
    for number, moment in enumerate(["1970-01-01T00:00:00Z", "2199-12-31T23:59:59+07:00", "kemarin"]):
        fill(desk_phone, 1)
        item = list(desk_phone.outbox.values())[-1]
        item.data["title"], item.at = f"Jam {number}", moment
    desk_phone.send()
    assert (len(desk_phone.receipts), desk_phone.refused) == (3, {})


def test_the_data_folder_of_the_test_is_its_own(settings: object) -> None:
    assert Path(str(getattr(settings, "DATA_DIR", ""))).name.startswith("kentongan-test.")
