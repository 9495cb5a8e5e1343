"""Floor 1 tables: the tree of administrative areas and what is known of each."""

from kentongan.domain.regions.fields import CodeField
from kentongan.domain.regions.models.areas import (
    AreaTotal,
    Boundary,
    Connectivity,
    FormerBoundary,
    Kind,
    Level,
    Region,
    RegionBrand,
    RegionChange,
    RegionNote,
    RegionSource,
    RegionTag,
    RegionWord,
    Tag,
)
from kentongan.domain.regions.models.calendar import Holiday
from kentongan.domain.regions.models.measures import Measure, MeasureKind

__all__ = [
    "AreaTotal",
    "Boundary",
    "CodeField",
    "Connectivity",
    "FormerBoundary",
    "Holiday",
    "Kind",
    "Level",
    "Measure",
    "MeasureKind",
    "Region",
    "RegionBrand",
    "RegionChange",
    "RegionNote",
    "RegionSource",
    "RegionTag",
    "RegionWord",
    "Tag",
]
