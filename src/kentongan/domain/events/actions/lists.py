"""The lists that come with the program: elements, sectors, usual conditions. An office may extend them."""

import csv
from pathlib import Path

from kentongan.domain.events.models import Element, Sector

DATA = Path(__file__).parent.parent / "data"


def load_lists() -> int:
    """Write the packaged elements and sectors, new and changed ones; returns how many there are."""
    elements = [Element(**row) for row in _rows("elements")]
    sectors = [Sector(**row) for row in _rows("sectors")]
    fields = ("name", "sort")
    Element.objects.bulk_create(elements, update_conflicts=True, update_fields=fields, unique_fields=["code"])
    Sector.objects.bulk_create(sectors, update_conflicts=True, update_fields=fields, unique_fields=["code"])
    return len(elements) + len(sectors)


def usual_conditions(name: str = "protokol-kesehatan") -> list[str]:
    """The sentences of a packaged checklist, such as the health protocol (domain.md B9)."""
    return [row["text"] for row in _rows("conditions") if row["list"] == name]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
