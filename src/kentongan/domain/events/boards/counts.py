"""Invited, confirmed and attended: three numbers that differ (domain.md §4)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, Sum

from kentongan.domain.events.models import Attendance, Event, Invitation


@dataclass(frozen=True)
class Counts:
    """People of an event; of a parent those of its batches too. ``None`` is "nobody knows", never 0."""

    invited: int | None = None  # seats
    confirmed: int | None = None  # seats; none before the first answer
    attended: int | None = None  # lines of the list, else the head count; none before either
    invitations: int = 0
    answered: int = 0  # invitations that were answered, with yes or no

    @property
    def open_invitations(self) -> int:
        """Invitations nobody has answered."""
        return self.invitations - self.answered


def counts_of(events: Iterable[Event]) -> dict[UUID, Counts]:
    """The three numbers of each event: three queries however many. A parent holds the sum of its batches."""
    wanted = {event.pk for event in events}
    family = Event.objects.filter(Q(pk__in=wanted) | Q(parent__in=wanted)).order_by()
    rows = list(family.values_list("pk", "parent_id", "head_count"))
    own = _own_counts({pk: head_count for pk, _parent, head_count in rows})
    parts: dict[UUID, list[Counts]] = defaultdict(list)
    for pk, parent, _head_count in rows:
        for owner in {pk, parent} & wanted:
            parts[owner].append(own[pk])
    return {pk: _together(parts[pk]) for pk in wanted}


def _own_counts(head_counts: dict[UUID, int | None]) -> dict[UUID, Counts]:
    """The numbers of each event by itself."""
    keys = list(head_counts)
    asked = Invitation.objects.filter(event__in=keys).order_by().values_list("event_id")
    told = {
        pk: (invited, confirmed, invitations, answered)
        for pk, invited, confirmed, invitations, answered in asked.annotate(
            invited=Sum("seats"),
            confirmed=Sum("confirmed_seats"),
            n=Count("pk"),
            answers=Count("answered_at"),
        )
    }
    listed = dict(
        Attendance.objects.standing()
        .filter(event__in=keys)
        .order_by()
        .values_list("event_id")
        .annotate(n=Count("pk"))
    )
    counts = {}
    for pk, head_count in head_counts.items():
        invited, confirmed, invitations, answered = told.get(pk, (None, None, 0, 0))
        counts[pk] = Counts(invited, confirmed, listed.get(pk, head_count), invitations, answered)
    return counts


def _together(parts: list[Counts]) -> Counts:
    return Counts(
        _sum(part.invited for part in parts),
        _sum(part.confirmed for part in parts),
        _sum(part.attended for part in parts),
        sum(part.invitations for part in parts),
        sum(part.answered for part in parts),
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
