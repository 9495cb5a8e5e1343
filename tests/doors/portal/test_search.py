"""One box for areas, groups and news."""

from django.test import Client

from kentongan.domain.groups.models import Group
from tests.cast import BERMI, GAJIHAN
from tests.doors import network
from tests.doors.pages import queries_of, text_of


def test_a_village_is_found_by_its_name_and_that_of_its_district(client: Client, tree: None) -> None:
    answer = client.get("/cari/", {"q": "gajihan gunungwungkal"})

    assert [area.code for area in answer.context["areas"]] == [GAJIHAN]
    assert "Desa Gajihan · Kecamatan Gunungwungkal, Kabupaten Pati, Jawa Tengah" in text_of(answer)


def test_groups_and_news_are_found_beside_areas(client: Client, bermi: Group) -> None:
    sent = network.send(title="Bersih desa di Bermi")

    answer = client.get("/cari/", {"q": "bermi"})

    assert [area.code for area in answer.context["areas"]] == [BERMI]
    assert [group.name for group in answer.context["groups"]] == ["KIM Bermi Jaya"]
    assert [story.pk for story in answer.context["stories"]] == [sent.pk]


def test_nothing_found_says_what_to_try(client: Client, tree: None) -> None:
    assert "Tidak ditemukan Periksa ejaannya" in text_of(client.get("/cari/", {"q": "zzzz"}))


def test_what_is_typed_stays_text(client: Client, tree: None) -> None:
    page = client.get("/cari/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


def test_queries_do_not_grow_with_what_is_found(client: Client, tree: None) -> None:
    network.group(BERMI, "KIM Mawar")
    network.send(title="Mawar")
    before = queries_of(client, "/cari/?q=mawar")
    for name in ("KIM Mawar Dua", "KIM Mawar Tiga"):
        network.group(BERMI, name)
        network.send(title=name)

    assert queries_of(client, "/cari/?q=mawar") == before
