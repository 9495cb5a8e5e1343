"""The lists of tickets at a million rows: the queue, what is finished, one area's public page.

``python -m tests.bench.tickets N`` over a data folder that holds a demonstration; run by hand, not in CI.
"""

import statistics
import sys
from datetime import timedelta
from random import Random
from time import perf_counter
from typing import Any

ROUNDS = 20
BAR_MS = 200


def plant(number: int) -> None:
    """Tickets over all villages, one in twenty open, through plain rows."""
    from django.utils import timezone

    from kentongan.demo.planting import plant as write
    from kentongan.demo.planting import uuid_of
    from kentongan.domain.regions.models import Region
    from kentongan.domain.tickets.models import Ticket

    rng, today = Random(7), timezone.localdate()  # noqa: S311 - a seed, no secret
    villages = list(Region.objects.filter(level=4).values_list("code", flat=True))
    columns = {field.attname: field.get_default() for field in Ticket._meta.concrete_fields}
    columns = {name: "" if value is None and "text" in name else value for name, value in columns.items()}
    for begin in range(0, number, 20_000):
        rows: list[dict[str, Any]] = []
        for offset in range(begin, min(begin + 20_000, number)):
            opened = rng.random() < 0.05
            day = today - timedelta(days=rng.randrange(1500))
            due = (today + timedelta(days=rng.randrange(-20, 20))).isoformat() if opened else None
            rows.append(
                columns
                | {
                    "id": uuid_of(rng),
                    "code": f"T-B{offset:08d}",
                    "kind": rng.choice(("complaint", "aspiration", "information")),
                    "category_id": rng.choice(("jalan", "kesehatan", "internet")),
                    "region_id": rng.choice(villages),
                    "title": "Laporan uji beban",
                    "text": "Laporan buatan untuk uji beban.",
                    "identity": "none",
                    "content": "public" if rng.random() < 0.9 else "restricted",
                    "door": "public",
                    "received_on": day.isoformat(),
                    "digest": "0" * 64,
                    "state": "verified" if opened else "closed",
                    "stage": "start" if opened else "",
                    "due_on": due,
                    "very_due_on": due,
                }
            )
        write(Ticket, rows)


def measure() -> list[tuple[str, float]]:
    """The 95th percentile in milliseconds of each list, for the head of a regency and for a province."""
    from django.http import QueryDict

    from kentongan.domain.people.access import authority_of
    from kentongan.domain.people.models import User
    from kentongan.domain.tickets import access
    from kentongan.doors.office.paging import bounded_count, page_after
    from kentongan.doors.office.tickets.queue import EARLIEST, NEWEST, filtered

    found = []
    for name in ("batang.kabid", "batang.reban.sekcam", "batang.dinkes", "jateng.provinsi"):
        by = authority_of(User.objects.get(username=name))
        for query, order in (("", EARLIEST), ("tumpukan=lewat", EARLIEST), ("tumpukan=semua", NEWEST)):
            times = []
            for _round in range(ROUNDS):
                begun = perf_counter()
                rows = filtered(access.visible(by), QueryDict(query))
                page_after(
                    rows.filter(due_on__isnull=False) if order is EARLIEST else rows, QueryDict(), order
                )
                bounded_count(rows)
                times.append((perf_counter() - begun) * 1000)
            found.append((f"{name} {query or 'open'}", statistics.quantiles(times, n=20)[-1]))
    return found


def main() -> int:
    """Plant, measure, print."""
    import django

    django.setup()
    plant(int(sys.argv[1]))
    slow = 0
    for name, ms in measure():
        slow += ms > BAR_MS
        print(f"{name:40} p95 {ms:8.1f} ms {'OVER' if ms > BAR_MS else ''}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
