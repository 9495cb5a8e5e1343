"""`make bench`: pages over a synthetic network of any size: time, queries, weight, as a Markdown table.

    python -m tests.bench --villages 84000 --days 30 --rounds 20

Times are of the whole answer by this process (middleware, templates and gzip with it), not of the network.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from statistics import quantiles
from time import perf_counter

import django


def main() -> None:
    """Make the network in a throw-away data folder, then measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--villages", type=int, default=84_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kentongan-bench.") as folder:
        os.environ |= {"KENTONGAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "kentongan.config.settings"}
        django.setup()
        from kentongan.config.prepare import prepare  # tables: after the start
        from kentongan.demo import simulate
        from kentongan.domain.regions.actions import load_bundled
        from tests.bench.scenes import Scenes

        start = perf_counter()
        prepare(migrate=True)
        load_bundled()
        made = simulate.run(villages=args.villages, days=args.days, seed=args.seed)
        _print_head(args, made, perf_counter() - start)
        scenes = Scenes()
        print(f"| publish to the whole country, shown in an inbox | {scenes.publish():.0f} ms | | | |")
        broken = [title for title, get in scenes.pages() if not _print_row(title, get, args.rounds)]
        sys.exit(f"Not measured: {', '.join(broken)}" if broken else 0)


def _print_head(args: argparse.Namespace, made: str, seconds: float) -> None:
    from django.db import connection  # after the start

    print(f"{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{args.villages} villages, {args.days} days, made in {seconds:.0f} s: {made}")
    print()
    print("| what | p50 | p95 | queries | bytes, gzipped |")
    print("|---|---|---|---|---|")


def _print_row(title: str, get: Callable[[], bytes], rounds: int) -> bool:
    from django.db import connection  # after the start
    from django.test.utils import CaptureQueriesContext

    try:
        get()  # what is loaded once is not measured
        with CaptureQueriesContext(connection) as captured:
            weight = len(get())
        queries = len(captured)  # the next request forgets them
    except AssertionError as error:
        print(f"| {title} | {error} | | | |", flush=True)
        return False
    times = list(_timed(get, rounds))
    p50, p95 = quantiles(times, n=20)[9], quantiles(times, n=20)[18]
    print(f"| {title} | {p50:.1f} ms | {p95:.1f} ms | {queries} | {weight:,} |", flush=True)
    return True


def _timed(get: Callable[[], bytes], rounds: int) -> Iterator[float]:
    for _round in range(max(rounds, 2)):
        start = perf_counter()
        get()
        yield (perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
