"""The plans the articles tell of, and the figures they cite."""

from typing import Any

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.indicators.actions import cite_figure, set_target
from kentongan.domain.indicators.rules import LEVELS
from kentongan.domain.regions.models import Region

BY = System("Demonstrasi")


def build() -> None:
    """Targets and cited figures from indicators.toml."""
    data = sources.toml("indicators.toml")
    for entry in data["targets"]:
        region = Region.objects.get(code=entry["region"])
        set_target(
            region=region,
            level=entry["level"],
            year=entry["year"],
            stage=entry.get("stage", "founded"),
            areas=_areas(region, entry),
            count=entry.get("count"),
            reason=entry["reason"],
            source=entry["source"],
            by=BY,
        )
    for entry in data["figures"]:
        region = Region.objects.get(code=entry["region"])
        cite_figure(
            region=region,
            unit=entry["unit"],
            number=entry["number"],
            on=entry["on"],
            source=entry["source"],
            note=entry.get("note", ""),
            by=BY,
        )


def _areas(region: Region, entry: dict[str, Any]) -> list[Region]:
    """The places named, or all of the level."""
    inside = Region.objects.current().within(region.code).at_level(LEVELS[entry["level"]])
    if entry.get("every"):
        return list(inside)
    names = entry.get("names", [])
    return list(inside.filter(name__in=names)) if names else []
