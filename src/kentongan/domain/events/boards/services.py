"""What a group was given: outreach, mentoring, briefing, training, dated (domain.md G1, P10)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.groups.models import Group


@dataclass(frozen=True)
class Service:
    """An event that served the group; ``came`` counts who came for it, where a list was kept."""

    event: Event
    on: date
    came: int


def services(group: Group, *, kinds: tuple[str, ...] = ()) -> list[Service]:
    """The events held for the group, the latest first: two queries."""
    events = (
        Event.objects.serving(group).held().select_related("region").order_by("-held_on", "-starts_at", "pk")
    )
    if kinds:
        events = events.filter(kind__in=kinds)
    found = list(events)
    came = dict(
        Attendance.objects.standing()
        .filter(event__in=found, group__in=Group.objects.same_as(group))
        .order_by()
        .values_list("event_id")
        .annotate(n=Count("pk"))
    )
    return [Service(event, event.held_on, came.get(event.pk, 0)) for event in found if event.held_on]


def who_got(group: Group, kind: str = "briefing") -> list[Attendance]:
    """Who of the group came to events of the kind, and when (P10): the latest event first.

    Those who came for the group, and its members and board wherever they came from.
    """
    same = Group.objects.same_as(group)
    persons = Q(person__memberships__group__in=same) | Q(person__board_posts__term__group__in=same)
    rows = Attendance.objects.standing().filter(
        Q(group__in=same) | persons, event__kind=kind, event__held_on__isnull=False, event__cancelled_on=None
    )
    return list(rows.select_related("event", "element").order_by("-event__held_on", "name", "pk").distinct())
