"""One file for everything an installation keeps: its records and the files handed in.

A ZIP with ``manifest.json`` (what each member must hash to), ``database.sqlite3`` or ``database.jsonl``, and
``lampiran/…``. The first is an exact copy, the second is read by either database and is how one moves from
SQLite to PostgreSQL. Not inside: the secret key, sessions, and jobs that wait (a restore must not send a
message again).
"""

from kentongan.config.backup.archive import Contents, verify
from kentongan.config.backup.restoring import restore
from kentongan.config.backup.writing import backup

__all__ = ["Contents", "backup", "restore", "verify"]
