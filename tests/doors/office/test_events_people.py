"""Who is invited and who came: invitations, the list put right, a typed list, papers to print."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.core.sheets import read_table
from kentongan.domain.events.actions import hold, load_lists, write_minutes
from kentongan.domain.events.models import Attendance, Event
from tests.cast import BERMI, GAJIHAN, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import text_of
from tests.events import making
from tests.releases.making import Office, place

LIST = "/kantor/acara/"
BY = System()


@pytest.fixture
def training(office: Office) -> Event:
    """A training of the regency a week ago."""
    load_lists()
    return making.event(PATI, title="Pelatihan menulis berita", kind="training")


def path_of(event: Event, part: str = "") -> str:
    """The address of a page of the event."""
    return f"{LIST}{event.code}/{part}"


def test_groups_offices_posts_and_people_are_invited_at_once(
    office: Office, writer: Client, training: Event
) -> None:
    form = {
        "groups": [office.groups[BERMI].code, office.groups[GAJIHAN].code],
        "agencies": [str(office.agency.pk)],
        "regions": [GEMBONG],
        "role": "Sekretaris Kecamatan",
        "names": "Pak Lurah\n\nBu Guru",
        "seats": "2",
    }

    answer = writer.post(path_of(training, "undangan/"), form, follow=True)
    writer.post(path_of(training, "undangan/"), form)

    words = text_of(answer)
    assert "6 undangan tercatat." in words
    assert "12 orang diundang" in words
    for name in ("KIM Bermi", "Sekretaris Kecamatan Gembong", "Pak Lurah", "Bu Guru"):
        assert name in words
    assert training.invitations.count() == 6


def test_nobody_chosen_is_said_and_groups_can_be_looked_for_without_scripts(
    office: Office, writer: Client, training: Event
) -> None:
    path = path_of(training, "undangan/")

    nobody = writer.post(path, {"seats": "1"})
    searched = writer.post(
        path, {"seats": "3", "tampilkan": "1", "cari_nama": "gajihan", "groups": [office.groups[BERMI].code]}
    )

    assert nobody.status_code == 422
    assert "Pilih paling sedikit satu yang diundang." in text_of(nobody)
    page = searched.content.decode()
    assert "KIM Gajihan" in page
    assert "KIM Kedungbulus" not in page
    assert f'value="{office.groups[BERMI].code}" checked' in page
    assert 'value="3"' in page


def test_invited_confirmed_and_attended_are_three_numbers(
    office: Office, writer: Client, training: Event
) -> None:
    """domain.md §4: 24 invited, 13 came; an answer stands beside both."""
    writer.post(path_of(training, "undangan/"), {"groups": [office.groups[BERMI].code], "seats": "24"})
    invitation = training.invitations.get()
    assert "menyatakan hadir" in text_of(writer.get(path_of(training, "peserta/")))
    writer.post(path_of(training, f"undangan/{invitation.pk}/"), {"seats": "20"})
    for number in range(13):
        making.come(training, f"Peserta {number}", element="kim")

    words = text_of(writer.get(path_of(training, "peserta/")))
    too_many = writer.post(path_of(training, f"undangan/{invitation.pk}/"), {"seats": "25"})

    assert "24 orang diundang 20 menyatakan hadir dari 24 13 orang hadir" in words
    assert too_many.status_code == 422
    assert "Yang diundang 24 orang." in text_of(too_many)


def test_m2_a_delegate_stands_beside_the_head(office: Office, writer: Client, training: Event) -> None:
    """domain.md M2: the head of office is represented, both titles kept."""
    writer.post(path_of(training, "undangan/"), {"agencies": [str(office.agency.pk)], "seats": "1"})
    path = path_of(training, f"undangan/{training.invitations.get().pk}/")
    form = {"seats": "1", "delegate_name": "Rina", "delegate_title": "Pranata Humas Ahli Muda"}

    without_head = writer.post(path, form)
    writer.post(path, form | {"head_title": "Kepala Dinas"})

    assert without_head.status_code == 422
    assert "diwakili Rina Pranata Humas Ahli Muda" in text_of(writer.get(path_of(training, "peserta/")))


def test_t3_attendance_is_summed_up_by_element_and_sex(writer: Client, training: Event) -> None:
    """domain.md T3: participants grouped by the part of society they come from."""
    for number, element in enumerate(["pkk", "pkk", "karang-taruna"]):
        making.come(training, f"Orang {number}", element=element, sex="f" if number else "m")

    words = text_of(writer.get(path_of(training, "peserta/")))

    assert "Karang taruna 1" in words
    assert "PKK 2" in words
    assert "Perempuan 2" in words


def test_a_line_is_put_right_taken_off_and_put_back(writer: Client, training: Event) -> None:
    row = making.come(training, "Sri Wahyni", element="pkk", region=place(BERMI))
    path = path_of(training, f"hadir/{row.pk}/")

    writer.post(path, {"name": "Sri Wahyuni", "sex": "f", "element": "kim", "region": f"Bermi ({BERMI})"})
    without_reason = writer.post(f"{path}hapus/", {"reason": ""})
    writer.post(f"{path}hapus/", {"reason": "Tidak jadi datang."})

    assert without_reason.status_code == 422
    assert "Sri Wahyuni" not in text_of(writer.get(path_of(training, "hadir/")))
    off = text_of(writer.get(path_of(training, "hadir/?dihapus=1")))
    assert "Sri Wahyuni" in off
    assert "Tidak jadi datang." in off
    writer.post(f"{path}kembali/")
    words = text_of(writer.get(path_of(training, "hadir/")))
    assert "Sri Wahyuni perempuan" in words
    assert "KIM Desa Bermi" in words


def test_names_are_for_the_organiser_alone(training: Event, visit: Visitor) -> None:
    making.come(training, "Rahasia")
    reader = visit("agency_officer", PATI)

    for part in ("", "peserta/", "hasil/"):
        assert "Rahasia" not in text_of(reader.get(path_of(training, part)))
    assert reader.get(path_of(training, "hadir/")).status_code == 403
    assert reader.get(path_of(training, "hadir.xlsx")).status_code == 403
    assert reader.get(path_of(training, "cetak/sertifikat.pdf")).status_code == 403


def test_the_list_goes_out_as_a_sheet_in_which_nothing_runs(writer: Client, training: Event) -> None:
    making.come(training, "=1+1", element="pkk")

    csv = writer.get(path_of(training, "hadir.csv")).content.decode()
    table = read_table(io.BytesIO(writer.get(path_of(training, "hadir.xlsx")).content))

    assert "'=1+1" in csv
    assert table.rows[0][1][0] == "nama"
    assert table.rows[1][1][0] == "=1+1"  # as text: a formula would have been refused
    assert writer.get(path_of(training, "hadir.exe")).status_code == 404


def sheet(text: str) -> dict[str, Any]:
    """A typed list as it is uploaded."""
    return {"file": SimpleUploadedFile("hadir.csv", text.encode())}


def test_a_typed_list_is_looked_at_then_imported_once(writer: Client, training: Event) -> None:
    text = f"Nama,L/P,Unsur,Kode\nSri,P,PKK,{BERMI}\nHartono,L,KIM,{BERMI}\n"

    preview = writer.post(path_of(training, "hadir/impor/"), sheet(text), follow=True)
    path = preview.redirect_chain[-1][0]
    before = Attendance.objects.count()
    done = writer.post(path, follow=True)
    writer.post(path)

    assert "2 nama baru" in text_of(preview)
    assert before == 0
    assert "2 nama baru" in text_of(done)
    assert Attendance.objects.filter(event=training).count() == 2


def test_wrong_rows_come_back_as_a_sheet_to_mend(writer: Client, training: Event) -> None:
    text = f"Nama,L/P,Kode\nSri,P,{BERMI}\nHartono,X,{BERMI}\n"

    preview = writer.post(path_of(training, "hadir/impor/"), sheet(text), follow=True)
    path = preview.redirect_chain[-1][0]
    refused = writer.post(path)
    mend = read_table(io.BytesIO(writer.get(f"{path}salah/").content))

    assert "1 baris salah" in text_of(preview)
    assert refused.status_code == 422
    assert "tidak dikenal" in mend.rows[2][1][-1]
    assert Attendance.objects.count() == 0
    assert writer.post(path_of(training, "hadir/impor/"), sheet("bukan daftar")).status_code == 422


def test_papers_carry_number_and_signatory(writer: Client, training: Event) -> None:
    writer.post(path_of(training, "undangan/"), {"names": "Bu Guru", "seats": "1"})
    letter = {
        "number": "005/21/2021",
        "dated": "2021-02-10",
        "signatory_name": "Budi",
        "signatory_title": "Kepala Bidang IKP",
        "on_behalf_of": "Kepala Dinas",
    }
    writer.post(path_of(training, "surat/undangan/"), letter)
    early = writer.get(path_of(training, "cetak/sertifikat.pdf"))
    hold(training, by=BY)
    write_minutes(training, summary="Berjalan baik.", by=BY)
    making.come(training, "Bu Guru")

    assert early.status_code == 422
    assert "Nomor 005/21/2021" in text_of(writer.get(path_of(training, "hasil/")))
    assert 'value="Kepala Bidang IKP"' in writer.get(path_of(training, "surat/sertifikat/")).content.decode()
    for paper in ("daftar-hadir", "undangan", "berita-acara", "sertifikat"):
        made = writer.get(path_of(training, f"cetak/{paper}.pdf"))
        assert made.content.startswith(b"%PDF-"), paper
    assert writer.get(path_of(training, "cetak/lain.pdf")).status_code == 404
    assert writer.post(path_of(training, "surat/lain/"), letter).status_code == 404
