"""The ranking of villages shows why each stands where it stands."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.groups.boards import find_villages
from kentongan.domain.outreach.priority import rank_villages
from kentongan.domain.regions.actions import define_tag, measure_connectivity, set_connectivity, tag_region
from kentongan.domain.regions.models import Boundary, Measure, MeasureKind, Region
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, PATI, PURBALINGGA, SELAKAMBANG, plant_regions
from tests.groups.making import kim, region

BY = System()
DAY = date(2021, 2, 1)


@pytest.fixture(autouse=True)
def tree(db: None) -> None:
    plant_regions()


def tagged(code: str, tag: str, name: str, on: date = date(2019, 1, 1)) -> None:
    row = define_tag(code=tag, name=name, by=BY)
    tag_region(region(code), row, starts_on=on, by=BY)


def test_g2_a_village_shows_its_reasons_and_points() -> None:
    tagged(SELAKAMBANG, "zona-merah", "Zona merah")
    tagged(SELAKAMBANG, "desa-binaan", "Desa binaan")
    weights = {"tag:zona-merah": 30, "tag:desa-binaan": 20, "no_kim_village": 40, "no_kim_district": 10}
    row = rank_villages(region(PURBALINGGA), weights, DAY)[0]
    assert (row.region.code, row.points, row.rank, row.has_kim) == (SELAKAMBANG, 100, 1, False)
    assert [(reason.key, reason.text, reason.points) for reason in row.reasons] == [
        ("no_kim_district", "belum ada KIM di kecamatan ini", 10),
        ("no_kim_village", "belum ada KIM di desa ini", 40),
        ("tag:desa-binaan", "Desa binaan", 20),
        ("tag:zona-merah", "Zona merah", 30),
    ]


def test_g3_red_zone_and_fostered_and_no_kim_finds_selakambang() -> None:
    tagged(SELAKAMBANG, "zona-merah", "Zona merah")
    tagged(SELAKAMBANG, "desa-binaan", "Desa binaan")
    tags = ["zona-merah", "desa-binaan"]
    found = find_villages(region(PURBALINGGA), tags=tags, with_group=False, on=DAY)
    assert [village.code for village in found] == [SELAKAMBANG]
    kim(SELAKAMBANG, founded_on=date(2020, 1, 1))
    assert not find_villages(region(PURBALINGGA), tags=tags, with_group=False, on=DAY).exists()


def test_a_kim_in_the_district_counts_for_its_other_villages() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    weights = {"no_kim_village": 40, "no_kim_district": 10}
    points = {row.region.code: row.points for row in rank_villages(region(PATI), weights, DAY)}
    assert (points[BERMI], points[KEDUNGBULUS], points[GAJIHAN]) == (0, 40, 50)


def test_a_kim_of_the_district_itself_serves_it_but_no_village() -> None:
    kim(GEMBONG, "KIM Gembong", level="district", founded_on=date(2020, 1, 1))
    weights = {"no_kim_village": 40, "no_kim_district": 10}
    points = {row.region.code: row.points for row in rank_villages(region(PATI), weights, DAY)}
    assert points[BERMI] == 40


def test_only_what_was_so_on_the_day_counts() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    tagged(BERMI, "zona-merah", "Zona merah", on=date(2020, 6, 1))
    weights = {"no_kim_village": 40, "tag:zona-merah": 30}

    def points(day: date) -> float:
        return next(
            row.points for row in rank_villages(region(PATI), weights, day) if row.region.code == BERMI
        )

    assert (points(date(2019, 6, 1)), points(date(2020, 3, 1)), points(date(2020, 6, 1))) == (40, 0, 30)


def test_measures_give_a_share_by_where_the_value_lies() -> None:
    MeasureKind.objects.create(code="poverty", name="Penduduk miskin", unit="%")
    for code, value in ((BERMI, "30"), (KEDUNGBULUS, "20"), (GAJIHAN, "10")):
        measured(code, value)
    measured(GAJIHAN, "90", day=date(2018, 1, 1))  # an older one holds no more
    rows = {row.region.code: row for row in rank_villages(region(PATI), {"measure:poverty": 50}, DAY)}
    assert [rows[code].points for code in (BERMI, KEDUNGBULUS, GAJIHAN)] == [50, 25, 0]
    assert rows[BERMI].reasons[0].text == "Penduduk miskin 30 % (2020)"
    unmeasured = next(row for code, row in rows.items() if code not in {BERMI, KEDUNGBULUS, GAJIHAN})
    assert unmeasured.reasons[0].text == "Penduduk miskin: belum ada data"


def test_where_the_low_end_needs_help_it_comes_first() -> None:
    MeasureKind.objects.create(code="poverty", name="Melek huruf", first="low")
    for code, value in ((BERMI, "30"), (GAJIHAN, "10")):
        measured(code, value)
    rows = {row.region.code: row.points for row in rank_villages(region(PATI), {"measure:poverty": 50}, DAY)}
    assert (rows[BERMI], rows[GAJIHAN]) == (0, 50)


def test_no_signal_and_distance() -> None:
    set_connectivity(region(BERMI), "none", measured_on=date(2020, 1, 1), by=BY)
    for code, lon in ((PATI, 111.0), (BERMI, 111.1), (GAJIHAN, 111.05)):
        Boundary.objects.create(region_id=code, geometry=[], lon=lon, lat=-6.7, source="karangan")
    weights = {"no_signal": 20, "distance": 10}
    rows = {row.region.code: row for row in rank_villages(region(PATI), weights, DAY)}
    assert rows[BERMI].points == 30
    assert [reason.text for reason in rows[BERMI].reasons] == ["11 km dari tempat berangkat", "tanpa sinyal"]
    assert rows[GAJIHAN].points == 5
    assert rows[KEDUNGBULUS].reasons[0].text == "jarak belum diketahui"


def test_a_weak_network_weighs_with_its_kind_its_day_and_who_says_so() -> None:
    measure_connectivity(region(BERMI), "2g", measured_on=date(2020, 5, 1), figures={}, by=BY)
    set_connectivity(region(GAJIHAN), "none", measured_on=date(2020, 1, 1), by=BY)
    set_connectivity(region(KEDUNGBULUS), "none", measured_on=date(2020, 1, 1), by=BY)
    measure_connectivity(region(KEDUNGBULUS), "4g", measured_on=date(2020, 5, 1), figures={}, by=BY)
    rows = {row.region.code: row for row in rank_villages(region(PATI), {"weak_signal": 20}, DAY)}
    assert [rows[code].points for code in (BERMI, GAJIHAN, KEDUNGBULUS)] == [20, 20, 0]
    assert rows[BERMI].reasons[0].text == "jaringan lemah: 2G, diukur aplikasi per 1 Mei 2020"
    assert rows[GAJIHAN].reasons[0].text == "jaringan lemah: Tanpa sinyal, per 1 Januari 2020"
    assert not rows[KEDUNGBULUS].reasons


def test_equal_points_stand_in_the_order_of_the_codes() -> None:
    codes = [row.region.code for row in rank_villages(region(PATI), {"no_kim_village": 1}, DAY)]
    assert codes == sorted(codes)


def test_the_ranking_takes_a_constant_number_of_queries(django_assert_num_queries: Any) -> None:
    weights = {"tag:zona-merah": 1, "measure:poverty": 1, "no_signal": 1, "no_kim_village": 1, "distance": 1}
    few, many = region(GEMBONG), region(PATI)
    for area in (few, many):
        with django_assert_num_queries(8):
            rank_villages(area, weights, timezone.localdate())
    assert Region.objects.within(PATI).at_level(4).count() > 10


def measured(code: str, value: str, day: date = date(2020, 5, 1)) -> None:
    Measure.objects.create(
        kind_id="poverty", region_id=code, value=Decimal(value), measured_on=day, source="karangan"
    )
