"""The villagers' word on the phone's online pages: written down, followed, told back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Ticket
from tests.actors import actor
from tests.cast import BERMI
from tests.doors.network import signed_in
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import kim
from tests.tickets.making import Desk, desk_of_batang


@pytest.fixture
def desk(db: None) -> Desk:
    return desk_of_batang()


@pytest.fixture
def phone(desk: Desk) -> Client:
    return signed_in(desk.member.user)


def word(phone: Client, desk: Desk, **changes: str) -> dict[str, str]:
    page = phone.get(f"/k/lapor/{desk.group.code}/baru/").content.decode()
    found = re.search(r'name="id" value="([^"]+)"', page)
    assert found
    said = {
        "id": found[1],
        "kind": "aspiration",
        "category": "jalan",
        "text": "Mohon jalan ke sekolah ditambal.",
        "identity": "named",
        "content": "public",
    }
    return said | changes


def test_the_word_is_written_answered_and_told_back(desk: Desk, phone: Client) -> None:
    path = f"/k/lapor/{desk.group.code}/"
    assert unlabelled(phone.get(f"{path}baru/").content.decode()) == []
    form = word(phone, desk, name="Pak Darto")
    assert phone.post(f"{path}baru/", form).status_code == 422  # whose name it is has to agree
    for _twice in range(2):
        assert phone.post(f"{path}baru/", form | {"consent": "spoken"}).status_code == 200
    ticket = Ticket.objects.get()
    assert (ticket.group, ticket.reporter.name) == (desk.group, "Pak Darto")
    actions.verify(ticket, by=desk.officer)
    actions.answer(ticket, "Ditambal bulan ini.", by=desk.officer)
    assert "Sampaikan jawabannya" in text_of(phone.get(path))
    assert "Ditambal bulan ini." in text_of(phone.get(f"{path}{ticket.code}/"))
    told = {"kata": "sampaikan", "id": form["id"], "way": "spoken", "told_on": str(timezone.localdate())}
    assert phone.post(f"{path}{ticket.code}/", told).status_code == 302
    refused = phone.post(f"{path}{ticket.code}/", {"kata": "tanggapan", "accepted": "belum"})
    assert refused.status_code == 422
    phone.post(f"{path}{ticket.code}/", {"kata": "tanggapan", "accepted": "ya", "rating": "5"})
    ticket.refresh_from_db()
    assert ticket.state == "closed"


def test_another_kims_ticket_looks_absent(desk: Desk, phone: Client) -> None:
    ticket = desk.raised()
    stranger = kim(BERMI, "KIM Bermi")
    other = signed_in(actor("group_member", BERMI, group=stranger.pk).user)
    assert other.get(f"/k/lapor/{desk.group.code}/{ticket.code}/").status_code == 404
    assert other.get(f"/k/lapor/{stranger.code}/{ticket.code}/").status_code == 404
    restricted = desk.raised(content="restricted", title="Terbatas")
    assert phone.get(f"/k/lapor/{desk.group.code}/{restricted.code}/").status_code == 404


def test_without_a_name_the_phone_writes_nobody(desk: Desk, phone: Client) -> None:
    phone.post(f"/k/lapor/{desk.group.code}/baru/", word(phone, desk, identity="none"))
    ticket = Ticket.objects.get()
    assert (ticket.by, ticket.group, ticket.received_at) == (None, None, None)


def test_the_list_asks_as_much_for_many_as_for_one(desk: Desk, phone: Client) -> None:
    path = f"/k/lapor/{desk.group.code}/"
    desk.raised()
    phone.get(path)
    one = queries_of(phone, path)
    for number in range(4):
        desk.raised(title=f"Usul {number}")
    assert queries_of(phone, path) == one
    assert one <= 12


def test_the_first_page_says_that_answers_wait_to_be_told(desk: Desk, phone: Client) -> None:
    path = f"/k/{desk.group.code}/"
    assert "menunggu jawabannya" not in text_of(phone.get(path))
    ticket = desk.answered()
    assert "1 jawaban untuk disampaikan" in text_of(phone.get(path))
    Ticket.objects.filter(pk=ticket.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    assert "sampaikan sekarang" in text_of(phone.get(f"/k/lapor/{desk.group.code}/"))
