"""The audit chain: one line of entries, whoever writes at the same time (security.md 8)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from kentongan.domain.core.history import audit, first_broken_link
from kentongan.domain.core.models import AuditEntry

WRITERS, EACH = 4, 10


@pytest.mark.django_db(transaction=True)
def test_entries_written_in_parallel_make_one_whole_chain() -> None:
    def write(writer: int) -> None:
        try:
            for number in range(EACH):
                with transaction.atomic():
                    audit("refused", name=f"orang{writer}", number=number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    assert AuditEntry.objects.count() == WRITERS * EACH
    assert first_broken_link() is None


@pytest.mark.django_db
def test_an_entry_taken_out_of_the_chain_shows() -> None:
    entries = [audit("export", name="pati.humas", rows=number) for number in range(3)]
    AuditEntry.objects.filter(pk=entries[1].pk).delete()
    assert first_broken_link() == entries[2].pk
