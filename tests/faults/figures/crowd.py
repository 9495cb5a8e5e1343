"""Many phones at once: eight that write together, and five hundred in ten minutes."""

import time
from concurrent.futures import ThreadPoolExecutor
from random import Random
from statistics import quantiles

from tests.faults.figures.counting import count
from tests.faults.figures.row import Row
from tests.faults.figures.server import Server
from tests.faults.phone import LineFailed, Phone
from tests.faults.world import Member, dissemination

EIGHT, EACH, AT_ONCE = 8, 200, 25
CALL_BAR = 2.0  # seconds, at the 95th percentile
RECORDS = 10


def measure_eight(server: Server, members: list[Member]) -> Row:
    """Eight phones send 200 records each, all at the same time, and each hears of nothing but success."""
    phones = [
        Phone(server.address, member.token, seed) for seed, member in enumerate(members[:EIGHT], start=60)
    ]
    for phone, member in zip(phones, members, strict=False):
        for number in range(EACH):
            phone.add("activity.record", dissemination(member, number))

    def send(phone: Phone) -> None:
        while phone.outbox:
            phone.send(AT_ONCE)

    start = time.monotonic()
    with ThreadPoolExecutor(EIGHT) as pool:
        list(pool.map(send, phones))
    seconds = time.monotonic() - start
    found, wrong = count(members[:EIGHT]), sum(status != 200 for phone in phones for status in phone.answers)
    refused = sum(len(phone.refused) for phone in phones)
    return Row(
        f"{EIGHT} phones writing at once, {EACH} records each",
        f"{found.objects:,} objects, {wrong} errors, {refused} refused, {found.doubled} doubled; "
        f"{found.objects / seconds:.0f} records a second",
        (found.objects, wrong, refused, found.doubled) == (EIGHT * EACH, 0, 0, 0),
    )


def measure_crowd(server: Server, members: list[Member], minutes: float) -> Row:
    """Each device comes once at a random moment: ten records and all it may hold, then what is new."""
    rng, calls, failed = Random(9), [], 0  # noqa: S311 - repeatable
    moments = sorted(rng.uniform(0, minutes * 60) for _member in members)
    begin = time.monotonic()

    def come(pair: tuple[float, Member]) -> list[float]:
        moment, member = pair
        time.sleep(max(0.0, begin + moment - time.monotonic()))
        phone = Phone(server.address, member.token, hash(member.group))
        for number in range(RECORDS):
            phone.add("activity.record", dissemination(member, number))
        return [_timed(phone), _timed(phone)]

    with ThreadPoolExecutor(64) as pool:
        for taken in pool.map(come, zip(moments, members, strict=True)):
            failed += sum(call < 0 for call in taken)
            calls += [call for call in taken if call >= 0]
    p95 = quantiles(calls, n=20)[-1]
    return Row(
        f"{len(members)} devices in {minutes:g} minutes, {RECORDS} records each",
        f"p50 {quantiles(calls, n=2)[0] * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms a call, slowest "
        f"{max(calls):.1f} s, {failed} failed",
        p95 <= CALL_BAR and not failed,
    )


def _timed(phone: Phone) -> float:
    """Seconds a sync took; below zero when it failed."""
    start = time.monotonic()
    try:
        phone.send()
    except LineFailed:
        return -1.0
    return time.monotonic() - start
