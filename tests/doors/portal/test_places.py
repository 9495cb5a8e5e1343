"""The front page and the pages of areas."""

import pytest
from django.test import Client

from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Connectivity, RegionBrand
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, PATI, PATI_WETAN
from tests.doors import network
from tests.doors.pages import queries_of, text_of


def test_an_area_counts_desa_and_kelurahan_apart(client: Client, bermi: Group) -> None:
    """domain.md P2: Pati Wetan is a kelurahan and no eighteenth desa."""
    network.group(PATI_WETAN, "KIM Pati Wetan")

    words = text_of(client.get(f"/wilayah/{PATI}/"))

    assert "1 dari 17 desa punya KIM" in words
    assert "1 dari 1 kelurahan punya KIM" in words
    assert "2 dari 10 kecamatan punya KIM" in words


def test_a_figure_tells_its_day(client: Client, bermi: Group) -> None:
    assert "KIM di sini per " in text_of(client.get(f"/wilayah/{PATI}/"))


def test_the_country_is_shown_by_provinces(client: Client, bermi: Group) -> None:
    words = text_of(client.get("/wilayah/00/"))

    assert "Provinsi Jawa Tengah 1 KIM" in words


def test_equal_names_on_two_levels_stay_apart(client: Client, tree: None) -> None:
    """domain.md P3."""
    assert "Kecamatan Pati" in text_of(client.get("/wilayah/33.18.10/"))
    assert "Kabupaten Pati" in text_of(client.get("/wilayah/33.18/"))


def test_a_village_tells_its_signal_and_since_when(client: Client, tree: None) -> None:
    Connectivity.objects.create(
        region_id=BERMI, kind="2g", measured_on="2023-02-01", source="Survei kecamatan"
    )

    assert "Sinyal 2G per 1 Februari 2023 · Survei kecamatan" in text_of(client.get(f"/wilayah/{BERMI}/"))


def test_news_of_an_area_is_news_of_the_villages_below_and_not_of_their_neighbours(
    client: Client, tree: None
) -> None:
    sent = network.send(GEMBONG)

    shown = {
        code: sent.version.title in text_of(client.get(f"/wilayah/{code}/"))
        for code in (PATI, GEMBONG, BERMI, GAJIHAN)
    }

    assert shown == {PATI: True, GEMBONG: True, BERMI: True, GAJIHAN: False}


def test_an_area_without_a_group_says_what_to_do(client: Client, tree: None) -> None:
    assert "tanyakan di kantor desa atau kelurahan" in text_of(client.get(f"/wilayah/{KEDUNGBULUS}/"))


@pytest.mark.parametrize("code", ["99", "33.18.99", "x", "33.18.13.2001.1"])
def test_an_unknown_area_is_not_found(client: Client, tree: None, code: str) -> None:
    answer = client.get(f"/wilayah/{code}/")

    assert answer.status_code == 404
    assert "Ke halaman depan" in text_of(answer)


def test_all_groups_of_an_area_come_page_by_page(
    client: Client, tree: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentongan.doors.portal.places.views.PAGE_SIZE", 2)
    names = ["KIM Alun", "KIM Bulan", "KIM Cahaya"]
    for name in reversed(names):
        network.group(BERMI, name)
    first = client.get(f"/wilayah/{PATI}/kim/")

    second = client.get(f"/wilayah/{PATI}/kim/{first.context['next']}")

    assert [group.name for group in first.context["groups"]] == names[:2]
    assert [group.name for group in second.context["groups"]] == names[2:]
    assert second.context["next"] == ""


def test_all_news_of_an_area_comes_page_by_page(
    client: Client, tree: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentongan.doors.portal.places.views.PAGE_SIZE", 4)
    titles = [network.send(title=f"Kabar {number}").version.title for number in range(3)]
    first = client.get(f"/wilayah/{PATI}/kabar/")

    second = client.get(f"/wilayah/{PATI}/kabar/{first.context['next']}")

    shown = [story.version.title for answer in (first, second) for story in answer.context["stories"]]
    assert shown == titles[::-1]


def test_the_page_carries_the_name_and_colour_of_the_nearest_office(client: Client, bermi: Group) -> None:
    RegionBrand.objects.create(
        region_id=PATI, office_name="Diskominfo Pati", short_name="Kabar Pati", accent="#7a1f3d"
    )

    page = client.get(f"/wilayah/{BERMI}/").content.decode()

    assert "<b>Kabar Pati</b>" in page
    assert page.count('rel="stylesheet"') == 1
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(sheet)
    assert "--accent:#7a1f3d" in answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_no_phone_number_of_anybody_is_on_a_public_page(client: Client, bermi: Group) -> None:
    Group.objects.filter(pk=bermi.pk).update(phone="081299990000", email="kim@contoh.id")
    Person.objects.update(phone="081388880000")

    for path in ("/", f"/wilayah/{BERMI}/", f"/kim/{bermi.code}/", "/cari/?q=bermi"):
        page = client.get(path).content.decode()
        assert "08129999" not in page
        assert "08138888" not in page
        assert "tel:" not in page


def test_queries_do_not_grow_with_groups_and_news(client: Client, tree: None) -> None:
    paths = ("/", f"/wilayah/{PATI}/", f"/wilayah/{PATI}/kim/", f"/wilayah/{PATI}/kabar/")
    network.group(BERMI)
    network.send()
    before = [queries_of(client, path) for path in paths]
    for name in ("KIM Dua", "KIM Tiga"):
        network.group(KEDUNGBULUS, name)
        network.send()

    assert [queries_of(client, path) for path in paths] == before
    assert max(before) <= 12
