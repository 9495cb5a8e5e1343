"""A hidden name is opened by two persons, and its owner knows."""

from django.test import Client

from kentongan.domain.people.access import Visitor
from kentongan.domain.tickets.models import Opening
from tests.actors import actor
from tests.cast import BATANG
from tests.doors.network import signed_in
from tests.doors.office.ticket_pages import QUEUE, act
from tests.doors.pages import text_of
from tests.tickets.making import Desk


def test_a_hidden_name_is_opened_by_two_and_known_to_the_reporter(
    desk: Desk, officer: Client, chief: Client
) -> None:
    raised = desk.told(Visitor(), "public", identity="hidden", name="Bu Rahasia", contact="0811")
    ticket = raised.ticket
    page = text_of(officer.get(f"{QUEUE}{ticket.code}/"))
    assert "Bu Rahasia" not in page
    act(officer, ticket, "mohon-nama", reason="Perlu dihubungi untuk keterangan.")
    opening = Opening.objects.get()
    path = f"{QUEUE}nama/{opening.pk}/"
    assert chief.post(f"{path}baca/").status_code == 403  # not yet opened
    chief.post(f"{path}keputusan/", {"granted": "ya"})
    assert "Bu Rahasia" in text_of(officer.post(f"{path}baca/"))
    other = signed_in(actor("division_head", BATANG).user)
    assert other.post(f"{path}baca/").status_code == 403
    told = Client().post("/lapor/lacak/", {"kode": raised.digits}).content.decode()
    assert "Perlu dihubungi untuk keterangan." in told
    admin = signed_in(actor("administrator", BATANG).user)
    assert ticket.code in text_of(admin.get(f"{QUEUE}nama/"))
    admin.post(f"{path}tahu/")
    opening.refresh_from_db()
    assert opening.noted_at


def test_nobody_opens_a_name_alone(desk: Desk, chief: Client) -> None:
    ticket = desk.told(Visitor(), "public", identity="hidden", name="Bu Rahasia").ticket
    act(chief, ticket, "mohon-nama", reason="Perlu.")
    answer = chief.post(f"{QUEUE}nama/{Opening.objects.get().pk}/keputusan/", {"granted": "ya"})
    assert answer.status_code == 403
    assert Opening.objects.get().granted is None
