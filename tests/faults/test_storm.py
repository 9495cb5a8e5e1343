"""Whatever the network does to a sync, each operation makes one object and the phone learns of it.

Broken on purpose, and seen red: with the look at earlier operations left out of ``sync.actions.taking`` the
duplicates made errors instead of receipts; with a phone that trusts any 200 the portal's pages lost items.
"""

import itertools
import random

import pytest

from kentongan.domain.activities.models import Activity
from kentongan.domain.core.models import Entry
from kentongan.domain.sync.models import Operation
from tests.faults.phone import LineFailed, Phone
from tests.faults.photos import noise
from tests.faults.proxy import STORM, Fault, Proxy, SlowLine, Stroke, Weather
from tests.faults.world import Member, dissemination

Address = tuple[str, int]
COUNT = 100


def fill(phone: Phone, member: Member, count: int) -> set[str]:
    """So many records in the outbox; their titles."""
    return {
        phone.add("activity.record", dissemination(member, number)).data["title"] for number in range(count)
    }


def test_a_storm_loses_nothing_and_doubles_nothing(server: Address, phone: Phone, member: Member) -> None:
    titles = fill(phone, member, COUNT)
    with Proxy(server, Weather(7, STORM)) as proxy:
        phone.address = proxy.address
        phone.settle(attempts=300, limit=6, shuffle=True)
        proxy.deliver_late()
    assert {fault for fault in Fault if not proxy.seen[fault]} == set()  # every kind of weather came by
    made = list(Activity.objects.filter(group__code=member.group).values_list("title", flat=True))
    assert (len(made), set(made)) == (COUNT, titles)
    assert Operation.objects.filter(state="applied").count() == COUNT
    assert Entry.objects.filter(verb="activities.record").count() == COUNT
    assert len(phone.receipts) == COUNT
    assert phone.refused == {}


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.NONE])
def test_each_fault_alone_keeps_the_item_until_its_receipt(
    server: Address, phone: Phone, member: Member, fault: Fault
) -> None:
    fill(phone, member, 3)
    strokes = iter([Stroke(fault, 0.6)])
    with Proxy(server, lambda: next(strokes, Stroke())) as proxy:
        phone.address = proxy.address
        if fault is not Fault.TWICE:
            with pytest.raises(LineFailed):
                phone.send()
            assert len(phone.outbox) == 3
        phone.send()
        proxy.deliver_late()
    assert (len(phone.outbox), Activity.objects.count()) == (0, 3)


def test_the_slow_line_takes_the_time_its_bytes_take() -> None:
    waited: list[float] = []
    SlowLine(40, loss=0, wait=waited.append)(5_000)
    assert sum(waited) == pytest.approx(1.0)
    waited.clear()
    SlowLine(40, loss=0.1, stall=0.5, seed=3, wait=waited.append)(140_000)  # 100 packets
    assert 28 + 0.5 * 3 < sum(waited) < 28 + 0.5 * 20


def test_the_same_seed_brings_the_same_weather() -> None:
    one, other = (Weather(5, STORM) for _twice in range(2))
    assert [one() for _stroke in range(50)] == [other() for _stroke in range(50)]


def test_cuts_during_photos_lose_nothing_and_send_little_twice(
    server: Address, phone: Phone, member: Member
) -> None:
    """Broken on purpose, and seen red: a server that forgets its pieces after a cut never gets the photo."""
    record = phone.add("activity.record", dissemination(member, 1))
    picture = noise(1, 470)
    phone.add("activity.photo", {"activity": record.id}, after=record, photo=picture)
    rng, requests = random.Random(11), itertools.count(1)  # noqa: S311 - repeatable is what it is for

    def weather() -> Stroke:
        number = next(requests)
        if number % 5:  # every fifth is cut
            return Stroke()
        return Stroke(rng.choice([Fault.CUT_UP, Fault.CUT_DOWN]), rng.random())

    with Proxy(server, weather) as proxy:
        phone.address = proxy.address
        phone.settle(attempts=60)
    assert next(requests) > 20
    assert Activity.objects.get().proofs.count() == 1
    assert phone.bytes_up <= 2 * len(picture)
