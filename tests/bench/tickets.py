"""The pages of tickets over a million of them, as those people open them who read most.

    python -m tests.bench.tickets [1000000 [FOLDER]]
    scripts/on-postgres python -m tests.bench.tickets

Tickets lie over all villages of Indonesia, every fifth in Jawa Tengah and every fiftieth in one regency, and
one in twenty is open. Each page is opened whole, signed in, through the same entry as the web server.
"Computing" is the processor time of this process and of the PostgreSQL server's that serves it: all of the
work, whatever else keeps the machine busy. Exit 1 when a page is slower than its bar. A folder with tickets
in it is measured as it is.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic, perf_counter, process_time
from typing import Any

import django

ROUNDS, BAR_MS = 20, 200
DAYS = 1500
BATCH = 50_000
PROVINCE, REGENCY, DISTRICT, VILLAGE = "33", "33.25", "33.25.04", "33.25.04.2005"
OPEN_STATES = ("received", "verified", "dispositioned", "in_progress", "answered", "told")
QUEUES = {
    "queue": "",
    "queue, one state": "tumpukan=meja",
    "queue, one category": "kategori=jalan",
    "queue, a rare category": "kategori=pariwisata",
    "queue, overdue": "tumpukan=lewat",
    "queue, waiting for citizens": "tumpukan=warga",
    "all, newest first": "tumpukan=semua",
    "all, a rare category": "tumpukan=semua&kategori=pariwisata",
}


def main(number: int, folder: str) -> int:
    """Plant, measure, print."""
    os.environ |= {
        "KENTONGAN_DATA": folder,
        "KENTONGAN_BASE_URL": "http://127.0.0.1:8000",
        "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
    }
    django.setup()
    from kentongan.config.prepare import prepare
    from kentongan.domain.tickets.models import Ticket

    prepare(migrate=True)
    if not Ticket.objects.exists():
        start = monotonic()
        plant(number)
        print(f"{number:,} tickets planted in {monotonic() - start:.0f} s", flush=True)
    slow = 0
    for title, times, queries in measure():
        p95 = statistics.quantiles((wall for wall, _cpu in times), n=20)[-1]
        middle = statistics.median(wall for wall, _cpu in times)
        cpu = statistics.mean(cpu for _wall, cpu in times)  # the server's is told in hundredths of seconds
        slow += p95 > BAR_MS
        mark = "OVER" if p95 > BAR_MS else ""
        times_of = f"median {middle:7.1f}  p95 {p95:7.1f}  computing {cpu:7.1f} ms"
        print(f"{title:46} {times_of}  {queries:2} queries {mark}", flush=True)
    print(f"load average {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")
    return 1 if slow else 0


def plant(number: int) -> None:
    """The regions, an agency for each regency, the tickets."""
    from django.db import connection, transaction

    from kentongan.domain.people.models import Agency
    from kentongan.domain.regions.actions import load_bundled
    from kentongan.domain.regions.bulk import plant_rows, refresh_statistics
    from kentongan.domain.regions.models import Region
    from kentongan.domain.tickets import counting
    from kentongan.domain.tickets.actions import load_examples
    from kentongan.domain.tickets.models import Ticket

    load_bundled()
    load_examples()
    Agency.objects.bulk_create(
        Agency(region=one, name=f"Dinas Pekerjaan Umum {one.name}", short_name="DPU", kind="regional_agency")
        for one in Region.objects.filter(level=2)
    )
    columns = list(Ticket._meta.concrete_fields)
    names = [str(field.column) for field in columns]
    blank = {
        field.attname: "" if field.get_internal_type() in _TEXTS else field.get_default() for field in columns
    }
    begun = _rows(number, blank)
    with connection.schema_editor() as editor:  # written row by row they would take most of the time
        for index in Ticket._meta.indexes:
            editor.remove_index(Ticket, index)
    while batch := [row for _, row in zip(range(BATCH), begun, strict=False)]:
        with transaction.atomic():
            plant_rows(Ticket, names, batch)
    with connection.schema_editor() as editor:
        for index in Ticket._meta.indexes:
            editor.add_index(Ticket, index)
    refresh_statistics(Ticket)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as autovacuum does within the hour
            cursor.execute("VACUUM tickets_ticket")
    counting.rebuild()


_TEXTS = {"CharField", "TextField"}


def _rows(number: int, blank: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    from kentongan.demo.planting import uuid_of
    from kentongan.domain.people.models import Agency
    from kentongan.domain.regions.models import Region
    from kentongan.domain.tickets.models import Category

    rng = Random(7)  # noqa: S311 - a seed, no secret
    places = [
        list(Region.objects.filter(level=4, code__startswith=start).values_list("code", flat=True))
        for start in ("", f"{PROVINCE}.", f"{REGENCY}.")
    ]
    agencies = {code: key.hex for key, code in Agency.objects.values_list("pk", "region_id")}
    often = list(Category.objects.exclude(code="pariwisata").values_list("code", flat=True))
    today = date.today()  # noqa: DTZ011 - some day
    for at in range(number):
        chance = rng.random()
        region = rng.choice(places[2 if chance < 0.02 else 1 if chance < 0.2 else 0])
        yield tuple(
            (blank | _ticket(at, region, agencies, often, today, rng) | {"id": uuid_of(rng)}).values()
        )


def _ticket(
    at: int, region: str, agencies: dict[str, str], often: list[str], today: date, rng: Random
) -> dict[str, Any]:
    opened = rng.random() < 0.05
    received = today - timedelta(days=rng.randrange(60 if opened else DAYS))
    answered = received + timedelta(days=rng.randrange(1, 40))
    due = (today + timedelta(days=rng.randrange(-15, 15))).isoformat()
    agency = agencies.get(region[:5]) if rng.random() < 0.7 else None
    values: dict[str, Any] = {
        "code": f"T-B{at:08d}",
        "kind": rng.choice(("complaint", "complaint", "aspiration", "information")),
        "category_id": "pariwisata" if rng.random() < 0.001 else rng.choice(often),
        "region_id": region,
        "province": region[:2],
        "regency": region[:5],
        "agency_id": agency,
        "title": "Laporan uji beban",
        "text": "Laporan buatan untuk uji beban, sepanjang kalimat yang biasa ditulis warga. " * 3,
        "identity": "none",
        "content": "public" if rng.random() < 0.9 else "restricted",
        "door": "public",
        "received_on": received.isoformat(),
        "digest": "0" * 64,
    }
    if opened:
        state = rng.choice(OPEN_STATES)
        return values | {"state": state, "stage": "answer", "due_on": due, "very_due_on": due}
    days = max(1, (answered - received).days * 5 // 7)
    return values | {
        "state": "closed",
        "answered_on": answered.isoformat(),
        "answer_days": days,
        "in_time": int(days <= 14),
        "rating": rng.randrange(1, 6) if rng.random() < 0.2 else None,
        "told_on": answered.isoformat() if rng.random() < 0.8 else None,
        "closed_on": (answered + timedelta(days=12)).isoformat(),
    }


def measure() -> Iterator[tuple[str, list[tuple[float, float]], int]]:
    """Each page with the times of its rounds (waited, computing; milliseconds) and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.bench.visits import Browser

    for who, browser in _people().items():
        pages = {f"{who}: {title}": f"/kantor/lapor/?{query}" for title, query in QUEUES.items()}
        pages[f"{who}: far page of all"] = f"/kantor/lapor/?tumpukan=semua&sesudah={_cursor()}"
        pages[f"{who}: figures of a year"] = "/kantor/lapor/angka/"
        pages[f"{who}: home"] = "/kantor/"
        for title, path in pages.items():
            browser.get(path)
            with CaptureQueriesContext(connection) as captured:
                answer = browser.get(path)
            queries = len(captured)  # now: the next request empties the log
            assert answer.status == 200, (path, answer.status)
            yield title, [_once(browser, path) for _ in range(ROUNDS)], queries
    for title, path in {
        "public: tickets of a province": f"/wilayah/{PROVINCE}/lapor/",
        "public: tickets of a regency": f"/wilayah/{REGENCY}/lapor/",
        "public: form": "/lapor/",
    }.items():
        browser = Browser()
        answer = browser.get(path)
        assert answer.status == 200, (path, answer.status)
        yield title, [_once(browser, path) for _ in range(ROUNDS)], 0


def _once(browser: Any, path: str) -> tuple[float, float]:
    start, worked = perf_counter(), process_time() + _server_time()
    browser.get(path)
    taken = perf_counter() - start
    return taken * 1000, (process_time() + _server_time() - worked) * 1000


def _server_time() -> float:
    """Seconds that the process of the PostgreSQL server computed which serves this one (Linux tells it)."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    process = connection.connection.info.backend_pid
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _people() -> dict[str, Any]:
    from kentongan.domain.people.models import Agency, Person, User
    from tests.actors import actor
    from tests.bench.visits import Browser

    wanted = {
        "desk of a regency": ("division_head", REGENCY),
        "agency": ("agency_officer", REGENCY),
        "district": ("district_officer", DISTRICT),
        "village": ("village_officer", VILLAGE),
        "province": ("province_supervisor", PROVINCE),
        "ministry": ("province_supervisor", "00"),
    }
    found = {}
    for number, (who, (role, region)) in enumerate(wanted.items()):
        user = User.objects.filter(username=f"bench{number}").first()
        if user is None:
            person = Person.objects.create(name=f"Orang {number}")
            user = User.objects.create(username=f"bench{number}", person=person)
            agency = Agency.objects.get(region=REGENCY).pk if who == "agency" else None
            actor(role, region, agency=agency, user=user)
        found[who] = Browser(user)
    return found


def _cursor() -> str:
    """The page's own mark for "after this ticket", nine tenths down (doors/office/paging.py)."""
    import base64
    import json

    day = date.today() - timedelta(days=DAYS * 9 // 10)  # noqa: DTZ011 - as planted
    values = [day.isoformat(), "80000000-0000-4000-8000-000000000000"]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        sys.exit(main(asked, sys.argv[2]))
    with tempfile.TemporaryDirectory(prefix="kentongan-bench.") as kept:
        sys.exit(main(asked, kept))
