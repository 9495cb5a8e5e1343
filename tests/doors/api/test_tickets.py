"""Tickets by the API: raised, verified, sent on, answered, told, closed; scope everywhere."""

import pytest
from django.utils import timezone

from kentongan.domain.core.models import KeptAnswer
from kentongan.domain.people.models import Grant
from kentongan.domain.tickets.models import Ticket
from tests.actors import actor
from tests.cast import BERMI, NGADIREJO, PATI
from tests.doors.api.caller import Caller
from tests.tickets.making import Desk, desk_of_batang

FIELDS = "id code kind category region place title text identity content state due_on agency answers photos"
PATH = "tickets"
WORD = {
    "kind": "complaint",
    "category": "jalan",
    "region": NGADIREJO,
    "text": "Jalan berlubang.",
    "identity": "named",
    "content": "public",
}


@pytest.fixture
def desk(db: None) -> Desk:
    return desk_of_batang()


def test_a_ticket_goes_from_raised_to_closed(desk: Desk) -> None:
    member, officer = Caller(desk.member), Caller(desk.officer)
    made = member.post(PATH, WORD | {"group": desk.group.code})
    assert made.status == 201
    raised = made.body
    assert set(FIELDS.split()) <= set(raised)
    assert len(raised["tracking"]) == 16
    path = f"{PATH}/{raised['code']}"
    assert officer.post(f"{path}/verification", {}).body["state"] == "verified"
    hop = officer.post(
        f"{path}/dispositions", {"agency": str(desk.public_works.pk), "instruction": "Mohon jawab."}
    )
    assert (hop.status, hop.body["number"]) == (201, 1)
    engineer = Caller(desk.engineer)
    assert engineer.post(f"{path}/answers", {"text": "Ditambal."}).status == 201
    today = str(timezone.localdate())
    told = member.post(f"{path}/tellings", {"group": desk.group.code, "way": "spoken", "told_on": today})
    assert told.body["state"] == "told"
    closed = officer.post(f"{path}/closure", {"accepted": True, "rating": 5})
    assert closed.body["state"] == "closed"
    assert officer.get(f"{path}/closure").body == [{"round": 1, "ground": "agreed", "rating": 5}]
    assert [one["text"] for one in officer.get(f"{path}/answers").body] == ["Ditambal."]
    assert "tracking" not in officer.get(path).body


def test_what_lies_outside_looks_absent(desk: Desk) -> None:
    ticket, restricted = desk.raised(), desk.raised(content="restricted", title="Kedua")
    elsewhere = Caller(actor("division_head", PATI))
    assert elsewhere.get(f"{PATH}/{ticket.code}").status == 404
    assert elsewhere.get(PATH).body["items"] == []
    village = Caller(desk.village)
    assert [one["code"] for one in village.get(PATH).body["items"]] == [ticket.code]
    assert village.get(f"{PATH}/{restricted.code}").status == 404
    assert village.post(f"{PATH}/{ticket.code}/verification", {}).status == 403
    assert Grant.objects.exists()


def test_a_list_is_filtered_and_names_bad_filters(desk: Desk) -> None:
    desk.raised()
    desk.raised(category="internet", kind="infrastructure", title="Internet")
    officer = Caller(desk.officer)
    assert len(officer.get(f"{PATH}?category=internet").body["items"]) == 1
    assert len(officer.get(f"{PATH}?demand_open=true").body["items"]) == 1
    assert officer.get(f"{PATH}?region={BERMI}").body["items"] == []
    assert officer.get(f"{PATH}?state=apa").status == 422


def test_without_a_name_nothing_is_kept_under_the_account(desk: Desk) -> None:
    member = Caller(desk.member)
    word = WORD | {"identity": "none", "content": "restricted"}
    refused = member.post(PATH, word, **{"Idempotency-Key": "abc"})
    assert refused.status == 422
    assert member.post(PATH, word).status == 201
    assert Ticket.objects.get().by is None
    assert not KeptAnswer.objects.filter(body__contains=Ticket.objects.get().code).exists()
