"""What an adversary, a race or a wrong click may not do to a ticket: each way that was found open."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks import task_backends

from kentongan.domain.core.models import KeptAnswer
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.people.access import Visitor
from kentongan.domain.tickets import actions, bridge, clocks, tracking
from kentongan.domain.tickets.models import Category, Fulfilment, ReceivedSheet, Ticket
from tests.actors import actor
from tests.cast import CENTRAL_JAVA, NGADIREJO
from tests.doors.api.caller import Caller
from tests.doors.network import signed_in
from tests.doors.portal.test_tickets import FORM, token_of
from tests.tickets.making import Desk

STORED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def planned() -> int:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.count()


def test_an_anonymous_ticket_plans_no_job_whose_row_tells_its_hour(
    desk: Desk, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Red when a raised ticket asked for the daily round: the job's row held the microsecond (33)."""
    settings.TASKS = STORED
    cache.clear()
    villager = Client()
    with django_capture_on_commit_callbacks(execute=True):
        form = FORM | {"content": "restricted", "token": token_of(villager.get("/lapor/"))}
        assert villager.post("/lapor/", form).status_code == 200
    assert Ticket.objects.count() == 1
    assert planned() == 0


def test_the_daily_round_is_planned_once_and_plans_the_next(desk: Desk, settings: Any) -> None:
    """Red while only an opened queue or a new ticket asked for it: a quiet week escalated nothing."""
    from django_tasks_db.models import DBTaskResult

    from kentongan.domain.tickets.tasks import plan_day

    settings.TASKS = STORED
    plan_day()
    plan_day()
    assert planned() == 1
    DBTaskResult.objects.update(status="RUNNING")
    row = DBTaskResult.objects.get()
    row.task.func()
    waits = DBTaskResult.objects.filter(status="READY").get()
    assert waits.run_after > timezone.now() + timedelta(hours=20)
    assert task_backends["default"].supports_defer


def test_nobody_gets_a_reporters_code_by_sending_what_the_reporter_sent(desk: Desk) -> None:
    """Red when the id and the words were enough: whoever read a ticket could have a code that closes it."""
    key = uuid4()
    word = desk.word(group=desk.group)
    first = actions.raise_ticket(word, by=desk.member, door="field", id=key)
    with pytest.raises(Stale):
        actions.raise_ticket(word, by=desk.officer, door="machine", id=key)
    with pytest.raises(Stale):
        actions.raise_ticket(word, by=Visitor(), door="public", id=key)
    again = actions.raise_ticket(word, by=desk.member, door="field", id=key)
    assert again.ticket == first.ticket
    assert first.ticket.trackings.count() == 2


@pytest.mark.parametrize(
    "word", [{"identity": "hidden", "category": "jalan"}, {"category": "perangkat-desa"}]
)
def test_the_machines_door_keeps_no_answer_that_ties_an_account_to_a_hidden_name(
    desk: Desk, word: dict[str, str]
) -> None:
    """Red when only "none" was refused: the kept answer held the ticket's number beside the account."""
    said = {
        "kind": "complaint",
        "region": NGADIREJO,
        "text": "Uang diminta tanpa kuitansi.",
        "identity": "named",
        "content": "public",
    }
    answer = Caller(desk.member).post("tickets", said | word, **{"Idempotency-Key": "abc"})
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "identity")
    assert not KeptAnswer.objects.exists()
    assert Caller(desk.member).post("tickets", said | word).status == 201


def test_what_a_reporter_restricted_is_never_opened_to_the_public(desk: Desk) -> None:
    """Red when the desk could set it to public, photo and all; what the desk closed itself, it may open."""
    chosen = desk.raised(content="restricted")
    sensitive = desk.raised(category="perangkat-desa", title="Pungutan")
    for ticket in (chosen, sensitive):
        actions.amend(ticket, category=Category.objects.get(code="jalan"), by=desk.officer)
        with pytest.raises(Invalid, match="tetap terbatas") as refused:
            actions.amend(ticket, content="public", by=desk.officer)
        assert refused.value.field == "content"
    ours = desk.raised(title="Terbuka")
    actions.amend(ours, content="restricted", by=desk.officer)
    assert actions.amend(ours, content="public", by=desk.officer).content == "public"


def test_what_the_public_must_not_read_goes_from_the_title_and_the_place_too(desk: Desk) -> None:
    """Red when only the text was replaced: the first sentence stood above it with the number."""
    ticket = desk.raised(
        Visitor(),
        "public",
        title="",
        text="Pak Budi 081234567890 menagih. Jalan rusak.",
        place="rumah 081234567890",
        kind="infrastructure",
    )
    actions.verify(ticket, by=desk.officer)
    actions.amend(ticket, shown_text="Ada yang menagih. Jalan rusak.", held=False, by=desk.officer)
    anybody = Client()
    for address in (f"/lapor/{ticket.code}/", f"/wilayah/{NGADIREJO}/lapor/", "/lapor/"):
        page = anybody.get(address)
        assert page.status_code == 200
        assert "081234567890" not in page.content.decode(), address
    assert "Ada yang menagih." in anybody.get(f"/lapor/{ticket.code}/").content.decode()
    assert "081234567890" not in str(bridge.lines([ticket]))


def test_public_figures_say_nothing_of_restricted_tickets(desk: Desk) -> None:
    """Red when they counted: a village read "perangkat desa: <5", or subtracted what the list showed."""
    desk.anonymous(category="perangkat-desa")
    for number in range(5):
        actions.verify(desk.raised(title=f"Jalan {number}"), by=desk.officer)
    page = Client().get(f"/wilayah/{NGADIREJO}/lapor/")
    assert page.status_code == 200
    said = page.context["figures"]
    assert said["total"] == "5"
    assert Category.objects.get(code="perangkat-desa").name not in {
        name for name, _count in said["categories"]
    }


def test_two_officers_who_merge_each_into_the_other_leave_one_standing(desk: Desk) -> None:
    """Red when only the one that goes was held against its version: each led to the other, for ever."""
    first, second = desk.raised(), desk.raised(title="Kedua")
    mine = (Ticket.objects.get(pk=first.pk), Ticket.objects.get(pk=second.pk))
    theirs = (Ticket.objects.get(pk=first.pk), Ticket.objects.get(pk=second.pk))
    actions.merge(mine[0], mine[1], by=desk.officer)
    with pytest.raises(Stale):
        actions.merge(theirs[1], theirs[0], by=desk.head)
    second.refresh_from_db()
    assert second.merged_into is None


def test_who_was_merged_into_a_restricted_ticket_reads_nothing_of_its_words(desk: Desk) -> None:
    """Red when the page bore the title of the other one: its first sentence."""
    other = desk.anonymous(content="restricted", title="", text="Rahasia pelapor lain.").ticket
    raised = desk.anonymous(content="restricted", title="", text="Hal saya sendiri.")
    actions.merge(raised.ticket, other, by=desk.officer)
    page = Client().post("/lapor/lacak/", {"kode": raised.digits}).content.decode()
    assert "Rahasia pelapor lain" not in page
    assert "Hal saya sendiri" in page


def test_a_telling_dated_before_the_answer_takes_no_day_from_the_citizen(desk: Desk) -> None:
    """Red when the ten days ran from the day that was said: the ticket closed the next morning."""
    ticket = desk.answered()
    today = clocks.today_in(ticket.region)
    actions.tell(ticket, way="spoken", told_on=today - timedelta(days=60), group=desk.group, by=desk.member)
    assert ticket.due_on is not None
    assert ticket.due_on > today
    assert actions.close_lapsed() == 0


def test_a_demand_already_ended_may_still_be_sent_elsewhere(desk: Desk) -> None:
    """Red when its end was written a second time: the page broke."""
    ticket = actions.verify(desk.raised(kind="infrastructure", category="internet"), by=desk.officer)
    actions.fulfil(ticket, met=False, reason="Tidak ada anggaran.", by=desk.officer)
    assert actions.out_of_scope(ticket, "Ke provinsi.", by=desk.officer).state == "out_of_scope"
    assert Fulfilment.objects.get(ticket=ticket).reason == "Tidak ada anggaran."


def test_a_demand_the_citizen_finds_unmet_stands_again_on_the_villages_page(desk: Desk) -> None:
    """Red when "met" held although the citizen said it was not."""
    ticket = actions.verify(desk.raised(kind="infrastructure", category="internet"), by=desk.officer)
    actions.answer(ticket, "Sudah terpasang.", met=True, by=desk.officer)
    assert not ticket.demand_open
    actions.confirm(ticket, accepted=False, comment="Belum ada.", way="code", by=Visitor())
    assert ticket.demand_open
    actions.answer(ticket, "Terpasang hari ini.", met=True, by=desk.officer)
    assert not ticket.demand_open


def test_an_answer_from_the_national_register_refuses_no_demand(desk: Desk) -> None:
    """Red when every answer that was brought in counted as a refusal."""
    ticket = actions.verify(desk.raised(kind="infrastructure", category="internet"), by=desk.officer)
    row = [2, {"code": ticket.code, "answer": "Menara dibangun tahun depan."}]
    sheet = ReceivedSheet.objects.create(by_id=desk.officer.user_id, rows=[row])
    assert bridge.apply(sheet, by=desk.officer).changed == 1
    ticket.refresh_from_db()
    assert (ticket.state, ticket.demand_open) == ("answered", True)


def test_the_desk_goes_on_with_a_returned_ticket_when_the_reporter_spoke_to_it(desk: Desk) -> None:
    """Red when only the code brought it back: who lost the code, or has none, waited for ever."""
    ticket = actions.return_ticket(desk.raised(), "Di mana?", by=desk.officer)
    assert actions.verify(ticket, by=desk.officer).state == "verified"
    assert ticket.due_on is not None


def test_late_tickets_that_already_went_up_hold_up_no_others(desk: Desk) -> None:
    """Red when those of the first thousand that were up already filled the round, every day."""
    old = [desk.raised(title=f"Lama {number}") for number in range(2)]
    today = clocks.today_in(old[0].region)
    keys = [one.pk for one in old]
    late = {"due_on": today - timedelta(days=9), "very_due_on": today + timedelta(days=9), "escalated": 1}
    Ticket.objects.filter(pk__in=keys).update(**late)
    new = desk.raised(title="Baru")
    Ticket.objects.filter(pk=new.pk).update(due_on=today - timedelta(days=2), very_due_on=today)
    assert actions.escalate_late(limit=2) == 1
    new.refresh_from_db()
    assert new.escalated == 1


def test_a_code_is_read_as_people_write_it(desk: Desk) -> None:
    """Red when a dash from a chat, or a letter O for a nought, made a right code an unknown one."""
    raised = desk.anonymous()
    code = raised.digits
    for typed in (
        "–".join(code[at : at + 4] for at in range(0, 16, 4)),
        code.replace("0", "O").replace("1", "l"),
        "Kode: " + code,
    ):
        known = tracking.find(typed)
        assert known is not None, typed


def test_an_id_that_stands_for_another_tickets_answer_or_telling_is_refused(desk: Desk) -> None:
    """Red when the page broke at an answer's id, and a telling of elsewhere passed for this one."""
    first, second, key = desk.sent(), desk.sent(title="Kedua"), uuid4()
    actions.answer(first, "Ditambal.", id=key, by=desk.engineer)
    with pytest.raises(Stale):
        actions.answer(second, "Ditambal.", id=key, by=desk.engineer)
    actions.answer(second, "Ditambal.", by=desk.engineer)
    how = {"way": "spoken", "told_on": clocks.today_in(first.region), "group": desk.group, "by": desk.member}
    actions.tell(first, id=key, **how)
    with pytest.raises(Stale):
        actions.tell(second, id=key, **how)
    assert second.state == "answered"
    word = {"way": "group", "accepted": True, "group": desk.group, "by": desk.member}
    actions.confirm(first, id=key, **word)
    with pytest.raises(Stale):
        actions.confirm(second, id=key, **word)


def test_only_who_brought_it_or_has_it_in_hand_says_that_it_was_told(desk: Desk) -> None:
    """Red when any officer around could start the days after which a silent citizen is taken to agree."""
    ticket = desk.answered()
    said = {"way": "spoken", "told_on": clocks.today_in(ticket.region)}
    for by in (desk.village, desk.district):
        with pytest.raises(Refused):
            actions.tell(ticket, by=by, **said)
    assert (
        Caller(desk.village)
        .post(f"tickets/{ticket.code}/tellings", said | {"told_on": str(said["told_on"])})
        .status
        == 403
    )
    assert actions.tell(ticket, by=desk.officer, **said).ticket.state == "told"


def test_a_restricted_ticket_that_went_up_is_counted_where_its_words_are_not_read(desk: Desk) -> None:
    """Red when it went up to a page that did not show it: at the province nobody knew that it waited."""
    ticket = desk.raised(category="perangkat-desa", text="Pungutan rahasia.", title="")
    Ticket.objects.filter(pk=ticket.pk).update(escalated=2)
    home = signed_in(actor("province_supervisor", CENTRAL_JAVA).user).get("/kantor/").content.decode()
    assert "1 laporan terbatas" in home
    assert "Pungutan rahasia" not in home
    village = signed_in(desk.village.user).get("/kantor/").content.decode()
    assert "laporan terbatas" not in village
