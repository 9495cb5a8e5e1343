"""The ways to pass something on: data, in a file that an office may extend."""

import csv
from pathlib import Path

from kentongan.domain.activities.models import Medium

MEDIA_FILE = Path(__file__).parent.parent / "data" / "media.csv"
_FIELDS = ("name", "medium_class", "place", "reach_low", "reach_high", "sort")


def load_media() -> int:
    """Write the packaged media, new and changed ones; returns how many there are."""
    with MEDIA_FILE.open(encoding="utf-8", newline="") as file:
        media = [
            Medium(
                **row | {name: int(row[name]) if row[name] else None for name in ("reach_low", "reach_high")}
            )
            for row in csv.DictReader(file)
        ]
    Medium.objects.bulk_create(media, update_conflicts=True, update_fields=_FIELDS, unique_fields=["code"])
    return len(media)
