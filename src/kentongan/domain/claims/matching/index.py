"""All searchable claims: segments, how rare each word is, and the claims most like a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import names, text
from kentongan.domain.claims.matching.segments import KINDS, SCALE, Segment

Array = npt.NDArray[Any]
_MOST_TERMS = {"word": 60, "pair": 80, "gram": 120}  # of a message, the rarest first: bounds its cost
_COMMON = 0.2  # a term in more than this share of the claims finds nothing
_SHARES = {"word": 1.0, "pair": 0.6, "gram": 0.35}


class Hit(NamedTuple):
    """A claim that came up: where it stands, and its scores by kind, as shares of the best possible."""

    segment: int
    at: int
    key: int
    total: float
    word: float
    pair: float
    gram: float


@dataclass(frozen=True)
class Query:
    """A message ready to be compared; ``weights`` tell how rare each of its words is."""

    words: list[str]
    stems: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    names: dict[str, set[str]]


class Index:
    """Immutable: a change makes a new one that shares the segments which did not change."""

    def __init__(self, segments: Sequence[Segment], dead: Sequence[Array]) -> None:
        """``dead`` marks, for each segment, the claims that are replaced or withdrawn."""
        self.segments = list(segments)
        self.dead = list(dead)
        self.size = sum(len(segment) - int(gone.sum()) for segment, gone in zip(segments, dead, strict=True))
        self._stems, self._rarity = self._count_words()

    def query(self, message: str) -> Query:
        """The message as its words and how rare they are."""
        words = text.read(text.unwrapped(message))
        return Query(words.words, words.stems, self.rarity(words.stems), names.named(words.words))

    def rarity(self, stems: Array) -> npt.NDArray[np.float32]:
        """How much a word tells, 0 to 1: one that no claim holds tells as much as that of a single claim."""
        if not len(self._stems):
            return np.ones(len(stems), dtype=np.float32)
        at = np.minimum(np.searchsorted(self._stems, stems), len(self._stems) - 1)
        return np.where(self._stems[at] == stems, self._rarity[at], np.float32(1.0))

    def candidates(self, query: Query, most: int) -> list[Hit]:
        """The claims that share most with the message, best first."""
        if not self.size or not len(query.stems):
            return []
        scores = {kind: self._scores(kind, terms) for kind, terms in _terms_of(query).items()}
        hits: list[Hit] = []
        for number, (segment, gone) in enumerate(zip(self.segments, self.dead, strict=True)):
            if not len(segment):
                continue
            parts = [scores[kind][number] for kind in KINDS]
            total: Array = np.sum(
                [_SHARES[kind] * part for kind, part in zip(KINDS, parts, strict=True)], axis=0
            )
            total[gone] = 0.0
            few = min(most, len(total))
            for at in np.argpartition(-total, few - 1)[:few]:
                if total[at] > 0:
                    hits.append(
                        Hit(
                            number,
                            int(at),
                            int(segment.keys[at]),
                            float(total[at]),
                            *(float(part[at]) for part in parts),
                        )
                    )
        return sorted(hits, key=lambda hit: (-hit.total, -hit.key))[:most]

    def _scores(self, kind: str, terms: Array) -> list[Array]:
        """For each segment, each claim's share of the kind's weight in the message."""
        spans = [segment.postings(kind).spans(terms) for segment in self.segments]
        counts = sum((ends - starts for starts, ends in spans), np.zeros(len(terms), np.int64))
        rarity = _rarity(counts, self.size)
        telling = np.flatnonzero((counts <= max(3, _COMMON * self.size)) & (rarity > 0))
        telling = telling[np.argsort(-rarity[telling], kind="stable")[: _MOST_TERMS[kind]]]
        best = float((rarity[telling] ** 2).sum()) or 1.0
        result = []
        for segment, (starts, ends) in zip(self.segments, spans, strict=True):
            postings = segment.postings(kind)
            scores = np.zeros(len(segment), dtype=np.float32)
            for at in telling:
                start, end = starts[at], ends[at]
                if end > start:
                    factor = np.float32(rarity[at] ** 2 / SCALE / best)
                    scores[postings.documents[start:end]] += postings.weights[start:end] * factor
            result.append(scores)
        return result

    def _count_words(self) -> tuple[Array, Array]:
        if not self.segments:
            return np.empty(0, np.uint32), np.empty(0, np.float32)
        terms = np.concatenate([segment.postings("word").terms for segment in self.segments])
        counts = np.concatenate(
            [np.diff(segment.postings("word").starts.astype(np.int64)) for segment in self.segments]
        )
        stems, at = np.unique(terms, return_inverse=True)
        return stems, _rarity(np.bincount(at, weights=counts, minlength=len(stems)), self.size)


def _terms_of(query: Query) -> dict[str, Array]:
    return {
        "word": np.unique(query.stems),
        "pair": np.unique(text.pairs(query.stems)),
        "gram": np.unique(text.grams(query.words)),
    }


def _rarity(counts: Array, size: int) -> npt.NDArray[np.float32]:
    """The usual inverse document frequency, as a share of its greatest value."""
    most = np.log1p(size)
    found = np.log1p((size - counts + 0.5).clip(min=0) / (counts + 0.5)) / max(most, 1.0)
    result: npt.NDArray[np.float32] = found.clip(0, 1).astype(np.float32)
    return result
