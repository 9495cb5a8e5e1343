"""What has to stand before pages are served: tables, static files, English texts. Quick when it does."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kentongan.config.messages import compile_messages
from kentongan.domain.groups import standing
from kentongan.domain.tickets import counting

# What django-htmx ships besides the one file we use.
UNUSED = ["*/htmx-4*", "*/htmax-*", "*/ext/*", "*/htmx-2.js"]


def prepare(*, migrate: bool) -> None:
    """Compile the texts, collect the static files, and bring the tables up to date when asked."""
    compile_messages()
    collect_static()
    if migrate and pending_migrations():
        call_command("migrate", interactive=False, verbosity=0)
        standing.build_missing()
        counting.build_missing()


def pending_migrations() -> list[str]:
    """The migrations this version brings that the database has not seen, as ``room.name``."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def collect_static() -> bool:
    """Gather and compress the static files unless the same ones lie there already; says whether it did."""
    root = Path(settings.STATIC_ROOT)
    mark, stamp = root / ".collected", _fingerprint()
    if mark.exists() and mark.read_text() == stamp:
        return False
    call_command("collectstatic", interactive=False, clear=root.exists(), ignore_patterns=UNUSED, verbosity=0)
    mark.write_text(stamp)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list(UNUSED), key=lambda found: found[0]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
