"""What every public page keeps: small, few requests, no cookie, no script, labelled fields, two languages."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import RegionBrand
from tests.cast import BERMI, GEMBONG, PATI
from tests.doors import network
from tests.doors.pages import resources_of, text_of, unlabelled, weight_of
from tests.events import making
from tests.groups.making import decree

PAGE_BYTES = 14 * 1024  # everything of a first visit, compressed (design.md §7)
REQUESTS = 3


@pytest.fixture
def pages(bermi: Group) -> list[str]:
    """Every kind of public page, in an area with a colour of its own and plenty to tell."""
    RegionBrand.objects.create(region_id=PATI, office_name="Diskominfo Pati", accent="#7a1f3d")
    paragraph = "Pemerintah Kabupaten Pati mengajak semua warga datang lebih awal dan membawa tas sendiri. "
    long = "\n\n".join(f"{number}. {paragraph * 3}" for number in range(20))
    codes = [network.send(PATI, title=f"Kabar nomor {n}", body=long).release.code for n in range(8)]
    papers = decree(bermi)
    coming = [
        making.event(GEMBONG, on=making.past(-1 - day), title=f"Sosialisasi KIM ke-{day}", agenda=["KIM"])
        for day in range(20)
    ]
    return [
        "/",
        "/wilayah/00/",
        f"/wilayah/{PATI}/",
        f"/wilayah/{GEMBONG}/",
        f"/wilayah/{BERMI}/",
        f"/wilayah/{PATI}/kim/",
        f"/wilayah/{PATI}/capaian/",
        f"/wilayah/{PATI}/kabar/",
        f"/kim/{bermi.code}/",
        "/sk/",
        f"/sk/{papers.code}/",
        f"/info/{codes[0]}/",
        f"/info/{codes[0]}/poster/",
        "/agenda/",
        f"/wilayah/{PATI}/agenda/",
        f"/agenda/{coming[0].code}/",
        "/cari/",
        "/cari/?q=pati",
        "/periksa/",
        "/wilayah/99/",
    ]


def size_of(client: Client, address: str) -> int:
    """Compressed bytes of something a page fetches."""
    if address.startswith("/static/"):
        found = finders.find(address.removeprefix("/static/"))
        assert found
        return weight_of(Path(found).read_bytes())
    return weight_of(client.get(address).content)


def test_every_page_is_light_and_takes_few_requests(client: Client, pages: list[str]) -> None:
    over = {}
    for path in pages:
        page = client.get(path).content
        fetched = resources_of(page.decode())
        bytes_ = weight_of(page) + sum(size_of(client, address) for address in fetched)
        if bytes_ > PAGE_BYTES or 1 + len(fetched) > REQUESTS + ("poster" in path):
            over[path] = (bytes_, fetched)

    assert over == {}


def test_no_page_sets_a_cookie_or_runs_a_script(client: Client, pages: list[str]) -> None:
    for path in pages:
        answer = client.get(path)
        assert answer.cookies == {}, path
        assert "poster" in path or "<script" not in answer.content.decode(), path
        assert " style=" not in answer.content.decode(), path


def test_every_field_and_picture_has_words(client: Client, pages: list[str]) -> None:
    assert {path: found for path in pages if (found := unlabelled(client.get(path).content.decode()))} == {}


def test_every_page_has_one_heading_of_the_first_rank_and_a_language(
    client: Client, pages: list[str]
) -> None:
    for path in pages:
        page = client.get(path).content.decode()
        assert page.count("<h1") == 1, path
        assert '<html lang="id">' in page, path


def test_a_page_is_kept_a_minute_and_asked_for_again_by_its_mark(client: Client, pages: list[str]) -> None:
    first = client.get("/")

    again = client.get("/", headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")


def test_who_has_signed_in_gets_nothing_from_a_store(bermi: Group) -> None:
    client = network.signed_in(network.member_of(bermi))

    assert client.get("/")["Cache-Control"] == "no-store"


def test_english_is_a_link_that_carries_on_and_keeps_nothing(client: Client, bermi: Group) -> None:
    answer = client.get(f"/wilayah/{PATI}/?bahasa=en")

    page = answer.content.decode()
    assert '<html lang="en">' in page
    assert answer["Content-Language"] == "en"
    assert f'href="/wilayah/{GEMBONG}/?bahasa=en"' in page
    assert answer.cookies == {}
    assert '<html lang="id">' in client.get("/?bahasa=xx").content.decode()


def test_only_reading_is_answered(client: Client, bermi: Group) -> None:
    for path in ("/", f"/kim/{bermi.code}/", "/cari/"):
        assert client.post(path).status_code == 405


def test_a_page_that_is_not_there_helps_on(client: Client, tree: None) -> None:
    answer = client.get("/tidak/ada/")

    assert answer.status_code == 404
    assert "mulai dari halaman depan" in text_of(answer)
