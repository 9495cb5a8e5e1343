"""The tables of `make bench`: printed, and with ``--write`` put into docs/ between their markers.

    python -m tests.bench.report SQLITE.json POSTGRESQL.json [--write]

Exit code 1 when a page breaks its budget of bytes, requests or queries. Times never fail it: they depend on
what else the machine does.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- figures of `make bench`: begin -->", "<!-- figures of `make bench`: end -->"
PUBLIC_CPU = 4  # milliseconds


def main() -> int:
    """Print both documents' figures, write them when asked, and say what is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.report")
    parser.add_argument("results", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    runs = [json.loads(path.read_text()) for path in args.results]
    figures = performance(runs)
    print(figures)
    if args.write:
        _put(DOCS / "performance.md", figures)
        _put(DOCS / "scaling.md", sizes(runs))
    broken = [
        f"{run['database']}: {page['title']}: {', '.join(page['broken'])}"
        for run in runs
        for page in run["pages"]
        if page["broken"]
    ]
    for line in broken:
        print(f"broken: {line}", file=sys.stderr)
    return 1 if broken else 0


def performance(runs: list[dict[str, Any]]) -> str:
    """All figures of the runs as Markdown."""
    parts = [
        _machine(runs),
        _making(runs),
        _memory(runs),
        _scale(runs),
        _syncs(runs),
        _tours(runs),
        _pages(runs),
    ]
    return "\n\n".join(part for part in parts if part)


def sizes(runs: list[dict[str, Any]]) -> str:
    """The few figures that docs/scaling.md rests on."""
    wanted = (
        "publish to the whole country",
        "inbox of a village",
        "board of a regency by village",
        "board of a province by regency",
        "board of the country by province",
    )
    return f"{_machine(runs)}\n\n" + _times(runs, lambda title: title in wanted)


def _machine(runs: list[dict[str, Any]]) -> str:
    run = runs[0]
    asked = run["arguments"]
    databases = " and ".join(entry["database"] for entry in runs)
    load = max(run.get("load", 0) for run in runs)
    busy = f" Load average {load:.1f}: other work ran beside it, so the times are too long."
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y} by `make bench` "
        f"({asked['villages']:,} groups, {asked['days']} days, {asked['rounds']} rounds) "
        f"on {run['cores']} cores, Python {run['python']}, {databases}, all on one machine."
        + (busy if load > run["cores"] else "")
    )


def _making(runs: list[dict[str, Any]]) -> str:
    rows = [
        ("load all regions of Indonesia (bar 20)", [f"{run['regions_seconds']:.1f} s" for run in runs]),
        (
            "`kentongan simulate`: groups with boards and decrees (bar 60)",
            [f"{run['simulate']['groups']:,} in {run['simulate']['group_seconds']:.0f} s" for run in runs],
        ),
        (
            "`kentongan simulate`: receipts and activities",
            [f"{run['simulate']['facts']:,} in {run['simulate']['traffic_seconds']:.0f} s" for run in runs],
        ),
    ]
    return "### Loading\n\n" + _table(["what", *_names(runs)], [[title, *cells] for title, cells in rows])


def _memory(runs: list[dict[str, Any]]) -> str:
    used = next((run["memory"] for run in runs if run["memory"]), None)
    if not used:
        return ""
    return (
        "### Memory\n\n"
        f"`kentongan serve` with the demonstration on SQLite, after {used['requests']} requests: "
        f"{used['processes']} processes (supervisor, web and worker) hold {used['rss']:.0f} MB resident "
        f"(bar 250), {used['pss']:.0f} MB when pages they share count once."
    )


def _scale(runs: list[dict[str, Any]]) -> str:
    return "### Times with the whole country loaded\n\n" + _times(runs, lambda _title: True)


def _times(runs: list[dict[str, Any]], wanted: Any) -> str:
    lines = []
    for number, entry in enumerate(runs[0]["scale"]):
        if not wanted(entry["title"]):
            continue
        cells = [_time(run["scale"][number]) for run in runs]
        lines.append(
            [entry["title"], *cells, f"{entry['bar']}" if entry["bar"] else "", str(entry["queries"] or "")]
        )
    head = ["what", *(f"{name}, p50 / p95 ms" for name in _names(runs)), "bar", "queries"]
    return _table(head, lines)


def _time(entry: dict[str, Any]) -> str:
    over = " **over**" if entry["bar"] and entry["p95"] > entry["bar"] else ""
    return f"{_short(entry['p50'])} / {_short(entry['p95'])}{over}"


def _short(number: float) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def _tours(runs: list[dict[str, Any]]) -> str:
    lines = []
    for number, plan in enumerate(runs[0].get("tours", ())):
        seconds = [run["tours"][number]["seconds"] for run in runs]
        cells = [f"{spent:.1f}" + (" **over**" if spent > plan["bar"] else "") for spent in seconds]
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(plan["warnings"].items())) or "none"
        counts = [
            f"{plan['placed']} of {plan['stops']}",
            str(plan["villages"]),
            str(plan["working_days"]),
            told,
        ]
        lines.append([plan["title"], *cells, str(plan["bar"]), *counts])
    if not lines:
        return ""
    head = ["tour", *(f"seconds, {name}" for name in _names(runs)), "bar"]
    return "### Planning tours\n\n" + _table(
        [*head, "meetings placed", "villages", "working days", "warnings afterwards"], lines
    )


def _syncs(runs: list[dict[str, Any]]) -> str:
    lines = []
    for number, sync in enumerate(runs[0].get("syncs", ())):
        spent = [_short(run["syncs"][number]["cpu_ms"]) for run in runs]
        if "up" not in sync:
            lines.append([sync["title"], "", "", "", f"{sync['cpu_bar']} ms", *spent])
            continue
        total = sync["up"] + sync["down"]
        over = " **over**" if total > sync["bar"] else ""
        bar = f"{sync['bar']:,} B{over}"
        lines.append(
            [sync["title"], str(sync["requests"]), f"{sync['up']:,}", f"{sync['down']:,}", bar, *spent]
        )
    if not lines:
        return ""
    head = ["sync", "requests", "bytes up", "down", "bar", *(f"CPU ms, {name}" for name in _names(runs))]
    return "### A phone's sync\n\n" + _table(head, lines)


def _pages(runs: list[dict[str, Any]]) -> str:
    lines = []
    for number, page in enumerate(runs[0]["pages"]):
        both = [run["pages"][number] for run in runs]
        broken = sorted({reason for entry in both for reason in entry["broken"]})
        lines.append(
            [
                page["title"],
                f"{max(entry['first'] for entry in both):,}",
                f"{max(entry['later'] for entry in both):,}",
                str(page["requests"]),
                str(max(entry["queries"] for entry in both)),
                *(_short(entry["cpu_ms"]) for entry in both),
                "; ".join(broken) or "kept",
            ]
        )
    head = ["page", "first visit, bytes", "later", "requests", "queries"]
    return "### Pages of the demonstration\n\n" + _table(
        [*head, *(f"CPU ms, {name}" for name in _names(runs)), "budget"], lines
    )


def _names(runs: list[dict[str, Any]]) -> list[str]:
    return [run["database"].split()[0] for run in runs]


def _table(head: list[str], rows: list[list[str]]) -> str:
    marks = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, marks, *rows])


def _put(path: Path, figures: str) -> None:
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _old, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
