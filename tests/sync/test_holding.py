"""What arrives before what it needs: held, let go, and given up with a reason after its time."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from kentongan.domain.people.models import Agency, User
from kentongan.domain.sync import files, registry
from kentongan.domain.sync.actions import give_up_overdue, try_carried
from kentongan.domain.sync.models import Operation, Upload
from kentongan.domain.sync.tasks import sweep
from tests.sync.world import authority, item, make, send, words

SHA = "a" * 64


class TestParents:
    """security.md 15: held at most 5 days."""

    def test_a_child_without_its_parent_is_given_up_after_5_days_with_the_reason(self, member: User) -> None:
        child = item("note.tell", after=[str(uuid4())], title="Anak")
        send(member, child)
        assert give_up_overdue(timezone.now() + timedelta(days=4, hours=23)) == 0
        assert give_up_overdue(timezone.now() + timedelta(days=5, hours=1)) == 1
        row = Operation.objects.get()
        assert (row.state, row.has_news, row.problem and row.problem["field"]) == ("rejected", True, "after")
        [answer] = send(member, child)
        assert (answer.result, answer.problem) == ("rejected", row.problem)

    def test_given_up_once_told_it_may_be_sent_again_and_is_done_when_the_parent_is_there(
        self, member: User
    ) -> None:
        parent = item(title="Induk")
        child = item("note.tell", after=[parent["id"]], title="Anak")
        send(member, child)
        give_up_overdue(timezone.now() + timedelta(days=6))
        Operation.objects.update(has_news=False)  # the phone has confirmed that it knows
        assert words(send(member, child)) == ["waiting"]
        assert words(send(member, parent)) == ["applied"]
        assert words(send(member, child)) == ["duplicate"]

    def test_one_that_waits_for_its_file_alone_has_14_days(self, member: User) -> None:
        parent = item(title="Induk")
        photo = item("note.photo", after=[parent["id"]], file=SHA, point=None)
        send(member, photo)
        assert Operation.objects.get().hold == "parent"
        send(member, parent)
        assert give_up_overdue(timezone.now() + timedelta(days=13)) == 0
        assert Operation.objects.get(verb="note.photo").hold == "file"
        assert give_up_overdue(timezone.now() + timedelta(days=15)) == 1

    def test_two_that_wait_for_each_other_end_after_5_days(self, member: User) -> None:
        one, other = uuid4(), uuid4()
        send(member, item("note.tell", id=one, after=[str(other)], title="x"))
        send(member, item("note.tell", id=other, after=[str(one)], title="x"))
        assert give_up_overdue(timezone.now() + timedelta(days=6)) == 2
        assert not Agency.objects.exists()

    def test_what_was_carried_is_never_given_up_and_done_when_the_server_can_read_it(
        self, member: User
    ) -> None:
        story = item("story.write", title="Kisah")
        send(member, story)
        assert give_up_overdue(timezone.now() + timedelta(days=400)) == 0
        assert try_carried() == 0
        registry.operation("story.write")(make)
        assert try_carried() == 1
        assert Agency.objects.get().name == "Kisah"
        assert words(send(member, story)) == ["duplicate"]

    def test_a_refused_parent_holds_its_child_until_it_is_mended(self, member: User) -> None:
        parent = item(fault="invalid", title="x")
        child = item("note.tell", after=[parent["id"]], title="Anak")
        assert words(send(member, parent, child)) == ["rejected", "waiting"]

    def test_many_that_wait_cost_a_fixed_number_of_reads(
        self, member: User, django_assert_max_num_queries: object
    ) -> None:
        send(member, *[item("note.tell", after=[str(uuid4())], title="x") for _ in range(60)])
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            send(member, item())


class TestSweep:
    """Once a day, and asked for by whatever waits."""

    def test_it_gives_up_what_is_overdue_and_drops_pieces_nobody_went_on_with(self, member: User) -> None:
        send(member, item("note.tell", after=[str(uuid4())], title="x"))
        Operation.objects.update(received_at=timezone.now() - timedelta(days=6))
        by, folder = authority(member), Path(settings.DATA_DIR, "potongan")
        before = set(folder.glob("*"))  # other tests' pieces
        for name in ("b" * 64, "c" * 64):
            files.append(name, start=0, total=100, content=[b"x" * 10], by=by)
        Upload.objects.filter(sha256="b" * 64).update(touched_at=timezone.now() - timedelta(days=15))
        sweep.enqueue()
        assert Operation.objects.get().state == "rejected"
        assert [one.sha256 for one in Upload.objects.all()] == ["c" * 64]
        left = [path.name for path in set(folder.glob("*")) - before]
        assert left == [f"{member.pk}-{'c' * 64}"]

    def test_a_sender_that_breaks_off_keeps_what_arrived(self, member: User) -> None:
        def broken() -> object:
            yield b"x" * 40
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            files.append(SHA, start=0, total=100, content=broken(), by=authority(member))  # type: ignore[arg-type]
        assert files.arrived(SHA, by=authority(member)).have == 40
