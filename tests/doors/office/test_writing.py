"""Writing a package in the office: nothing typed is lost, one form makes one package."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.core import attachments
from kentongan.domain.releases.models import Release, Version
from tests.actors import actor
from tests.cast import BATANG, GAJIHAN, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of
from tests.releases.making import Office

NEW = "/kantor/paket/baru/"


def typed(office: Office, **changes: Any) -> dict[str, Any]:
    """A form as somebody fills it in."""
    words = {
        "token": str(uuid4()),
        "region": PATI,
        "title": "Gerakan Pangan Murah",
        "summary": "Beras murah di alun-alun.",
        "short_text": "Pangan murah Jumat pukul 8.",
        "information_class": "public",
        "agency": str(office.agency.pk),
        "areas": [GEMBONG],
    }
    return words | changes


def test_a_draft_is_made_with_what_was_typed(office: Office, writer: Client) -> None:
    answer = writer.post(NEW, typed(office, level=["village"]))

    version = Version.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/kantor/paket/{version.release.code}/"
    assert version.title == "Gerakan Pangan Murah"
    assert [area.pk for area in version.areas.all()] == [GEMBONG]
    assert version.audience_filter == {"level": ["village"]}


def test_the_same_form_sent_twice_makes_one_package(office: Office, writer: Client) -> None:
    form = typed(office)

    first, second = writer.post(NEW, form), writer.post(NEW, form)

    assert Release.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_two_forms_make_two_packages(office: Office, writer: Client) -> None:
    writer.post(NEW, typed(office))
    writer.post(NEW, typed(office))

    assert Release.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"short_text": "x" * 161}, "Teks SMS 161 huruf, paling banyak 160."),
        ({"areas": [BATANG]}, "Kabupaten Batang berada di luar wilayah Anda."),
        ({"areas": ["99.99"]}, "Tidak ada wilayah dengan kode “99.99”."),
        ({"title": "x" * 151}, "Teks ini 151 huruf, paling banyak 150."),
        (
            {"valid_until": "2030-01-01", "embargo_until": "2030-02-01T08:00"},
            "Embargo berakhir sesudah masa berlaku paket.",
        ),
        ({"stage": ["raja"]}, "Saringan sasaran “raja” tidak dikenal."),
        ({"topics": ["tidak-ada"]}, "Topik “tidak-ada” tidak ada dalam daftar."),
    ],
)
def test_a_wrong_form_says_why_and_keeps_what_was_typed(
    office: Office, writer: Client, wrong: dict[str, Any], sentence: str
) -> None:
    answer = writer.post(NEW, typed(office, **wrong))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Beras murah di alun-alun." in answer.content.decode()
    assert not Release.objects.exists()


def test_an_unknown_area_stays_in_the_form_to_be_taken_out(office: Office, writer: Client) -> None:
    page = writer.post(NEW, typed(office, areas=["99.99"])).content.decode()

    assert 'name="areas" value="99.99" checked' in page


def test_an_upload_that_is_not_what_it_says_keeps_the_good_one(office: Office, writer: Client) -> None:
    files = [
        SimpleUploadedFile("surat.pdf", b"%PDF-1.4 isi", "application/pdf"),
        SimpleUploadedFile("foto.jpg", b"bukan gambar", "image/jpeg"),
    ]

    answer = writer.post(NEW, typed(office, attachments=files))

    assert answer.status_code == 422
    assert "foto.jpg: Berkas ini bukan gambar" in text_of(answer)
    kept = answer.context["form"].kept
    writer.post(NEW, typed(office, kept=[str(kept[0].pk)]))
    assert [file.name for file in Version.objects.get().attachments.all()] == ["surat.pdf"]


def test_counting_without_scripts_saves_nothing_and_keeps_the_words(office: Office, writer: Client) -> None:
    answer = writer.post(NEW, typed(office, title="", hitung="1"))

    assert answer.status_code == 200
    assert answer.context["reached"].count == 2
    assert "Belum tersimpan" not in text_of(answer)
    assert "Beras murah di alun-alun." in answer.content.decode()
    assert not Release.objects.exists()


def test_searching_an_area_without_scripts_offers_it(office: Office, writer: Client) -> None:
    page = writer.post(NEW, typed(office, cari="1", cari_wilayah="gajihan gunungwungkal")).content.decode()

    assert f'name="areas" value="{GAJIHAN}"' in page


def test_saving_does_not_search(office: Office, writer: Client) -> None:
    found = typed(office, areas=[GAJIHAN], cari_wilayah="gajihan gunungwungkal", title="")

    saved, searched = writer.post(NEW, found), writer.post(NEW, found | {"cari": "1"})

    assert saved.status_code == 422
    assert "Tidak ada wilayah" not in text_of(saved)
    assert "Tidak ada wilayah" not in text_of(searched)  # it is there, ticked
    lost = typed(office, cari="1", cari_wilayah="tidak ada namanya")
    assert "Tidak ada wilayah “tidak ada namanya”" in text_of(writer.post(NEW, lost))


def test_the_fragment_counts_and_names_the_groups(office: Office, writer: Client) -> None:
    answer = writer.get("/kantor/paket/sasaran/", {"region": PATI, "areas": [GEMBONG, GAJIHAN]})

    assert answer.context["reached"].count == 3
    assert "KIM Gajihan" in text_of(answer)


def test_the_fragment_refuses_a_foreign_area_in_words(office: Office, writer: Client) -> None:
    answer = writer.get("/kantor/paket/sasaran/", {"region": PATI, "areas": [BATANG]})

    assert "berada di luar wilayah Anda" in text_of(answer)


def test_a_change_saves_in_place_until_it_was_submitted(office: Office, writer: Client) -> None:
    version = office.draft(GEMBONG)
    path = f"/kantor/paket/{version.release.code}/naskah/"

    writer.post(path, typed(office, revision=version.revision, title="Judul baru"))

    version.refresh_from_db()
    assert version.title == "Judul baru"


def test_two_editors_notice_each_other(office: Office, writer: Client, head: Client) -> None:
    version = office.draft(GEMBONG)
    path = f"/kantor/paket/{version.release.code}/naskah/"
    seen = version.revision
    head.post(path, typed(office, revision=seen, title="Judul kabid"))

    answer = writer.post(path, typed(office, revision=seen, title="Judul humas"))

    assert answer.status_code == 409
    assert "baru saja diubah orang lain" in text_of(answer)
    assert "Judul humas" in answer.content.decode()


def test_a_correction_needs_to_say_what_changed(office: Office, writer: Client) -> None:
    release = office.published(GEMBONG).release
    path = f"/kantor/paket/{release.code}/koreksi/"

    assert writer.post(path, typed(office, correction_note="")).status_code == 422
    answer = writer.post(path, typed(office, correction_note="Tanggalnya 12 Maret.", title="Yang benar"))

    assert answer.status_code == 302
    assert release.versions.get(number=2).corrects == 1


def test_a_correction_may_not_leave_anybody_out(office: Office, writer: Client) -> None:
    release = office.published(PATI).release

    answer = writer.post(
        f"/kantor/paket/{release.code}/koreksi/", typed(office, correction_note="Salah.", areas=[GEMBONG])
    )

    assert answer.status_code == 422
    assert "tidak boleh lebih sempit" in text_of(answer)


def test_who_does_not_write_does_not_get_the_form(office: Office, visit: Visitor) -> None:
    assert visit("agency_officer", PATI).get(NEW).status_code == 403
    assert visit("ministry_reader", PATI).get(NEW).status_code == 403


def test_the_form_of_a_foreign_package_is_absent(office: Office, visit: Visitor) -> None:
    code = office.draft(GEMBONG).release.code

    stranger = visit("public_relations_officer", BATANG)

    assert stranger.get(f"/kantor/paket/{code}/naskah/").status_code == 404
    assert stranger.post(f"/kantor/paket/{code}/koreksi/", typed(office)).status_code == 404


def test_the_forms_stay_within_their_queries(office: Office, writer: Client) -> None:
    code = office.published(PATI).release.code
    writer.get("/kantor/")

    assert queries_of(writer, NEW) <= 12
    assert queries_of(writer, f"/kantor/paket/{code}/koreksi/") <= 12


def test_a_form_does_not_tell_the_name_of_a_foreign_file(office: Office, writer: Client) -> None:
    """security.md 29: whoever learnt the id of a file of another regency sees nothing of it."""
    foreign = attachments.store(
        SimpleUploadedFile("rencana-rahasia.pdf", b"%PDF-1.4 isi"), by=actor("division_head", BATANG)
    )
    answer = writer.post(NEW, typed(office, title="", kept=[str(foreign.pk)]))
    assert answer.status_code == 422
    assert "rencana-rahasia" not in text_of(answer)
    assert str(foreign.pk) not in text_of(answer)
