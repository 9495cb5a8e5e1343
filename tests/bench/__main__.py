"""One database measured: `scripts/bench` runs this for SQLite and for PostgreSQL, then makes the tables.

    python -m tests.bench RESULT.json [--villages 84000] [--days 10] [--rounds 20]

Everything happens in a throw-away data folder: tables, regions, the demonstration (whose pages are weighed),
then a synthetic network of national size (over which the times are taken).
"""

import argparse
import json
import os
import platform
import sqlite3
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

import django


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("result", type=Path)
    parser.add_argument("--villages", type=int, default=84_000)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kentongan-bench.") as folder:
        os.environ |= {
            "KENTONGAN_DATA": folder,
            "KENTONGAN_DEMO": "1",
            "KENTONGAN_BASE_URL": "http://127.0.0.1:8000",
            "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
        }
        django.setup()
        args.result.write_text(json.dumps(_measure(args), indent=1))


def _measure(args: argparse.Namespace) -> dict[str, Any]:
    from django.db import connection  # tables: after the start

    from kentongan.config.prepare import prepare
    from kentongan.demo import seed, simulate
    from kentongan.domain.people.models import User
    from kentongan.domain.regions.actions import load_bundled
    from tests.bench import memory, pages, scale, syncs, tours
    from tests.bench.visits import Browser

    _say(f"{_version(connection)}: tables, regions, demonstration …")
    prepare(migrate=True)
    start = monotonic()
    load_bundled()
    regions = monotonic() - start
    seed.build()
    start = monotonic()
    weights = pages.weigh(args.rounds)
    _say(f"{len(weights)} pages weighed in {monotonic() - start:.0f} s")
    used = None
    if connection.vendor == "sqlite":
        head = Browser(User.objects.get(username=pages.CHIEF))
        visits = [
            ("/", ""),
            ("/wilayah/33.18/", ""),
            ("/kantor/", head.cookie),
            ("/kantor/paket/", head.cookie),
        ]
        used = memory.measure(visits)
    plans = tours.measure()
    _say(f"{len(plans)} tours planned in {sum(plan['seconds'] for plan in plans):.1f} s")
    phones = syncs.measure()
    _say(f"{len(phones)} syncs measured")
    size = simulate.build(villages=args.villages, days=args.days, seed=1)
    _say(f"{size.groups} groups in {size.group_seconds:.0f} s")
    _say(f"{size.facts} receipts and activities in {size.traffic_seconds:.0f} s")
    return {
        "database": _version(connection),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[2],  # over the last 15 minutes: what else the machine had to do
        "arguments": {"villages": args.villages, "days": args.days, "rounds": args.rounds},
        "regions_seconds": regions,
        "simulate": vars(size),
        "pages": weights,
        "memory": used,
        "tours": plans,
        "syncs": phones,
        "scale": scale.measure(args.rounds),
    }


def _version(connection: Any) -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    number = connection.pg_version  # 150004 for 15.4
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
