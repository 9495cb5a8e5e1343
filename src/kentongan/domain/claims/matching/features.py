"""What a message and one claim have in common, as numbers from 0 to 1."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from kentongan.domain.claims.matching import names, text
from kentongan.domain.claims.matching.index import Hit, Index, Query

Array = npt.NDArray[Any]
NAMES = (
    "total",  # of the first search, as a share of the best found
    "word",
    "pair",
    "gram",
    "in_claim",  # share of the message's telling words that the claim has anywhere
    "in_shown",  # … in title and message, misspelled ones included
    "title_in",  # share of the title's telling words that stand in the message
    "shown_in",  # share of the claim's message that stands in the message
    "order",  # share of the message's words that stand in the claim's message in the same order
    "title_order",  # share of the title's words that stand in the message in the same order
    "run",  # the longest unbroken run of words, ten being all
    "mass",  # how much the common words tell together
    "numbers",  # the numbers agree (1), there are none to compare (0.5), or differ (0)
    "missing_here",  # the most telling word of the title that the message lacks
    "missing_there",  # the most telling word of the message that the claim lacks
    "length",  # of the message
    "verbatim",  # order times in_shown: a forward of the very text
    "same_story",  # title_in times in_claim: another telling of it
    "bare",  # the claim has a title and little else (1), so that little of a message can stand in it
    "bare_title",  # … and how much of that title stands in the message
    "other_names",  # share of the kinds of names (banks, places, …) on which the two name nothing in common
    "swapped",  # much is the same, yet each side has a telling word that the other lacks
)
_CLOSELY = 12  # candidates whose words are compared letter by letter
_SIMILAR = 75.0
_MOST_OPEN = 30
_MOST_WORDS = 300
_BARE = 5  # words beside the title


class Side(NamedTuple):
    """A claim's words with what they tell."""

    words: list[str]
    title: list[int]
    message: list[int]
    explanation: set[int]
    weights: list[float]  # of title, then message; squared


def of(query: Query, hits: list[Hit], index: Index) -> npt.NDArray[np.float32]:
    """One row a candidate, the columns in the order of ``NAMES``."""
    sides = _sides(index, hits)
    best = max((hit.total for hit in hits), default=1.0) or 1.0
    rows = [_compare(query, hit, side, best, closely=False) for hit, side in zip(hits, sides, strict=True)]
    first = sorted(range(len(hits)), key=lambda at: -(rows[at][0] + rows[at][5] + rows[at][8] + rows[at][6]))
    for at in first[:_CLOSELY]:
        rows[at] = _compare(query, hits[at], sides[at], best, closely=True)
    return np.array(rows, dtype=np.float32).reshape(len(hits), len(NAMES))


def _sides(index: Index, hits: list[Hit]) -> list[Side]:
    fields = [index.segments[hit.segment].fields(hit.at) for hit in hits]
    shown = [part[:_MOST_WORDS] for title, message, _ in fields for part in (title, message)]
    weights = (index.rarity(np.concatenate([np.empty(0, np.uint32), *shown])) ** 2).tolist()
    sides, start = [], 0
    for hit, (title, message, explanation) in zip(hits, fields, strict=True):
        mine = title[:_MOST_WORDS].tolist(), message[:_MOST_WORDS].tolist()
        end = start + len(mine[0]) + len(mine[1])
        words = index.segments[hit.segment].words(hit.at)
        shown_words = words[: len(mine[0])] + words[len(title) : len(title) + len(mine[1])]
        sides.append(Side(shown_words, *mine, set(explanation.tolist()), weights[start:end]))
        start = end
    return sides


def _compare(query: Query, hit: Hit, side: Side, best: float, *, closely: bool) -> list[float]:
    stems = query.stems.tolist()
    weights = (query.weights**2).tolist()
    shown = set(side.title) | set(side.message)
    near = _near(query, stems, side, shown) if closely else {}
    likened = [near[at][0] if at in near else stem for at, stem in enumerate(stems)]
    known = set(likened)
    whole = sum(weights) or 1.0
    soft = anywhere = rarest = 0.0
    for at, stem in enumerate(stems):
        if at in near:
            soft += weights[at] * near[at][1]
        elif stem in shown:
            soft += weights[at]
        elif stem in side.explanation:
            anywhere += weights[at]
        else:
            rarest = max(rarest, weights[at])
    title_share, lacking = _covered(side.title, side.weights, known)
    shown_share, _ = _covered(side.message, side.weights[len(side.title) :], known)
    in_claim, in_shown = (soft + anywhere) / whole, soft / whole
    bare = float(len(side.message) + len(side.explanation) < _BARE)
    order, title_order = _order(likened, side.message), _order(side.title, likened)
    return [
        hit.total / best,
        min(1.0, hit.word),
        min(1.0, hit.pair),
        min(1.0, hit.gram),
        in_claim,
        in_shown,
        title_share,
        shown_share,
        order,
        title_order,
        min(1.0, max(_run(likened, side.message), _run(likened, side.title)) / 10),
        soft / (soft + 2.0),
        _numbers(query, side),
        lacking,
        rarest,
        min(1.0, len(stems) / 40),
        max(order, title_order * 0.7) * in_shown,
        title_share * in_claim,
        bare,
        bare * title_share,
        names.disagree(query.names, names.named(side.words)),
        in_shown * (lacking * rarest) ** 0.5,
    ]


def _near(query: Query, stems: list[int], side: Side, shown: set[int]) -> dict[int, tuple[int, float]]:
    """For the words of the message that the claim lacks: the stem of the likest one it has, and how like."""
    wanted = [
        at
        for at, stem in enumerate(stems)
        if stem not in shown and len(query.words[at]) > 2 and not query.words[at].isdigit()
    ][:_MOST_OPEN]
    theirs = dict(zip(side.words, side.title + side.message, strict=False))
    free = [word for word in theirs if len(word) > 2 and not word.isdigit()]
    if not wanted or not free:
        return {}
    mine = [query.words[at] for at in wanted]
    table = process.cdist(mine, free, scorer=fuzz.ratio, score_cutoff=_SIMILAR, dtype=np.uint8)
    likest, scores = table.argmax(axis=1).tolist(), table.max(axis=1).tolist()
    bones = {text.skeleton(word): word for word in free if len(word) > 3}
    found: dict[int, tuple[int, float]] = {}
    for at, word, which, score in zip(wanted, mine, likest, scores, strict=True):
        if score:
            found[at] = theirs[free[which]], score / 100
        elif (other := bones.get(text.skeleton(word))) is not None:
            found[at] = theirs[other], 0.75
    return found


def _covered(stems: list[int], weights: list[float], known: set[int]) -> tuple[float, float]:
    """The share of the weight that is known, and the weight of the most telling word that is not."""
    whole = held = lacking = 0.0
    for stem, weight in zip(stems, weights, strict=False):
        whole += weight
        if stem in known:
            held += weight
        else:
            lacking = max(lacking, weight)
    return held / (whole or 1.0), lacking


def _order(inner: list[int], outer: list[int]) -> float:
    """The share of the one text's words that stand in the other in the same order."""
    if len(inner) < 2 or len(outer) < 2:
        return 0.0
    return float(LCSseq.similarity(inner, outer)) / len(inner)


def _run(first: list[int], second: list[int]) -> int:
    """The length of the longest stretch of equal words."""
    places: dict[int, list[int]] = {}
    for at, stem in enumerate(second):
        places.setdefault(stem, []).append(at)
    longest = 0
    before: dict[int, int] = {}
    for stem in first:
        now = {at: before.get(at - 1, 0) + 1 for at in places.get(stem, ())}
        if now:
            longest = max(longest, *now.values())
        before = now
    return longest


def _numbers(query: Query, side: Side) -> float:
    mine = {word for word in query.words if word.isdigit() and len(word) > 1}
    theirs = {word for word in side.words if word.isdigit() and len(word) > 1}
    if not mine or not theirs:
        return 0.5
    return 0.5 + 0.5 * len(mine & theirs) / min(len(mine), len(theirs)) if mine & theirs else 0.0
