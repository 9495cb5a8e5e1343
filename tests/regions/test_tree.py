"""Reading the tree: subtree, levels, titles and paths."""

import pytest
from django.db import connection

from kentongan.domain.core.problems import Absent
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, subtree_q
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions(db):
    cast.plant_regions()


def codes(regions):
    return [region.code for region in regions]


def test_a_subtree_holds_the_region_and_all_below_in_order():
    assert codes(Region.objects.within(cast.GEMBONG)) == [cast.GEMBONG, cast.BERMI, cast.KEDUNGBULUS]
    assert codes(Region.objects.within(cast.BERMI)) == [cast.BERMI]
    assert codes(Region.objects.within("33.1")) == []
    assert Region.objects.within(ROOT).count() == Region.objects.count()


def test_everywhere_stays_everywhere_inside_an_or():
    condition = subtree_q(cast.BERMI, "code") | subtree_q(ROOT, "code")
    assert Region.objects.filter(condition).count() == Region.objects.count()
    assert not Region.objects.filter(~subtree_q(ROOT, "code")).exists()


def test_a_subtree_is_found_through_a_foreign_key():
    found = Region.objects.filter(subtree_q(cast.GEMBONG, "parent_id"))
    assert codes(found) == [cast.BERMI, cast.KEDUNGBULUS]
    assert codes(Region.objects.filter(subtree_q(cast.GEMBONG, "parent__parent_id"))) == []


def test_a_subtree_is_read_from_the_index():
    plan = Region.objects.within(cast.PATI).explain()
    if connection.vendor == "sqlite":
        assert "SEARCH regions_region USING INDEX" in plan
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Index Cond" in Region.objects.within(cast.PATI).explain()


def test_postgresql_compares_codes_byte_by_byte_through_foreign_keys():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compares byte by byte already")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT collation_name FROM information_schema.columns "
            "WHERE (table_name, column_name) IN "
            "(('regions_region', 'code'), ('regions_region', 'parent_id'), ('regions_regionword', 'word'))"
        )
        assert cursor.fetchall() == [("C",)]
        cursor.execute(
            "SELECT tablename FROM pg_indexes WHERE tablename LIKE 'regions_%%' AND indexname LIKE '%%_like'"
        )
        slugs = {name for (name,) in cursor.fetchall()}
        assert slugs == {"regions_tag", "regions_measure", "regions_measurekind"}  # no code among them


def test_levels_and_children():
    assert Region.objects.within(cast.TUBAN).at_level(3).count() == 20
    assert Region.objects.children_of(cast.BATANG).count() == 15
    assert codes(Region.objects.children_of(cast.REBAN)) == [cast.NGADIREJO]


def test_equal_names_on_different_levels_stay_distinct():
    """P3: Kecamatan Pati lies in Kabupaten Pati, Desa Margorejo in Kecamatan Margorejo."""
    assert [str(get_region(code)) for code in (cast.PATI, cast.PATI_DISTRICT)] == [
        "Kabupaten Pati",
        "Kecamatan Pati",
    ]
    village = get_region("33.18.12.2007")
    assert village.title == "Desa Margorejo"
    assert village.path_text == "Kecamatan Margorejo, Kabupaten Pati, Jawa Tengah"


def test_seventeen_desa_do_not_swallow_one_kelurahan():
    """P2."""
    villages = Region.objects.within(cast.PATI).at_level(4)
    assert villages.filter(kind=Region.Kind.DESA).count() == 17
    assert codes(villages.filter(kind=Region.Kind.KELURAHAN)) == [cast.PATI_WETAN]


def test_paths_of_a_list_cost_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        listed = Region.objects.at_level(4).with_paths()
        assert listed[0].path[0].title == "Provinsi Jawa Tengah"
        assert all(region.path[-1] is region for region in listed)
    assert codes(get_region(ROOT).path) == [ROOT]


@pytest.mark.parametrize("code", ["33.18.99", "x", "33.18.13.2001' OR 1=1"])
def test_an_unknown_code_is_absent(code):
    with pytest.raises(Absent):
        get_region(code)
