"""Places on their way to a KIM, and decrees being written. What is invented says so."""

from datetime import date, timedelta
from typing import Any

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.founding import actions
from kentongan.domain.founding.actions import Place
from kentongan.domain.founding.models import Path, Way
from kentongan.domain.groups.boards import find_villages
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

BY = System("Demonstrasi")


def build() -> None:
    """The example layouts, and everything in founding.toml."""
    actions.load_examples(by=BY)
    known = sources.toml("founding.toml")
    for entry in known["paths"]:
        actions.open_path(**{**entry, "region": Region.objects.get(code=entry["region"])}, by=BY)
    _revival(known["revival"])
    _tour(known["tour"])
    for entry in known["drafts"]:
        _draft(entry)


def _revival(entry: dict[str, Any]) -> None:
    """The dormant KIM of a regency's districts (M3)."""
    asleep = Group.objects.standing().for_region(entry["region"]).filter(level=entry["level"])
    places = [
        Place(group.region, reason=entry["reason"], group=group) for group in asleep.select_related("region")
    ]
    actions.open_paths(places, way=Way.REVIVAL, opened_on=entry["opened_on"], by=BY)


def _tour(entry: dict[str, Any]) -> None:
    """Villages without KIM in every district, each district at its own step."""
    chosen: dict[str, list[Region]] = {}
    for village in find_villages(Region.objects.get(code=entry["region"]), with_group=False):
        of_district = chosen.setdefault(ancestor_at(village.code, 3) or "", [])
        if len(of_district) < entry["villages"]:
            of_district.append(village)
    places = [Place(village, reason=entry["reason"]) for rows in chosen.values() for village in rows]
    opened = actions.open_paths(places, opened_on=entry["opened_on"], is_demo=True, by=BY)
    turns = {district: turn for turn, district in enumerate(sorted(chosen))}
    for path in opened.paths:
        turn = turns[ancestor_at(path.region_id, 3) or ""]
        _walk(path, entry, entry["reached"][turn % len(entry["reached"])], entry["opened_on"])


def _walk(path: Path, entry: dict[str, Any], last: str, opened_on: date) -> None:
    if last == "selected":
        return
    visited = opened_on + timedelta(days=7)
    actions.record_step(path, kind="visited", on=visited, note=entry["note"], by=BY)
    if last == "visited":
        return
    actions.coordinate(
        path, on=visited + timedelta(days=5), head=entry["head"], groups=entry["groups"], by=BY
    )
    if last == "deliberation":
        on = visited + timedelta(days=20)
        actions.record_step(path, kind="deliberation", on=on, note=entry["note"], by=BY)


def _draft(entry: dict[str, Any]) -> None:
    group = Group.objects.select_related("region").get(region_id=entry["group"])
    draft = actions.draft_decree([group], kind=entry["kind"], is_demo=True, by=BY)
    if entry["printed"]:
        actions.mark_printed(draft, by=BY)
