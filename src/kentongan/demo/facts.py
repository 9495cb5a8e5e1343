"""Tags, connectivity, notes, regulations and campaigns of the demonstration."""

from typing import Any

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import register_regulation
from kentongan.domain.regions.actions import (
    define_tag,
    load_holidays,
    load_measure_kinds,
    note_practice,
    set_connectivity,
    tag_region,
)
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.actions import load_topics, start_campaign

BY = System("Demonstrasi")


def build() -> None:
    """Everything in facts.toml."""
    load_topics()
    load_holidays()
    load_measure_kinds()
    known = sources.toml("facts.toml")
    for entry in known["tags"]:
        _tag(entry)
    for entry in known["connectivity"]:
        set_connectivity(
            _region(entry["region"]), entry["kind"], measured_on=entry["on"], source=entry["source"], by=BY
        )
    for entry in known["notes"]:
        note_practice(
            _region(entry["region"]), entry["text"], noted_on=entry["on"], source=entry["source"], by=BY
        )
    for entry in known["regulations"]:
        register_regulation(**{**entry, "region": _region(entry["region"])}, by=BY)
    for entry in known["campaigns"]:
        start_campaign(name=entry["name"], region=_region(entry["region"]), by=BY)


def _tag(entry: dict[str, Any]) -> None:
    tag = define_tag(
        code=entry["code"],
        name=entry["name"],
        kind=entry["kind"],
        issuer=entry["issuer"],
        year=entry["year"],
        by=BY,
    )
    for code in entry["regions"]:
        tag_region(_region(code), tag, starts_on=entry["since"], source=entry["source"], by=BY)


def _region(code: str) -> Region:
    return Region.objects.get(code=code)
