"""Which act is the next step for whom, and what a slip of the hand costs on its page: nothing."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Ticket
from tests.doors.network import signed_in
from tests.doors.pages import text_of
from tests.tickets.making import ROAD, Desk


def steps_of(browser: Client, ticket: Ticket) -> list[str]:
    return [act.label for act in browser.get(f"/kantor/lapor/{ticket.code}/").context["main"]]


def test_what_lies_with_an_agency_is_the_agencys_next_step_and_not_the_desks(desk: Desk) -> None:
    ticket = desk.sent()
    assert steps_of(signed_in(desk.engineer.user), ticket) == ["Jawab", "Mulai dikerjakan", "Teruskan"]
    officer = signed_in(desk.officer.user)
    assert steps_of(officer, ticket) == []
    others = [act.label for act in officer.get(f"/kantor/lapor/{ticket.code}/").context["others"]]
    assert {"Jawab", "Teruskan"} <= set(others)


def test_a_wrong_number_to_merge_into_stands_at_its_field(desk: Desk) -> None:
    ticket = desk.raised()
    officer = signed_in(desk.officer.user)
    path = f"/kantor/lapor/{ticket.code}/tindakan/gabung/"
    answer = officer.post(path, {"into": "T-AAAAAA", "version": ticket.version})
    assert answer.status_code == 422
    assert "T-AAAAAA" in answer.content.decode()
    assert "Laporan ini tidak ditemukan." in text_of(answer)


def test_the_page_of_an_act_shows_what_it_is_done_to(desk: Desk) -> None:
    ticket, other = desk.raised(), desk.raised(title="Jalan SD")
    page = signed_in(desk.officer.user).get(f"/kantor/lapor/{ticket.code}/tindakan/gabung/?ke={other.code}")
    assert ROAD in text_of(page)
    assert f'value="{other.code}"' in page.content.decode()


def test_what_was_called_out_of_scope_by_mistake_is_opened_again(desk: Desk) -> None:
    ticket = desk.raised(kind="infrastructure")
    actions.out_of_scope(ticket, "Hubungi PLN.", by=desk.officer)
    officer = signed_in(desk.officer.user)
    path = f"/kantor/lapor/{ticket.code}/"
    assert "Buka kembali" in text_of(officer.get(path))
    version = Ticket.objects.get().version
    officer.post(f"{path}tindakan/buka/", {"reason": "Ternyata jalan kabupaten.", "version": version})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.demand_open, ticket.closed_on) == ("reopened", True, None)


def test_a_sheet_with_a_bad_row_says_so_and_offers_no_applying(desk: Desk) -> None:
    officer = signed_in(desk.officer.user)
    sheet = "Nomor laporan,Nomor SP4N-LAPOR!,Jawaban\nT-AAAAAA,LPR-1,Sudah.\n"
    file = SimpleUploadedFile("balik.csv", sheet.encode(), "text/csv")
    shown = text_of(officer.post("/kantor/lapor/impor/", {"file": file}))
    assert "1 baris perlu diperbaiki di berkasnya." in shown
    assert "Terapkan" not in shown
