"""Visits and needs by machine: the form is read, the visit recorded once, the need raised and followed."""

from typing import Any
from uuid import uuid4

import pytest

from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import answer_need
from kentongan.domain.mentoring.models import Need, Visit
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI, REBAN
from tests.doors.api.caller import Caller, caller, picture
from tests.mentoring.making import BY, instrument, need
from tests.releases.making import Office


@pytest.fixture
def bermi(office: Office) -> Group:
    """KIM Bermi, visited with the instrument of Pati."""
    instrument(PATI)
    return office.groups[BERMI]


@pytest.fixture
def sekcam(office: Office) -> Caller:
    """A program of the district officer of Gembong."""
    return caller("district_officer", GEMBONG)


def _filled(sekcam: Caller, group: Group, **changes: Any) -> dict[str, Any]:
    [form] = sekcam.get(f"visit-forms?group={group.code}").body
    answers = []
    for question in (one for section in form["sections"] for one in section["questions"]):
        if question["kind"] in {"scale", "yes_no"}:
            answers.append({"question": question["id"], "point": question["points"][-1]["id"]})
        elif question["kind"] == "number":
            answers.append({"question": question["id"], "number": 7.5})
    return {
        "id": str(uuid4()),
        "group": group.code,
        "form": form["id"],
        "held_on": "2024-05-02",
        "answers": answers,
        "met": [{"name": "Bu Sri"}],
        **changes,
    }


def test_a_visit_is_recorded_once_and_read_with_its_score_explained(sekcam: Caller, bermi: Group) -> None:
    filled = _filled(sekcam, bermi)
    made, again = sekcam.post("visits", filled), sekcam.post("visits", filled)
    assert (made.status, again.status, Visit.objects.count()) == (201, 201, 1)
    assert made.body["score"] == "100.0"
    assert made.body["sections"][0]["lines"][1]["why"] == "7,5: “Cukup”, nilai 4 dari 4; bobot 20, jadi 20."
    assert sekcam.get(f"visits/{made.body['id']}").body == made.body
    assert [row["id"] for row in sekcam.get(f"visits?group={bermi.code}").body["items"]] == [filled["id"]]
    assert sekcam.post("visits", filled | {"note": "lain"}).status == 409


def test_what_is_agreed_by_machine_is_closed_by_machine(sekcam: Caller, bermi: Group) -> None:
    new = {"act": "opened", "text": "Buat notulen", "owner": "Bu Sri", "due_on": "2024-07-01"}
    [made] = sekcam.post("visits", _filled(sekcam, bermi, follow_ups=[new])).body["follow_ups"]
    done = {"act": "closed", "text": "Ada", "follow_up": made["follow_up"]}
    closing = _filled(sekcam, bermi, follow_ups=[done], held_on="2024-08-01")
    assert sekcam.post("visits", closing).body["follow_ups"][0]["act"] == "closed"
    assert sekcam.post("visits", closing | {"id": str(uuid4())}).status == 409
    foreign = {"act": "closed", "text": "Ada", "follow_up": str(uuid4())}
    assert "follow_ups" in sekcam.post("visits", _filled(sekcam, bermi, follow_ups=[foreign])).messages


def test_a_photo_of_a_visit_is_for_whoever_reads_the_visit(
    sekcam: Caller, head: Caller, bermi: Group
) -> None:
    photo = sekcam.upload(picture()).body["id"]
    made = sekcam.post("visits", _filled(sekcam, bermi, photos=[photo]))
    assert made.body["photos"] == [photo]
    assert head.get(f"attachments/{photo}").status == 200
    assert caller("district_officer", REBAN).get(f"attachments/{photo}").status == 404


def test_a_missing_answer_names_its_question(sekcam: Caller, bermi: Group) -> None:
    filled = _filled(sekcam, bermi)
    first = filled["answers"].pop(0)
    refused = sekcam.post("visits", filled)
    assert (refused.status, list(refused.messages)) == (422, [f"q{first['question']}"])


def test_another_district_neither_reads_nor_records(sekcam: Caller, bermi: Group) -> None:
    filled = _filled(sekcam, bermi)
    key = sekcam.post("visits", filled).body["id"]
    stranger = caller("district_officer", REBAN)
    assert stranger.get(f"visits/{key}").status == 404
    assert stranger.get("visits").body["count"] == 0
    assert stranger.post("visits", filled | {"id": str(uuid4())}).status == 404
    assert stranger.get(f"visit-forms?group={bermi.code}").status == 404


def test_a_group_raises_a_need_once_and_reads_the_answer(office: Office, bermi: Group) -> None:
    member = Caller(office.member(BERMI))
    asked = {"id": str(uuid4()), "kind": "speaker", "title": "Narasumber gizi"}
    made, again = member.post("needs", asked), member.post("needs", asked)
    assert (made.status, again.body["code"], Need.objects.count()) == (201, made.body["code"], 1)
    answer_need(Need.objects.get(), "refused", "Belum ada yang bersedia.", by=BY)
    read = member.get(f"needs/{made.body['code']}").body
    assert (read["state"], read["steps"][0]["text"]) == ("refused", "Belum ada yang bersedia.")
    assert member.get("needs?state=raised").body["count"] == 0


def test_a_member_of_another_group_neither_reads_nor_raises(office: Office, bermi: Group) -> None:
    asked, other = need(bermi), Caller(office.member(KEDUNGBULUS))
    assert other.get(f"needs/{asked.code}").status == 404
    assert other.get("needs").body["count"] == 0
    raised = other.post("needs", {"group": bermi.code, "kind": "other", "title": "Apa saja"})
    assert raised.status == 404
