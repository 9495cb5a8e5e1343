"""Events by the API: planned, moved, invited to, attended, held; speakers; scope everywhere."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.domain.events.actions import invite, load_lists, register_speaker
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.actions import load_topics
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, PATI
from tests.doors.api.caller import Caller, caller
from tests.events.making import BY, come, event, past
from tests.groups.making import region
from tests.releases.making import Office

FIELDS = "code kind mode region place starts_at ends_at agenda speakers invited confirmed attended"


@pytest.fixture(autouse=True)
def lists(office: Office) -> None:
    """The elements and sectors."""
    load_lists()


def _plan(**fields: Any) -> dict[str, Any]:
    day = timezone.localdate()
    facts: dict[str, Any] = {
        "kind": "briefing",
        "title": "Pembekalan KIM",
        "region": PATI,
        "starts_at": f"{day}T00:00:00+07:00",
        "ends_at": f"{day}T23:00:00+07:00",
    }
    return facts | fields


def test_an_event_is_planned_and_read_with_the_fields_outsiders_rely_on(
    office: Office, writer: Caller
) -> None:
    group = office.groups[BERMI]
    made = writer.post(
        "events",
        _plan(mode="hybrid", place="Aula", areas=[GEMBONG], groups=[group.code], agenda=["Satu", "Dua"]),
    )
    assert made.status == 201
    assert set(FIELDS.split()) - set(made.body) == set()
    assert (made.body["areas"], made.body["groups"]) == ([GEMBONG], [group.code])
    assert [item["title"] for item in made.body["agenda"]] == ["Satu", "Dua"]
    assert (made.body["invited"], made.body["confirmed"], made.body["attended"]) == (None, None, None)
    assert writer.get(f"events/{made.body['code']}").body == made.body
    assert writer.get(f"events?group={group.code}&since=2020-01-01").body["items"] == [made.body]
    assert writer.get("events?until=2020-01-01").body["items"] == []


def test_what_is_wrong_is_named(writer: Caller) -> None:
    day = timezone.localdate()
    for wrong, field in (
        ({"ends_at": f"{day - timedelta(days=1)}T08:00:00+07:00"}, "ends_at"),
        ({"kind": "pesta"}, "kind"),
        ({"region": "33.99"}, "region"),
        ({"areas": ["33.99"]}, "areas"),
        ({"groups": ["K-000000"]}, "group"),
        ({"parent": "A-000000"}, "parent"),
        ({"starts_at": "2026-01-01 08:00"}, "starts_at"),
    ):
        answer = writer.post("events", _plan(**wrong))
        assert (answer.status, list(answer.messages)) == (422, [field])
    assert not Event.objects.exists()


def test_the_same_request_with_the_same_key_plans_one_event(writer: Caller) -> None:
    answers = [writer.post("events", _plan(), Idempotency_Key="acara-1") for _ in range(2)]
    assert answers[0].body == answers[1].body
    assert Event.objects.count() == 1


def test_a_change_moves_the_event_only_with_a_reason(writer: Caller) -> None:
    code = writer.post("events", _plan()).body["code"]
    later = f"{timezone.localdate() + timedelta(days=3)}T08:00:00+07:00"
    assert writer.patch(f"events/{code}", {"starts_at": later}).messages.keys() == {"reason"}
    moved = writer.patch(
        f"events/{code}", {"starts_at": later, "reason": "Hujan", "place": "Aula", "link": None}
    )
    assert (moved.status, moved.body["starts_at"], moved.body["place"]) == (200, later, "Aula")
    assert Event.objects.get().moves.get().reason == "Hujan"
    off = writer.post(f"events/{code}/cancellation", {"reason": "Banjir"})
    assert (off.body["state"], off.body["cancel_reason"]) == ("cancelled", "Banjir")
    assert writer.patch(f"events/{code}", {"title": "Lain"}).status == 409


def test_attendance_is_written_once_and_a_person_twice_is_refused(office: Office, writer: Caller) -> None:
    code = writer.post("events", _plan(groups=[office.groups[BERMI].code])).body["code"]
    board = Caller(office.member(BERMI))
    line = {"id": str(uuid4()), "name": "Siti", "sex": "f", "element": "pkk", "region": BERMI}
    first, again = (board.post(f"events/{code}/attendance", line) for _ in range(2))
    assert (first.status, again.status, first.body) == (201, 201, again.body)
    twin = board.post(f"events/{code}/attendance", line | {"id": str(uuid4()), "name": "SITI"})
    assert (twin.status, twin.messages) == (422, {"name": "Siti dari Desa Bermi sudah tercatat hadir."})
    assert board.post(f"events/{code}/attendance", line | {"name": "Sri"}).status == 409
    writer.post(f"events/{code}/attendance", {"id": str(uuid4()), "name": "Budi"})
    assert [row["name"] for row in board.get(f"events/{code}/attendance").body["items"]] == ["Siti"]
    assert [row["name"] for row in writer.get(f"events/{code}/attendance").body["items"]] == ["Siti", "Budi"]
    assert writer.get(f"events/{code}").body["attended"] == 2
    assert {row.source for row in Attendance.objects.all()} == {"api"}


def test_invited_confirmed_and_attended_are_three_numbers(office: Office, writer: Caller) -> None:
    code = writer.post("events", _plan()).body["code"]
    body = {
        "groups": [office.groups[place].code for place in (BERMI, GAJIHAN)],
        "seats": 2,
        "agencies": [str(office.agency.pk)],
        "regions": [GEMBONG],
        "role": "Sekcam",
        "names": ["Bu Lurah"],
    }
    made = writer.post(f"events/{code}/invitations", body)
    assert (made.status, [row["seats"] for row in made.body]) == (201, [2] * 5)
    mine = next(row for row in made.body if row["group"] == office.groups[BERMI].code)
    board = Caller(office.member(BERMI))
    told = {
        "seats": 1,
        "head_title": "Ketua",
        "head_name": "A",
        "delegate_name": "B",
        "delegate_title": "Sekretaris",
    }
    answered = board.post(f"events/{code}/invitations/{mine['number']}/answer", told)
    assert (answered.body["head"], answered.body["delegate"]) == ("A, Ketua", "B, Sekretaris")
    assert board.post(f"events/{code}/invitations/{mine['number']}/answer", {"seats": 3}).status == 422
    foreign = next(row for row in made.body if row["group"] == office.groups[GAJIHAN].code)
    assert board.post(f"events/{code}/invitations/{foreign['number']}/answer", {"seats": 1}).status == 403
    shown = writer.get(f"events/{code}").body
    assert (shown["invited"], shown["confirmed"], shown["attended"], shown["state"]) == (
        10,
        1,
        None,
        "confirmed",
    )
    assert writer.get(f"events/{code}/invitations").body["count"] == 5
    held = writer.post(f"events/{code}/holding", {"head_count": 7})
    assert (held.body["state"], held.body["attended"]) == ("held", 7)
    assert writer.post(f"events/{code}/invitations", {"agencies": [str(uuid4())]}).messages.keys() == {
        "agencies"
    }


def test_another_regency_sees_and_moves_nothing(writer: Caller) -> None:
    code = writer.post("events", _plan()).body["code"]
    stranger = caller("division_head", BATANG)
    assert stranger.get("events").body["items"] == []
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "X"}),
        ("POST", "/cancellation", {"reason": "X"}),
        ("POST", "/holding", {}),
        ("GET", "/attendance", None),
        ("POST", "/attendance", {"id": str(uuid4()), "name": "X"}),
        ("GET", "/invitations", None),
        ("POST", "/invitations", {"names": ["X"]}),
        ("POST", "/invitations/1/answer", {"seats": 1}),
    ):
        assert stranger.send(method, f"events/{code}{path}", body).status == 404
    assert stranger.post("events", _plan()).status == 403


def test_an_answer_belongs_to_the_event_of_its_address(writer: Caller) -> None:
    one, other = (writer.post("events", _plan(title=title)).body["code"] for title in ("Satu", "Dua"))
    number = writer.post(f"events/{one}/invitations", {"names": ["A"]}).body[0]["number"]
    assert writer.post(f"events/{other}/invitations/{number}/answer", {"seats": 1}).status == 404


def test_batches_are_listed_under_their_parent(writer: Caller) -> None:
    parent = writer.post("events", _plan(title="Pelatihan")).body["code"]
    for size in (9, 8, 10):
        made = writer.post("events", _plan(parent=parent)).body
        batch = Event.objects.get(code=made["code"])
        for number in range(size):
            come(batch, f"Peserta {number}")
    found = writer.get(f"events?parent={parent}").body["items"]
    assert sorted((item["batch_number"], item["attended"]) for item in found) == [(1, 9), (2, 8), (3, 10)]
    assert writer.get(f"events/{parent}").body["attended"] == 27


def test_a_list_costs_the_same_for_one_and_many(office: Office, writer: Caller) -> None:
    costs = []
    writer.get("events")  # the token notes the day it is used on
    for more in (1, 4):
        for number in range(more):
            met = event(
                PATI, areas=[region(GEMBONG)], groups=[office.groups[BERMI]], agenda=[f"Agenda {number}"]
            )
            invite(met, names=["A", "B"], by=BY)
            come(met, "Siti")
        with CaptureQueriesContext(connection) as queries:
            assert writer.get("events").body["items"]
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_speakers_are_found_and_their_phones_are_for_officers_there(office: Office, writer: Caller) -> None:
    load_topics()
    for name, sector, place in (("Bidan", "kesehatan", PATI), ("Petani", "pertanian", BATANG)):
        register_speaker(
            name=name,
            sector=sector,
            region=Region.objects.get(code=place),
            topics=["stunting"],
            phone="0812",
            by=BY,
        )
    board = Caller(office.member(BERMI))
    assert [row["name"] for row in board.get(f"speakers?region={BERMI}&topic=stunting").body["items"]] == [
        "Bidan"
    ]
    assert [row["name"] for row in board.get("speakers?q=pertanian").body["items"]] == ["Petani"]
    assert board.get(f"speakers?sector=kesehatan&free_on={past()}").body["items"][0]["phone"] is None
    phones = {row["name"]: row["phone"] for row in writer.get("speakers").body["items"]}
    assert phones == {"Bidan": "0812", "Petani": None}
    assert writer.get(f"speakers?agency={office.agency.pk}").body["items"] == []
    assert "pkk" in [row["code"] for row in writer.get("elements").body]
