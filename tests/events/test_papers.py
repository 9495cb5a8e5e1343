"""The papers of an event: list to sign, letters, minutes, certificates; official, never typst source."""

import re
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from kentongan.domain.core.problems import Invalid
from kentongan.domain.events import papers
from kentongan.domain.events.actions import (
    add_follow_up,
    add_party,
    add_speaker,
    hold,
    invite,
    usual_conditions,
    write_letter,
    write_minutes,
)
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.events.papers import making
from kentongan.domain.events.papers.wording import DOTS
from kentongan.domain.regions.actions import brand_region
from tests.actors import actor
from tests.cast import BATANG, BERMI, NGADIREJO, REBAN
from tests.events.making import BY, come, event
from tests.groups.making import region

pytestmark = pytest.mark.usefixtures("places")
URL = "https://kim.example/agenda/A-1/"
NASTY = '#panic("x") $ x $ "); #read("/etc/passwd") <a@b> \\ `x` ]['
LETTER: dict[str, Any] = {
    "number": "005/112/IKP",
    "dated": date(2021, 2, 15),
    "signatory_name": "Kepala Bidang (contoh)",
    "signatory_title": "Kepala Bidang IKP",
    "on_behalf_of": "Kepala Dinas Komunikasi dan Informatika",
    "by": BY,
}


def _pages(paper: bytes) -> int:
    found = re.search(rb"/Type/Pages/Count (\d+)/", paper)
    assert found, "no PDF"
    return int(found.group(1))


def _data(make: Any, *args: Any, **named: Any) -> dict[str, Any]:
    """What the paper would show."""
    with patch.object(making, "pdf", side_effect=lambda _template, data: data):
        found: dict[str, Any] = make(*args, **named)
    return found


@pytest.fixture
def rakor(places: None) -> Event:
    """The coordination meeting of Batang, planned."""
    brand_region(
        region(BATANG),
        office_name="Dinas Komunikasi dan Informatika",
        short_name="Diskominfo",
        accent="#000000",
        motto="",
        by=BY,
    )
    return event(
        kind="coordination_meeting",
        on=date(2021, 2, 18),
        title="Rakor KIM",
        place="Ruang Analitik",
        agenda=["Sosialisasi keliling"],
        conditions=usual_conditions(),
    )


def test_a_letter_for_each_invitation_with_number_and_signatory(rakor: Event) -> None:
    rows = invite(rakor, regions=[region(REBAN)], names=["Bapak Kades"], role="Sekretaris Kecamatan", by=BY)
    draft = _data(papers.invitation_pdf, rakor, rows)
    assert (draft["number"], draft["signature"]["name"]) == (DOTS, DOTS)
    write_letter(rakor, kind="invitation", copies="Bupati Batang\nArsip", **LETTER)
    assert _pages(papers.invitation_pdf(rakor, rows)) == 2
    told = _data(papers.invitation_pdf, rakor, rows)
    assert [one["addressee"] for one in told["letters"]] == [
        "Sekretaris Kecamatan Reban",
        "Bapak Kades",
    ]
    assert told["office"] == {
        "above": ["Pemerintah Kabupaten Batang"],
        "name": "Dinas Komunikasi dan Informatika",
    }
    assert told["signature"]["behalf"] == "Kepala Dinas Komunikasi dan Informatika"
    assert told["place_day"] == "Batang, 15 Februari 2021"
    assert [fact["text"] for fact in told["facts"]] == [
        "Rakor KIM",
        "Kamis, 18 Februari 2021",
        "pukul 08.00 sampai 12.00 WIB",
        "Ruang Analitik",
    ]
    assert told["copies"] == ["Bupati Batang", "Arsip"]


def test_no_letter_without_anybody_invited(rakor: Event) -> None:
    with pytest.raises(Invalid, match="Belum ada yang diundang"):
        papers.invitation_pdf(rakor, [])
    with pytest.raises(Invalid, match="paling banyak 500"):
        papers.invitation_pdf(rakor, invite(rakor, names=["A"], by=BY) * 501)


def test_the_list_to_sign_has_its_code_and_empty_rows(rakor: Event) -> None:
    come(rakor, "Siti (contoh)", region=region(NGADIREJO), sex="f", element="pkk")
    paper = papers.attendance_pdf(rakor, URL, BY)
    assert _pages(paper) >= 2
    told = _data(papers.attendance_pdf, rakor, URL, BY, empty_rows=5)
    assert [row["name"] for row in told["rows"]] == ["Siti (contoh)", *[""] * 5]
    assert told["qr"].startswith("<svg")
    hidden = _data(papers.attendance_pdf, rakor, URL, actor("ministry_reader", "00"))
    assert not any(row["name"] for row in hidden["rows"]), "names are for who may see people"


def test_the_minutes_name_head_and_delegate_decisions_and_what_follows(rakor: Event) -> None:
    with pytest.raises(Invalid, match="belum ditulis"):
        papers.minutes_pdf(rakor)
    add_party(
        rakor,
        role="host",
        name="Bidang IKP",
        head_name="Kepala (contoh)",
        head_title="Kepala Dinas",
        delegate_name="Kabid (contoh)",
        delegate_title="Kepala Bidang",
        by=BY,
    )
    add_speaker(rakor, name="Dosen (contoh)", material_title="Menulis berita", by=BY)
    invite(rakor, names=["A", "B"], by=BY)
    come(rakor, "A", region=region(NGADIREJO), element="pkk")
    hold(rakor, by=BY)
    write_minutes(rakor, summary="Pembukaan.\n\nDiskusi.", decisions=["Lima desa tiap kecamatan."], by=BY)
    add_follow_up(event=rakor, text="Memilih desa", owner_name="Sekcam", due_on=date(2021, 2, 25), by=BY)
    told = _data(papers.minutes_pdf, rakor)
    assert told["attended"] == "Diundang 2 orang, hadir 1 orang, dari 1 desa/kelurahan."
    assert {
        "word": "Tuan rumah",
        "text": "Bidang IKP; dipimpin Kepala (contoh), Kepala Dinas; diwakili Kabid (contoh), Kepala Bidang",
    } in told["facts"]
    assert told["summary"] == ["Pembukaan.", "Diskusi."]
    assert told["follow_ups"] == [{"text": "Memilih desa", "owner": "Sekcam", "due": "25 Februari 2021"}]
    assert _pages(papers.minutes_pdf(rakor)) == 1
    write_letter(rakor, kind="minutes", **LETTER)
    assert _pages(papers.minutes_pdf(rakor)) >= 1


def test_a_certificate_for_each_who_came_numbered_in_order(rakor: Event) -> None:
    for name in ("Siti (contoh)", "Budi (contoh)"):
        come(rakor, name, region=region(BERMI))
    rows = Attendance.objects.as_listed()
    with pytest.raises(Invalid, match="terlaksana"):
        papers.certificate_pdf(rakor, rows)
    hold(rakor, by=BY)
    write_letter(rakor, kind="certificate", **LETTER | {"number": "893/{urut}/2021"})
    assert _pages(papers.certificate_pdf(rakor, rows)) == 2
    told = _data(papers.certificate_pdf, rakor, list(rows)[1:])
    assert [(one["name"], one["number"], one["from"]) for one in told["people"]] == [
        ("Budi (contoh)", "893/002/2021", "Desa Bermi")
    ]
    with pytest.raises(Invalid, match="Belum ada peserta"):
        papers.certificate_pdf(rakor, [])


def test_an_event_of_a_district_prints_its_own_head_and_demos_say_so() -> None:
    told = _data(papers.attendance_pdf, event(REBAN, is_demo=True, mode="hybrid", place="Aula"), URL, BY)
    assert told["office"] == {"above": ["Pemerintah Kabupaten Batang"], "name": "Kecamatan Reban"}
    assert told["demo"].startswith("PERAGAAN")
    assert told["facts"][3]["text"] == "Aula dan daring"


def test_what_looks_like_the_templates_language_is_only_text() -> None:
    met = event(title=NASTY, place=NASTY[:150], agenda=[NASTY], conditions=[NASTY])
    rows = invite(met, names=[NASTY], by=BY)
    come(met, NASTY, title=NASTY[:100])
    hold(met, by=BY)
    write_minutes(met, summary=NASTY, decisions=[NASTY], lesson=NASTY, by=BY)
    write_letter(met, kind="invitation", text=NASTY, copies=NASTY, **LETTER | {"signatory_name": NASTY})
    for paper in (
        papers.invitation_pdf(met, rows),
        papers.attendance_pdf(met, URL, BY),
        papers.minutes_pdf(met),
        papers.certificate_pdf(met, Attendance.objects.as_listed()),
    ):
        assert paper.startswith(b"%PDF-")
