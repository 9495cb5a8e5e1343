"""Whatever is repeated, reordered, cut into other batches or sent at once makes the same objects."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.domain.people.models import Agency, User
from kentongan.domain.sync.models import Operation
from tests.actors import actor
from tests.cast import BERMI, plant_regions
from tests.sync import world
from tests.sync.world import item, send, words

LOADED_MACHINE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
CHAIN = [UUID(int=number) for number in range(1, 9)]


def story() -> list[dict[str, Any]]:
    """Eight operations: two roots, with children and children of those; one never gets its parent."""
    parents = [None, 0, 1, 1, None, 4, 2, None]
    items = []
    for number, parent in enumerate(parents):
        verb = "note.make" if parent is None else "note.tell"
        after = None if parent is None else [str(CHAIN[parent])]
        items.append(item(verb, id=CHAIN[number], after=after, title=str(number)))
    orphan = item("note.tell", after=[str(UUID(int=99))], title="yatim")
    return [*items, orphan]


def names() -> list[str]:
    """Everything that was made, by name."""
    return sorted(Agency.objects.values_list("name", flat=True))


MADE = ["0", "0/1", "0/1/2", "0/1/2/6", "0/1/3", "4", "4/5", "7"]


@settings(max_examples=40, suppress_health_check=LOADED_MACHINE)
@given(st.data())
def test_any_replay_makes_the_same_objects(member: User, data: st.DataObject) -> None:
    """security.md 12. Broken on purpose: with nothing known of what was taken before (`known = {}`) each
    repeat ran its handler again and was answered `rejected`; this test was red."""
    Operation.objects.all().delete()
    Agency.objects.all().delete()
    items = story()
    order = data.draw(st.permutations(range(len(items))))
    repeats = data.draw(st.lists(st.integers(0, len(items) - 1), max_size=12))
    sequence = [items[number] for number in [*order, *repeats]]
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sequence)), max_size=5)))
    for start, end in zip([0, *cuts], [*cuts, len(sequence)], strict=True):
        answers = send(member, *sequence[start:end])
        assert [one.id for one in answers] == [one["id"] for one in sequence[start:end]]
    assert names() == MADE
    assert words(send(member, *items)) == ["duplicate"] * 8 + ["waiting"]


@pytest.fixture
def several(transactional_db: None) -> Iterator[list[User]]:
    """Eight accounts on a database whose commits are real."""
    plant_regions()
    with world.handlers():
        yield [actor("village_officer", BERMI).user for _ in range(8)]


def at_once(calls: list[Any]) -> list[Any]:
    """The results of calls that begin at the same moment, each with a connection of its own."""
    start = threading.Barrier(len(calls))

    def run(call: Any) -> Any:
        try:
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_sent_in_parallel_has_one_effect(several: list[User]) -> None:
    """security.md 12; half of the batches name the operations the other way round. Broken on purpose: without
    the author's lock the copies met in the unique constraints on PostgreSQL, some operations were rejected,
    and this test was red."""
    items = story()
    backwards = items[::-1]
    answers = at_once(
        [lambda batch=batch: send(several[0], *batch) for batch in [items, backwards] * 4]  # type: ignore[misc]
    )
    assert names() == MADE
    told = [word for answer in answers for word in words(answer)]
    assert set(told) <= {"applied", "duplicate", "waiting"}
    assert Operation.objects.count() == len(items)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_meet_no_error(several: list[User]) -> None:
    batches = {user.pk: [item(title=f"{user.pk}-{number}") for number in range(25)] for user in several}
    answers = at_once(
        [lambda user=user: send(user, *batches[user.pk]) for user in several]  # type: ignore[misc]
    )
    assert [words(answer) for answer in answers] == [["applied"] * 25] * 8
    assert Agency.objects.count() == 200
