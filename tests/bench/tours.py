"""Planning tours: the regency's of the article, a province's, and one that cannot be met.

Whole runs are timed: ranking the villages, the solver in its own process, writing the rows.
"""

from collections import Counter
from datetime import date
from time import perf_counter
from typing import Any

from django.db.models import Count

from kentongan.domain.core.acting import System
from kentongan.domain.outreach.actions import cancel_tour, create_tour, plan_now, save_team
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import Tour
from kentongan.domain.regions.models import Boundary, Region

BY = System("Ukur")
REGENCY, PROVINCE = "33.25", "33"


def measure() -> list[dict[str, Any]]:
    """Seconds, what was placed, what was not, and the clashes found afterwards (none wanted)."""
    return [
        _timed("regency: 15 districts × 5 villages, 1–15 March 2021, one team", _regency(), bar=2),
        _timed("the same with one meeting a day, which cannot be met", _regency(max_stops_per_day=1), bar=10),
        _timed("province: 100 districts × 10 villages, 60 days, 4 teams, by nearness", _province(), bar=30),
        _timed("the same in 200 meetings, by distances of outlines", _province(5, outlines=True), bar=30),
    ]


def _regency(**fields: Any) -> Tour:
    return create_tour(
        title="Regency",
        region=Region.objects.get(code=REGENCY),
        starts_on=date(2021, 3, 1),
        ends_on=date(2021, 3, 15),
        quota_per_district=5,
        by=BY,
        **fields,
    )


def _province(villages_per_stop: int | None = None, *, outlines: bool = False) -> Tour:
    region = Region.objects.get(code=PROVINCE)
    inside = Region.objects.current().within(PROVINCE).at_level(Region.Level.DISTRICT)
    wide = inside.annotate(villages=Count("children")).filter(villages__gte=10)
    districts = list(wide.order_by("code")[:100])
    if outlines:
        _outline([region, *districts])
    tour = create_tour(
        title="Province",
        region=region,
        districts=districts,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 5, 30),
        quota_per_district=10,
        villages_per_stop=villages_per_stop,
        by=BY,
    )
    for number in (2, 3, 4):
        save_team(tour, name=f"Tim {number}", by=BY)
    return tour


def _outline(regions: list[Region]) -> None:
    """Invented middles within a day's reach of each other: an even net of ten by ten."""
    Boundary.objects.bulk_create(
        Boundary(
            region=region,
            geometry=[],
            lon=109.5 + number % 10 * 0.06,
            lat=-7.4 + number // 10 * 0.06,
            source="bench",
        )
        for number, region in enumerate(regions)
    )


def _timed(title: str, tour: Tour, *, bar: int) -> dict[str, Any]:
    start = perf_counter()
    run = plan_now(tour, by=BY)
    seconds = perf_counter() - start
    clashes = Counter(row.kind for row in tour_warnings(tour))
    cancel_tour(tour, reason="Measured", by=BY)  # the next tour may have the same villages
    return {
        "title": title,
        "seconds": seconds,
        "bar": bar,
        "placed": run.result["placed"],
        "stops": run.result["stops"],
        "villages": run.result["villages"],
        "working_days": run.result["working_days"],
        "unmet": len(run.result["unmet"]),
        "warnings": dict(clashes),
    }
