"""What waits: at each agency, longest of all, and what went up the tree."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import level_of
from kentongan.domain.tickets import access
from kentongan.domain.tickets.models import Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY, Content
from kentongan.domain.tickets.models.queries import area_q

TO_PROVINCE = 2  # how far up: 1 is the regency's head


@dataclass(frozen=True)
class Load:
    """What lies with an agency."""

    agency: str
    open: int
    overdue: int
    oldest: date | None


def load_by_agency(by: Actor) -> list[Load]:
    """How much waits at each agency, the most overdue first; one query for each part of what one may read."""
    found: dict[str, list[Load]] = {}
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    for part in access.visible_parts(by):
        rows = part.open().filter(state__in=AT_AGENCY, agency__isnull=False).order_by()
        counted = rows.values_list("agency__short_name").annotate(
            open=Count("*"), overdue=late, oldest=Min("received_on")
        )
        for row in counted:
            found.setdefault(row[0], []).append(Load(*row))
    loads = [
        Load(
            name,
            sum(x.open for x in rows),
            sum(x.overdue for x in rows),
            min(x.oldest for x in rows if x.oldest),
        )
        for name, rows in found.items()
    ]
    return sorted(loads, key=lambda load: (-load.overdue, -load.open, load.agency))


def oldest_waiting(by: Actor, limit: int = 5) -> list[Ticket]:
    """What waits longest for an answer, for the head's home page."""
    found = [
        ticket
        for part in access.visible_parts(by)
        for ticket in part.live().order_by("received_on", "pk")[:limit]
    ]
    return sorted(found, key=lambda ticket: (ticket.received_on, ticket.pk))[:limit]


def risen(by: Actor, level: int, limit: int = 5) -> list[Ticket]:
    """What went up the tree this far and is still open, the earliest day first."""
    found = [
        ticket
        for part in access.visible_parts(by)
        for ticket in part.open().filter(escalated__gte=level, due_on__isnull=False).urgent_first()[:limit]
    ]
    return sorted(found, key=lambda ticket: (ticket.due_on, ticket.pk))[:limit]


def risen_unread(by: Actor) -> list[tuple[str, int]]:
    """How many restricted tickets went up to the province, by regency; at most two queries.

    Their words stay with the desk and whom they were sent to. That they wait is for those above to know, and
    for nobody below a province.
    """
    areas = [code for code in by.areas("tickets.read") if level_of(code) <= Region.Level.PROVINCE]
    if not areas:
        return []
    inside = Q()
    for code in areas:
        inside |= area_q(code)
    rows = Ticket.objects.open().filter(inside, content=Content.RESTRICTED, escalated__gte=TO_PROVINCE)
    counted = dict(rows.order_by().values_list("regency").annotate(n=Count("pk")))
    places = Region.objects.filter(code__in=counted).order_by("code") if counted else ()
    return [(place.title, counted[place.code]) for place in places]
