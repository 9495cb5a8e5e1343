"""Names that tell one claim from another: the same swindle with another bank is another claim."""

import json
from functools import cache
from importlib.resources import files

_AFTER = frozenset({"bank", "bpd", "kabupaten", "kota", "desa", "kecamatan", "provinsi", "rsud", "pt"})


def named(words: list[str]) -> dict[str, set[str]]:
    """The names in a text by what they name; also the word after one such as ``bank`` or ``kota``."""
    known = kinds()
    found: dict[str, set[str]] = {}
    for at, word in enumerate(words):
        if kind := known.get(word):
            found.setdefault(kind, set()).add(word)
        elif at and words[at - 1] in _AFTER:
            kind = words[at - 1] if words[at - 1] in {"bank", "pt"} else "place"
            found.setdefault("bank" if words[at - 1] == "bpd" else kind, set()).add(word)
    return found


def disagree(mine: dict[str, set[str]], theirs: dict[str, set[str]]) -> float:
    """The share of kinds named on both sides on which they name nothing in common."""
    both = mine.keys() & theirs.keys()
    if not both:
        return 0.0
    return sum(1 for kind in both if not mine[kind] & theirs[kind]) / len(both)


@cache
def kinds() -> dict[str, str]:
    """What each known name names."""
    listed = json.loads(files(__package__).joinpath("names.json").read_text(encoding="utf-8"))
    return {word: kind for kind, words in listed.items() for word in words.split()}
