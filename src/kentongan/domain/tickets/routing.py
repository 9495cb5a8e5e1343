"""Where a ticket goes by the office's rules; asked by the desk, and by the test of the rules."""

from kentongan.domain.people.models import Agency
from kentongan.domain.regions.rules import lineage
from kentongan.domain.tickets.models import Category, RoutingRule, Ticket
from kentongan.domain.tickets.rules import narrowest_route


def route_for(*, region: str, category: Category, kind: str) -> RoutingRule | None:
    """The rule that a ticket of this area, category and kind follows, or ``None``; one query."""
    rules = RoutingRule.objects.filter(region_id__in=lineage(region)).select_related(
        "agency", "category", "region"
    )
    return narrowest_route(rules, category=category.pk, kind=kind, region=region)


def route_of(ticket: Ticket) -> RoutingRule | None:
    """The rule that this ticket follows."""
    return route_for(region=ticket.region_id, category=ticket.category, kind=ticket.kind)


def agencies_for(region: str) -> list[Agency]:
    """The offices that serve the area: its own and those above it."""
    return list(Agency.objects.filter(region_id__in=lineage(region)).order_by("short_name", "name"))
