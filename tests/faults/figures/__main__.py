"""The figures of docs/reliability.md on one database; ``scripts/reliability`` runs this for both.

    python -m tests.faults.figures [--only storm,kills] [--operations 10000] [--kills 200] [--minutes 10]

Everything happens in a throw-away data folder (and the database that DATABASE_URL names). Exit 1 when a
figure misses its bar. Nothing is written.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.figures.row import Row

DEVICES = 500
ALL = ("storm", "cuts", "kills", "deaths", "eight", "slow", "crowd", "power")
SQLITE_ONLY = {"crowd", "power"}


def main() -> int:
    """Measure what is asked for, and print a row for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.figures")
    parser.add_argument("--only", default=",".join(ALL))
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--deaths", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=10)
    args = parser.parse_args()
    if "power" in args.only and args.only != "power":
        args.only = args.only.replace(",power", "").replace("power,", "")
        return max(_in_a_folder(args), _alone("power"))
    return _in_a_folder(args)


def _alone(name: str) -> int:
    """A figure that wants a process and a small database of its own."""
    if os.environ.get("DATABASE_URL"):
        return 0  # a server with its own files: SQLite's figure alone
    return subprocess.call([sys.executable, "-m", "tests.faults.figures", "--only", name])


def _in_a_folder(args: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="kentongan-faults.") as folder:
        os.environ |= {"KENTONGAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "kentongan.config.settings"}
        os.environ.pop("KENTONGAN_BASE_URL", None)
        django.setup()
        return _measure(args)


def _measure(args: argparse.Namespace) -> int:
    from django.db import connection  # tables: after the start

    from kentongan.config.prepare import prepare
    from kentongan.domain.regions.actions import load_bundled
    from tests.cast import plant_regions
    from tests.faults.figures import crowd, cuts, kills, power, slow, storm
    from tests.faults.figures.server import ForkedServer, Server
    from tests.faults.world import load_lists, plant_members

    has_sqlite = connection.vendor == "sqlite"
    wanted = [name for name in args.only.split(",") if has_sqlite or name not in SQLITE_ONLY]
    prepare(migrate=True)
    if "crowd" in wanted:
        load_bundled()
    else:
        plant_regions()  # for power every state of the disk is written out: a small file makes it quick
    load_lists()
    members = plant_members(20 + (DEVICES if "crowd" in wanted else 0))
    connection.close()
    print(f"{_version(connection)}, {os.cpu_count()} cores, Python {platform.python_version()}")  # noqa: T201
    measures: dict[str, Callable[[Server], Row]] = {
        "storm": lambda server: storm.measure(server, members[:4], args.operations),
        "cuts": lambda server: cuts.measure(server, members[4]),
        "kills": lambda server: kills.measure(server, members[5:7], args.kills, "`kentongan serve`"),
        "deaths": lambda server: kills.measure(
            server, members[17:19], args.deaths, "the application, ready loaded,"
        ),
        "eight": lambda server: crowd.measure_eight(server, members[7:15]),
        "slow": lambda server: slow.measure(server, members[15]),
        "crowd": lambda server: crowd.measure_crowd(server, members[20:], args.minutes),
    }
    rows = []
    for name in wanted:
        if name == "power":
            row = power.measure(members[16])
        else:
            with (ForkedServer if name == "deaths" else Server)() as server:
                row = measures[name](server)
        rows.append(row)
        load = os.getloadavg()[0]
        print(f"| {row.what} | {row.figure} | {'yes' if row.holds else 'NO'} | {load:.1f} |", flush=True)  # noqa: T201
    return 0 if all(row.holds for row in rows) else 1


def _version(connection: object) -> str:
    vendor = getattr(connection, "vendor", "")
    if vendor == "sqlite":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    return f"PostgreSQL {getattr(connection, 'pg_version', 0) // 10_000}"


if __name__ == "__main__":
    sys.exit(main())
