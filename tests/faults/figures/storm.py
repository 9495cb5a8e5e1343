"""10,000 operations through the faulty proxy make 10,000 objects."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.figures.counting import count
from tests.faults.figures.row import Row
from tests.faults.figures.server import Server
from tests.faults.phone import Phone
from tests.faults.proxy import STORM, Fault, Proxy, Weather
from tests.faults.world import Member, dissemination

PHONES = 4


def measure(server: Server, members: list[Member], operations: int) -> Row:
    """Four phones share the operations, each in batches of random size and order."""
    share = operations // PHONES
    phones = [Phone(server.address, member.token, seed) for seed, member in enumerate(members[:PHONES])]
    for phone, member in zip(phones, members, strict=False):
        for number in range(share):
            phone.add("activity.record", dissemination(member, number))
    start = time.monotonic()
    with Proxy(server.address, Weather(7, STORM)) as proxy:
        for phone in phones:
            phone.address = proxy.address
        with ThreadPoolExecutor(PHONES) as pool:
            attempts = sum(pool.map(lambda phone: phone.settle(10_000, limit=40, shuffle=True), phones))
        proxy.deliver_late()
    seconds = time.monotonic() - start
    found = count(members[:PHONES])
    faults = sum(number for fault, number in proxy.seen.items() if fault is not Fault.NONE)
    sent = share * PHONES
    return Row(
        f"{sent:,} operations through the faulty proxy",
        f"{found.objects:,} objects, {found.lost(phones)} lost, {found.doubled} doubled; "
        f"{attempts} batches, {faults} faults, {seconds:.0f} s",
        found.objects == sent and found.doubled == 0 and found.lost(phones) == 0,
    )
