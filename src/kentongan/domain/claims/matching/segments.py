"""A few thousand claims as arrays: which of them hold a word, a pair of words, a piece of a word.

Arrays and not objects: fifty thousand claims take some 150 MB, and a stored segment opens at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import text

MOST = 8192  # claims in a segment; its numbers fit two bytes
SCALE = 100  # weights are kept as whole hundredths
KINDS = ("word", "pair", "gram")
_FIELD_WEIGHTS = (2.0, 1.2, 0.5)  # of title, message, explanation
_SATURATION = 1.0
_LENGTH_SHARE = 0.5
_USUAL_LENGTH = 90.0  # weighted words of a claim; fixed, so that segments can be made one by one

Array = npt.NDArray[Any]


class Document(NamedTuple):
    """A claim as it is searched: its key and its three texts."""

    key: int
    title: str
    message: str
    explanation: str


@dataclass(frozen=True)
class Postings:
    """For each term of one kind, in the order of ``terms``: the documents holding it, and how strongly."""

    terms: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint32]
    documents: npt.NDArray[np.uint16]
    weights: npt.NDArray[np.uint8]

    def sizes(self) -> Array:
        """How many documents hold each term."""
        return np.diff(self.starts.astype(np.int64)).astype(np.int64)

    def spans(self, wanted: npt.NDArray[np.uint32]) -> tuple[Array, Array]:
        """Where the wanted terms' documents begin and end; both 0 for a term nobody holds."""
        if not len(self.terms):
            return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.int64)
        at = np.minimum(np.searchsorted(self.terms, wanted), len(self.terms) - 1)
        known = self.terms[at] == wanted
        return np.where(known, self.starts[at], 0), np.where(known, self.starts[at + 1], 0)


@dataclass(frozen=True)
class Segment:
    """Searchable claims. ``stems`` holds title, message, explanation one after the other."""

    keys: npt.NDArray[np.int64]
    held: Mapping[str, Postings]  # by kind
    stems: npt.NDArray[np.uint32]
    bounds: npt.NDArray[np.uint32]  # four a claim: where its title, message, explanation begin, and its end
    letters: npt.NDArray[np.uint8]  # words of title and message, parted by spaces
    letter_bounds: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.keys)

    def words(self, at: int) -> list[str]:
        """The words of title and message of a claim."""
        return bytes(self.letters[self.letter_bounds[at] : self.letter_bounds[at + 1]]).decode().split()

    def fields(self, at: int) -> tuple[Array, Array, Array]:
        """The stems of title, message and explanation of a claim."""
        first, second, third, end = (int(bound) for bound in self.bounds[4 * at : 4 * at + 4])
        return self.stems[first:second], self.stems[second:third], self.stems[third:end]

    def postings(self, kind: str) -> Postings:
        """Those of one of ``KINDS``."""
        return self.held[kind]


def build(documents: Sequence[Document]) -> Segment:
    """A segment of at most ``MOST`` claims."""
    held: dict[str, list[Array]] = {kind: [] for kind in KINDS}
    weights: dict[str, list[Array]] = {kind: [] for kind in KINDS}
    stems: list[Array] = []
    bounds: list[int] = []
    letters: list[bytes] = []
    filled = 0
    for document in documents:
        fields = [text.read(part) for part in (document.title, document.message, document.explanation)]
        for words in fields:
            bounds.append(filled)
            filled += len(words)
            stems.append(words.stems)
        bounds.append(filled)
        shown = fields[0].words + fields[1].words
        letters.append(" ".join(shown).encode())
        for kind, (terms, strength) in _terms(fields, shown).items():
            held[kind].append(terms)
            weights[kind].append(strength)
    sizes = np.array([len(part) for part in letters], dtype=np.int64)
    return Segment(
        keys=np.array([document.key for document in documents], dtype=np.int64),
        stems=_joined(stems, np.uint32),
        bounds=np.array(bounds, dtype=np.uint32),
        letters=np.frombuffer(b"".join(letters), dtype=np.uint8),
        letter_bounds=np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32),
        held={kind: _postings(held[kind], weights[kind]) for kind in KINDS},
    )


def _terms(fields: list[text.Words], shown: list[str]) -> dict[str, tuple[Array, Array]]:
    word = _weighted([words.stems for words in fields])
    pair = _weighted([text.pairs(words.stems) for words in fields])
    gram = text.grams(shown)
    return {"word": word, "pair": pair, "gram": (gram, np.full(len(gram), SCALE, dtype=np.uint8))}


def _weighted(fields: list[Array]) -> tuple[Array, Array]:
    """The terms of a claim and how strongly each speaks for it: often is more, ever less so; long is less."""
    terms, at = np.unique(np.concatenate(fields), return_inverse=True)
    shares = np.concatenate(
        [np.full(len(field), share) for field, share in zip(fields, _FIELD_WEIGHTS, strict=True)]
    )
    counts = np.bincount(at, weights=shares, minlength=len(terms))
    length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * counts.sum() / _USUAL_LENGTH
    strength = counts * (1 + _SATURATION) / (counts + _SATURATION * length)
    return terms, np.minimum(255, strength * SCALE).astype(np.uint8)


def _postings(held: list[Array], weights: list[Array]) -> Postings:
    sizes = np.array([len(part) for part in held], dtype=np.int64)
    terms = _joined(held, np.uint32)
    documents = np.repeat(np.arange(len(held), dtype=np.uint16), sizes)
    order = np.argsort(terms, kind="stable")
    terms = terms[order]
    found, starts = np.unique(terms, return_index=True)
    return Postings(
        terms=found,
        starts=np.append(starts, len(terms)).astype(np.uint32),
        documents=documents[order],
        weights=_joined(weights, np.uint8)[order],
    )


def _joined(parts: Iterable[Array], kind: type[np.generic]) -> Array:
    return np.concatenate([np.empty(0, dtype=kind), *parts]).astype(kind, copy=False)


_PLAIN = ("keys", "stems", "bounds", "letters", "letter_bounds")
_OF_POSTINGS = ("terms", "starts", "documents", "weights")


def save(segment: Segment, folder: Path) -> None:
    """Write the arrays into an empty folder, each in a file of its own."""
    for name in _PLAIN:
        np.save(folder / f"{name}.npy", getattr(segment, name))
    for kind in KINDS:
        for name in _OF_POSTINGS:
            np.save(folder / f"{kind}-{name}.npy", getattr(segment.postings(kind), name))


def load(folder: Path) -> Segment:
    """A stored segment; its arrays stay in the file, so that several processes share the memory."""
    plain = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _PLAIN}
    kinds = {
        kind: Postings(
            **{name: np.load(folder / f"{kind}-{name}.npy", mmap_mode="r") for name in _OF_POSTINGS}
        )
        for kind in KINDS
    }
    return Segment(**plain, held=kinds)
