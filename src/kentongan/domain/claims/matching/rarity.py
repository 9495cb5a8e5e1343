"""How much a word, a pair or a piece of one tells: what nearly nobody says tells most.

Counted in the claims at hand, and never less common than in the language at large (``common.json``): so a
desk with fifty claims knows as well as one with fifty thousand that "orang" tells nothing, and scores mean
the same with both.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import text

Array = npt.NDArray[Any]
_RAREST = 1 / 20_000  # of claims; rarer tells no more
_WORDS = 60  # of a usual claim that are not stop words


def rarity(kind: str, terms: Array, counts: Array, size: int) -> npt.NDArray[np.float32]:
    """From 0 to 1; ``counts`` says in how many of the ``size`` claims a term stands."""
    here = np.maximum(counts - 0.5, 0) / max(size, 1)
    once = counts <= 1  # seen once, in a small set, says nothing about how rare it is
    share = np.maximum(np.where(once, 0.0, here), _usual(kind, terms)) + _RAREST
    found: npt.NDArray[np.float32] = (np.log(share) / np.log(_RAREST)).clip(0, 1).astype(np.float32)
    return found


def usual(word: str) -> bool:
    """Whether the word is one of the language's."""
    return bool(_usual("word", text.read(word).stems).any())


def _usual(kind: str, terms: Array) -> Array:
    """The share of usual texts that hold each term."""
    known, shares = _language().get(kind, (np.empty(0, np.uint32), np.empty(0)))
    if not len(known):
        return np.zeros(len(terms))
    at = np.minimum(np.searchsorted(known, terms), len(known) - 1)
    return np.where(known[at] == terms, shares[at], 0.0)


@cache
def _language() -> Mapping[str, tuple[Array, Array]]:
    """For words and pieces: the terms in order, and the share of texts of usual length that hold each."""
    listed = json.loads(files(__package__).joinpath("common.json").read_text(encoding="utf-8"))
    words: dict[int, float] = {}
    pieces: dict[int, float] = {}
    for zipf, stems in listed.items():
        often = 10 ** (float(zipf) - 9) * _WORDS
        for stem in stems.split():
            words[crc32(stem.encode())] = often
            for piece in text.grams([stem]).tolist():
                pieces[piece] = pieces.get(piece, 0.0) + often
    return {"word": _sorted(words), "gram": _sorted(pieces)}


def _sorted(often: dict[int, float]) -> tuple[Array, Array]:
    terms = np.array(sorted(often), dtype=np.uint32)
    return terms, 1 - np.exp(-np.array([often[int(term)] for term in terms]))
