"""From the word of a villager to the answer that is told back; and the verbs that are refused on the way."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from kentongan.domain.core.history import AuditEntry
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.people.access import Visitor
from kentongan.domain.regions.models import RegionBrand
from kentongan.domain.tickets import access, actions, clocks, tracking
from kentongan.domain.tickets.models import Supporter, Ticket
from tests.actors import actor
from tests.cast import BATANG, NGADIREJO, PATI, REBAN
from tests.groups.making import kim, region
from tests.tickets.making import Desk, Today


def test_the_word_of_a_villager_is_answered_and_told_back(desk: Desk) -> None:
    RegionBrand.objects.create(
        region_id=BATANG, office_name="Diskominfo Kabupaten Batang", short_name="Diskominfo"
    )
    ticket = desk.raised(name="Pak Darto", on_behalf=True, consent="spoken")
    assert (ticket.state, ticket.reporter.name, ticket.reporter.on_behalf) == ("received", "Pak Darto", True)
    actions.verify(ticket, by=desk.officer)
    actions.disposition(ticket, "Periksa dan jawab.", agency=desk.public_works, by=desk.officer)
    actions.start(ticket, "Dikerjakan regu Reban.", by=desk.engineer)
    actions.answer(ticket, "Jalan ditambal 3 Maret.", by=desk.engineer)
    actions.tell(
        ticket, way="spoken", told_on=clocks.today_in(ticket.region), group=desk.group, by=desk.member
    )
    actions.confirm(ticket, accepted=True, rating=5, way="group", group=desk.group, by=desk.member)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.closures.get().ground) == ("closed", "agreed")
    steps = list(ticket.steps.values_list("kind", "office"))
    assert steps == [
        ("verified", "Diskominfo"),
        ("dispositioned", "Diskominfo"),
        ("started", "DPUPR"),
        ("answered", "DPUPR"),
        ("told", "KIM Ngadirejo"),
        ("accepted", ""),
        ("closed", ""),
    ]
    verbs = list(Entry.objects.about(ticket).values_list("verb", flat=True))[::-1]
    assert verbs[:3] == ["tickets.raise", "tickets.verify", "tickets.disposition"]


def test_the_same_sending_makes_one_ticket_and_another_content_is_refused(desk: Desk) -> None:
    key = uuid4()
    word = desk.word(group=desk.group)
    first = actions.raise_ticket(word, by=desk.member, door="field", id=key)
    again = actions.raise_ticket(word, by=desk.member, door="field", id=key)
    assert first.ticket == again.ticket
    with pytest.raises(Stale):
        actions.raise_ticket(desk.word(text="Lain sama sekali."), by=desk.member, door="field", id=key)
    assert Ticket.objects.count() == 1


def test_only_those_whose_turn_it_is_answer(desk: Desk) -> None:
    ticket = desk.sent()
    for other in (desk.nurse, desk.district, desk.village, desk.member):
        with pytest.raises(Refused):
            actions.answer(ticket, "Sudah.", by=other)
    actions.answer(ticket, "Sudah ditambal.", by=desk.engineer)


def test_a_district_office_answers_what_was_sent_to_it(desk: Desk) -> None:
    ticket = actions.verify(desk.raised(), by=desk.officer)
    with pytest.raises(Refused):
        actions.answer(ticket, "Sudah.", by=desk.district)
    actions.disposition(ticket, "Tinjau lapangan.", region=region(REBAN), by=desk.officer)
    actions.answer(ticket, "Sudah ditinjau.", by=desk.district)
    assert ticket.answers.get().from_name == "Kecamatan Reban"


def test_a_wrong_address_goes_back_to_the_desk_with_its_reason(desk: Desk) -> None:
    ticket = actions.verify(desk.raised(), by=desk.officer)
    actions.disposition(ticket, "Mohon jawab.", agency=desk.health, by=desk.officer)
    with pytest.raises(Invalid):
        actions.send_back(ticket, " ", by=desk.nurse)
    actions.send_back(ticket, "Bukan urusan kesehatan.", by=desk.nurse)
    assert (ticket.state, ticket.agency) == ("verified", None)
    with pytest.raises(Absent):
        access.get_ticket(ticket.code, desk.nurse)


def test_nobody_closes_or_agrees_on_their_own_answer(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    ticket = actions.verify(desk.raised(group=None, door="office"), by=desk.officer)
    actions.answer(ticket, "Sudah ditambal.", by=desk.officer)
    with pytest.raises(Refused):
        actions.confirm(ticket, accepted=True, way="office", by=desk.officer)
    today(date(2021, 5, 1))
    with pytest.raises(Refused):
        actions.close(ticket, by=desk.officer)
    actions.close(ticket, by=desk.head)
    assert ticket.state == "closed"


def test_the_citizen_confirms_by_code_or_asks_again(desk: Desk) -> None:
    raised = desk.told(Visitor(), "public")
    ticket = raised.ticket
    actions.verify(ticket, by=desk.officer)
    actions.answer(ticket, "Sudah ditambal.", by=desk.officer)
    found = tracking.find(" ".join([raised.digits[:4], raised.digits[4:]]))
    assert found is not None
    assert found.ticket == ticket
    with pytest.raises(Invalid, match="kurang"):
        actions.confirm(ticket, accepted=False, way="code", by=Visitor())
    actions.confirm(ticket, accepted=False, comment="Masih berlubang.", way="code", by=Visitor())
    assert (ticket.state, ticket.round) == ("reopened", 2)
    actions.answer(ticket, "Ditambal lagi.", by=desk.officer)
    actions.confirm(ticket, accepted=True, rating=4, way="code", by=Visitor())
    assert ticket.state == "closed"
    with pytest.raises(Invalid):
        actions.confirm(ticket, accepted=True, way="code", by=Visitor())


def test_merging_keeps_both_codes_and_carries_supporters(desk: Desk) -> None:
    first = desk.told(Visitor(), "public")
    second = desk.told(Visitor(), "public", title="Jalan SD rusak berat")
    actions.support(second.ticket, by=Visitor())
    actions.verify(first.ticket, by=desk.officer)
    actions.merge(second.ticket, first.ticket, by=desk.officer)
    found = tracking.find(second.digits)
    assert found is not None
    assert found.ticket.survivor == first.ticket
    assert access.get_public(second.ticket.code) == first.ticket
    first.ticket.refresh_from_db()
    assert first.ticket.supporters == 2
    with pytest.raises(Invalid):
        actions.merge(first.ticket, second.ticket, by=desk.officer)


def test_a_group_supports_once(desk: Desk) -> None:
    ticket = actions.verify(desk.raised(Visitor(), "public"), by=desk.officer)
    actions.support(ticket, group=desk.group, by=desk.member)
    actions.support(ticket, group=desk.group, by=desk.member)
    assert (ticket.supporters, Supporter.objects.count()) == (1, 1)


def test_out_of_scope_says_where_to_go(desk: Desk) -> None:
    ticket = desk.raised()
    with pytest.raises(Invalid):
        actions.out_of_scope(ticket, "", by=desk.officer)
    actions.out_of_scope(ticket, "Laporkan ke Polres Batang, telepon 110.", by=desk.officer)
    assert (ticket.state, ticket.due_on) == ("out_of_scope", None)


def test_a_return_stops_the_clock_until_the_reporter_completes(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    ticket = desk.raised()
    actions.return_ticket(ticket, "Di RT berapa?", by=desk.officer)
    assert (ticket.state, ticket.due_on) == ("returned", None)
    today(date(2021, 3, 8))
    actions.complete(ticket, "RT 3.")
    assert (ticket.state, ticket.due_on) == ("received", date(2021, 3, 11))


def test_two_officers_at_once_one_is_told_to_look_again(desk: Desk) -> None:
    ticket = desk.raised()
    stale = Ticket.objects.get(pk=ticket.pk)
    actions.verify(ticket, by=desk.officer)
    with pytest.raises(Stale):
        actions.return_ticket(stale, "Lengkapi.", by=desk.head)


def test_silent_tickets_close_by_themselves(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    ticket = actions.verify(desk.raised(Visitor(), "public"), by=desk.officer)
    actions.answer(ticket, "Sudah.", by=desk.officer)
    assert actions.close_lapsed() == 1
    ticket.refresh_from_db()
    assert (ticket.state, ticket.closures.get().by_name) == ("closed", "Sistem")
    assert actions.close_lapsed() == 0


def test_telling_is_for_the_kim_that_brought_it(desk: Desk) -> None:
    ticket = desk.answered()
    stranger = kim("33.18.13.2001", "KIM Bermi")
    other = actor("group_member", "33.18.13.2001", group=stranger.pk)
    day = clocks.today_in(ticket.region) - timedelta(days=1)
    with pytest.raises(Refused):
        actions.tell(ticket, way="spoken", told_on=day, group=stranger, by=other)
    with pytest.raises(Invalid):
        actions.tell(desk.raised(title="Belum"), way="spoken", told_on=day, group=desk.group, by=desk.member)
    key = uuid4()
    first = actions.tell(ticket, way="spoken", told_on=day, group=desk.group, by=desk.member, id=key)
    assert actions.tell(ticket, way="spoken", told_on=day, group=desk.group, by=desk.member, id=key) == first


def test_no_text_of_tickets_stands_in_the_audit_log(desk: Desk) -> None:
    ticket = desk.told(identity="hidden", name="Bu Rahasia", on_behalf=True).ticket
    actions.ask_opening(ticket, "Perlu dihubungi polisi.", by=desk.officer)
    told = str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "Rahasia" not in told
    assert "berlubang" not in told


def test_the_wrong_area_refuses(desk: Desk) -> None:
    elsewhere = actor("division_head", PATI)
    ticket = desk.raised()
    with pytest.raises(Absent):
        access.get_ticket(ticket.code, elsewhere)
    with pytest.raises(Refused):
        actions.verify(ticket, by=elsewhere)
    assert access.get_ticket(ticket.code.lower(), desk.village).region_id == NGADIREJO
