"""How many tickets of each sort an area has, counted from the tickets or read from the roll-up."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, Sum, When
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at
from kentongan.domain.tickets.counting import MONTH, READ, word
from kentongan.domain.tickets.models import Facet, TicketCount
from kentongan.domain.tickets.models.queries import TicketQuerySet

_ANY_VILLAGE = "00.00.00.0000"  # codes of one level are equally long


class Tally:
    """The counts of an area by each facet, by month of receipt, and by the areas one level down."""

    def __init__(self, region: Region) -> None:
        self.by: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet if facet != Facet.PLACE}
        self.months: Counter[date] = Counter()
        self.areas: Counter[str] = Counter()
        self.overdue = 0
        self._region = region
        below = ancestor_at(_ANY_VILLAGE, min(region.level + 1, Region.Level.VILLAGE)) or ""
        self._length = len(below)  # of the codes one level down

    def add_kept(self, months: Collection[date], contents: Collection[str]) -> None:
        """Add whole months of a province or the country from the roll-up, but what is overdue; one query."""
        kept = TicketCount.objects.filter(facet__in=list(Facet), month__in=months, content__in=contents)
        if self._region.level == Region.Level.PROVINCE:
            kept = kept.filter(province=self._region.code)
        month_once = Case(When(facet=Facet.KIND, then=F("month")))  # every ticket has one kind
        sorts = kept.order_by().values_list("facet", "value", month_once).annotate(n=Sum("tickets"))
        for facet, value, month, number in sorts:
            if month is not None:
                self.months[month] += number
            if facet == Facet.PLACE:
                self.areas[value[: self._length]] += number
            else:
                self.by[Facet(facet)][value] += number

    def add_rows(self, rows: TicketQuerySet) -> None:
        """Add these tickets, merged ones left out; three queries, each one walk through an index."""
        rows = rows.filter(merged_into=None).order_by()
        self._split(rows, Facet.CATEGORY, Facet.KIND, Facet.STATE)
        self._split(rows, Facet.DAYS, Facet.TIMED, Facet.TOLD, Facet.RATING)
        late = Count("pk", filter=Q(closed_on=None, due_on__lt=timezone.localdate()))
        placed = rows.values_list(MONTH, Substr("region_id", 1, self._length), READ[Facet.AGENCY])
        for month, area, agency, number, overdue in placed.annotate(n=Count("*"), late=late):
            self.months[date.fromisoformat(f"{month}-01")] += number
            self.areas[area] += number
            self._add(Facet.AGENCY, agency, number)
            self.overdue += overdue

    def _split(self, rows: TicketQuerySet, *facets: Facet) -> None:
        expressions = [READ[facet] for facet in facets]
        for *values, number in rows.values_list(*expressions).annotate(n=Count("*")):
            for facet, value in zip(facets, values, strict=True):
                self._add(facet, value, number)

    def _add(self, facet: Facet, value: Any, number: int) -> None:
        said = word(facet, value)
        if said is not None:
            self.by[facet][said] += number
