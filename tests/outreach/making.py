"""Short ways to make tours in tests, through the verbs."""

from datetime import date
from functools import cache
from typing import Any

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.outreach.actions import create_tour
from kentongan.domain.outreach.models import Stop, Tour
from kentongan.domain.regions.actions import load_holidays
from kentongan.domain.regions.models import Boundary, Region
from kentongan.domain.regions.official import OfficialRow, bundled_rows, to_region
from tests.cast import BATANG, REBAN, plant_regions
from tests.replay import once

MARCH_1, MARCH_15 = date(2021, 3, 1), date(2021, 3, 15)


@cache
def _batang_rows() -> tuple[OfficialRow, ...]:
    return tuple(row for row in bundled_rows() if row.code.startswith(f"{BATANG}."))


def plant_batang() -> None:
    """The cast's regions, and every district and village of Batang from the official list."""
    plant_regions()
    known = set(Region.objects.values_list("code", flat=True))
    Region.objects.bulk_create(to_region(row) for row in _batang_rows() if row.code not in known)


@once
def lay_out_batang() -> None:
    """The same, and the packaged days off."""
    plant_batang()
    load_holidays()


def plant_outlines(*, step: float = 0.05) -> None:
    """An invented outline for each district of Batang, in a row from west to east."""
    districts = Region.objects.within(BATANG).at_level(3).order_by("code")
    Boundary.objects.bulk_create(
        Boundary(region=district, geometry=[], lon=109.7 + number * step, lat=-7.0, source="karangan")
        for number, district in enumerate(districts)
    )


def region(code: str) -> Region:
    """The region with the code."""
    return Region.objects.get(code=code)


def tour(*, by: Actor | None = None, **fields: Any) -> Tour:
    """The tour of Batang as the article tells it (domain.md B5), unless told otherwise."""
    facts: dict[str, Any] = {
        "title": "Sosialisasi keliling KIM",
        "region": region(BATANG),
        "starts_on": MARCH_1,
        "ends_on": MARCH_15,
        "quota_per_district": 5,
        "max_stops_per_day": 2,
    }
    return create_tour(by=by or System(), **(facts | fields))


def stop_in(tour: Tour, district: str = REBAN) -> Stop:
    """The stop of the district."""
    return tour.stops.get(district__region_id=district)
