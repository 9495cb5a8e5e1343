"""What holds for packages whatever stores them: steps, audiences, digests. Pure."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kentongan.domain.regions.rules import ancestor_at, is_within

# A group's steps with a package, from the first to the furthest (domain.md §5.3, §13).
STEPS = ("received", "opened", "discussed", "declined", "passed_on")
SETTLED = ("declined", "passed_on")  # nothing more is asked of the group
RANK = {kind: rank for rank, kind in enumerate(STEPS)}
FILTER_KEYS = ("level", "stage", "tags", "connectivity")
TIERS = ("central", "province", "regency", "district", "village")  # by the level of the sending region


def roll_up_area(code: str) -> str:
    """The area a group's steps are counted under: its regency, or its own area above that."""
    return ancestor_at(code, 2) or code


@dataclass(frozen=True)
class Facts:
    """What an audience filter asks of a group. ``tags`` are those of its area and of all above it."""

    level: str
    stage: str
    connectivity: str | None = None  # None: never measured
    tags: frozenset[str] = field(default_factory=frozenset)


def admits(audience_filter: Mapping[str, Sequence[str]], facts: Facts) -> bool:
    """Whether the filter lets the group in: each key that names values must hold one of them."""
    held: dict[str, Set[str | None]] = {
        "level": {facts.level},
        "stage": {facts.stage},
        "connectivity": {facts.connectivity},
        "tags": facts.tags,
    }
    return all(held[key] & set(values) for key, values in audience_filter.items() if values)


def tidy_filter(audience_filter: Mapping[str, Any]) -> dict[str, list[str]]:
    """The filter in one spelling: known keys, each value once, sorted, empty keys left out.

    Raises ``ValueError`` naming the first key it does not know or whose value is not a list of words.
    """
    tidy: dict[str, list[str]] = {}
    for key, values in audience_filter.items():
        if key not in FILTER_KEYS or isinstance(values, str) or not isinstance(values, Collection):
            raise ValueError(key)
        if not all(isinstance(value, str) for value in values):
            raise ValueError(key)
        if values:
            tidy[key] = sorted(set(values))
    return dict(sorted(tidy.items()))


def tidy_areas(codes: Collection[str]) -> list[str]:
    """The areas without those that lie inside another one, in order of code."""
    return sorted(
        code for code in set(codes) if not any(other != code and is_within(code, other) for other in codes)
    )


def shrinks(
    old_areas: Collection[str],
    old_filter: Mapping[str, Sequence[str]],
    new_areas: Collection[str],
    new_filter: Mapping[str, Sequence[str]],
) -> bool:
    """Whether the new audience may leave out somebody whom the old one let in."""
    if not all(any(is_within(old, new) for new in new_areas) for old in old_areas):
        return True
    return any(
        not old_filter.get(key) or not set(old_filter[key]) <= set(values)
        for key, values in new_filter.items()
        if values
    )


def tier_of(level: int) -> str:
    """The originating tier of a package from a region of this level (Permenkominfo 17/2009)."""
    return TIERS[level]


def content_digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a version's content (``Version.content()``), audience included."""
    text = json.dumps(content, sort_keys=True, default=_plain, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.timestamp():.6f}"  # the same moment in whatever zone it came back
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a digest of {type(value).__name__} is not defined")
