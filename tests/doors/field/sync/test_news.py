"""What the phone holds follows what the account may see, and what was seen is told."""

import json
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kentongan.domain.people.models import Agency, Grant, User
from kentongan.domain.sync.actions import mark_seen
from tests.actors import actor
from tests.cast import BERMI, PATI
from tests.doors.field.sync.phone import Phone
from tests.sync import world
from tests.sync.world import item


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
