"""A write repeated with the same Idempotency-Key has one effect and one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kentongan.domain.core.models import Attachment, KeptAnswer
from kentongan.domain.releases.models import Release
from tests.cast import BERMI
from tests.doors.api.caller import Caller, caller, picture
from tests.releases.making import Office, office_of_pati

PACKAGE = {"title": "Pangan murah", "summary": "Hari Rabu.", "areas": [BERMI]}


def test_the_same_again_gives_the_same_answer(writer: Caller) -> None:
    first, again = (writer.post("releases", PACKAGE, Idempotency_Key="satu") for _ in range(2))
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert again.headers["Cache-Control"] == "no-store"
    assert Release.objects.count() == 1


def test_without_a_key_each_request_counts(writer: Caller) -> None:
    assert [writer.post("releases", PACKAGE).status for _ in range(2)] == [201, 201]
    assert Release.objects.count() == 2


def test_the_key_stands_for_one_request(writer: Caller, head: Caller) -> None:
    writer.post("releases", PACKAGE, Idempotency_Key="satu")
    other = writer.post("releases", PACKAGE | {"title": "Lain"}, Idempotency_Key="satu")
    assert (other.status, other.body["title"]) == (409, "Idempotency-Key sudah dipakai")
    assert Release.objects.count() == 1
    assert head.post("releases", PACKAGE, Idempotency_Key="satu").status == 201


def test_a_failure_keeps_nothing(writer: Caller) -> None:
    assert writer.post("releases", PACKAGE | {"areas": ["99"]}, Idempotency_Key="satu").status == 422
    assert KeptAnswer.objects.count() == 0
    assert writer.post("releases", PACKAGE, Idempotency_Key="satu").status == 201


def test_a_key_that_is_none(writer: Caller) -> None:
    for key in ("", "dua kata", "x" * 101):
        assert writer.post("releases", PACKAGE, Idempotency_Key=key).status == 400
    assert Release.objects.count() == 0


def test_a_step_is_taken_once(office: Office, writer: Caller) -> None:
    code = office.draft().release.code
    answers = [writer.post(f"releases/{code}/submission", Idempotency_Key="satu") for _ in range(2)]
    assert [answer.body["state"] for answer in answers] == ["submitted", "submitted"]
    assert writer.post(f"releases/{code}/submission", Idempotency_Key="dua").status == 409


def test_a_file_sent_twice_is_kept_once(writer: Caller) -> None:
    first, again = (writer.upload(picture(), Idempotency_Key="foto") for _ in range(2))
    assert (first.status, again.body, Attachment.objects.count()) == (201, first.body, 1)
    assert writer.upload(picture("red"), Idempotency_Key="foto").status == 409


def test_answers_are_given_again_for_two_days(writer: Caller) -> None:
    writer.post("releases", PACKAGE, Idempotency_Key="satu")
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=47))
    assert writer.post("releases", PACKAGE, Idempotency_Key="satu").headers["Idempotency-Replayed"] == "true"
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=49))
    assert writer.post("releases", PACKAGE, Idempotency_Key="satu").status == 201
    assert (Release.objects.count(), KeptAnswer.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_there_is_one_effect() -> None:
    writer = Caller(office_of_pati().writer)

    def send(_number: int) -> tuple[int, str]:
        try:
            answer = writer.__class__.post(writer, "releases", PACKAGE, Idempotency_Key="satu")
            return answer.status, answer.body["code"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(send, range(4)))
    assert answers == [(201, Release.objects.get().code)] * 4


def test_a_role_taken_away_gets_nothing_again(office: Office, writer: Caller) -> None:
    from kentongan.domain.people.models import Grant

    writer.post("releases", PACKAGE, Idempotency_Key="satu")
    Grant.objects.filter(user=office.writer.user).update(revoked_at=timezone.now())
    assert writer.post("releases", PACKAGE, Idempotency_Key="satu").status == 403
    assert caller("public_relations_officer", "33.25").get("releases").body["count"] == 0
