"""Names that tell one claim from another: the same swindle with another bank is another claim."""

import json
from functools import cache
from importlib.resources import files

from kentongan.domain.claims.matching import rarity, text

Names = dict[str, set[str]]
# Where it went round and which papers it asks for: one story tells several.
_LOOSE = frozenset({"app", "card"})
_AFTER = {"bank": "bank", "bpd": "bank", "pt": "pt"}  # what the name after such a word names
_AFTER |= dict.fromkeys(("kabupaten", "kota", "desa", "kecamatan", "provinsi", "rsud"), "place")


def named(words: list[str]) -> Names:
    """The names in a text by what they name; also the word after one such as ``bank`` or ``kota``."""
    known = kinds()
    found: Names = {}
    for at, word in enumerate(words):
        kind = _AFTER.get(words[at - 1], "") if at else ""
        if word in known:
            found.setdefault(kind if kind == "bank" else known[word], set()).add(word)
        elif kind and word.isalpha() and len(word) > 3 and may_be(word):
            found.setdefault(kind, set()).add(word)
    return found


def may_be(word: str) -> bool:
    """Whether a word may be a name: a known one, or none that the language has."""
    return word in kinds() or not (text.is_word(word) or rarity.usual(word))


def disagree(mine: Names, title: Names, shown: Names) -> float:
    """The share of kinds named on both sides on which they name nothing in common.

    What its title names is what a claim is about, unless all that is named here stands somewhere in it.
    """
    both = [kind for kind in mine if kind in shown and kind not in _LOOSE]
    if not both:
        return 0.0
    other = [
        kind for kind in both if not (mine[kind] & title.get(kind, shown[kind]) or mine[kind] <= shown[kind])
    ]
    return len(other) / len(both)


@cache
def kinds() -> dict[str, str]:
    """What each known name names."""
    listed = json.loads(files(__package__).joinpath("names.json").read_text(encoding="utf-8"))
    return {word: kind for kind, words in listed.items() for word in words.split()}
