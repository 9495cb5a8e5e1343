"""The answer to a message: the claims it may repeat, each with how sure that is."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import features
from kentongan.domain.claims.matching.index import Index

ANSWER, SUGGEST, UNKNOWN = "answer", "suggest", "unknown"
_CANDIDATES = 50
_FEWEST_WORDS = 3  # of a message; "ok" repeats nothing
_OTHER_NAMES = 0.5  # left of the sureness where the two name another bank, place, food …


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

    order: npt.NDArray[np.float64]
    sure: npt.NDArray[np.float64]
    bias: float
    answer: float
    suggest: float
    found_on: date


def match(message: str, index: Index, *, most: int = 5) -> list[Match]:
    """The likeliest claims, best first; empty when the message shares nothing with any."""
    query = index.query(message)
    if len(query.stems) < _FEWEST_WORDS:
        return []
    hits = index.candidates(query, _CANDIDATES)
    if not hits:
        return []
    rows = features.of(query, hits, index)
    weights = current()
    order = np.argsort(-(rows @ weights.order), kind="stable")[:most]
    sure = 1 / (1 + np.exp(-(rows[order] @ weights.sure + weights.bias)))
    sure = np.where(rows[order, features.NAMES.index("other_names")] > 0, sure * _OTHER_NAMES, sure)
    capped = np.minimum.accumulate(sure)  # a later one is never surer than the one before
    return [Match(hits[at].key, round(float(score), 4)) for at, score in zip(order, capped, strict=True)]


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
        sure=np.array([kept["sure"][name] for name in features.NAMES]),
        bias=kept["bias"],
        answer=kept["answer"],
        suggest=kept["suggest"],
        found_on=date.fromisoformat(kept["found_on"]),
    )
