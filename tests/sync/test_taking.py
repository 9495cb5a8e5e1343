"""A batch of operations: each has one effect and one answer, whatever is repeated or goes wrong."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.utils import timezone

from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.people.models import Agency, Grant, User
from kentongan.domain.sync import registry
from kentongan.domain.sync.actions import revoke, take
from kentongan.domain.sync.models import Device, ForgottenOperation, Operation
from kentongan.domain.sync.rules import canonical, digest_of
from tests.sync.world import authority, item, send, words


class TestOnce:
    """security.md 12: the same (author, id, digest) makes one object and one set of effects."""

    def test_the_same_item_again_is_a_duplicate_and_says_what_it_was(self, member: User) -> None:
        one = item(title="Pasar murah")
        first, again, later = send(member, one), send(member, one), send(member, one)
        assert [first[0].result, again[0].result, later[0].was] == ["applied", "duplicate", "applied"]
        assert (again[0].id, again[0].digest, again[0].seq) == (one["id"], one["digest"], first[0].seq)
        assert again[0].code == first[0].code == "N-1"
        assert Agency.objects.count() == 1

    def test_the_same_item_twice_in_a_batch_has_two_answers_and_one_effect(self, member: User) -> None:
        one = item()
        assert words(send(member, one, one)) == ["applied", "duplicate"]
        assert Agency.objects.count() == 1

    def test_it_is_known_at_any_age(self, member: User) -> None:
        one = item()
        send(member, one)
        Operation.objects.update(received_at=timezone.now() - timedelta(days=3650))
        assert words(send(member, one)) == ["duplicate"]

    def test_the_same_id_with_another_digest_is_refused(self, member: User) -> None:
        key = uuid4()
        send(member, item(id=key, title="Satu"))
        [answer] = send(member, item(id=key, title="Dua"))
        assert (answer.result, answer.problem and answer.problem["status"]) == ("rejected", 409)
        assert [one.name for one in Agency.objects.all()] == ["Satu"]

    def test_also_when_the_first_was_rejected(self, member: User) -> None:
        key = uuid4()
        send(member, item(id=key, title="Satu", fault="invalid"))
        assert words(send(member, item(id=key, title="Dua"))) == ["rejected"]
        assert not Agency.objects.exists()

    def test_anothers_id_is_neither_overwritten_nor_probed(self, member: User, other: User) -> None:
        key = uuid4()
        [mine] = send(member, item(id=key, title="Milik saya"))
        [theirs] = send(other, item(id=key, title="Milik dia"))
        [free] = send(other, item(title="Bebas"))
        assert mine.result == theirs.result == free.result == "applied"
        assert Agency.objects.get(pk=key).name == "Milik saya"
        assert Agency.objects.filter(name="Milik dia").exclude(pk=key).count() == 1

    def test_a_digest_that_does_not_fit_is_refused_and_nothing_kept(self, member: User) -> None:
        one = item() | {"digest": "A" * 43}
        [answer] = send(member, one)
        assert (answer.result, answer.digest) == ("rejected", "A" * 43)
        assert not Operation.objects.exists()
        del one["digest"]  # a machine may leave it to us
        assert words(send(member, one)) == ["applied"]

    def test_without_a_name_it_still_counts_once_and_nothing_leads_back(self, member: User) -> None:
        one = item("note.nameless", title="Jalan rusak")
        assert words(send(member, one)) == ["applied"]
        assert words(send(member, one)) == ["duplicate"]
        other_words = item("note.nameless", id=one["id"], title="Lain")
        assert words(send(member, other_words)) == ["rejected"]
        assert not Operation.objects.exists()
        assert ForgottenOperation.objects.count() == Agency.objects.count() == 1
        assert str(Agency.objects.get().pk) != one["id"]

    def test_what_is_rejected_of_a_private_verb_stays_on_the_phone_alone(self, member: User) -> None:
        assert words(send(member, item("note.nameless", text="tanpa judul"))) == ["rejected"]
        assert not Operation.objects.exists()


class TestEachItem:
    """security.md 13: each item is answered once; one bad item blocks no other."""

    def test_every_item_has_its_own_answer(self, member: User) -> None:
        sent = [
            item(title="Baik"),
            item(title="x", fault="invalid"),
            item(title="x", fault="refused"),
            item(title="x", fault="stale"),
            item(title="x", fault="busy"),
            item(title="x", fault="bug"),
            "bukan objek",
            {"id": "bukan uuid", "verb": "note.make"},
            item("unknown.verb"),
            item(title="Juga baik"),
        ]
        answers = send(member, *sent)
        assert words(answers) == [
            "applied",
            "rejected",
            "rejected",
            "conflict",
            "retry",
            "rejected",
            "rejected",
            "rejected",
            "rejected",
            "applied",
        ]
        assert sorted(one.name for one in Agency.objects.all()) == ["Baik", "Juga baik"]
        assert answers[1].problem == {"status": 422, "title": "Isi judulnya.", "field": "title"}

    def test_a_locked_store_asks_for_a_retry_and_never_tells_a_success(
        self, member: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def locked(*_args: object) -> None:
            raise OperationalError("database is locked")

        registry.operation("note.locked")(locked)  # type: ignore[arg-type]
        one = item("note.locked")
        assert words(send(member, item(), one, item())) == ["applied", "retry", "applied"]
        monkeypatch.setattr(Operation, "save", locked)
        assert words(send(member, item(), item())) == ["retry", "retry"]
        assert Agency.objects.count() == Operation.objects.count() == 2

    def test_more_than_100_items_are_refused_as_a_whole(self, member: User) -> None:
        with pytest.raises(Invalid):
            send(member, *[item() for _ in range(101)])
        assert words(send(member, *[item() for _ in range(100)])) == ["applied"] * 100

    @pytest.mark.parametrize(
        "broken",
        [
            {"data": []},
            {"data": {"title": 1.5}},
            {"data": {"title": 2**60}},
            {"data": {"title": "\0"}},
            {"data": {"title": "\ud800"}},
            {"verb": 7},
            {"verb": "A.B"},
            {"v": -1},
            {"v": True},
            {"at": 7},
            {"after": "x"},
            {"after": ["x"]},
            {"after": [str(uuid4())] * 21},
            {"file": "x"},
            {"id": None},
            {"replaces": "x"},
        ],
    )
    def test_what_cannot_be_read_is_rejected_alone(self, member: User, broken: dict[str, object]) -> None:
        one = {key: value for key, value in item().items() if key != "digest"} | broken
        assert words(send(member, one, item())) == ["rejected", "applied"]

    def test_a_deep_nest_is_rejected(self, member: User) -> None:
        deep: object = "x"
        for _ in range(200):
            deep = [deep]
        one = {key: value for key, value in item().items() if key != "digest"} | {"data": {"title": deep}}
        assert words(send(member, one)) == ["rejected"]

    def test_a_rejected_item_is_kept_and_may_be_tried_again_as_it_is(self, member: User) -> None:
        one = item("note.tell", title="x")
        registry.operation("note.tell")(lambda *_: (_ for _ in ()).throw(Refused("Belum.")))
        assert words(send(member, one)) == ["rejected"]
        assert Operation.objects.get().data == {"title": "x"}
        registry.operation("note.tell")(registry._operations["note.make"].handler)
        assert words(send(member, one)) == ["applied"]
        assert words(send(member, one)) == ["duplicate"]

    def test_a_mended_item_stands_in_place_of_the_first_and_only_one_is_done(self, member: User) -> None:
        bad = item(title="x", fault="invalid")
        child = item("note.tell", after=[bad["id"]], title="Anak")
        assert words(send(member, bad, child)) == ["rejected", "waiting"]
        mended = item(title="Baik") | {"replaces": bad["id"]}
        assert words(send(member, mended)) == ["applied"]
        assert words(send(member, child)) == ["duplicate"]  # its parent is the mended one
        assert words(send(member, bad)) == ["rejected"]
        assert words(send(member, item(title="Lagi") | {"replaces": mended["id"]})) == ["rejected"]
        assert sorted(one.name for one in Agency.objects.all()) == ["Baik", "Baik/Anak"]


class TestOrder:
    """security.md 15: the server's own sequence; parents that have not arrived hold the child."""

    def test_a_child_before_its_parent_in_one_batch_is_done_and_says_so(self, member: User) -> None:
        parent = item(title="Induk")
        child = item("note.tell", after=[parent["id"]], title="Anak")
        grandchild = item("note.tell", after=[child["id"]], title="Cucu")
        answers = send(member, grandchild, child, parent)
        assert words(answers) == ["applied"] * 3
        assert "Induk/Anak/Cucu" in [one.name for one in Agency.objects.all()]

    def test_a_child_waits_for_a_parent_that_comes_later(self, member: User) -> None:
        parent = item(title="Induk")
        child = item("note.tell", after=[parent["id"]], title="Anak")
        assert words(send(member, child)) == ["waiting"]
        assert words(send(member, child)) == ["waiting"]
        assert not Agency.objects.exists()
        assert words(send(member, parent)) == ["applied"]
        [answer] = send(member, child)
        assert (answer.result, answer.was) == ("duplicate", "applied")

    def test_anothers_operation_is_no_parent(self, member: User, other: User) -> None:
        parent = item(title="Induk")
        send(member, parent)
        assert words(send(other, item("note.tell", after=[parent["id"]], title="x"))) == ["waiting"]

    def test_the_sequence_is_the_servers_whatever_the_clock_says(self, member: User) -> None:
        clocks = [
            "2099-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "kemarin",
            None,
        ]
        answers = send(member, *[item(at=clock, title=f"x {clock}") for clock in clocks])
        assert words(answers) == ["applied"] * 5
        assert [one.seq for one in answers] == sorted(one.seq or 0 for one in answers)
        kept = [row.at and row.at.year for row in Operation.objects.order_by("pk")]
        assert kept == [2099, 1970, None, None, None]

    def test_a_verb_of_a_known_family_is_carried_until_a_server_knows_it(self, member: User) -> None:
        story, newer = item("story.write", title="Kisah"), item(v=3, title="Bentuk baru")
        assert words(send(member, story, newer)) == ["waiting", "waiting"]
        assert [row.hold for row in Operation.objects.all()] == ["verb", "verb"]


class TestRights:
    """security.md 17: an item is its author's; rights are judged when it arrives."""

    def test_the_author_is_the_account_and_the_rights_are_those_of_now(self, member: User) -> None:
        seen = []

        def look(_envelope: object, by: object) -> registry.Outcome:
            seen.append(by)
            return registry.Outcome(None)

        registry.operation("note.look")(look)  # type: ignore[arg-type]
        Grant.objects.update(revoked_at=timezone.now())
        assert words(send(member, item("note.look"))) == ["applied"]
        assert [(one.user_id, list(one.grants)) for one in seen] == [(member.pk, [])]  # type: ignore[attr-defined]
        assert Operation.objects.get().author == member

    def test_a_revoked_device_is_refused_before_anything(self, member: User) -> None:
        phone = uuid4()
        send(member, item(), device=phone)
        assert revoke(Device.objects.get(key=phone), by=authority(member))
        with pytest.raises(Refused):
            send(member, item(), device=phone)
        assert Operation.objects.count() == 1
        assert words(send(member, item(), device=uuid4())) == ["applied"]  # another phone goes on

    def test_a_phone_shared_by_two_is_revoked_for_one(self, member: User, other: User) -> None:
        phone = uuid4()
        send(member, item(), device=phone)
        send(other, item(), device=phone)
        revoke(Device.objects.get(key=phone, user=member), by=authority(member))
        assert words(send(other, item(), device=phone)) == ["applied"]

    def test_a_closed_account_is_refused(self, member: User) -> None:
        member.is_active = False
        member.save()
        with pytest.raises(Refused):
            take(member, None, [item()])


def test_the_worked_example_of_the_description_holds() -> None:
    lines = (Path(__file__).parents[2] / "docs/offline.md").read_text().splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith('["activity.record"'))
    verb, version, at, data, after, file = json.loads(lines[place])
    assert canonical([verb, version, at, data, after, file]).decode() == lines[place]
    assert digest_of(verb, version, at, data, after, file) == lines[place + 1]
