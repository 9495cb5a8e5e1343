"""100 cuts at random points of a sync with photos."""

import random
import threading
import time

from tests.faults.figures.counting import count
from tests.faults.figures.row import Row
from tests.faults.figures.server import Server
from tests.faults.phone import Phone
from tests.faults.photos import noise
from tests.faults.proxy import Fault, Proxy, Stroke
from tests.faults.world import Member, dissemination

CUTS, RECORDS = 100, 25


def measure(server: Server, member: Member) -> Row:
    """25 records with a photo each; every other connection is cut, up or down, until 100 were."""
    from kentongan.domain.activities.models import Activity

    phone = Phone(server.address, member.token, 20)
    payload = 0
    for number in range(RECORDS):
        record = phone.add("activity.record", dissemination(member, number))
        picture = noise(number)
        phone.add("activity.photo", {"activity": record.id}, after=record, photo=picture)
        payload += len(picture)
    payload += sum(len(str(item.wire())) for item in phone.outbox.values())
    rng, lock, left = random.Random(3), threading.Lock(), [CUTS]  # noqa: S311 - repeatable

    def weather() -> Stroke:
        with lock:
            if left[0] and rng.random() < 0.5:
                left[0] -= 1
                return Stroke(rng.choice([Fault.CUT_UP, Fault.CUT_DOWN]), rng.random())
            return Stroke()

    start = time.monotonic()
    with Proxy(server.address, weather) as proxy:
        phone.address = proxy.address
        phone.settle(1_000)
    seconds = time.monotonic() - start
    found = count([member])
    photos = sum(one.proofs.count() for one in Activity.objects.filter(group__code=member.group))
    ratio = phone.bytes_up / payload
    return Row(
        f"{CUTS - left[0]} cuts during {RECORDS} records with photos ({payload / 1e6:.1f} MB)",
        f"{found.objects} records and {photos} photos there, {found.lost([phone])} lost; "
        f"{ratio:.2f} × payload sent, {seconds:.0f} s",
        (found.objects, photos, left[0]) == (RECORDS, RECORDS, 0) and not found.lost([phone]) and ratio <= 2,
    )
