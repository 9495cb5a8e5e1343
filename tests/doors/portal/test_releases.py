"""The page of a package, its poster, and what never shows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.releases.actions import draft, publish_in_emergency, withdraw
from kentongan.domain.releases.models import Publication
from kentongan.doors.portal.releases.posters import blocks
from tests.cast import GEMBONG, PATI
from tests.doors import network
from tests.doors.pages import queries_of, text_of

TITLE = network.SENT["title"]


@pytest.fixture
def sent(tree: None) -> Publication:
    """The package of the tests."""
    return network.send()


def address(publication: Publication) -> str:
    """Where it is read."""
    return f"/info/{publication.release.code}/"


def test_a_package_tells_who_says_it_when_and_for_whom(client: Client, sent: Publication) -> None:
    words = text_of(client.get(address(sent)))

    assert f"Dinas Komunikasi dan Informatika Kabupaten Pati {TITLE}" in words
    assert f"kode {sent.release.code}, versi 1" in words
    assert "Untuk siapa Kecamatan Gembong · Kabupaten Pati, Jawa Tengah" in words
    assert "Untuk dibacakan Bapak dan Ibu" in words


def test_a_correction_stands_in_the_place_of_the_first_version(client: Client, sent: Publication) -> None:
    network.mend(sent, title="Gerakan Pangan Murah, Sabtu 4 Maret")

    words = text_of(client.get(address(sent)))

    assert "Sudah dikoreksi Tanggalnya 4 Maret, bukan 3 Maret." in words
    assert "Gerakan Pangan Murah, Sabtu 4 Maret" in words
    assert TITLE not in words


def test_a_withdrawn_package_tells_why_and_shows_its_text_no_more(client: Client, sent: Publication) -> None:
    withdraw(sent.release, "Acaranya batal.", by=System())

    words = text_of(client.get(address(sent)))

    assert "Informasi ini ditarik Acaranya batal." in words
    assert "Beras 5 kg" not in words
    assert client.get(address(sent) + "poster/").status_code == 404
    assert client.get(address(sent) + "poster.pdf").status_code == 404


def test_a_package_past_its_time_says_so_and_leaves_the_front_page(client: Client, sent: Publication) -> None:
    Publication.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert "Sudah lewat" in text_of(client.get(address(sent)))
    assert TITLE not in text_of(client.get("/"))


@pytest.mark.parametrize("hidden", ["restricted", "embargo", "scheduled", "draft"])
def test_what_is_not_for_everybody_shows_nowhere(client: Client, tree: None, hidden: str) -> None:
    later = timezone.now() + timedelta(days=1)
    texts = {"restricted": {"information_class": "restricted"}, "embargo": {"embargo_until": later}}
    publication = network.send(**texts.get(hidden, {}))
    if hidden == "scheduled":
        Publication.objects.update(published_at=later)
    if hidden == "draft":
        Publication.objects.all().delete()

    for path in ("", "poster/", "poster.pdf"):
        assert client.get(address(publication) + path).status_code == 404
    for path in ("/", f"/wilayah/{GEMBONG}/", f"/wilayah/{GEMBONG}/kabar/", "/cari/?q=pangan", "/umpan.atom"):
        assert TITLE not in client.get(path).content.decode()
    year = timezone.now().year
    section = b"".join(client.get(f"/sitemap/info-{year}.xml").streaming_content)  # type: ignore[attr-defined]
    assert publication.release.code not in section.decode()


def test_an_embargoed_package_shows_once_its_time_has_come(client: Client, tree: None) -> None:
    sent = network.send(embargo_until=timezone.now() + timedelta(days=1))
    sent.version.embargo_until = timezone.now() - timedelta(minutes=1)
    sent.version.save(update_fields=["embargo_until"])

    assert TITLE in text_of(client.get(address(sent)))


def test_a_code_in_any_spelling_leads_to_the_one_address(client: Client, sent: Publication) -> None:
    answer = client.get(f"/info/{sent.release.code.lower().replace('-', '')}/")

    assert (answer.status_code, answer["Location"]) == (301, address(sent))


def test_programs_that_share_find_title_summary_and_address(client: Client, sent: Publication) -> None:
    page = client.get(address(sent)).content.decode()

    assert f'<meta property="og:title" content="{TITLE}">' in page
    assert '<meta property="og:description" content="Beras, minyak, dan telur' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address(sent)}">' in page
    assert 'itemtype="https://schema.org/NewsArticle"' in page
    assert "<script" not in page


def test_what_an_office_writes_cannot_become_markup(client: Client, tree: None) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    sent = network.send(title=evil[:100], summary=evil, body=evil, spoken_text=evil, short_text=evil)

    for path in (address(sent), address(sent) + "poster/", "/", "/umpan.atom"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_poster_prints_with_a_code_that_leads_back(client: Client, sent: Publication) -> None:
    page = client.get(address(sent) + "poster/").content.decode()

    assert 'class="qr"' in page
    assert f"http://127.0.0.1:8000{address(sent)}" in page


def test_the_poster_is_a_pdf_that_a_reader_can_speak(client: Client, sent: Publication) -> None:
    answer = client.get(address(sent) + "poster.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.content
    assert len(answer.content) < 60_000


def test_a_poster_takes_text_as_text() -> None:
    assert list(blocks("# Judul\n\nSatu *dua* [tiga](https://contoh.id)\n\n- #empat\n- `lima`")) == [
        {"kind": "heading", "text": "Judul"},
        {"kind": "paragraph", "text": "Satu dua tiga"},
        {"kind": "item", "text": "#empat"},
        {"kind": "item", "text": "`lima`"},
    ]
    assert [part["text"] for part in blocks("| Barang | Harga |\n|---|---|\n| Beras | Rp1 |")] == [
        "Barang · Harga",
        "Beras · Rp1",
    ]


def test_a_long_text_still_makes_one_sheet(client: Client, tree: None) -> None:
    sent = network.send(body="\n\n".join(["Warga diminta datang lebih awal. " * 10] * 30))

    pdf = client.get(address(sent) + "poster.pdf").content

    assert b"/Count 1" in pdf


def test_an_emergency_is_marked_on_the_front_page(client: Client, tree: None) -> None:

    version = draft(region=PATI, agency=network.office(), by=System(), **(network.SENT | {"areas": [PATI]}))
    publish_in_emergency(version, "Tanggul retak.", by=System())

    assert "Diskominfo Pati · Darurat" in text_of(client.get("/"))


def test_queries_do_not_grow_with_the_areas_of_a_package(client: Client, tree: None) -> None:
    one = network.send(GEMBONG)
    many = network.send(GEMBONG, "33.18.17", "33.18.10")

    assert queries_of(client, address(many)) == queries_of(client, address(one)) <= 12
