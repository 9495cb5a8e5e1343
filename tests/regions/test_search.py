"""Finding a region by what people type."""

import pytest

from kentongan.domain.regions.models import Region
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions(db):
    cast.plant_regions()


def found(text, **options):
    return [region.code for region in Region.objects.search(text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "gajihan gunungwungkal",
        "Gunungwungkal, Gajihan",
        "gaj gunung",
        "desa gajihan kec. gunungwungkal kab pati",
        "GAJIHAN JAWA TENGAH",
        "gajihan gunung wungkal",
    ],
)
def test_words_may_come_in_any_order_and_unfinished(text):
    assert found(text) == [cast.GAJIHAN]


def test_a_name_spelled_otherwise_is_found():
    assert found("sumberejo gunungwungkal") == [cast.SUMBERREJO]
    assert found("kedung bulus") == [cast.KEDUNGBULUS]


def test_the_higher_region_of_a_name_comes_first():
    assert found("pati") == [cast.PATI, cast.PATI_DISTRICT, cast.PATI_WETAN]
    assert found("kec pati")[0] == cast.PATI_DISTRICT


def test_a_search_stays_inside_an_area():
    assert found("margorejo", within=cast.PATI) == ["33.18.12", "33.18.12.2007"]
    assert found("margorejo", within=cast.TUBAN) == []
    assert found("pati", within=cast.PATI_DISTRICT) == [cast.PATI_DISTRICT, cast.PATI_WETAN]


@pytest.mark.parametrize("text", ["", "  ", "'%_", "tidakada", "gajihan batang", "\x00"])
def test_what_names_nothing_finds_nothing(text):
    assert found(text) == []


def test_a_region_that_is_gone_is_not_found():
    Region.objects.filter(code=cast.GAJIHAN).update(gone_on="2026-01-01")
    assert found("gajihan") == []


def test_the_path_comes_along_in_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        village = Region.objects.search("jepat lor tayu")[0]
        assert village.path_text == "Kecamatan Tayu, Kabupaten Pati, Jawa Tengah"
