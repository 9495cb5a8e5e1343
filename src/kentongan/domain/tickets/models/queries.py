"""Reads of tickets, with the domain's words."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from kentongan.domain.regions.rules import level_of, subtree_q
from kentongan.domain.tickets.models.kinds import AT_CITIZEN, LIVE, SHOWN, Content

if TYPE_CHECKING:
    from kentongan.domain.tickets.models.tickets import Ticket


_COLUMNS = {1: "province", 2: "regency"}  # of wide areas: equal in an index, so the order behind it holds


def area_q(code: str) -> models.Q:
    """The condition for an area and everything under it, as the indexes of tickets have it."""
    column = _COLUMNS.get(level_of(code))
    return models.Q(**{column: code}) if column else subtree_q(code)


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Reads of tickets."""

    def for_region(self, code: str) -> "TicketQuerySet":
        """Those of the subtree."""
        return self.filter(area_q(code))

    def open(self) -> "TicketQuerySet":
        """Those with something still to do, for whomever."""
        return self.filter(closed_on=None)

    def live(self) -> "TicketQuerySet":
        """Those to which an answer is owed."""
        return self.open().filter(state__in=LIVE)

    def at_citizen(self) -> "TicketQuerySet":
        """Those that wait for the reporter, or for being told to them."""
        return self.open().filter(state__in=AT_CITIZEN)

    def overdue(self, on: date | None = None) -> "TicketQuerySet":
        """Those past the day of the clock that runs."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def very_overdue(self, on: date | None = None) -> "TicketQuerySet":
        """Those past the days of grace too."""
        return self.overdue(on).filter(very_due_on__lt=on or timezone.localdate())

    def due_soon(self, on: date | None = None, days: int = 2) -> "TicketQuerySet":
        """Those whose day comes within so many days."""
        day = on or timezone.localdate()
        return self.open().filter(due_on__gte=day, due_on__lte=day + timedelta(days=days))

    def public(self) -> "TicketQuerySet":
        """What everybody may read: verified, public, and not held for a look (security.md 33)."""
        return self.filter(content=Content.PUBLIC, held=False, state__in=SHOWN)

    def demands(self) -> "TicketQuerySet":
        """Obstacles and requests for infrastructure that are neither met nor refused."""
        return self.filter(demand_open=True)

    def urgent_first(self) -> "TicketQuerySet":
        """The earliest day first."""
        return self.order_by("due_on", "id")

    def newest(self) -> "TicketQuerySet":
        """The latest day first."""
        return self.order_by("-received_on", "-id")

    def same_as(self, ticket: "Ticket") -> "TicketQuerySet":
        """The ticket and those merged into it."""
        return self.filter(models.Q(pk=ticket.pk) | models.Q(merged_into=ticket.pk))
