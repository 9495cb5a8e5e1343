"""kill -9 of the server at random moments while phones send."""

import random
import sys
import threading
import time

from tests.faults.figures.counting import count
from tests.faults.figures.row import Row
from tests.faults.figures.server import PATIENCE, Server
from tests.faults.phone import LineFailed, Phone
from tests.faults.world import Member, dissemination

BATCH, LONGEST = 25, 0.8  # operations at a time; seconds after the server gave its first receipts


def measure(server: Server, members: list[Member], kills: int, name: str) -> Row:
    """Two phones send without end; after each death every receipt given so far is looked up."""
    senders = [_Sender(server, member, seed) for seed, member in enumerate(members[:2], start=40)]
    rng, lost, hits = random.Random(5), 0, 0  # noqa: S311 - repeatable
    start = time.monotonic()
    for sender in senders:
        sender.start()
    for number in range(1, kills + 1):
        _wait_for_receipts(senders)
        time.sleep(rng.uniform(0, LONGEST))
        hits += any(sender.is_sending for sender in senders)
        server.kill()
        lost += count(members[:2]).lost(sender.phone for sender in senders)
        server.again()
        if number % 20 == 0:
            print(f"{number} kills, {hits} during a request, {lost} lost", file=sys.stderr, flush=True)  # noqa: T201
    receipted = sum(len(sender.phone.receipts) for sender in senders)
    for sender in senders:
        sender.finish()
    seconds = time.monotonic() - start
    found = count(members[:2])
    phones = [sender.phone for sender in senders]
    sent = sum(sender.number for sender in senders)
    lost += found.lost(phones)
    return Row(
        f"kill -9 of {name} {kills} times while two phones send",
        f"{sent:,} operations, {receipted:,} receipts seen before the last kill, {lost} of these lost, "
        f"{found.objects:,} objects, {found.doubled} doubled; {hits} kills struck a request, {seconds:.0f} s",
        not lost and not found.doubled and found.objects == sent,
    )


def _wait_for_receipts(senders: list["_Sender"]) -> None:
    """Until the server that came up has done something that could be lost."""
    before = sum(len(sender.phone.receipts) for sender in senders)
    end = time.monotonic() + PATIENCE
    while sum(len(sender.phone.receipts) for sender in senders) == before and time.monotonic() < end:
        time.sleep(0.005)


class _Sender(threading.Thread):
    """A phone that always has something to send."""

    def __init__(self, server: Server, member: Member, seed: int) -> None:
        super().__init__(daemon=True)
        self.phone, self.member = Phone(server.address, member.token, seed, patience=20), member
        self.number, self.is_sending, self._ends = 0, False, threading.Event()

    def run(self) -> None:
        while not self._ends.is_set():
            while len(self.phone.outbox) < BATCH:
                self.phone.add("activity.record", dissemination(self.member, self.number))
                self.number += 1
            self._send()

    def finish(self) -> None:
        """Stop making new ones, send what is left."""
        self._ends.set()
        self.join(60)
        self.phone.settle(200)

    def _send(self) -> None:
        self.is_sending = True
        try:
            self.phone.send(BATCH)
        except LineFailed:
            self.is_sending = False
            self._ends.wait(0.02)  # nobody listens: not a loop that eats the machine
        finally:
            self.is_sending = False
