"""The app's sync over HTTP: JSON whatever happens, and one effect for each operation."""

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from kentongan.domain.core.models import Attachment
from kentongan.domain.people.models import Agency, Grant, Session, User
from kentongan.domain.sync.actions import mark_seen, revoke
from kentongan.domain.sync.models import Device, Operation
from kentongan.domain.sync.rules import digest_of
from tests.actors import actor
from tests.cast import BERMI, PATI, plant_regions
from tests.doors.network import signed_in
from tests.sync import world
from tests.sync.world import item


@pytest.fixture
def member(db: None) -> Iterator[User]:
    """Somebody of Bermi, with the handlers of the tests."""
    plant_regions()
    with world.handlers():
        yield actor("village_officer", BERMI).user


@pytest.fixture
def phone(member: User) -> "Phone":
    """Their phone."""
    return Phone(member)


class Phone:
    """A browser that speaks as the app does."""

    def __init__(self, user: User, client: Client | None = None) -> None:
        self.client, self.device, self.cursor = client or signed_in(user), str(uuid4()), None

    def post(self, body: Any = None, *, packed: bool = False, **headers: str) -> Any:
        """One request; what is not told is as the app sends it."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        if packed:
            content, headers = gzip.compress(content), headers | {"Content-Encoding": "gzip"}
        return self.client.post("/k/sync", content, content_type="application/json", headers=headers)

    def sync(self, *operations: Any, **more: Any) -> dict[str, Any]:
        """A sync that succeeds; the cursor is kept as the app keeps it."""
        body = {"device": self.device, "app": "1", "operations": list(operations), "cursor": self.cursor}
        answer = self.post(body | more)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        self.cursor = found["cursor"]
        return found

    def put(self, sha: str, start: int, piece: bytes, total: int) -> Any:
        """A piece of a file."""
        told = f"bytes {start}-{start + len(piece) - 1}/{total}"
        return self.client.put(
            f"/k/berkas/{sha}",
            piece,
            content_type="application/octet-stream",
            headers={"Content-Range": told},
        )


def picture() -> tuple[str, bytes]:
    """A photo with the place it was taken at, and its name."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG", exif=exif, quality=60)
    return hashlib.sha256(out.getvalue()).hexdigest(), out.getvalue()


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


class TestNews:
    """What the phone holds follows what the account may see; a cut repeats at most one piece."""

    def held(self, *answers: dict[str, Any]) -> dict[str, Any]:
        """What a phone holds that took these in."""
        things: dict[str, Any] = {}
        for change in (change for answer in answers for change in answer["changes"]):
            if change.get("gone"):
                things.pop(change["id"], None)
            else:
                things[change["id"]] = change["d"]
        return things

    def test_nothing_new_weighs_at_most_800_bytes_with_all_headers(self, phone: Phone) -> None:
        world.HELD["a"] = {"title": "Pangan murah"}
        phone.sync()
        answer = phone.post(
            {"device": phone.device, "app": "1", "operations": [], "cursor": phone.cursor},
            **{"Accept-Encoding": "gzip"},
        )
        assert answer.json() == {
            "results": [],
            "changes": [],
            "cursor": phone.cursor,
            "more": False,
            "seen": [],
        }
        head = sum(len(f"{name}: {value}\r\n") for name, value in answer.items())
        assert head + len(answer.content) + len("HTTP/1.1 200 OK\r\n\r\n") <= 800

    def test_only_what_changed_comes_again_and_what_went_is_named(self, phone: Phone) -> None:
        world.HELD.update({"a": {"n": 1}, "b": {"n": 1}, "c": {"n": 1}})
        first = phone.sync()
        world.HELD["b"] = {"n": 2}
        del world.HELD["c"]
        second = phone.sync()
        assert second["changes"] == [
            {"k": "note", "id": "c", "gone": True},
            {"k": "note", "id": "b", "d": {"n": 2}},
        ]
        assert self.held(first, second) == world.HELD
        assert phone.sync()["changes"] == []

    def test_it_comes_in_pieces_below_64_kb_and_a_repeated_cursor_gives_the_same(self, phone: Phone) -> None:
        world.HELD.update({f"{number:03}": {"body": "kata " * 1000} for number in range(50)})
        answers = [phone.sync()]
        before = phone.cursor
        answers.append(phone.sync())
        lost, phone.cursor = answers.pop(), before  # the answer never arrived
        answers.append(phone.sync())
        assert answers[-1]["changes"] == lost["changes"]
        while answers[-1]["more"]:
            answers.append(phone.sync())
        assert self.held(*answers) == world.HELD
        assert max(len(json.dumps(one, separators=(",", ":"))) for one in answers) < 64_000

    def test_a_lost_answer_that_arrives_late_is_still_known(self, phone: Phone) -> None:
        world.HELD["a"] = {"n": 1}
        phone.sync()
        old = phone.cursor
        world.HELD["a"] = {"n": 2}
        late = phone.sync()["cursor"]
        phone.cursor = old
        phone.sync()
        phone.cursor = late
        assert phone.sync()["changes"] == []

    def test_an_unknown_cursor_starts_anew_and_drops_what_is_gone(self, phone: Phone) -> None:
        world.HELD.update({"a": {"n": 1}, "b": {"n": 1}})
        phone.sync()
        del world.HELD["b"]
        phone.cursor = 99_999_999_999  # type: ignore[assignment]
        assert phone.sync()["changes"] == [
            {"k": "note", "id": "b", "gone": True},
            {"k": "note", "id": "a", "d": {"n": 1}},
        ]

    def test_a_revoked_grant_takes_everything_from_the_phone(self, phone: Phone) -> None:
        world.HELD.update({"a": {"n": 1}, "b": {"n": 1}})
        phone.sync()
        Grant.objects.update(revoked_at=timezone.now())
        assert [one["gone"] for one in phone.sync()["changes"]] == [True, True]

    def test_a_room_that_fails_takes_nothing_away_and_stops_no_receipt(self, phone: Phone) -> None:
        world.HELD["a"] = {"n": 1}
        phone.sync()
        world.registry.feed("note")(lambda _holder: 1 / 0)  # type: ignore[arg-type, return-value]
        answer = phone.sync(item())
        assert (answer["results"][0]["result"], answer["changes"]) == ("applied", [])

    def test_another_phone_of_the_account_is_filled_for_itself(self, phone: Phone, member: User) -> None:
        world.HELD["a"] = {"n": 1}
        phone.sync()
        assert len(Phone(member).sync()["changes"]) == 1


class TestSeen:
    """ "Received by the server" and "seen by an officer" are two states (security.md 19)."""

    def test_what_an_officer_opens_is_told_once_to_the_phone_that_sent_it(
        self, phone: Phone, django_assert_num_queries: Any
    ) -> None:
        one = item()
        assert phone.sync(one)["seen"] == []
        record = Agency.objects.get()
        officer = actor("division_head", PATI)
        mark_seen(record, by=officer)
        with django_assert_num_queries(1):
            mark_seen(record, by=officer)
        before = phone.cursor
        assert phone.sync()["seen"] == [one["id"]]
        phone.cursor = before
        assert phone.sync()["seen"] == [one["id"]]  # the answer was lost
        assert phone.sync()["seen"] == []

    def test_neither_the_author_nor_a_member_counts_as_an_officer(self, phone: Phone, member: User) -> None:
        phone.sync(item())
        mark_seen(Agency.objects.get(), by=world.authority(member))
        mark_seen(Agency.objects.get(), by=actor("group_member", BERMI, group=uuid4()))
        assert phone.sync()["seen"] == []


class TestFiles:
    """security.md 18: photos come in pieces, named by what they are, and show only when whole."""

    def test_a_photo_in_pieces_is_stored_whole_and_its_operation_is_done(self, phone: Phone) -> None:
        sha, content = picture()
        report = item(title="Laporan")
        photo = item("note.photo", after=[report["id"]], file=sha, point=None)
        results = phone.sync(report, photo)["results"]
        assert [one["result"] for one in results] == ["applied", "waiting"]  # the report waits for no photo
        size, half = len(content), len(content) // 2
        assert phone.put(sha, 0, content[:half], size).json() == {"have": half, "whole": False}
        assert not Attachment.objects.exists()
        assert phone.client.get(f"/k/berkas/{sha}").json() == {"have": half, "whole": False}
        assert phone.put(sha, half, content[half:], size).json() == {"have": size, "whole": True}
        stored = Attachment.objects.get()
        assert (stored.sha256, stored.uploaded_by_id) == (sha, Operation.objects.first().author_id)  # type: ignore[union-attr]
        assert Agency.objects.get().short_name == "x+"
        late = phone.sync()
        assert [(one["id"], one["result"]) for one in late["results"]] == [(photo["id"], "applied")]
        assert phone.sync()["results"] == []

    def test_a_piece_that_belongs_elsewhere_is_left_aside_and_the_answer_says_where_to_go_on(
        self, phone: Phone
    ) -> None:
        sha, content = picture()
        size = len(content)
        phone.put(sha, 0, content[:1000], size)
        for start in (0, 500, 2000):
            answer = phone.put(sha, start, content[start : start + 100], size)
            assert (answer.status_code, answer.json()) == (409, {"have": 1000, "whole": False})

    def test_bytes_broken_on_the_way_begin_anew(self, phone: Phone) -> None:
        sha, content = picture()
        answer = phone.put(sha, 0, b"x" * len(content), len(content))
        assert answer.json() == {"have": 0, "whole": False}
        assert phone.put(sha, 0, content, len(content)).json()["whole"] is True

    def test_a_file_sent_before_or_twice_is_there_at_once(self, phone: Phone) -> None:
        sha, content = picture()
        phone.put(sha, 0, content, len(content))
        assert phone.put(sha, 0, content, len(content)).json() == {"have": len(content), "whole": True}
        assert phone.client.get(f"/k/berkas/{sha}").json() == {"have": len(content), "whole": True}
        assert Attachment.objects.count() == 1
        report = item(title="Laporan")
        photo = item("note.photo", after=[report["id"]], file=sha, point=None)
        assert [one["result"] for one in phone.sync(photo, report)["results"]] == ["applied", "applied"]

    def test_what_is_no_picture_is_refused_for_good_and_its_operation_says_why(self, phone: Phone) -> None:
        content = b"#!/bin/sh\nrm -rf /\n"
        sha = hashlib.sha256(content).hexdigest()
        report = item(title="Laporan")
        photo = item("note.photo", after=[report["id"]], file=sha, point=None)
        phone.sync(report, photo)
        assert phone.put(sha, 0, content, len(content)).json() == {"have": len(content), "whole": True}
        assert not Attachment.objects.exists()
        [result] = phone.sync()["results"]
        assert (result["result"], result["problem"]["field"]) == ("rejected", "file")

    def test_anothers_file_is_neither_seen_nor_finished(self, phone: Phone) -> None:
        sha, content = picture()
        phone.put(sha, 0, content, len(content))
        stranger = Phone(actor("village_officer", BERMI).user)
        assert stranger.client.get(f"/k/berkas/{sha}").json() == {"have": 0, "whole": False}

    def test_a_file_left_whole_by_a_crash_is_taken_when_asked_for(
        self, phone: Phone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sha, content = picture()
        with monkeypatch.context() as patch:
            patch.setattr("kentongan.domain.sync.files._finish", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                phone.put(sha, 0, content, len(content))
        assert phone.client.get(f"/k/berkas/{sha}").json() == {"have": len(content), "whole": True}
        assert Attachment.objects.count() == 1

    def test_the_share_of_the_day_holds_and_tomorrow_it_goes_on(
        self, phone: Phone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sha, content = picture()
        monkeypatch.setattr("kentongan.domain.core.attachments.DAILY_LIMIT", 1000)
        answer = phone.put(sha, 0, content, len(content))
        assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
        monkeypatch.undo()
        have = phone.client.get(f"/k/berkas/{sha}").json()["have"]
        assert phone.put(sha, have, content[have:], len(content)).json() == {
            "have": len(content),
            "whole": True,
        }

    @pytest.mark.parametrize(
        ("told", "status"), [("", 422), ("bytes 5-1/9", 422), ("bytes 0-9/99999999", 413)]
    )
    def test_a_range_that_makes_no_sense_is_refused(self, phone: Phone, told: str, status: int) -> None:
        answer = phone.client.put("/k/berkas/" + "0" * 64, b"x", headers={"Content-Range": told})
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert phone.client.get("/k/berkas/x").status_code == 404
