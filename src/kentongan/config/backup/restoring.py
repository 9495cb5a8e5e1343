"""Putting a backup back, into a place where nothing is lost."""

import shutil
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from kentongan.config.backup import rows
from kentongan.config.backup.archive import ATTACHMENTS, PORTABLE, Contents, verify
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups import standing
from kentongan.domain.tickets import counting


def restore(path: Path) -> Contents:
    """Fill an empty installation from a backup and bring its tables up to this version.

    Refuses where there are records or attachments already: choose an empty folder, or an empty database.
    """
    contents = verify(path)
    _require_empty()
    with zipfile.ZipFile(path) as archive:
        for name in contents.attachments:
            _extract(archive, name, Path(settings.ATTACHMENTS_DIR, name.removeprefix(f"{ATTACHMENTS}/")))
        if contents.database == PORTABLE:
            call_command("migrate", interactive=False, verbosity=0)
            with archive.open(PORTABLE) as lines:
                rows.load(lines)
        else:
            _put_sqlite(archive, contents.database)
            call_command("migrate", interactive=False, verbosity=0)
    standing.build_missing()
    counting.build_missing()
    return contents


def _require_empty() -> None:
    attachments = Path(settings.ATTACHMENTS_DIR)
    if attachments.exists() and any(attachments.iterdir()):
        raise Invalid(f"Folder {attachments} sudah berisi. Pulihkan ke folder kosong: --into FOLDER")
    if "people_user" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM people_user LIMIT 1")
            if cursor.fetchone():
                raise Invalid("Basis data sudah berisi. Pulihkan ke folder kosong: --into FOLDER")


def _put_sqlite(archive: zipfile.ZipFile, name: str) -> None:
    if connection.vendor != "sqlite":
        raise Invalid("Cadangan ini salinan SQLite. Untuk PostgreSQL, buat cadangan dengan --portable.")
    target = Path(connection.settings_dict["NAME"])
    connections.close_all()
    for left in (target, target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
        left.unlink(missing_ok=True)
    _extract(archive, name, target)


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("xb") as out:
        shutil.copyfileobj(source, out)
