"""The queue of needs: answered, passed on, a speaker of the register invited (G7, G9)."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import register_speaker
from kentongan.domain.events.models import Event, Sector
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.models import Need
from kentongan.domain.people.actions import create_agency
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, PATI, REBAN
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import region
from tests.mentoring.making import need
from tests.releases.making import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def bermi(office: Office) -> Group:
    """KIM Bermi."""
    return office.groups[BERMI]


def test_g7_the_office_answers_a_need_with_a_package(head: Client, office: Office, bermi: Group) -> None:
    asked = need(bermi, "Syarat bantuan")
    address = f"/kantor/kebutuhan/{asked.code}/"
    assert unlabelled(head.get(address).content.decode()) == []
    elsewhere = office.published("33.18.17")  # never sent to Bermi
    wrong = head.post(
        f"{address}jawaban/", {"kind": "answered", "text": "Ini", "release": elsewhere.release.code}
    )
    assert wrong.status_code == 422
    assert "belum sampai ke KIM itu" in text_of(wrong)
    sent = office.published(PATI)
    head.post(f"{address}jawaban/", {"kind": "answered", "text": "Ini", "release": sent.release.code})
    asked.refresh_from_db()
    assert (asked.state, asked.steps.get().release) == ("answered", sent.release)
    assert sent.release.code in text_of(head.get(address))


def test_an_answer_that_lacks_words_or_names_an_unknown_code_keeps_what_was_typed(
    head: Client, bermi: Group
) -> None:
    asked = need(bermi)
    address = f"/kantor/kebutuhan/{asked.code}/jawaban/"
    answer = head.post(address, {"kind": "planned", "text": "Bulan depan"})
    assert answer.status_code == 422
    assert "Bulan depan" in answer.content.decode()
    unknown = head.post(address, {"kind": "answered", "text": "Ya", "event": "A-00000", "release": "R-00000"})
    assert "Acara ini tidak ditemukan" in text_of(unknown)
    assert "Paket ini tidak ditemukan" in text_of(unknown)


def test_g9_a_speaker_of_the_register_is_invited_to_the_kim(head: Client, bermi: Group) -> None:
    sectors = {code: Sector.objects.create(code=code, name=code) for code in ("kesehatan", "pertanian")}
    doctor = register_speaker(
        name="dr. Ratna", sector=sectors["kesehatan"], region=region(PATI), expertise="stunting", by=System()
    )
    register_speaker(name="Pak Tani", sector=sectors["pertanian"], region=region(PATI), by=System())
    register_speaker(name="Orang Jauh", sector=sectors["kesehatan"], region=region(REBAN), by=System())
    asked = need(bermi, kind="speaker")
    address = f"/kantor/kebutuhan/{asked.code}/narasumber/"
    found = text_of(head.get(f"{address}?bidang=kesehatan"))
    assert ("dr. Ratna" in found, "Pak Tani" in found, "Orang Jauh" in found) == (True, False, False)
    when = {"on": "2027-03-01", "starts": "09:00", "ends": "08:00", "place": "Balai Desa"}
    assert head.post(f"{address}{doctor.code}/", when).status_code == 422
    head.post(f"{address}{doctor.code}/", when | {"ends": "11:00"})
    event, step = Event.objects.get(), asked.steps.get()
    assert (step.event, step.speaker, step.planned_for) == (event, doctor, date(2027, 3, 1))
    assert [row.speaker for row in event.speakers.all()] == [doctor]
    assert event.starts_at.isoformat() == "2027-03-01T02:00:00+00:00"


def test_g8_a_need_is_passed_on_and_the_agency_answers(head: Client, bermi: Group) -> None:
    dinkes = create_agency(
        region=region(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=System()
    )
    asked = need(bermi, "Penyuluhan stunting")
    nurse = signed_in(actor("agency_officer", PATI, agency=dinkes.pk).user)
    assert nurse.get(f"/kantor/kebutuhan/{asked.code}/").status_code == 404
    head.post(f"/kantor/kebutuhan/{asked.code}/teruskan/", {"agency": str(dinkes.pk), "text": "Mohon"})
    page = text_of(nurse.get(f"/kantor/kebutuhan/{asked.code}/"))
    assert "Diteruskan: Dinas Kesehatan" in page
    assert "Cari narasumber" not in page
    nurse.post(f"/kantor/kebutuhan/{asked.code}/jawaban/", {"kind": "answered", "text": "Kami datang."})
    asked.refresh_from_db()
    assert asked.state == "answered"
    assert nurse.post(f"/kantor/kebutuhan/{asked.code}/teruskan/", {}).status_code == 403


def test_the_queue_shows_what_waits_unless_told(head: Client, bermi: Group) -> None:
    need(bermi, "Menunggu")
    Need.objects.filter(pk=need(bermi, "Selesai", kind="training").pk).update(state="answered")
    queue = text_of(head.get("/kantor/kebutuhan/"))
    assert ("Menunggu" in queue, " Selesai " in queue) == (True, False)
    assert " Selesai " in text_of(head.get("/kantor/kebutuhan/?keadaan=semua"))
    assert " Selesai " not in text_of(head.get("/kantor/kebutuhan/?keadaan=semua&jenis=speaker"))


def test_the_queue_takes_the_same_queries_at_any_length(head: Client, office: Office, bermi: Group) -> None:
    need(bermi)
    head.get("/kantor/kebutuhan/")
    few = queries_of(head, "/kantor/kebutuhan/")
    for group in office.groups.values():
        need(group, "Lain")
    assert queries_of(head, "/kantor/kebutuhan/") == few <= 12


def test_the_district_writes_a_need_and_the_head_does_not(visit: Visitor, head: Client, bermi: Group) -> None:
    sekcam = visit("district_officer", GEMBONG)
    form = sekcam.get(f"/kantor/kebutuhan/baru/?kim={bermi.code}")
    assert unlabelled(form.content.decode()) == []
    filled = {"id": str(uuid4()), "group": bermi.code, "kind": "equipment", "title": "Pengeras suara"}
    for _time in range(2):
        assert sekcam.post("/kantor/kebutuhan/baru/", filled).status_code == 302
    assert Need.objects.get().title == "Pengeras suara"
    assert head.get("/kantor/kebutuhan/baru/").status_code == 403
    stranger = visit("district_officer", REBAN)
    assert stranger.post("/kantor/kebutuhan/baru/", filled | {"id": str(uuid4())}).status_code == 404
    assert stranger.get(f"/kantor/kebutuhan/{Need.objects.get().code}/").status_code == 404
