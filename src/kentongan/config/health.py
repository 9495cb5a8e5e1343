"""Self-check: is everything as it must be? In plain words, for `kentongan check`."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection

from kentongan.config.prepare import pending_migrations
from kentongan.domain.core.history import first_broken_link
from kentongan.domain.regions.models import Region

ENOUGH_DISK = 500 * 1024 * 1024  # bytes; below it photos of a busy week may not fit


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``mend`` says what to do when it is not well."""

    title: str
    well: bool
    mend: str = ""


def findings() -> Iterator[Finding]:
    """All findings in the order a person should mend them."""
    yield _data_folder()
    yield _disk()
    yield _address()
    yield _secret()
    reachable = _database()
    yield reachable
    if reachable.well:
        for look in (_tables, _safe_writes, _regions, _chain):
            yield _tried(look)


def _data_folder() -> Finding:
    writable = os.access(settings.DATA_DIR, os.W_OK | os.X_OK)
    return Finding(
        f"Folder data {settings.DATA_DIR} dapat ditulisi", writable, "Beri hak tulis kepada pengguna ini."
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return Finding(
        f"Ruang kosong {free // 1024**2} MB", free >= ENOUGH_DISK, "Kosongkan ruang: sediakan 500 MB."
    )


def _address() -> Finding:
    address = urlsplit(settings.BASE_URL)
    local = address.hostname in {"127.0.0.1", "localhost"}
    well = bool(address.hostname) and (local or address.scheme == "https")
    return Finding(f"Alamat {settings.BASE_URL}", well, "Isi KENTONGAN_BASE_URL dengan alamat https://…")


def _secret() -> Finding:
    long = len(settings.SECRET_KEY) >= 50
    kept = Path(settings.DATA_DIR, "secret-key")
    private = not kept.exists() or kept.stat().st_mode & 0o077 == 0
    return Finding(
        "Kunci rahasia panjang dan hanya terbaca pemiliknya",
        long and private,
        f"Pakai 50 huruf acak atau lebih; untuk berkasnya: chmod 600 {kept}",
    )


def _database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding(
            "Basis data terhubung", False, f"Periksa DATABASE_URL dan servernya: {str(error).strip()}"
        )
    return Finding(f"Basis data terhubung ({connection.vendor})", True)


def _tables() -> Finding:
    return Finding("Tabel sesuai versi ini", not pending_migrations(), "Jalankan: kentongan migrate")


def _safe_writes() -> Finding:
    mend = "Pakai pengaturan bawaan: tulisan harus selamat dari listrik padam."
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            safety = cursor.execute("PRAGMA synchronous").fetchone()[0]
            return Finding("SQLite: WAL dan synchronous=FULL", (mode, safety) == ("wal", 2), mend)
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        values = cursor.fetchone()
    return Finding("PostgreSQL: fsync dan synchronous_commit", values[0] == "on" and values[1] != "off", mend)


def _regions() -> Finding:
    count = Region.objects.count()
    return Finding(
        f"{count} wilayah termuat", count > 1, "Jalankan: kentongan init, atau kentongan regions load BERKAS"
    )


def _chain() -> Finding:
    broken = first_broken_link()
    mend = f"Catatan audit nomor {broken} berubah atau terpotong. Hubungi penanggung jawab keamanan."
    return Finding("Rantai catatan audit utuh", broken is None, mend)


def _tried(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except DatabaseError as error:
        return Finding("Tabel dapat dibaca", False, f"Jalankan: kentongan migrate ({str(error).strip()})")
