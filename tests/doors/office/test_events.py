"""Events in the office: planned, found, moved, held, reported; their matters, speakers and conditions."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import add_funding_line, load_lists
from kentongan.domain.events.models import Event, FollowUp
from kentongan.domain.groups.actions import register_regulation
from tests.cast import BATANG, BERMI, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.events import making
from tests.releases.making import Office, place

LIST = "/kantor/acara/"
BY = System()


@pytest.fixture
def meeting(office: Office) -> Event:
    """The meeting of last week in Gembong."""
    load_lists()
    return making.event(
        GEMBONG, title="Rapat koordinasi Gembong", place="Ruang Analitik", kind="coordination_meeting"
    )


def typed(**changes: Any) -> dict[str, Any]:
    """A form as somebody fills it in: two matters in one event (domain.md T2)."""
    return {
        "token": str(uuid4()),
        "kind": "outreach",
        "title": "Sosialisasi KIM Desa Bermi",
        "mode": "onsite",
        "region": BERMI,
        "place": "Balai Desa Bermi",
        "starts_at": "2030-12-02T09:00",
        "ends_at": "2030-12-02T12:00",
        "agenda": "Pembentukan KIM\n\nPenjelasan Perbup 55/2020\n",
        "conditions": "Memakai masker",
        "simpan": "1",
    } | changes


def test_an_event_is_planned_once_with_two_matters_and_a_condition(writer: Client, meeting: Event) -> None:
    form = typed(areas=[BERMI])

    first, second = writer.post(f"{LIST}baru/", form), writer.post(f"{LIST}baru/", form)

    event = Event.objects.get(title="Sosialisasi KIM Desa Bermi")
    assert first.headers["Location"] == second.headers["Location"] == f"{LIST}{event.code}/"
    assert list(event.agenda.values_list("title", flat=True)) == [
        "Pembentukan KIM",
        "Penjelasan Perbup 55/2020",
    ]
    assert event.conditions.get().text == "Memakai masker"
    assert event.is_public
    assert event.starts_at.astimezone(event.region.zone).hour == 9
    words = text_of(writer.get(f"{LIST}{event.code}/"))
    assert "Senin, 2 Desember 2030, 09.00–12.00 WIB" in words
    assert "Direncanakan" in words


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_at": "2030-12-01T12:00"}, "Acara selesai sebelum mulai."),
        ({"title": ""}, "Bidang ini tidak boleh kosong"),
        ({"region": BATANG}, "Anda tidak berwenang"),
        ({"link": "bukan alamat"}, "Masukkan URL yang valid"),
    ],
)
def test_a_wrong_plan_says_why_and_keeps_what_was_typed(
    writer: Client, meeting: Event, wrong: dict[str, Any], sentence: str
) -> None:
    answer = writer.post(f"{LIST}baru/", typed(**wrong))

    assert answer.status_code in {403, 422}
    assert sentence in text_of(answer)
    assert "Balai Desa Bermi" in answer.content.decode()
    assert Event.objects.count() == 1


def test_a_batch_begins_with_what_its_event_says(writer: Client, meeting: Event) -> None:
    page = writer.get(f"{LIST}baru/?induk={meeting.code}").content.decode()
    writer.post(f"{LIST}baru/", typed(parent=meeting.code, title="Angkatan pertama", region=GEMBONG))

    assert 'value="Rapat koordinasi Gembong"' in page
    assert meeting.batches.get().batch_number == 1


def test_filters_are_an_address_and_narrow_the_list(writer: Client, meeting: Event) -> None:
    making.event(PATI, title="Pelatihan menulis", kind="training", on=making.past(40))

    def found(query: str) -> list[str]:
        page = writer.get(f"{LIST}?{query}").content.decode()
        return [title for title in ("Rapat koordinasi Gembong", "Pelatihan menulis") if f">{title}<" in page]

    since = (timezone.localdate() - timedelta(days=10)).isoformat()
    assert found("") == ["Rapat koordinasi Gembong", "Pelatihan menulis"]
    assert found("jenis=training") == ["Pelatihan menulis"]
    assert found(f"dari={since}") == ["Rapat koordinasi Gembong"]
    assert found("q=analitik") == ["Rapat koordinasi Gembong"]
    assert found(f"q={meeting.code}") == ["Rapat koordinasi Gembong"]
    assert found(f"wilayah={GEMBONG}") == ["Rapat koordinasi Gembong"]
    assert found("keadaan=planned") == ["Rapat koordinasi Gembong", "Pelatihan menulis"]
    assert found("keadaan=held") == []
    assert found("dari=0001-01-01&sampai=9999-12-31") == ["Rapat koordinasi Gembong", "Pelatihan menulis"]


def test_the_calendar_shows_the_month_with_every_day_of_an_event(writer: Client, office: Office) -> None:
    making.event(PATI, on=date(2021, 3, 1), until=date(2021, 3, 2), title="Sosialisasi keliling")

    page = writer.get(f"{LIST}kalender/?bulan=2021-03").content.decode()

    assert page.count(">Sosialisasi keliling</a>") == 2
    assert "Maret 2021" in page
    assert "?bulan=2021-02" in page
    assert ">Sosialisasi keliling</a>" not in writer.get(f"{LIST}kalender/?bulan=2021-04").content.decode()
    assert writer.get(f"{LIST}kalender/?bulan=0000-99").status_code == 200


def test_what_is_told_is_changed_and_stands_in_the_history(writer: Client, meeting: Event) -> None:
    form = typed(title="Rapat baru", kind="briefing", is_public="no", areas=[GEMBONG])

    writer.post(f"{LIST}{meeting.code}/ubah/", form)

    words = text_of(writer.get(f"{LIST}{meeting.code}/"))
    assert "Rapat baru" in words
    assert "Pembekalan" in words
    assert "Keterangan diubah" in words


def test_an_event_is_moved_and_cancelled_with_a_reason(writer: Client, office: Office) -> None:
    event = making.event(GEMBONG, on=making.past(-5))
    later = {"starts_at": "2030-01-02T08:00", "ends_at": "2030-01-02T10:00"}

    without = writer.post(f"{LIST}{event.code}/jadwal/", later)
    writer.post(f"{LIST}{event.code}/jadwal/", later | {"reason": "Camat berhalangan."})
    moved = text_of(writer.get(f"{LIST}{event.code}/"))
    writer.post(f"{LIST}{event.code}/pembatalan/", {"reason": "Banjir."})
    again = writer.post(f"{LIST}{event.code}/pembatalan/", {"reason": "Banjir."})

    assert without.status_code == 422
    assert "Rabu, 2 Januari 2030" in moved
    assert "Camat berhalangan." in moved
    assert "Acara ini dibatalkan Banjir." in text_of(writer.get(f"{LIST}{event.code}/"))
    assert again.status_code == 409


def test_b3_a_coordination_meeting_is_held_minuted_followed_up_and_reported(
    writer: Client, meeting: Event
) -> None:
    """domain.md B3: date, room, host, participants by role, and what was decided."""
    path = f"{LIST}{meeting.code}/"
    writer.post(f"{path}pihak/", {"role": "host", "name": "Bidang IKP"})
    writer.post(f"{path}undangan/", {"regions": [GEMBONG], "role": "Sekretaris Kecamatan", "seats": "1"})
    too_early = writer.post(f"{path}pelaporan/")
    writer.post(f"{path}pelaksanaan/", {"on": meeting.starts_on.isoformat()})
    minutes = {"summary": "Dibuka kepala bidang.", "decisions": "Sosialisasi Maret\nLima desa tiap kecamatan"}
    writer.post(f"{path}notulen/", minutes)
    task = {"text": "Memilih lima desa", "owner_name": "Sekcam Gembong", "due_on": "2030-02-25"}
    writer.post(f"{path}tindak-lanjut/", task)
    follow_up = FollowUp.objects.get()
    writer.post(
        f"{path}tindak-lanjut/{follow_up.pk}/",
        {"done_on": timezone.localdate().isoformat(), "outcome": "Lima desa terpilih"},
    )
    writer.post(f"{path}pelaporan/")

    assert too_early.status_code == 422
    detail, people, results = (text_of(writer.get(path + part)) for part in ("", "peserta/", "hasil/"))
    assert "Bidang IKP" in detail
    assert "Ruang Analitik" in detail
    assert "Dilaporkan" in detail
    assert "Sekretaris Kecamatan Gembong" in people
    assert "Lima desa tiap kecamatan" in results
    assert "Lima desa terpilih" in results


def test_t2_matters_have_their_own_programme_and_regulation(writer: Client, meeting: Event) -> None:
    """domain.md T2: one event, founding a KIM and explaining a rule."""
    rule = register_regulation(
        kind="perbup", number="55", year=2020, title="Tata kelola informasi", region=place(PATI), by=BY
    )
    form = {
        "mata-TOTAL_FORMS": "3",
        "mata-INITIAL_FORMS": "0",
        "mata-0-title": "Pembentukan KIM",
        "mata-1-title": "Penjelasan Perbup",
        "mata-1-programme": "Produk hukum",
        "mata-1-regulation": str(rule.pk),
    }

    writer.post(f"{LIST}{meeting.code}/mata-acara/", form)

    items = list(meeting.agenda.all())
    assert [(item.title, item.programme, item.regulation) for item in items] == [
        ("Pembentukan KIM", "", None),
        ("Penjelasan Perbup", "Produk hukum", rule),
    ]
    assert "Tata kelola informasi" in text_of(writer.get(f"{LIST}{meeting.code}/"))


def test_b9_conditions_are_a_checklist(writer: Client, meeting: Event) -> None:
    path = f"{LIST}{meeting.code}/"
    proposed = writer.get(f"{path}syarat/").content.decode()
    writer.post(f"{path}syarat/", {"text": "Memakai masker\nSuhu badan diperiksa"})
    condition = meeting.conditions.get(text="Memakai masker")

    writer.post(f"{path}syarat/{condition.pk}/")

    assert "Peserta dan panitia memakai masker" in proposed
    words = text_of(writer.get(path))
    assert "Dipenuhi Memakai masker" in words
    assert "Belum Suhu badan diperiksa" in words


def test_the_budget_line_is_cited(writer: Client, meeting: Event) -> None:
    """domain.md §4: APBD II, DPA 39/49/DPA/2015 of 21 December 2015."""
    form = {
        "region": PATI,
        "kind": "apbd_2",
        "document_number": "39/49/DPA/2015",
        "document_date": "2015-12-21",
    }
    assert writer.post(f"{LIST}dana/", form).status_code == 302
    line = add_funding_line(region=place(PATI), by=BY, kind="apbd_2", document_number="39/49/DPA/2015")
    changed = typed(funding=str(line.pk), is_public="yes")

    writer.post(f"{LIST}{meeting.code}/ubah/", changed)

    words = text_of(writer.get(f"{LIST}{meeting.code}/"))
    assert "39/49/DPA/2015, 21 Desember 2015" in words


def test_a_photo_is_proof_and_can_be_taken_off(writer: Client, meeting: Event) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.permissions.records import photo

    path = f"{LIST}{meeting.code}/"
    upload = SimpleUploadedFile("rapat.jpg", photo())
    writer.post(f"{path}berkas/", {"file": upload, "kind": "photo", "caption": "Suasana rapat"})
    key = meeting.files.get().attachment_id

    assert 'alt="Suasana rapat"' in writer.get(f"{path}hasil/").content.decode()
    assert writer.get(f"{path}berkas/{key}/")["Content-Type"] == "image/jpeg"
    writer.post(f"{path}berkas/{key}/hapus/")
    assert meeting.files.count() == 0


def test_another_office_finds_nothing_and_a_reader_may_not_write(meeting: Event, visit: Visitor) -> None:
    abroad = visit("public_relations_officer", BATANG)
    reader = visit("agency_officer", PATI)

    for part in ("", "peserta/", "hasil/", "hadir/"):
        assert abroad.get(f"{LIST}{meeting.code}/{part}").status_code == 404
    assert reader.get(f"{LIST}{meeting.code}/").status_code == 200
    assert reader.post(f"{LIST}{meeting.code}/pembatalan/", {"reason": "x"}).status_code == 403
    assert "Batalkan acara" not in text_of(reader.get(f"{LIST}{meeting.code}/"))


@pytest.mark.parametrize(
    "part", ["", "kalender/", "{code}/", "{code}/peserta/", "{code}/hasil/", "{code}/hadir/"]
)
def test_each_page_costs_the_same_for_one_row_and_for_many(writer: Client, meeting: Event, part: str) -> None:
    from kentongan.domain.events import actions

    path = LIST + part.format(code=meeting.code)
    actions.hold(meeting, by=BY)
    grow(meeting, 0)
    writer.get(path)
    few = queries_of(writer, path)
    for number in range(1, 4):
        grow(meeting, number)

    assert queries_of(writer, path) == few <= 18
    assert unlabelled(writer.get(path).content.decode()) == []


def grow(event: Event, number: int) -> None:
    """One more of everything an event has."""
    from kentongan.domain.events import actions

    making.come(event, f"Tamu {number}", element="pkk", region=place(BERMI))
    actions.invite(event, names=[f"Tuan {number}"], by=BY)
    actions.add_speaker(event, name=f"Guru {number}", by=BY, item=event.agenda.first())
    actions.add_party(event, role="delegation", name=f"Rombongan {number}", by=BY)
    actions.add_follow_up(event=event, text=f"Tugas {number}", owner_name="Sekcam", by=BY)
    actions.change_event(event, agenda=[f"Mata {one}" for one in range(number + 1)], by=BY)
    making.event(GEMBONG, title=f"Angkatan {number}", parent=event)


def test_links_of_the_three_pages_lead_somewhere(writer: Client, meeting: Event) -> None:
    for part in ("", "peserta/", "hasil/", "hadir/"):
        page = writer.get(f"{LIST}{meeting.code}/{part}").content.decode()
        for address in set(re.findall(r'href="(/kantor/acara/[^"?]+)"', page)):
            assert writer.get(address).status_code == 200, address
