"""How long the whole country takes: publishing, inboxes, boards, lists, search."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kentongan.domain.activities.boards import release_board
from kentongan.domain.core.acting import System
from kentongan.domain.groups.boards import coverage
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency, User
from kentongan.domain.regions.models import Region
from kentongan.domain.releases import actions
from kentongan.domain.releases.access import inbox
from kentongan.domain.releases.models import Publication
from tests.bench import pages
from tests.bench.visits import Browser

BOARD_BAR, INBOX_BAR, LIST_BAR, SEARCH_BAR, PUBLISH_BAR = 200, 50, 200, 50, 1000  # milliseconds
WRITER, HEAD = System("Pengukuran: penulis"), System("Pengukuran: kepala")


def measure(rounds: int) -> list[dict[str, Any]]:
    """Every figure, with its bar in milliseconds and how often it was taken."""
    rng = Random(1)  # noqa: S311 - the same sample each time
    return [
        *_publishing(rng),
        *_reading(rng, rounds),
        *_coverage(rng, rounds),
        *_listing(rounds),
        *_pages(rounds),
    ]


def row(
    title: str, times: list[float], bar: int | None, queries: int | None = None, unit: str = "ms"
) -> dict[str, Any]:
    """A line of the table: median and 95th percentile."""
    cut = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    return {
        "title": title,
        "p50": cut[9],
        "p95": cut[18],
        "n": len(times),
        "bar": bar,
        "queries": queries,
        "unit": unit,
    }


def _publishing(rng: Random) -> Iterator[dict[str, Any]]:
    """From the order to publish until fifty inboxes all over the country show it."""
    groups = _sample(Group.objects.filter(is_demo=True), 50, rng)
    agency = Agency.objects.filter(region_id="00")[0]
    ordered, shown = [], []
    for number in range(5):
        version = actions.draft(
            region="00",
            agency=agency,
            title=f"Contoh ukuran {number}",
            summary="Contoh.",
            body="Contoh.",
            short_text="Contoh.",
            spoken_text="Contoh.",
            areas=["00"],
            is_demo=True,
            by=WRITER,
        )
        actions.submit(version, by=WRITER)
        actions.approve(version.release, version.number, by=HEAD)
        start = perf_counter()
        publication = actions.publish(version.release, by=HEAD)
        ordered.append((perf_counter() - start) * 1000)
        for group in groups:
            if not inbox(group).filter(pk=publication.pk).exists():
                raise RuntimeError(f"{group} does not have what was published to the country")
        shown.append((perf_counter() - start) * 1000)
        actions.withdraw(version.release, "Contoh ukuran.", by=HEAD)
    yield row("publish to the whole country", ordered, PUBLISH_BAR)
    yield row("… until 50 inboxes asked one after the other all show it", shown, PUBLISH_BAR)


def _reading(rng: Random, rounds: int) -> Iterator[dict[str, Any]]:
    groups = _sample(Group.objects.filter(is_demo=True), 200, rng)
    yield _each("inbox of a village", groups, lambda group: list(inbox(group)), INBOX_BAR)
    national = Publication.objects.live().filter(areas__region="00").select_related("version", "release")[0]
    held = Region.objects.filter(groups__isnull=False)
    provinces = Region.objects.filter(
        level=1, code__in={code[:2] for code in held.values_list("code", flat=True)}
    )
    regencies = Region.objects.filter(
        level=2, code__in={code[:5] for code in held.values_list("code", flat=True)}
    )
    country = Region.objects.get(code="00")
    for title, places, by in (
        ("board of a regency by village", _sample(regencies, 100, rng), "village"),
        ("board of a province by regency", list(provinces), "regency"),
        ("board of the country by province", [country] * rounds, "province"),
        ("board of the country by regency", [country] * rounds, "regency"),
    ):
        publication = Publication.objects.select_related("version", "release").get(pk=national.pk)
        yield _each(
            title, places, lambda place, by=by, out=publication: release_board(out, place, by), BOARD_BAR
        )
    words = [_typed(place) for place in _sample(Region.objects.filter(level=4), 300, rng)]
    yield _each("search for a village by name", words, Region.objects.search, SEARCH_BAR)
    starts = [word[:4] for word in words]
    yield _each("search by the first four letters", starts, Region.objects.search, SEARCH_BAR)


def _coverage(rng: Random, rounds: int) -> Iterator[dict[str, Any]]:
    """What has a group and what has none, from the roll-up and from the spans of an area."""
    country, province = Region.objects.get(code="00"), Region.objects.get(code="33")
    seated = sorted({code[:5] for code in Group.objects.values_list("region_id", flat=True) if len(code) > 5})
    regencies = Region.objects.filter(code__in=seated)
    earlier = timezone.localdate() - timedelta(days=700)
    for title, places, options in (
        ("coverage of the country by province", [country] * rounds, {}),
        ("coverage of the country by regency", [country] * rounds, {"by": 2}),
        (
            "coverage of the country by regency, with a decree, 700 days ago",
            [country] * rounds,
            {"by": 2, "stage": "recognised", "on": earlier},
        ),
        ("coverage of a province by regency", [province] * rounds, {}),
        ("coverage of a province by regency, of districts", [province] * rounds, {"unit": "district"}),
        ("coverage of a regency by village", _sample(regencies, 100, rng), {"by": 4}),
    ):
        yield _each(title, places, lambda place, options=options: coverage(place, **options), BOARD_BAR)


def _typed(place: Region) -> str:
    return f"{place.name} {place.path[-2].name}".lower()


def _listing(rounds: int) -> Iterator[dict[str, Any]]:
    """The office's list of groups over the whole country, as the page that people open."""
    try:
        base = reverse("office:group-list")
    except NoReverseMatch:  # the door is not open yet
        return
    reader = Browser(User.objects.get(username=pages.COUNTRY))
    deep = Group.objects.order_by("region_id", "name", "pk")[int(Group.objects.count() * 0.9)]
    queries = {
        "list of groups, first page": "",
        "list of groups of a province": "?wilayah=33",
        "list of groups by stage": "?tahap=registered",
        "list of groups without a decree": "?sk=none",
        "list of groups whose decree ends soon": "?sk=expiring",
        "list of groups by name": "?q=sumberejo",
        "list of groups, nine tenths down": f"?sesudah={_cursor(deep)}",
    }
    for title, query in queries.items():
        yield _visited(title, reader, base + query, rounds, LIST_BAR)


def _cursor(group: Group) -> str:
    """The page's own mark for "after this row" (doors/office/paging.py)."""
    values = [group.region_id, group.name, str(group.pk)]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _pages(rounds: int) -> Iterator[dict[str, Any]]:
    """Pages of the national offices and of everybody, with the country behind them."""
    national = Publication.objects.live().filter(areas__region="00").newest()[0].release.code
    reader, public = Browser(User.objects.get(username=pages.COUNTRY)), Browser()
    board = reverse("office:release-board", args=[national])
    yield _visited("page: board of the country", reader, board, rounds, LIST_BAR)
    yield _visited("page: board of a province", reader, f"{board}?wilayah=33", rounds, LIST_BAR)
    chase = reverse("office:release-chase", args=[national])
    yield _visited("page: silent groups of the country", reader, chase, rounds, LIST_BAR)
    yield _visited("page: home of the ministry", reader, reverse("office:home"), rounds, LIST_BAR)
    yield _visited("page: packages", reader, reverse("office:release-list"), rounds, LIST_BAR)
    yield _visited("page: activities", reader, reverse("office:activity-list"), rounds, LIST_BAR)
    yield _visited("page: public home", public, "/", rounds, LIST_BAR)
    covered = reverse("office:coverage")
    for title, query in (
        ("page: coverage of the country by province", "?wilayah=00"),
        ("page: coverage of the country by regency", "?wilayah=00&rinci=2"),
        ("page: coverage of a regency by village with map", "?wilayah=33.18&rinci=4"),
    ):
        yield _visited(title, reader, covered + query, rounds, LIST_BAR)
    yield _visited("page: public coverage of the country", public, "/wilayah/00/capaian/", rounds, LIST_BAR)
    for code in ("00", "33", "33.18", "33.18.13", "33.18.13.2001"):
        yield _visited(f"page: public area {code}", public, f"/wilayah/{code}/", rounds, LIST_BAR)
    yield _visited("page: public groups of a province", public, "/wilayah/33/kim/", rounds, LIST_BAR)
    member = Browser(User.objects.get(username=pages.MEMBER))
    group = pages.facts()["group"]
    yield _visited("page: inbox on the phone", member, f"/k/{group}/", rounds, LIST_BAR)


def _each(title: str, things: Iterable[Any], work: Callable[[Any], object], bar: int) -> dict[str, Any]:
    times, queries = [], 0
    for number, thing in enumerate(things):
        if number == 0:
            with CaptureQueriesContext(connection) as captured:
                work(thing)
            queries = len(captured)
        start = perf_counter()
        work(thing)
        times.append((perf_counter() - start) * 1000)
    return row(title, times, bar, queries)


def _visited(title: str, browser: Browser, path: str, rounds: int, bar: int) -> dict[str, Any]:
    browser.get(path)  # the first also notes that the session is in use
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(path)
    queries = len(captured)  # now: the next request empties the log
    if answer.status != 200:
        return row(f"{title}: answers {answer.status}", [0.0], bar, queries)
    times = []
    for _ in range(rounds):
        start = perf_counter()
        browser.get(path)
        times.append((perf_counter() - start) * 1000)
    return row(title, times, bar, queries)


def _sample(rows: Any, count: int, rng: Random) -> list[Any]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    found = rows.in_bulk(rng.sample(keys, min(count, len(keys))))
    return [found[key] for key in sorted(found, key=str)]
