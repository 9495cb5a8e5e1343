"""What everybody would write first, to be better than: the sum of three plain TF-IDF cosines.

Words, pairs of words and pieces of two to four letters over title, message and explanation together; nothing
is read with care. `judging` prints its figures beside ours.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

_TOKEN = re.compile(r"\w\w+")


def _words(text: str) -> Iterator[str]:
    return iter(_TOKEN.findall(text))


def _pairs(text: str) -> Iterator[str]:
    words = _TOKEN.findall(text)
    return (" ".join(pair) for pair in pairwise(words))


@lru_cache(maxsize=200_000)
def _of_word(word: str) -> tuple[str, ...]:
    word = f" {word} "
    return tuple(word[at : at + size] for size in (2, 3, 4) for at in range(len(word) - size + 1))


def _pieces(text: str) -> Iterator[str]:
    return (piece for word in text.split() for piece in _of_word(word))


class _Kind:
    """The cosine of one kind of term."""

    def __init__(self, texts: Sequence[str], terms: Callable[[str], Iterator[str]]) -> None:
        self.terms = terms
        self.number: dict[str, int] = {}
        columns, values, ends = [], [], [0]
        for text in texts:
            for term, count in Counter(terms(text)).items():
                columns.append(self.number.setdefault(term, len(self.number)))
                values.append(float(count))
            ends.append(len(columns))
        held = csr_matrix((values, columns, ends), shape=(len(texts), len(self.number)), dtype=np.float32)
        found = np.bincount(held.indices, minlength=held.shape[1])
        self.rarity = (np.log((1 + len(texts)) / (1 + found)) + 1).astype(np.float32)
        self.unknown = math.log(1 + len(texts)) + 1
        held.data *= self.rarity[held.indices]
        norms = np.sqrt(np.asarray(held.multiply(held).sum(axis=1)).ravel())
        held.data /= np.repeat(np.maximum(norms, 1e-9), np.diff(held.indptr))
        self.held: Any = held.T.tocsr()

    def cosines(self, text: str) -> npt.NDArray[np.float64]:
        counts = Counter(self.terms(text))
        known = {self.number[term]: count for term, count in counts.items() if term in self.number}
        scores = np.zeros(self.held.shape[1])
        for at, count in known.items():
            start, end = self.held.indptr[at], self.held.indptr[at + 1]
            factor = count * self.rarity[at]
            scores[self.held.indices[start:end]] += factor * self.held.data[start:end]
        norm = math.sqrt(sum((count * self.rarity[at]) ** 2 for at, count in known.items()))
        return scores / (norm or 1.0)


class Plain:
    """Title, message and explanation of claims, searchable the plain way."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Claims are known by their place in ``texts``."""
        small = [text.lower() for text in texts]
        self.kinds = [_Kind(small, terms) for terms in (_words, _pairs, _pieces)]

    def match(self, message: str, most: int = 5) -> list[tuple[int, float]]:
        """The likeliest claims with the sum of their cosines, best first."""
        scores = np.sum([kind.cosines(message.lower()) for kind in self.kinds], axis=0)
        best = np.argsort(-scores, kind="stable")[:most]
        return [(int(at), float(scores[at])) for at in best]
