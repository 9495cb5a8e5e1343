"""What a sync answers: a receipt for each operation, and what is no receipt."""

import gzip
import json
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.people.models import Session, User
from kentongan.domain.sync.actions import revoke
from kentongan.domain.sync.models import Device, Operation
from kentongan.domain.sync.rules import digest_of
from tests.doors.field.sync.phone import Phone
from tests.sync import world
from tests.sync.world import item


class TestAnswers:
    """security.md 14, the server's half: a receipt names id and digest, everything else is no receipt."""

    def test_a_result_names_the_id_and_the_digest(self, phone: Phone) -> None:
        one = item()
        [result] = phone.sync(one)["results"]
        assert (result["id"], result["digest"], result["result"]) == (one["id"], one["digest"], "applied")
        assert result["object"] == {"code": "N-1", "path": "/k/catatan/"}

    def test_results_stand_in_the_order_of_the_items_one_for_each(self, phone: Phone) -> None:
        sent = [item(), {"id": "x"}, item(fault="invalid", title="x"), item()]
        results = phone.sync(*sent)["results"]
        assert [one["id"] for one in results] == [one["id"] for one in sent]
        assert [one["result"] for one in results] == ["applied", "rejected", "rejected", "applied"]

    def test_a_packed_body_is_read_and_a_bomb_is_not(self, phone: Phone) -> None:
        body = {"device": phone.device, "operations": [item()]}
        assert phone.post(body, packed=True).json()["results"][0]["result"] == "applied"
        bomb = phone.post(b" " * 50_000_000, packed=True)
        assert (bomb.status_code, bomb["Content-Type"]) == (413, "application/problem+json")
        assert phone.post({"operations": [item(title="x" * 1_100_000)]}).status_code == 413
        cut = gzip.compress(json.dumps(body).encode())[:-9]
        answer = phone.post(cut, **{"Content-Encoding": "gzip"})
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert phone.post(body, **{"Content-Encoding": "br"}).status_code == 415

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"<html>",
            b'{"operations": 7}',
            b'{"cursor": "x"}',
            b'{"device": "x"}',
            b"[" * 100_000,
        ],
    )
    def test_what_cannot_be_read_is_told_in_json(self, phone: Phone, body: bytes) -> None:
        answer = phone.post(body)
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")

    def test_a_session_that_ended_is_told_in_json_and_changes_nothing(self, phone: Phone) -> None:
        Session.objects.all().delete()
        answer = phone.post({"device": phone.device, "operations": [item()]})
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert not Operation.objects.exists()

    def test_a_failed_check_against_forgery_is_told_in_json(self, member: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(member)
        answer = Phone(member, client).post({"operations": [item()]})
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
        assert answer.json()["type"].endswith("#csrf")
        assert not Operation.objects.exists()

    def test_another_account_than_the_app_believes_sends_nothing(self, phone: Phone, member: User) -> None:
        body = {"device": phone.device, "operations": [item()]}
        answer = phone.post(body, **{"X-Account": str(member.pk + 1)})
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert not Operation.objects.exists()
        assert phone.post(body, **{"X-Account": str(member.pk)}).status_code == 200

    def test_a_one_time_password_is_changed_first(self, phone: Phone, member: User) -> None:
        User.objects.update(must_change_password=True)
        answer = phone.post({"operations": [item()]})
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")

    def test_another_method_is_refused_in_json(self, phone: Phone) -> None:
        for answer in (phone.client.get("/k/sync"), phone.client.post("/k/berkas/" + "0" * 64)):
            assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")

    def test_a_revoked_phone_is_refused_with_the_reason_on_its_next_request(self, phone: Phone) -> None:
        phone.sync()
        device = Device.objects.get()
        assert revoke(device, by=world.authority(device.user))
        answer = phone.post({"device": phone.device, "operations": [item()]})
        assert answer.status_code in {401, 403}  # its session went with it
        again = Phone(device.user)
        again.device = phone.device
        answer = again.post({"device": phone.device, "operations": [item()]})
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
        assert "dicabut" in answer.json()["detail"]
        assert not Operation.objects.exists()

    def test_earlier_apps_still_sync(self, phone: Phone) -> None:
        """The envelopes of the two versions before: no digest, version, parents, file; no cursor."""
        oldest = {"id": str(uuid4()), "verb": "note.make", "at": None, "data": {"title": "Versi awal"}}
        older = oldest | {
            "id": str(uuid4()),
            "v": 0,
            "at": "2026-01-01T00:00:00Z",
            "data": {"title": "Versi 0"},
        }
        answers = [
            phone.post({"device": phone.device, "operations": [oldest]}),
            phone.post({"device": phone.device, "app": "0", "operations": [older], "new": {"field": 1}}),
        ]
        results = [answer.json()["results"][0] for answer in answers]
        assert [one["result"] for one in results] == ["applied", "applied"]
        assert results[0]["digest"] == digest_of("note.make", 1, None, oldest["data"], [], None)  # type: ignore[arg-type]
        assert phone.post({"device": phone.device, "operations": [oldest]}).json()["results"][0]["was"]

    def test_what_the_phone_says_of_itself_is_noted(self, phone: Phone) -> None:
        oldest = "2026-03-01T00:00:00+00:00"
        phone.sync(outbox={"count": 7, "oldest": oldest}, key="kunci")
        phone.sync(outbox={"count": -1, "oldest": "kemarin"}, key="kunci lain", link={"bytes": "x"})
        device = Device.objects.get()
        assert (device.app_version, device.public_key, device.outbox_count) == ("1", "kunci", 7)
        phone.sync(outbox={"count": 0, "oldest": None})
        device.refresh_from_db()
        assert (device.outbox_count, device.outbox_oldest_at) == (0, None)
