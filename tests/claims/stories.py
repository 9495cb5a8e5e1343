"""Invented stories of many kinds: what a checker wrote, what went round in other words, what is only near it.

``stories/<topic>.json`` holds a topic; ``stories/negatives-<kind>.json`` messages about nothing that anybody
checked. Nothing of it ever went round.
"""

import json
import re
from pathlib import Path
from random import Random
from typing import NamedTuple

from kentongan.domain.claims.matching import names

_FOLDER = Path(__file__).with_name("stories")
_STRANGERS = "negatives-"


class Story(NamedTuple):
    """A doubtful message: as checked (title, narrative, explanation), as asked, another near in wording."""

    topic: str
    title: str
    narrative: str
    explanation: str
    message: str
    headline: str
    near: str


def stories() -> list[Story]:
    """All, topic by topic in the order of their names."""
    return [
        Story(path.stem, **{name: one.get(name) or "" for name in Story._fields[1:]})
        for path in sorted(_FOLDER.glob("*.json"))
        if not path.stem.startswith(_STRANGERS)
        for one in json.loads(path.read_text(encoding="utf-8"))
    ]


def strangers() -> dict[str, list[str]]:
    """Messages about nothing that anybody checked, by kind."""
    found: dict[str, list[str]] = {}
    for path in sorted(_FOLDER.glob(f"{_STRANGERS}*.json")):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


_SWAPPED = ("bank", "wallet", "shop", "aid", "place", "island", "illness", "country", "food")


# Names of no list: small places that many share, and none.
UNKNOWN = {
    "place": [
        "karangjati",
        "sumberejo",
        "wonokerto",
        "tanjungraja",
        "pasirpanjang",
        "muarabungo",
        "lubukbatu",
    ],
    "bank": ["swadarma", "nusakencana", "artapura"],
    "shop": ["gudangrabat", "tokomurah", "wargamart"],
}


def twin(story: Story, random: Random, unknown: bool = False) -> Story | None:
    """The same story about another bank, place, food …; ``None`` when it names nothing known.

    ``unknown``: about one that nobody has heard of.
    """
    swapped_kinds = UNKNOWN if unknown else _SWAPPED
    kinds = {word: kind for word, kind in names.kinds().items() if kind in swapped_kinds and len(word) > 2}
    others: dict[str, list[str]] = {}
    for word, kind in kinds.items():
        others.setdefault(kind, []).append(word)
    others = UNKNOWN if unknown else others
    swapped: dict[str, str] = {}

    def swap(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word not in kinds:
            return found[0]
        other = swapped.setdefault(word, random.choice(others[kinds[word]]))
        return other.upper() if found[0].isupper() else other.capitalize() if found[0][0].isupper() else other

    texts = {name: re.sub(r"[A-Za-z]+", swap, getattr(story, name)) for name in Story._fields[1:]}
    if not any(word in story.title.lower() for word in swapped):
        return None
    return Story(story.topic, **texts)
