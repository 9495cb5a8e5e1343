"""All searchable claims: segments, how rare each word is, and the claims most like a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import text
from kentongan.domain.claims.matching.rarity import rarity
from kentongan.domain.claims.matching.segments import KINDS, MOST, SCALE, Document, Segment, build

Array = npt.NDArray[Any]
_MOST_TERMS = {"word": 60, "pair": 80, "gram": 150}  # of a message, the rarest first: bounds its cost
_COMMON = 0.2  # a term in more than this share of the claims finds nothing
_SHARES = (1.0, 0.6, 0.35)  # of words, pairs and pieces in how much of the message a claim has
_SAME_SIZE = 0.1  # the lengths of claims are counted anew when their number changed by more


class Hit(NamedTuple):
    """A claim that came up: where it stands; by kind the share of the message it has, and the cosine."""

    segment: int
    at: int
    key: int
    shares: tuple[float, ...]
    cosines: tuple[float, ...]


@dataclass(frozen=True)
class Query:
    """A message ready to be compared; ``weights`` tell how rare each of its words is."""

    words: list[str]
    stems: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]


class Index:
    """Immutable: a change makes a new one that shares the segments which did not change."""

    def __init__(self, segments: Sequence[Segment], before: "Index | None" = None) -> None:
        """``before`` lends what it has counted of segments that are in both."""
        self.segments = list(segments)
        self.size = sum(len(segment) for segment in segments)
        self._stems, self._rarity = self._count_words()
        self._counted_at = self.size
        self._lengths: dict[int, dict[str, Array]] = {}
        if before and abs(self.size - before._counted_at) <= _SAME_SIZE * before._counted_at:
            self._counted_at = before._counted_at
            self._lengths = {
                id(one): before._lengths[id(one)] for one in segments if id(one) in before._lengths
            }
        for segment in segments:
            if id(segment) not in self._lengths:
                self._lengths[id(segment)] = {kind: self._count_lengths(segment, kind) for kind in KINDS}

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Index":
        """An index of texts, wherever they come from."""
        return cls([build(documents[at : at + MOST]) for at in range(0, len(documents), MOST)])

    def query(self, message: str) -> Query:
        """The message as its words and how rare they are."""
        words = text.read(text.unwrapped(message))
        return Query(words.words, words.stems, self.rarity(words.stems))

    def rarity(self, stems: Array) -> npt.NDArray[np.float32]:
        """How much a word tells, 0 to 1."""
        counted = np.zeros(len(stems), dtype=np.float32)
        new = np.ones(len(stems), dtype=bool)
        if len(self._stems):
            at = np.minimum(np.searchsorted(self._stems, stems), len(self._stems) - 1)
            new = self._stems[at] != stems
            counted = self._rarity[at]
        if new.any():
            counted = np.where(new, rarity("word", stems, np.zeros(len(stems)), self.size), counted)
        return counted

    def candidates(self, query: Query, most: int) -> list[Hit]:
        """The ``most`` claims that have most of the message, and as many that are most like it as a whole."""
        if not self.size or not len(query.stems):
            return []
        found = [self._scores(kind, terms) for kind, terms in _terms_of(query).items()]
        picked: list[tuple[float, float, Hit]] = []
        for number, segment in enumerate(self.segments):
            lengths = self._lengths[id(segment)]
            raw = [scores[number] for scores, _, _ in found]
            shares = [part / best for part, (_, best, _) in zip(raw, found, strict=True)]
            cosines = [
                part / (length * lengths[kind] + 1e-6)
                for kind, part, (_, _, length) in zip(KINDS, raw, found, strict=True)
            ]
            have: Array = np.sum(
                [weight * part for weight, part in zip(_SHARES, shares, strict=True)], axis=0
            )
            like: Array = np.sum(cosines, axis=0)
            few = min(most, len(segment))
            chosen = {int(at) for total in (have, like) for at in np.argpartition(-total, few - 1)[:few]}
            picked += [
                (
                    float(have[at]),
                    float(like[at]),
                    Hit(
                        number,
                        at,
                        int(segment.keys[at]),
                        tuple(float(part[at]) for part in shares),
                        tuple(float(part[at]) for part in cosines),
                    ),
                )
                for at in chosen
                if have[at] > 0
            ]
        first = sorted(picked, key=lambda one: (-one[0], -one[2].key))[:most]
        first += sorted(picked, key=lambda one: (-one[1], -one[2].key))[:most]
        return list({hit.key: hit for _, _, hit in first}.values())

    def _scores(self, kind: str, terms: Array) -> tuple[list[Array], float, float]:
        """By segment how much of the message each claim has; the most possible; the length of the message."""
        spans = [segment.postings(kind).spans(terms) for segment in self.segments]
        counts = sum((ends - starts for starts, ends in spans), np.zeros(len(terms), np.int64))
        rare = rarity(kind, terms, counts, self.size)
        telling = np.flatnonzero((counts <= max(3, _COMMON * self.size)) & (rare > 0))
        telling = telling[np.argsort(-rare[telling], kind="stable")[: _MOST_TERMS[kind]]]
        best = float((rare[telling] ** 2).sum()) or 1.0
        result = []
        for segment, (starts, ends) in zip(self.segments, spans, strict=True):
            postings = segment.postings(kind)
            scores = np.zeros(len(segment), dtype=np.float32)
            for at in telling:
                start, end = starts[at], ends[at]
                if end > start:
                    factor = np.float32(rare[at] ** 2 / SCALE)
                    scores[postings.documents[start:end]] += postings.weights[start:end] * factor
            result.append(scores)
        return result, best, float(np.sqrt((rare**2).sum())) or 1.0

    def _count_words(self) -> tuple[Array, Array]:
        stems, counts = _counted(self.segments, "word")
        return stems, rarity("word", stems, counts, self.size)

    def _count_lengths(self, segment: Segment, kind: str) -> Array:
        """The length of each claim of a segment as a vector, for the cosine."""
        postings = segment.postings(kind)
        counts = np.zeros(len(postings.terms), np.int64)
        for other in self.segments:
            starts, ends = other.postings(kind).spans(postings.terms)
            counts += ends - starts
        rare = np.repeat(rarity(kind, postings.terms, counts, self.size), postings.sizes())
        squares = (rare * postings.weights.astype(np.float32) / SCALE) ** 2
        lengths = np.bincount(postings.documents, weights=squares, minlength=len(segment))
        return np.sqrt(lengths).astype(np.float32)


def _counted(segments: Sequence[Segment], kind: str) -> tuple[Array, Array]:
    """The terms of all segments and in how many claims each stands."""
    if not segments:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    terms = np.concatenate([segment.postings(kind).terms for segment in segments])
    counts = np.concatenate([segment.postings(kind).sizes() for segment in segments])
    found, at = np.unique(terms, return_inverse=True)
    return found, np.bincount(at, weights=counts, minlength=len(found))


def _terms_of(query: Query) -> dict[str, Array]:
    return {
        "word": np.unique(query.stems),
        "pair": np.unique(text.pairs(query.stems)),
        "gram": np.unique(text.grams(query.words)),
    }
