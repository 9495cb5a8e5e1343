"""A minute of 40 kbit/s with every tenth packet lost."""

import time

from tests.faults.figures.row import Row
from tests.faults.figures.server import Server
from tests.faults.phone import Phone
from tests.faults.photos import noise
from tests.faults.proxy import Proxy, SlowLine
from tests.faults.world import Member, dissemination

RECORDS, MINUTE = 40, 60


def measure(server: Server, member: Member) -> Row:
    """Forty records and a photo; texts go first."""
    phone = Phone(server.address, member.token, 90)
    record = phone.add("activity.record", dissemination(member, 0))
    for number in range(1, RECORDS):
        phone.add("activity.record", dissemination(member, number))
    phone.add("activity.photo", {"activity": record.id}, after=record, photo=noise(1))
    start = time.monotonic()
    with Proxy(server.address, line=SlowLine(40, loss=0.1, stall=0.5)) as proxy:
        phone.address = proxy.address
        phone.send()
        texts = time.monotonic() - start
        for name in list(phone.photos):
            phone.upload(name)
    whole = time.monotonic() - start
    return Row(
        f"{RECORDS} records and a photo of 140 KB over 40 kbit/s, 10 % loss (a stall of 0.5 s each)",
        f"all receipts after {texts:.0f} s, the photo whole after {whole:.0f} s",
        not phone.outbox and texts < MINUTE,
    )
