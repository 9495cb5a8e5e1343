"""Eight phones at once: every one of them hears of nothing but success (the times: ``make reliability``).

Broken on purpose, and seen red: with ``transaction_mode`` left at its default (``DEFERRED``) SQLite answered
"database is locked" at once, whatever its patience, and phones were told to come again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from kentongan.domain.activities.models import Activity
from tests.faults.phone import Phone
from tests.faults.world import Member, dissemination

Address = tuple[str, int]
PHONES, EACH = 8, 6


def test_eight_phones_that_write_at_once_are_all_answered(
    server: Address, members: Callable[[int], list[Member]]
) -> None:
    phones = []
    for seed, member in enumerate(members(PHONES)):
        phone = Phone(server, member.token, seed)
        for number in range(EACH):
            phone.add("activity.record", dissemination(member, number))
        phones.append(phone)
    with ThreadPoolExecutor(PHONES) as pool:
        results = [result for sent in pool.map(lambda phone: phone.send(), phones) for result in sent]
    assert {result["result"] for result in results} == {"applied"}
    assert [phone.answers for phone in phones] == [[200]] * PHONES
    assert Activity.objects.count() == PHONES * EACH


def test_the_same_batch_sent_by_eight_lines_at_once_has_one_effect(
    server: Address, members: Callable[[int], list[Member]]
) -> None:
    [member] = members(1)
    phone = Phone(server, member.token)
    for number in range(EACH):
        phone.add("activity.record", dissemination(member, number))
    twins = [Phone(server, member.token, seed) for seed in range(PHONES)]
    for twin in twins:
        twin.outbox = dict(phone.outbox)
    with ThreadPoolExecutor(PHONES) as pool:
        list(pool.map(lambda twin: twin.send(), twins))
    assert [len(twin.receipts) for twin in twins] == [EACH] * PHONES
    assert Activity.objects.count() == EACH
