"""Which villages come first and why; labels narrow the list (domain.md G2, G3)."""

from datetime import date

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.regions.actions import define_tag, tag_region
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import BATANG, NGADIREJO, PURBALINGGA, REBAN, SELAKAMBANG
from tests.doors.network import signed_in
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import kim

PAGE = "/kantor/keliling/prioritas/"
BY = System()


@pytest.fixture
def purbalingga(batang: None) -> Client:
    """The browser of its division head; Kaligondang has a village more, with one label only."""
    other = "33.03.04.2007"
    Region.objects.create(code=other, name="Kembaran Wetan", level=4, kind="desa", parent_id="33.03.04")
    for code, villages in (("zona-merah", [SELAKAMBANG, other]), ("desa-binaan", [SELAKAMBANG])):
        tag = define_tag(code=code, name=code.replace("-", " ").capitalize(), by=BY)
        for village in villages:
            tag_region(Region.objects.get(pk=village), tag, starts_on=date(2019, 1, 1), by=BY)
    return signed_in(actor("division_head", PURBALINGGA).user)


def test_g3_red_zone_and_fostered_and_no_kim_finds_selakambang(purbalingga: Client) -> None:
    page = purbalingga.get(f"{PAGE}?label=zona-merah&label=desa-binaan&tanpa_kim=on")

    assert [row.region.code for row, _tags in page.context["rows"]] == [SELAKAMBANG]

    kim(SELAKAMBANG, founded_on=date(2019, 2, 1))
    assert "Tidak ada desa dengan saringan ini" in text_of(
        purbalingga.get(f"{PAGE}?label=zona-merah&label=desa-binaan&tanpa_kim=on")
    )


def test_g2_the_reasons_of_each_village_are_told_with_their_points(purbalingga: Client) -> None:
    page = purbalingga.get(f"{PAGE}?bobot-tag:zona-merah=20&bobot-tag:desa-binaan=5&bobot-no_kim_village=40")
    first = page.context["rows"][0][0]

    assert (first.region.code, first.points, first.rank) == (SELAKAMBANG, 65.0, 1)
    words = text_of(page)
    assert "belum ada KIM di desa ini +40" in words
    assert "Zona merah +20" in words
    assert unlabelled(page.content.decode()) == []


def test_the_usual_weights_stand_where_the_address_names_none(desk: Client) -> None:
    form = desk.get(PAGE).context["form"]

    assert form["bobot-no_kim_village"].value() == "40"
    assert form["bobot-no_signal"].value() is None


def test_the_way_on_to_a_tour_carries_the_weights(desk: Client) -> None:
    query = desk.get(f"{PAGE}?bobot-no_signal=9").context["plan_query"]

    assert query == "wilayah=33.25&bobot-no_signal=9"


def test_a_list_is_paged_and_its_places_count_on(desk: Client) -> None:
    page = desk.get(PAGE)
    following = desk.get(PAGE + page.context["next_url"])

    assert [row.rank for row, _tags in following.context["rows"]][:2] == [51, 52]


@pytest.mark.parametrize(
    "query", ["?wilayah=00", "?wilayah=apa", "?mulai=99999", "?bobot-no_signal=x", "?pada=x"]
)
def test_an_address_nobody_made_gets_an_answer(desk: Client, query: str) -> None:
    assert desk.get(PAGE + query).status_code == 200


def test_a_district_officer_reads_the_ranking_and_plans_nothing(secretary: Client) -> None:
    page = secretary.get(PAGE)

    assert page.context["area"].code == REBAN
    assert NGADIREJO in [row.region.code for row, _tags in page.context["rows"]]
    assert "Rencanakan keliling" not in text_of(page)


def test_the_page_takes_as_many_queries_for_a_regency_as_for_a_district(desk: Client) -> None:
    desk.get(PAGE)

    assert queries_of(desk, f"{PAGE}?wilayah={REBAN}") == queries_of(desk, f"{PAGE}?wilayah={BATANG}")
