"""The answer to a message: the claims it may repeat, each with how sure that is."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import features, text
from kentongan.domain.claims.matching.features import Compared
from kentongan.domain.claims.matching.index import Index

Array = npt.NDArray[np.float64]
ANSWER, SUGGEST, UNKNOWN = "answer", "suggest", "unknown"
EVIDENCE = (*features.NAMES, "title_alone", "ahead", "above")  # of how sure a match is
_OTHER, _SWAP = features.NAMES.index("other_names"), features.NAMES.index("swapped")
_CANDIDATES = 40
_FEWEST_WORDS = 3  # of a message; "ok" repeats nothing
_OTHER_NAMES = 0.3  # left of the sureness where the two name another bank, place, food …
_SWAPPED = 0.12  # what a word tells that stands for another, from where on it is another name
_SAME_STORY = 0.5  # of what the shorter of two claims tells, in the other too
_STEP = 2e-6  # between the scores of two candidates, at the least
_FAR = 14.0  # ahead by so much is far ahead, in the units of the order
_STRANGERS = np.array(
    [8.0] + [6.0] * (features.CLOSELY - 1)
)  # what claims of thousands reach that are not it


@dataclass(frozen=True)
class Match:
    """A claim the message may repeat; ``score`` from 0 to 1 tells how surely."""

    key: int
    score: float


@dataclass(frozen=True)
class Weights:
    """What each feature counts for in the order of candidates and in how sure a match is; and from where on.

    The file names the day and the way they were found.
    """

    order: Array
    sure: Array
    bias: float
    answer: float
    suggest: float
    found_on: date


def match(message: str, index: Index, *, most: int = 5) -> list[Match]:
    """The likeliest claims, best first; empty when the message shares nothing with any."""
    compared = compare(message, index)
    if compared is None:
        return []
    weights = current()
    order = compared.rows @ weights.order
    first = np.argsort(-order, kind="stable")[:most]
    sure = sureness(evidence(compared, order)[first], weights.sure, weights.bias)
    # A later one is never as sure as the one before: whoever sorts by the score keeps the order.
    capped = np.maximum(np.minimum.accumulate(sure) - _STEP * np.arange(len(sure)), 0.0)
    return [
        Match(compared.hits[at].key, round(float(score), 6)) for at, score in zip(first, capped, strict=True)
    ]


def compare(message: str, index: Index) -> Compared | None:
    """The likeliest candidates with what they have in common with the message."""
    query = index.query(message)
    if len(query.stems) < _FEWEST_WORDS or text.links_aside(message) < _FEWEST_WORDS:
        return None
    hits = index.candidates(query, _CANDIDATES)
    return features.of(query, hits, index) if hits else None


def evidence(compared: Compared, order: Array) -> Array:
    """The features of each candidate, and how far ahead it is of those that tell another story.

    ``title_alone``: how much of the title is told where the claim has nothing else.
    """
    other = compared.alike < _SAME_STORY
    ahead, above = np.ones(len(order)), np.ones(len(order))
    for at in range(len(order)):
        # A small desk's claims are no measure of far ahead, nor is a family that tells one story.
        rest = np.append(order[other[at]], _STRANGERS[: features.CLOSELY - 1 - int(other[at].sum())])
        ahead[at] = np.tanh((order[at] - rest.max()) / _FAR)
        above[at] = np.tanh((order[at] - rest.mean()) / _FAR / 2)
    bare, title_told = (compared.rows[:, features.NAMES.index(name)] for name in ("bare", "title_told"))
    return np.column_stack([compared.rows, bare * title_told, ahead, above])


def sureness(rows: Array, weights: Array, bias: float) -> Array:
    """From 0 to 1 for each row of evidence."""
    sure: Array = 1 / (1 + np.exp(-(rows @ weights + bias)))
    other = (rows[:, _OTHER] > 0) | swapped(rows)
    return np.where(other, sure * _OTHER_NAMES, sure)


def swapped(rows: Array) -> npt.NDArray[np.bool_]:
    """Whether a name stands where the claim, the same around it, has another; none of them need be known."""
    found: npt.NDArray[np.bool_] = rows[:, _SWAP] > _SWAPPED
    return found


def state_of(score: float) -> str:
    """Whether to answer at once, show it to a person, or say that nothing is known."""
    weights = current()
    if score >= weights.answer:
        return ANSWER
    return SUGGEST if score >= weights.suggest else UNKNOWN


@cache
def current() -> Weights:
    """The weights in force."""
    kept: dict[str, Any] = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(
        order=np.array([kept["order"][name] for name in features.NAMES]),
        sure=np.array([kept["sure"][name] for name in EVIDENCE]),
        bias=kept["bias"],
        answer=kept["answer"],
        suggest=kept["suggest"],
        found_on=date.fromisoformat(kept["found_on"]),
    )
