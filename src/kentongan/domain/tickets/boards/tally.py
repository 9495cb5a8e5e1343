"""How many tickets of each sort an area has, counted from the tickets or read from the roll-up."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Substr

from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at
from kentongan.domain.tickets.counting import READ, word
from kentongan.domain.tickets.models import Facet, TicketCount
from kentongan.domain.tickets.models.queries import TicketQuerySet

_ANY_VILLAGE = "00.00.00.0000"  # codes of one level are equally long


class Tally:
    """The counts of an area by each facet, by month of receipt, and by the areas one level down."""

    def __init__(self, region: Region) -> None:
        self.by: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet if facet != Facet.PLACE}
        self.months: Counter[date] = Counter()
        self.areas: Counter[str] = Counter()
        self._region = region
        below = ancestor_at(_ANY_VILLAGE, min(region.level + 1, Region.Level.VILLAGE)) or ""
        self._length = len(below)  # of the codes one level down

    def add_kept(self, months: Collection[date], contents: Collection[str]) -> None:
        """Add whole months of the roll-up, of a province or of the country; two queries."""
        kept = TicketCount.objects.filter(month__in=months, content__in=contents).order_by()
        if self._region.level == Region.Level.PROVINCE:
            kept = kept.filter(province=self._region.code)
        sorts = kept.filter(facet__in=list(Facet)).values_list("facet", "value").annotate(n=Sum("tickets"))
        for facet, value, number in sorts:
            if facet == Facet.PLACE:
                self.areas[value[: self._length]] += number
            else:
                self.by[Facet(facet)][value] += number
        for month, number in kept.filter(facet=Facet.KIND).values_list("month").annotate(n=Sum("tickets")):
            self.months[month] += number

    def add_rows(self, rows: TicketQuerySet) -> None:
        """Add these tickets, merged ones left out; four queries, each one walk through an index."""
        rows = rows.filter(merged_into=None).order_by()
        for day, timed, told, number in _grouped(rows, "received_on", READ[Facet.TIMED], READ[Facet.TOLD]):
            self.months[day.replace(day=1)] += number
            self._add(Facet.TIMED, timed, number)
            self._add(Facet.TOLD, told, number)
        self._split(rows, Facet.CATEGORY, Facet.KIND, Facet.STATE)
        self._split(rows, Facet.AGENCY, Facet.DAYS)
        for area, rating, number in _grouped(rows, Substr("region_id", 1, self._length), READ[Facet.RATING]):
            self.areas[area] += number
            self._add(Facet.RATING, rating, number)

    def _split(self, rows: TicketQuerySet, *facets: Facet) -> None:
        for *values, number in _grouped(rows, *(READ[facet] for facet in facets)):
            for facet, value in zip(facets, values, strict=True):
                self._add(facet, value, number)

    def _add(self, facet: Facet, value: Any, number: int) -> None:
        said = word(facet, value)
        if said is not None:
            self.by[facet][said] += number


def _grouped(rows: TicketQuerySet, *expressions: Any) -> Iterable[tuple[Any, ...]]:
    return rows.values_list(*expressions).annotate(n=Count("*"))
