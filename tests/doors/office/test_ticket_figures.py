"""What was asked and how it went, and the sheets that go to SP4N-LAPOR! and come back."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import ReceivedSheet
from tests.actors import actor
from tests.cast import CENTRAL_JAVA
from tests.doors.network import signed_in
from tests.doors.office.ticket_pages import QUEUE
from tests.doors.pages import queries_of, text_of
from tests.tickets.making import Desk


def test_figures_are_computed_over_what_the_officer_may_read(desk: Desk, officer: Client) -> None:
    ticket = desk.answered()
    actions.tell(ticket, way="spoken", told_on=ticket.received_on, group=desk.group, by=desk.member)
    desk.raised(title="Kedua", category="perangkat-desa", group=None, door="office")
    page = text_of(officer.get(f"{QUEUE}angka/"))
    assert "0 hari kerja" in page
    village = signed_in(desk.village.user)
    assert "perangkat desa" not in text_of(village.get(f"{QUEUE}angka/")).lower().split("kategori")[-1][:200]


def test_the_figures_show_what_lies_with_each_agency(desk: Desk, chief: Client) -> None:
    desk.sent()
    page = text_of(chief.get(f"{QUEUE}angka/"))
    assert "Beban perangkat daerah sekarang" in page
    assert "DPUPR" in page


def test_figures_take_twelve_queries_at_most_and_any_day_may_be_asked(desk: Desk, officer: Client) -> None:
    desk.answered()
    province = signed_in(actor("province_supervisor", CENTRAL_JAVA).user)
    page = f"{QUEUE}angka/"
    for browser in (officer, province, signed_in(desk.district.user), signed_in(desk.village.user)):
        browser.get(page)
        assert "1 laporan masuk" in text_of(browser.get(page))
        assert queries_of(browser, page) <= 12
    for query in ("dari=2026-03-12&sampai=2026-05-20", "sampai=9999-12-31", "dari=0001-01-01", "dari=x"):
        assert province.get(f"{page}?{query}").status_code == 200
    assert queries_of(province, f"{page}?dari=2024-03-12") <= 12


def test_a_batch_goes_to_sp4n_and_its_answers_come_back_once(desk: Desk, officer: Client) -> None:
    ticket = desk.sent()
    sheet = officer.get(f"{QUEUE}ekspor.xlsx")
    assert sheet.status_code == 200
    assert b"Wati" not in sheet.content
    rows = (
        "Nomor laporan;Nomor SP4N-LAPOR!;Terdaftar SP4N-LAPOR!;Batas SP4N-LAPOR!;"
        "Keadaan SP4N-LAPOR!;Jawaban\n"
        f"{ticket.code};9912345;2026-03-02;2026-03-20;Proses;Sudah ditambal oleh dinas.\n"
    )

    def send(text: str) -> Any:
        file = SimpleUploadedFile("jawaban.csv", text.encode(), "text/csv")
        return officer.post(f"{QUEUE}impor/", {"file": file})

    def take(looked: Any, browser: Client = officer) -> Any:
        return browser.post(f"{QUEUE}impor/", {"berkas": looked.context["sheet"].pk})

    looked = send(rows)
    assert "9912345" in text_of(looked)
    ticket.refresh_from_db()
    assert ticket.state == "dispositioned"  # looked at, not taken
    assert take(looked, signed_in(desk.head.user)).status_code == 409  # somebody else's
    assert "1 baris diterapkan" in text_of(take(looked))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.national.number) == ("answered", "9912345")
    assert take(looked).status_code == 409  # once
    assert "0 baris diterapkan" in text_of(take(send(rows)))
    wrong = take(send(rows.replace(ticket.code, "T-XXXXXX")))
    assert wrong.status_code == 422
    assert "tidak ditemukan" in text_of(wrong)
    assert send("Kolom;Lain\n1;2\n").status_code == 422
    late = send(rows)
    ReceivedSheet.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert take(late).status_code == 409
