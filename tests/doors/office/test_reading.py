"""Reading packages in the office: the list, one package, its versions, files and poster; scope everywhere."""

import pytest
from django.test import Client

from kentongan.domain.releases.actions import correct, load_topics
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, GUNUNGWUNGKAL, PATI
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.releases.making import Office

LIST = "/kantor/paket/"


def test_the_list_shows_the_newest_first_with_its_state(office: Office, writer: Client) -> None:
    office.published(GEMBONG, title="Paket lama")
    office.draft(GEMBONG, title="Paket baru")

    page = text_of(writer.get(LIST))

    assert page.index("Paket baru") < page.index("Paket lama")
    assert "Konsep" in page
    assert "Terbit" in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("keadaan=draft", {"Konsep di Gembong"}),
        ("keadaan=published", {"Terbit di Gunungwungkal"}),
        (f"wilayah={GEMBONG}", {"Konsep di Gembong"}),
        ("topik=pangan", {"Terbit di Gunungwungkal"}),
        ("q=gunungwungkal", {"Terbit di Gunungwungkal"}),
        ("keadaan=omong-kosong&wilayah=x", {"Konsep di Gembong", "Terbit di Gunungwungkal"}),
    ],
)
def test_filters_are_a_link(office: Office, writer: Client, query: str, seen: set[str]) -> None:
    load_topics()
    office.draft(GEMBONG, title="Konsep di Gembong")
    office.published(GUNUNGWUNGKAL, title="Terbit di Gunungwungkal", topics=["pangan"])

    rows = writer.get(f"{LIST}?{query}").context["rows"]

    assert {row.version.title for row in rows} == seen


def test_pages_follow_one_another_without_a_gap(office: Office, writer: Client) -> None:
    for number in range(27):
        office.draft(GEMBONG, title=f"Paket {number}")

    first = writer.get(LIST)
    second = writer.get(LIST + first.context["next_url"])

    titles = [row.version.title for answer in (first, second) for row in answer.context["rows"]]
    assert titles == [f"Paket {number}" for number in reversed(range(27))]
    assert second.context["next_url"] == ""


def test_the_list_takes_as_many_queries_for_three_rows(office: Office, writer: Client) -> None:
    office.published(GEMBONG)
    writer.get("/kantor/")
    with_one = queries_of(writer, LIST)
    office.published(GEMBONG)
    office.draft(GEMBONG)

    assert queries_of(writer, LIST) == with_one <= 12


def test_an_empty_list_says_what_to_do_first(office: Office, writer: Client, visit: Visitor) -> None:
    assert "Tulis paket pertama" in text_of(writer.get(LIST))
    assert "Belum ada paket untuk wilayah Anda" in text_of(visit("village_officer", BERMI).get(LIST))


def test_a_foreign_regency_sees_nothing_of_a_package(office: Office, visit: Visitor) -> None:
    release = office.published(GEMBONG, title="Rahasia Pati").release
    stranger = visit("division_head", BATANG)

    assert "Rahasia Pati" not in text_of(stranger.get(LIST))
    for tail in ("", "versi/1/", "poster/", "poster.pdf", "papan/", "papan/kejar/", "papan/unduh/csv/"):
        assert stranger.get(f"{LIST}{release.code}/{tail}").status_code == 404


def test_a_district_sees_the_version_that_is_out_and_no_draft(office: Office, visit: Visitor) -> None:
    release = office.published(GEMBONG, title="Yang terbit").release
    correct(release, note="Salah.", by=office.writer, title="Koreksi rahasia")

    page = text_of(visit("district_officer", GEMBONG).get(f"{LIST}{release.code}/"))

    assert "Yang terbit" in page
    assert "Koreksi rahasia" not in page
    assert "Riwayat" not in page


def test_a_draft_is_absent_for_the_district_it_is_meant_for(office: Office, visit: Visitor) -> None:
    code = office.draft(GEMBONG).release.code

    assert visit("district_officer", GEMBONG).get(f"{LIST}{code}/").status_code == 404


def test_what_changed_is_shown_word_by_word(office: Office, writer: Client) -> None:
    release = office.published(GEMBONG, body="Datang tanggal 2 Maret.").release
    correct(release, note="Tanggal.", by=office.writer, body="Datang tanggal 12 Maret.", areas=[PATI])

    page = writer.get(f"{LIST}{release.code}/").content.decode()

    assert "<del>2</del> <ins>12</ins>" in page
    assert "<del>Kecamatan Gembong</del> <ins>Kabupaten Pati</ins>" in page


def test_while_a_correction_is_written_the_page_says_what_is_still_out(office: Office, head: Client) -> None:
    release = office.published(GEMBONG).release
    correct(release, note="Salah.", by=office.writer, title="Baru")

    page = text_of(head.get(f"{LIST}{release.code}/"))

    assert "Versi 1 masih terbit" in page
    assert "Papan sebaran" in page
    assert "Tarik paket" in page


def test_user_text_is_never_markup(office: Office, writer: Client) -> None:
    release = office.published(GEMBONG, title="<b>x</b>", body="<script>alert(1)</script>").release

    page = writer.get(f"{LIST}{release.code}/").content.decode()

    assert "<b>x</b>" not in page
    assert "<script>alert" not in page


def test_the_poster_prints_and_comes_as_pdf(office: Office, writer: Client) -> None:
    release = office.published(GEMBONG, title="Posyandu #1 \\ gratis").release

    page = writer.get(f"{LIST}{release.code}/poster/")
    pdf = writer.get(f"{LIST}{release.code}/poster.pdf")

    assert f"/info/{release.code}/" in text_of(page)
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_a_file_is_given_to_those_who_read_the_package(
    office: Office, writer: Client, visit: Visitor
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kentongan.domain.core.attachments import store

    surat = store(SimpleUploadedFile("surat.pdf", b"%PDF-1.4 isi"), by=office.writer, region=PATI)
    release = office.published(GEMBONG, attachments=[surat]).release
    path = f"{LIST}{release.code}/berkas/{surat.pk}/"

    answer = writer.get(path)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="surat.pdf"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert visit("division_head", BATANG).get(path).status_code == 404
    assert writer.get(f"{LIST}{office.draft(GEMBONG).release.code}/berkas/{surat.pk}/").status_code == 404


def test_every_field_has_a_label(office: Office, writer: Client) -> None:
    release = office.published(GEMBONG).release

    for path in (
        LIST,
        f"{LIST}baru/",
        f"{LIST}{release.code}/",
        f"{LIST}{release.code}/koreksi/",
        "/kantor/",
    ):
        assert unlabelled(writer.get(path).content.decode()) == []


def test_a_kim_member_has_no_business_in_the_office(office: Office) -> None:
    member = signed_in(office.member(BERMI).user)

    assert member.get("/kantor/").status_code == 403
    assert member.get(LIST).status_code == 403


def test_somebody_unknown_is_asked_to_sign_in_and_comes_back(office: Office) -> None:
    answer = Client().get(f"{LIST}baru/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/masuk/?next={LIST}baru/"


def test_an_agency_reads_its_own_drafts_and_no_others(office: Office) -> None:
    from kentongan.domain.core.acting import System
    from kentongan.domain.people.actions import create_agency
    from tests.releases.making import place

    health = create_agency(
        region=place(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=System()
    )
    officer = signed_in(actor("agency_officer", PATI, agency=health.pk).user)
    own = office.draft(GEMBONG, title="Tentang stunting")
    own.release.agency = health
    own.release.save(update_fields=["agency"])
    other = office.draft(GEMBONG, title="Konsep Diskominfo")

    assert officer.get(f"{LIST}{own.release.code}/").status_code == 200
    assert officer.get(f"{LIST}{other.release.code}/").status_code == 404
