"""The verbs of the regions room."""

from kentongan.domain.regions.actions.boundaries import load_boundaries
from kentongan.domain.regions.actions.facts import (
    brand_region,
    define_tag,
    note_practice,
    set_connectivity,
    tag_region,
    untag,
)
from kentongan.domain.regions.actions.loading import load_bundled, load_list, read_list

__all__ = [
    "brand_region",
    "define_tag",
    "load_boundaries",
    "load_bundled",
    "load_list",
    "note_practice",
    "read_list",
    "set_connectivity",
    "tag_region",
    "untag",
]
