"""What holds for activities whatever stores them. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

LEVELS = ("country", "province", "regency", "district", "village")  # words for the levels of the tree
CODE_LENGTHS = {"province": 2, "regency": 5, "district": 8, "village": 13}
MOST_LEVELS_DOWN = 2  # a board of more areas is not a page: Pati has 406 villages, Jawa Tengah 8,563


def content_digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what was recorded: the same id sent again with the same digest is the same record."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in content.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def reach_overlaps(activities: int, places: int) -> bool:
    """Whether the same people may have been counted twice: more activities than villages they happened in.

    Then a group passed it on more than once, or several groups of one village did.
    """
    return activities > places


def fits_a_page(region_level: int, rows: str) -> bool:
    """Whether a board of the region may have a row per area of that level."""
    return region_level < LEVELS.index(rows) <= region_level + MOST_LEVELS_DOWN or (
        region_level == LEVELS.index(rows)
    )
