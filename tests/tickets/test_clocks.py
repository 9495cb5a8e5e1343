"""The clocks against days counted by hand: weekends, holidays, wrong addresses, reopenings."""

from datetime import date

import pytest

from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.rules import ROOT
from kentongan.domain.tickets import actions, clocks
from kentongan.domain.tickets.models import Category, Ticket
from kentongan.domain.tickets.rules import Clock, clock_of
from tests.actors import actor
from tests.cast import BATANG, BERMI, NGADIREJO
from tests.groups.making import region
from tests.tickets.making import Desk, Today, holiday

# March 2021: the 1st is a Monday, the 11th is Isra Mikraj (domain.md B7), April 2nd Good Friday.


@pytest.fixture(autouse=True)
def days_off(desk: Desk) -> None:
    holiday(ROOT, date(2021, 3, 11), "Isra Mikraj")
    holiday(ROOT, date(2021, 4, 2), "Wafat Isa Almasih")
    holiday(BATANG, date(2021, 3, 22), "Libur daerah (contoh)", "regional")


@pytest.mark.parametrize(
    ("stage", "start", "village", "kind", "category", "expected"),
    [
        ("verify", date(2021, 3, 1), NGADIREJO, "complaint", "jalan", date(2021, 3, 4)),  # Mon: 2 3 4
        ("verify", date(2021, 3, 5), NGADIREJO, "complaint", "jalan", date(2021, 3, 10)),  # Fri: 8 9 10
        ("verify", date(2021, 3, 6), NGADIREJO, "complaint", "jalan", date(2021, 3, 10)),  # Sat: 8 9 10
        ("verify", date(2021, 3, 9), NGADIREJO, "complaint", "jalan", date(2021, 3, 15)),  # 10 12 15
        ("start", date(2021, 3, 4), NGADIREJO, "complaint", "jalan", date(2021, 3, 12)),  # 5 8 9 10 12
        ("answer", date(2021, 3, 4), NGADIREJO, "information", "jalan", date(2021, 3, 12)),
        # 5, 8-10 (4), 12 (5), 15-19 (10), 23-26 (14): the 22nd is off in Batang alone
        ("answer", date(2021, 3, 4), NGADIREJO, "complaint", "jalan", date(2021, 3, 26)),
        ("answer", date(2021, 3, 4), BERMI, "complaint", "jalan", date(2021, 3, 25)),
        # about oversight: sixty days as they come, 27 left of March, 30 of April, 3 of May
        ("answer", date(2021, 3, 4), NGADIREJO, "complaint", "perangkat-desa", date(2021, 5, 3)),
        ("tell", date(2021, 3, 31), NGADIREJO, "complaint", "jalan", date(2021, 4, 8)),  # 1 5 6 7 8
        # 29 30 31 1 (4), 5-9 (9), 12 (10)
        ("respond", date(2021, 3, 26), NGADIREJO, "complaint", "jalan", date(2021, 4, 12)),
    ],
)
def test_a_stage_ends_on_the_day_counted_by_hand(
    stage: str, start: date, village: str, kind: str, category: str, expected: date
) -> None:
    rule = Category.objects.get(code=category)
    assert clocks.due(stage, start, region=village, kind=kind, category=rule).on == expected


def test_late_and_very_late_are_named_states() -> None:
    due = clocks.due(
        "verify",
        date(2021, 3, 1),
        region=NGADIREJO,
        kind="complaint",
        category=Category.objects.get(code="jalan"),
    )
    assert (due.on, due.very_on) == (date(2021, 3, 4), date(2021, 3, 8))
    states = [clock_of(due.on, due.very_on, date(2021, 3, day)) for day in (3, 4, 5, 8, 9)]
    assert states == [
        Clock.ON_TIME,
        Clock.DUE_TODAY,
        Clock.OVERDUE,
        Clock.OVERDUE,
        Clock.VERY_OVERDUE,
    ]
    assert clock_of(None, None, date(2021, 3, 1)) == Clock.NONE


def test_a_wrong_address_and_a_second_hop_leave_the_clocks_as_they_run(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    ticket = desk.raised()
    assert ticket.due_on == date(2021, 3, 4)
    today(date(2021, 3, 4))
    actions.verify(ticket, by=desk.officer)
    actions.disposition(ticket, "Mohon dijawab.", agency=desk.health, by=desk.officer)
    assert (ticket.due_on, ticket.answer_due_on) == (date(2021, 3, 12), date(2021, 3, 26))
    today(date(2021, 3, 15))
    actions.send_back(ticket, "Jalan bukan urusan kesehatan.", by=desk.nurse)
    assert (ticket.state, ticket.stage, ticket.due_on) == ("verified", "start", date(2021, 3, 12))
    assert Ticket.objects.overdue(date(2021, 3, 15)).get() == ticket
    today(date(2021, 3, 16))
    actions.disposition(ticket, "Mohon dijawab.", agency=desk.public_works, by=desk.officer)
    assert (ticket.due_on, ticket.answer_due_on) == (date(2021, 3, 12), date(2021, 3, 26))
    hops = list(ticket.hops.values_list("number", "returned_reason"))
    assert hops == [(1, "Jalan bukan urusan kesehatan."), (2, "")]
    actions.start(ticket, by=desk.engineer)
    assert (ticket.stage, ticket.due_on) == ("answer", date(2021, 3, 26))


def test_the_answer_in_time_is_measured_from_the_receipt_in_working_days(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    ticket = desk.raised()
    today(date(2021, 3, 4))
    actions.verify(ticket, by=desk.officer)
    today(date(2021, 3, 12))
    actions.answer(ticket, "Sudah ditambal.", by=desk.officer)
    assert (ticket.answer_days, ticket.in_time) == (8, True)  # 2 3 4 5 8 9 10 12
    assert (ticket.stage, ticket.due_on) == ("tell", date(2021, 3, 19))


def test_a_reopened_ticket_has_new_clocks_from_that_day(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 24))
    ticket = desk.answered()
    today(date(2021, 3, 26))
    actions.tell(ticket, way="spoken", told_on=date(2021, 3, 26), group=desk.group, by=desk.member)
    assert (ticket.stage, ticket.due_on) == ("respond", date(2021, 4, 12))
    today(date(2021, 3, 31))
    actions.confirm(
        ticket, accepted=False, comment="Masih berlubang.", way="group", group=desk.group, by=desk.member
    )
    assert (ticket.state, ticket.round) == ("reopened", 2)
    # begin: 1 5 6 7 8 April; answer: 1, 5-9 (6), 12-16 (11), 19 20 21
    assert (ticket.due_on, ticket.answer_due_on) == (date(2021, 4, 8), date(2021, 4, 21))
    today(date(2021, 4, 1))
    actions.answer(ticket, "Ditambal lagi.", by=desk.officer)
    assert ticket.answered_on == date(2021, 3, 24)  # the figures count the first answer


def test_silence_closes_after_ten_working_days_and_not_before(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 26))
    ticket = desk.answered()
    with pytest.raises(Invalid, match="belum sampai"):
        actions.close(ticket, by=desk.head)
    actions.tell(ticket, way="spoken", told_on=date(2021, 3, 26), group=desk.group, by=desk.member)
    today(date(2021, 4, 12))
    with pytest.raises(Invalid, match="12 April 2021"):
        actions.close(ticket, by=desk.head)
    today(date(2021, 4, 13))
    assert actions.close(ticket, by=desk.head).ground == "time"
    assert ticket.state == "closed"


def test_a_rule_for_a_shorter_silence_does_not_shorten_the_ten_days(desk: Desk, today: Today) -> None:
    actions.save_deadline(
        region=region(BATANG), stage="respond", days=3, valid_from=date(2021, 1, 1), by=desk.head
    )
    last = clocks.last_day_to_respond(
        date(2021, 3, 26), region=NGADIREJO, kind="complaint", category=Category.objects.get(code="jalan")
    )
    assert last == date(2021, 4, 12)


def test_the_nearest_and_latest_rule_holds_and_running_clocks_keep_theirs(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    running = desk.raised()
    head = actor("division_head", BATANG)
    values = {"region": region(BATANG), "stage": "verify", "by": head}
    actions.save_deadline(days=1, valid_from=date(2021, 3, 2), **values)  # type: ignore[arg-type]
    assert Ticket.objects.get(pk=running.pk).due_on == date(2021, 3, 4)
    assert desk.raised().due_on == date(2021, 3, 4)  # not yet in force
    today(date(2021, 3, 2))
    assert desk.raised(title="Lain").due_on == date(2021, 3, 3)


def test_what_is_late_goes_up_once_for_each_clock(desk: Desk, today: Today) -> None:
    today(date(2021, 3, 1))
    ticket = desk.raised()
    today(date(2021, 3, 5))
    assert actions.escalate_late() == 1
    assert actions.escalate_late() == 0
    today(date(2021, 3, 9))
    assert actions.escalate_late() == 1
    rows = list(ticket.escalations.values_list("level", "to_region_id", "reason"))
    assert rows == [(1, BATANG, "overdue"), (2, "33", "very_overdue")]
    assert actions.escalate_late() == 0
