"""The words of the names, kept for the search."""

from collections.abc import Iterable

from kentongan.domain.regions.bulk import plant_rows
from kentongan.domain.regions.models import Region, RegionWord
from kentongan.domain.regions.rules import name_words


def index_words(regions: Iterable[Region]) -> None:
    """Write the words of new regions."""
    plant_rows(
        RegionWord,
        ["word", "region_id", "level"],
        ((word, region.code, region.level) for region in regions for word in name_words(region.name)),
    )


def reindex_words(regions: list[Region]) -> None:
    """Replace the words of renamed regions."""
    RegionWord.objects.filter(region__in=regions).delete()
    index_words(regions)
