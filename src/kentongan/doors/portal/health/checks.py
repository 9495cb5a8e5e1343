"""Is the service well? What a village's one IT officer can look at; internals are left out."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from kentongan.domain.regions.models import Region

ENOUGH_DISK = 500 * 1024 * 1024  # bytes; as `kentongan check` has it
PATIENCE = timedelta(minutes=10)  # a job that waits longer shows that no worker is there


@dataclass(frozen=True)
class Check:
    """One thing looked at, in plain words; ``mend`` is for whoever keeps the machine."""

    title: str
    well: bool
    mend: str
    detail: str = ""  # shown to officers alone


def checks() -> list[Check]:
    """All checks; each says what to do when it is not well."""
    return [_guarded(title, look) for title, look in _LOOKS]


def database_answers() -> bool:
    """Whether the store answers at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _guarded(title: Callable[[], str], look: Callable[[], tuple[bool, str, str]]) -> Check:
    try:
        well, mend, detail = look()
    except DatabaseError:
        well, mend, detail = False, _("Basis data tidak menjawab. Jalankan: kentongan check"), ""
    return Check(title(), well, mend, detail)


def _database() -> tuple[bool, str, str]:
    mend = _("Nyalakan ulang layanan. Bila tetap begini, jalankan: kentongan check")
    return database_answers(), mend, connection.vendor


def _regions() -> tuple[bool, str, str]:
    loaded = Region.objects.order_by().filter(level__gt=0)[:1].exists()
    mend = _("Jalankan: kentongan regions load BERKAS")
    return loaded, mend, ""


def _worker() -> tuple[bool, str, str]:
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - PATIENCE)
    late = waiting.exclude(run_after__gt=now - PATIENCE, run_after__lte=now).count()
    mend = _("Ada pekerjaan yang menunggu lama. Jalankan: kentongan work")
    return late == 0, mend, _("%(count)s menunggu") % {"count": late}


def _disk() -> tuple[bool, str, str]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    mend = _("Kosongkan ruang di folder data, paling sedikit 500 MB.")
    return free >= ENOUGH_DISK, mend, f"{free // 1024**2} MB"


_LOOKS: tuple[tuple[Callable[[], str], Callable[[], tuple[bool, str, str]]], ...] = (
    (lambda: _("Basis data menjawab"), _database),
    (lambda: _("Daftar wilayah Indonesia termuat"), _regions),
    (lambda: _("Pekerjaan di latar belakang berjalan"), _worker),
    (lambda: _("Ruang penyimpanan cukup"), _disk),
)
