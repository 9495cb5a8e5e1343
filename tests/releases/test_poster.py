"""The poster of a package: one page, its code, nothing of the text taken for markup."""

from types import SimpleNamespace

import pytest

from kentongan.domain.releases.models import Release, Version
from kentongan.domain.releases.poster import plain_paragraphs, poster_data, poster_pdf
from tests.releases.making import Office

BRAND = SimpleNamespace(office_name="Diskominfo Kabupaten Pati", accent="#8a1c1c")
URL = "https://kim.example/info/R-7K3F9D/"


def test_a_poster_is_one_page_of_pdf(office: Office) -> None:
    pdf = poster_pdf(office.draft(body="Datanglah pagi. " * 200), URL, BRAND)
    assert pdf.startswith(b"%PDF-")
    assert b"/Type/Pages/Count 1/" in pdf


def test_a_poster_says_whose_it_is_and_where_to_read_on(office: Office) -> None:
    version = office.draft()
    data = poster_data(version, URL, BRAND)
    assert (data["title"], data["code"], data["office"]) == (
        "Gerakan Pangan Murah di Alun-Alun",
        version.release.code,
        "Diskominfo Kabupaten Pati",
    )
    assert (data["url"], data["demo"], data["body"]) == (
        "kim.example/info/R-7K3F9D/",
        "",
        ["Warga membawa KTP. Mulai pukul 07.00."],
    )


def test_a_text_too_long_for_a_page_ends_at_a_word(office: Office) -> None:
    body = poster_data(office.draft(body="Datanglah pagi. " * 200), URL, BRAND)["body"]
    assert isinstance(body, list)
    assert len(body) == 1
    assert body[0].endswith((" pagi. …", " Datanglah …"))


def test_a_demonstration_is_labelled_on_its_poster(office: Office) -> None:
    version = office.draft()
    Release.objects.update(is_demo=True)
    version = Version.objects.select_related("release__agency").get(pk=version.pk)
    assert "PERAGAAN" in str(poster_data(version, URL, BRAND)["demo"])


@pytest.mark.parametrize("text", ['#panic("x")', "$ x $ #set", '"); #read("/etc/passwd")', "<a@b> \\ `x` ]["])
def test_what_looks_like_the_templates_language_is_only_text(office: Office, text: str) -> None:
    assert poster_pdf(office.draft(title=text, summary=text, body=text), URL, BRAND).startswith(b"%PDF-")


def test_paragraphs_and_lists_lose_their_marks() -> None:
    text = "# Judul\n\nBawa **KTP** dan [kartu](https://x.id).\nSampai siang.\n\n- satu\n- dua"
    assert plain_paragraphs(text) == ["Judul", "Bawa KTP dan kartu. Sampai siang.", "• satu", "• dua"]
