"""What the database holds after the weather: asked of the tables, not of the server."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from kentongan.domain.activities.models import Activity
from kentongan.domain.core.models import Entry
from kentongan.domain.sync.models import Operation
from tests.faults.phone import Phone
from tests.faults.world import Member


@dataclass(frozen=True)
class Count:
    """Objects of the members' groups, those made twice or with two effects, and what the log knows."""

    objects: int
    doubled: int
    known: frozenset[str]  # ids of operations that are applied or held

    def lost(self, phones: Iterable[Phone]) -> int:
        """Receipted operations that are not there."""
        return sum(key not in self.known for phone in phones for key in phone.receipts)


def count(members: Iterable[Member]) -> Count:
    """Look at the groups of the members, over a connection of its own."""
    connection.close()  # what happened meanwhile happened in another process
    one = list(members)
    made = Activity.objects.filter(group__code__in=[member.group for member in one])
    titles = list(made.values_list("group__code", "title"))
    notes = (
        list(
            Entry.objects.filter(
                verb="activities.record",
                object_id__in=[str(key) for key in made.values_list("pk", flat=True)],
            ).values_list("object_id", flat=True)
        )
        if len(titles) < 2_000
        else []
    )
    rows = Operation.objects.filter(author__username__in=[member.username for member in one])
    kept = rows.filter(state__in=["applied", "waiting"]).values_list("key", flat=True)
    doubled = len(titles) - len(set(titles)) + len(notes) - len(set(notes))
    return Count(len(titles), doubled, frozenset(map(str, kept)))
