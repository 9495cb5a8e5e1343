"""A picture and nothing else is a question too: from the phone and by the machines' door."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from kentongan.domain.claims.models import Claim, Report
from kentongan.domain.core import attachments
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.actions import take
from kentongan.domain.sync.files import append
from tests.claims import screenshots as shots
from tests.doors.api.caller import Caller

pytestmark = pytest.mark.django_db


def sent(by: Authority, group: Group, content: bytes, **data: Any) -> list[str]:
    """A picture asked about on the phone: the question, and its photo after it."""
    sha, key = hashlib.sha256(content).hexdigest(), str(uuid4())
    append(sha, start=0, total=len(content), content=[content], by=by)
    at = {"v": 1, "at": "2026-11-01T08:00:00+07:00"}
    question = {"id": key, "verb": "claim.ask", "data": {"group": group.code, "pictured": True} | data} | at
    photo = {"id": str(uuid4()), "verb": "claim.photo", "data": {}, "after": [key], "file": sha} | at
    return [one.result for one in take(by.user, uuid4(), [question, photo])]


def test_a_known_picture_alone_joins_its_claim_and_its_group_gets_the_answer(
    answered: Claim, bermi: Group, chair: Authority
) -> None:
    """Red when the phone let a picture alone through and the server refused its question."""
    picture = shots.jpeg(shots.cut(shots.chat(shots.VACCINE)), 40)
    assert sent(chair, bermi, picture) == ["applied", "applied"]
    row = Report.objects.get(group=bermi)
    assert row.claim == answered
    made = Claim.objects.exclude(pk=answered.pk).get()
    assert (made.state, made.merged_into) == ("merged", answered)
    answered.refresh_from_db()
    assert answered.report_count == 2


def test_an_unknown_picture_alone_is_a_question_of_its_own(
    answered: Claim, bermi: Group, chair: Authority
) -> None:
    """Guard: red when every picture was joined to the nearest claim."""
    assert sent(chair, bermi, shots.jpeg(shots.chat(shots.LOTTERY))) == ["applied", "applied"]
    row = Report.objects.get(group=bermi)
    assert row.claim != answered
    assert (row.claim.state, row.claim.images.count()) == ("reported", 1)


def test_a_picture_beside_words_leaves_the_words_to_say_what_is_asked(
    answered: Claim, bermi: Group, chair: Authority
) -> None:
    words = {"text": "Bank Lestari membagikan mobil kepada nasabah yang mengisi formulir ini."}
    sent(chair, bermi, shots.jpeg(shots.chat(shots.VACCINE)), **words)
    assert Report.objects.get(group=bermi).claim != answered


def test_a_question_with_neither_words_nor_a_picture_is_refused(bermi: Group, chair: Authority) -> None:
    at = {"v": 1, "at": "2026-11-01T08:00:00+07:00"}
    empty = {"id": str(uuid4()), "verb": "claim.ask", "data": {"group": bermi.code}} | at
    assert [one.result for one in take(chair.user, uuid4(), [empty])] == ["rejected"]
    assert not Report.objects.exists()


def test_the_machines_door_takes_a_picture_alone(answered: Claim, bermi: Group, chair: Authority) -> None:
    """Red when only words and links had a place in a report."""
    file = attachments.store(shots.upload(shots.jpeg(shots.chat(shots.VACCINE), 40)), by=chair)
    said = {"group": bermi.code, "photos": [str(file.pk)]}
    made = Caller(chair).post("claims/reports", said)
    assert (made.status, made.body["claim"]) == (201, answered.code)
    foreign = attachments.store(shots.upload(shots.jpeg(shots.chat(shots.LOTTERY))), by=chair)
    other = Caller(chair).post("claims/reports", {"group": bermi.code, "photos": [str(foreign.pk)]})
    assert other.body["claim"] != answered.code
    assert Caller(chair).post("claims/reports", {"group": bermi.code, "photos": []}).status == 422
