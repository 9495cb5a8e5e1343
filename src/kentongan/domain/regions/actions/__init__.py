"""The verbs of the regions room."""

from kentongan.domain.regions.actions.boundaries import load_boundaries
from kentongan.domain.regions.actions.calendar import add_holiday, load_holidays, remove_holiday
from kentongan.domain.regions.actions.facts import (
    brand_region,
    define_tag,
    measure_connectivity,
    note_practice,
    set_connectivity,
    tag_region,
    untag,
)
from kentongan.domain.regions.actions.loading import load_bundled, load_list, read_list
from kentongan.domain.regions.actions.measures import (
    MeasureReport,
    MeasureSheet,
    define_measure,
    import_measures,
    load_measure_kinds,
    read_measures,
)

__all__ = [
    "MeasureReport",
    "MeasureSheet",
    "add_holiday",
    "brand_region",
    "define_measure",
    "define_tag",
    "import_measures",
    "load_boundaries",
    "load_bundled",
    "load_holidays",
    "load_list",
    "load_measure_kinds",
    "measure_connectivity",
    "note_practice",
    "read_list",
    "read_measures",
    "remove_holiday",
    "set_connectivity",
    "tag_region",
    "untag",
]
