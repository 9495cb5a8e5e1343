"""Coverage against the register of regions: distinct places, both formulas, as of a day, what is missing."""

from datetime import date
from typing import Any

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.boards import coverage
from kentongan.domain.groups.imports import apply
from kentongan.domain.regions.boards import recount_totals
from kentongan.domain.regions.models import Region, RegionChange, RegionSource
from tests.cast import BERMI, COUNTRY, GEMBONG, KEDUNGBULUS, PATI, PATI_DISTRICT, PURBALINGGA, SELAKAMBANG
from tests.groups.making import decree, kim, region
from tests.groups.making_sheets import pati_file, sheet_of

pytestmark = pytest.mark.usefixtures("tree")
KALIGONDANG = "33.03.04"


def test_p2_desa_and_kelurahan_have_their_own_denominators() -> None:
    """Seventeen desa and one kelurahan are eighteen of both, and neither swallows the other."""
    apply(sheet_of(pati_file()), region(PATI), System())
    found = {
        unit: coverage(region(PATI), unit=unit).total.covered for unit in ("desa", "kelurahan", "village")
    }
    assert found == {"desa": 17, "kelurahan": 1, "village": 18}
    row = coverage(region(PATI_DISTRICT), unit="kelurahan").total
    assert (row.denominator, row.covered, row.missing) == (1, 1, [])


def test_g11_a_district_is_covered_while_its_village_is_not() -> None:
    """Kaligondang has KIM Mentari: yes by district, no for Selakambang."""
    kim(KALIGONDANG, "KIM Mentari", level="district", founded_on=date(2015, 1, 1))
    districts = coverage(region(PURBALINGGA), unit="district")
    villages = coverage(region(PURBALINGGA), unit="village")
    assert (districts.total.covered, districts.total.share) == (1, 1.0)
    assert [place.code for place in villages.total.missing or []] == [SELAKAMBANG]


def test_a_district_is_covered_by_its_own_group_or_by_any_in_it() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    own, anywhere = (coverage(region(PATI), unit="district", seat=seat).total for seat in ("own", "any"))
    assert (own.covered, anywhere.covered, own.denominator) == (0, 1, 10)
    assert GEMBONG in [place.code for place in own.missing or []]
    assert GEMBONG not in [place.code for place in anywhere.missing or []]


def test_three_groups_in_a_district_are_one_tenth_and_three_tenths() -> None:
    """Pitfall 1 of domain.md 1.2: both formulas, labelled by their names."""
    for name in ("KIM A", "KIM B", "KIM C"):
        kim(BERMI, name, founded_on=date(2020, 1, 1))
    total = coverage(region(PATI), unit="district", seat="any").total
    assert (total.share, total.groups_share, total.groups) == (0.1, 0.3, 3)


def test_the_total_is_computed_anew_and_never_averaged() -> None:
    """Pitfall 2: one of ten and one of one are two of eleven, not 55 percent."""
    kim(KALIGONDANG, "KIM Mentari", level="district", founded_on=date(2015, 1, 1))
    kim(GEMBONG, level="district", founded_on=date(2015, 1, 1))
    found = coverage(region("33"), unit="district")
    shares = {row.region.code: row.share for row in found.rows}
    assert (shares[PATI], shares[PURBALINGGA]) == (0.1, 1.0)
    assert found.total.share == pytest.approx(2 / found.total.denominator)


def test_a_decree_that_lapses_changes_coverage_on_that_very_day() -> None:
    decree(kim(BERMI, founded_on=date(2022, 1, 1)), valid_to=date(2027, 2, 28))
    for day, covered in ((date(2022, 2, 28), 0), (date(2027, 2, 28), 1), (date(2027, 3, 1), 0)):
        for code in (PATI, "33"):
            assert coverage(region(code), stage="recognised", on=day).total.covered == covered
        assert coverage(region(PATI), stage="founded", on=day).total.covered == 1


def test_regencies_of_the_country_add_up_to_its_provinces() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    recount_totals()
    by_province = coverage(region(COUNTRY))
    by_regency = coverage(region(COUNTRY), by=2)
    for found in (by_province, by_regency):
        assert (found.total.covered, found.total.missing) == (1, None)
    assert {row.region.code for row in by_regency.rows if row.covered} == {PATI}
    assert by_province.total == by_regency.total


def test_villages_of_a_regency_are_rows_of_one_place() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    rows = {row.region.code: (row.denominator, row.covered) for row in coverage(region(PATI), by=4).rows}
    assert (rows[BERMI], rows[KEDUNGBULUS]) == ((1, 1), (1, 0))


def test_the_denominator_names_its_list_and_is_that_of_the_day() -> None:
    RegionSource.objects.create(name="Daftar lama", on=date(2020, 1, 1))
    RegionSource.objects.create(name="Daftar baru", on=date(2024, 1, 1))
    Region.objects.create(code="33.18.13.2099", name="Baru", level=4, kind="desa", parent_id=GEMBONG)
    RegionChange.objects.create(
        region_id="33.18.13.2099", kind="added", new_code="33.18.13.2099", on=date(2024, 1, 1), source="uji"
    )
    then, now = coverage(region(GEMBONG), on=date(2023, 6, 1)), coverage(region(GEMBONG))
    assert (then.source, now.source) == ("Daftar lama", "Daftar baru")
    assert now.total.denominator - then.total.denominator == 1
    assert coverage(region("33"), on=date(2023, 6, 1)).total.denominator + 1 == (
        coverage(region("33")).total.denominator
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit": "rt"}, "unit"),
        ({"seat": "all"}, "seat"),
        ({"stage": "proposed"}, "stage"),
        ({"by": 1}, "by"),
    ],
)
def test_what_cannot_be_counted_is_refused_at_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        coverage(region(PATI), **wrong)
    assert refused.value.field == field


def test_it_takes_as_many_queries_whatever_the_size(django_assert_max_num_queries: Any) -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    for code in (COUNTRY, "33", PATI, GEMBONG, BERMI):
        for unit in ("village", "district"):
            area = region(code)
            with django_assert_max_num_queries(5):
                coverage(area, unit=unit)
