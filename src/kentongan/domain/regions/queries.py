"""Reads of the tree, as chainable methods."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from kentongan.domain.regions.rules import ROOT, lineage, subtree_q
from kentongan.domain.regions.search import find_codes

if TYPE_CHECKING:
    from kentongan.domain.regions.models import Connectivity, Region, RegionTag  # noqa: F401 - named in base classes


class RegionQuerySet(models.QuerySet["Region"]):
    """Reads of regions, by code."""

    def within(self, code: str) -> "RegionQuerySet":
        """The region and everything under it."""
        return self.filter(subtree_q(code, "code"))

    def children_of(self, code: str) -> "RegionQuerySet":
        """The regions directly under it."""
        return self.filter(parent_id=code)

    def at_level(self, level: int) -> "RegionQuerySet":
        """Those of one level."""
        return self.filter(level=level)

    def current(self) -> "RegionQuerySet":
        """Those whose code is official today."""
        return self.filter(gone_on__isnull=True)

    def official_on(self, day: date) -> "RegionQuerySet":
        """Those whose code was official on a day, as far as the loaded lists tell."""
        from kentongan.domain.regions.models import RegionChange  # late: its table is made with these reads

        later = RegionChange.objects.filter(kind__in=("added", "recoded"), on__gt=day)
        stood = self.filter(Q(gone_on__isnull=True) | Q(gone_on__gt=day))
        return stood.exclude(code__in=later.values("new_code"))

    def with_paths(self) -> list["Region"]:
        """The regions with their ancestors at hand: two queries however many rows."""
        return attach_paths(list(self), self.model)

    def search(self, text: str, within: str | None = None, limit: int = 10) -> list["Region"]:
        """The regions meant by what a person typed, best first, with their paths at hand."""
        codes = find_codes(text, within=within, limit=limit)
        found = self.in_bulk(codes)
        return attach_paths([found[code] for code in codes if code in found], self.model)


def attach_paths(regions: list["Region"], model: type["Region"]) -> list["Region"]:
    """Give each region its ancestors with one query."""
    above = {code for region in regions for code in lineage(region.code)[:-1]} - {ROOT}
    known = model.objects.in_bulk(above)
    for region in regions:
        region._path = [known[code] for code in lineage(region.code)[:-1] if code in known] + [region]
    return regions


class RegionTagQuerySet(models.QuerySet["RegionTag"]):
    """Reads of the tags on regions."""

    def on_day(self, day: date) -> "RegionTagQuerySet":
        """Those that hold on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def reaching(self, codes: Iterable[str]) -> "RegionTagQuerySet":
        """Those on the regions or on any region above them."""
        return self.filter(region_id__in={above for code in codes for above in lineage(code)})


class ConnectivityQuerySet(models.QuerySet["Connectivity"]):
    """Reads of connectivity."""

    def noted(self) -> "ConnectivityQuerySet":
        """Those a person wrote down, without what the phones measured."""
        return self.filter(way="noted")

    def latest_each(self) -> "ConnectivityQuerySet":
        """The latest measure of each region."""
        newest = self.model.objects.filter(region_id=OuterRef("region_id")).order_by("-measured_on")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))
