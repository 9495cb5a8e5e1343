"""Making a backup while the installation goes on working."""

import os
import sqlite3
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kentongan.config.backup import rows
from kentongan.config.backup.archive import (
    ATTACHMENTS,
    MANIFEST,
    PORTABLE,
    SQLITE,
    Contents,
    digest_of,
    verify,
)
from kentongan.domain.core.problems import Invalid

# Rows that belong to running devices and workers, emptied in the copy.
_EMPTIED = ("people_session", "django_tasks_database_dbtaskresult")


def backup(path: Path, *, portable: bool = False) -> Contents:
    """Write one file with all records and attachments, prove it whole, then give it its name.

    Records are as of one moment. Attachments are copied after them, so none that a record names is missing.
    """
    if path.exists():
        raise Invalid(f"Berkas {path} sudah ada. Pilih nama lain; cadangan lama tidak ditimpa.")
    exact = connection.vendor == "sqlite" and not portable
    contents = Contents(timezone.now().isoformat(), version("kentongan"), SQLITE if exact else PORTABLE)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(half, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            half.chmod(0o600)
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                database = Path(folder, contents.database)
                _copy_database(database, exact=exact)
                _add(archive, contents, database, contents.database)
            for file in sorted(Path(settings.ATTACHMENTS_DIR).rglob("*")):
                if file.is_file():
                    name = file.relative_to(settings.ATTACHMENTS_DIR).as_posix()
                    _add(archive, contents, file, f"{ATTACHMENTS}/{name}")
            archive.writestr(MANIFEST, contents.to_json())
        verify(half)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return contents


def _copy_database(target: Path, *, exact: bool) -> None:
    if not exact:
        with target.open("wb") as out:
            rows.dump(out)
        return
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
        for table in _EMPTIED:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own, above
        copy.commit()
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        copy.execute("VACUUM")
    finally:
        copy.close()
        source.close()


def _add(archive: zipfile.ZipFile, contents: Contents, file: Path, name: str) -> None:
    with file.open("rb") as source:
        contents.digests[name] = digest_of(source)
    archive.write(file, name)
