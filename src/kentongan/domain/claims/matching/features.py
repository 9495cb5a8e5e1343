"""What a message and one claim have in common, as numbers from 0 to 1."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kentongan.domain.claims.matching import names, wording
from kentongan.domain.claims.matching.index import Hit, Index, Query

Array = npt.NDArray[Any]
NAMES = (
    "like_words",  # cosines of the message and the whole claim …
    "like_pairs",
    "like_pieces",
    "like_title",  # … with its title alone
    "like_shown",  # … with title and message, misspelled words included
    "like_message",  # … with its message alone
    "has_words",  # the share of what the message tells that the claim has: words anywhere in it …
    "has_pairs",
    "has_pieces",
    "has_shown",  # … in title and message, misspelled ones included
    "title_told",  # the share of what the title tells that stands in the message
    "order",  # the share of the message's words that stand in the claim in the same order
    "run",  # the longest unbroken run of words, ten being all
    "told",  # how much the common words tell together
    "numbers",  # the numbers agree (1), there are none to compare (0.5), or differ (0)
    "other_names",  # the share of the kinds of names on which the two name nothing in common
    "swapped",  # the most that a telling word tells which stands where the claim has another one
    "brief",  # the message tells little, whoever is compared: 1 when it tells nothing
    "bare",  # the claim has a title and little else, so that little of a message can stand in it
)
CLOSELY = 12  # candidates whose words are compared letter by letter
_FIELDS = 3
_MOST_WORDS = (60, 300, 400)  # of title, message, explanation
_BARE = 5  # words beside the title
_ONLY_TITLE = 0.3
_TOLD = 0.7
_SAME_WORDS = 0.6  # in order: the one text made out of the other


@dataclass(frozen=True)
class Compared:
    """The likeliest candidates in no order: where each stands, and its row of features."""

    hits: list[Hit]
    rows: npt.NDArray[np.float64]
    alike: npt.NDArray[np.float64]  # how much of what the one tells the other tells too; 0: names differ


class _Sides(NamedTuple):
    """The words of all candidates one after the other: whose, of which field, and which of the message's."""

    owner: Array
    field: Array
    stems: Array
    weights: Array  # squared rarity
    known: Array  # place in the message's telling words, -1 where it is none of them


def of(query: Query, hits: list[Hit], index: Index) -> Compared:
    """One row a candidate, the columns in the order of ``NAMES``; only for those worth a closer look."""
    stems, first = np.unique(query.stems, return_index=True)
    weights = query.weights[first].astype(np.float64) ** 2
    sides = _sides(stems, hits, index)
    wide = _wide(weights, sides, hits)
    score = sum(wide[name] for name in NAMES[:3]) + 0.5 * sum(wide[name] for name in NAMES[3:9])
    score = score + _ONLY_TITLE * wide["bare"]  # little of a message can stand in a title
    chosen = np.argsort(-score, kind="stable")[:CLOSELY].tolist()
    told = dict(zip(stems.tolist(), weights.tolist(), strict=True))
    rows = []
    for at in chosen:
        row = {name: float(column[at]) for name, column in wide.items()}
        row |= _closely(query, told, sides, at, hits[at], row, index)
        rows.append([row[name] for name in NAMES])
    kept = [hits[at] for at in chosen]
    return Compared(kept, np.array(rows), _each_other(sides, chosen, kept, index))


def _sides(wanted: Array, hits: list[Hit], index: Index) -> _Sides:
    parts = [
        part[:most]
        for hit in hits
        for part, most in zip(index.segments[hit.segment].fields(hit.at), _MOST_WORDS, strict=True)
    ]
    cell = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    stems = np.concatenate(parts)
    place = np.minimum(np.searchsorted(wanted, stems), len(wanted) - 1)
    known = np.where(wanted[place] == stems, place, -1)
    return _Sides(cell // _FIELDS, cell % _FIELDS, stems, index.rarity(stems).astype(np.float64) ** 2, known)


def _wide(weights: Array, sides: _Sides, hits: list[Hit]) -> dict[str, Array]:
    """The features that need no letters, a column each."""
    count = len(hits)
    cell = sides.owner * _FIELDS + sides.field
    whole = np.bincount(cell, sides.weights, count * _FIELDS).reshape(count, _FIELDS)
    here = sides.known >= 0
    covers = np.zeros((_FIELDS, count, len(weights)))
    covers[sides.field[here], sides.owner[here], sides.known[here]] = 1.0
    title, message = covers[0] @ weights, covers[1] @ weights
    shown, anywhere = covers[:2].max(axis=0) @ weights, covers.max(axis=0) @ weights
    all_told = float(weights.sum()) or 1.0
    like_words, like_pairs, like_pieces = np.array([hit.cosines for hit in hits]).T
    _, has_pairs, has_pieces = np.minimum(1.0, np.array([hit.shares for hit in hits])).T
    return {
        "like_words": like_words,
        "like_pairs": like_pairs,
        "like_pieces": like_pieces,
        "like_title": _cosine(title, whole[:, 0], all_told),
        "like_shown": _cosine(shown, whole[:, 0] + whole[:, 1], all_told),
        "like_message": _cosine(message, whole[:, 1], all_told),
        "has_words": anywhere / all_told,
        "has_pairs": has_pairs,
        "has_pieces": has_pieces,
        "has_shown": shown / all_told,
        "bare": (np.bincount(sides.owner, sides.field > 0, count) < _BARE).astype(np.float64),
    }


def _cosine(common: Array, whole: Array, all_told: float) -> Array:
    found: Array = common / np.sqrt(np.maximum(whole, 1e-9) * all_told)
    return np.minimum(found, 1.0)


def _closely(
    query: Query,
    told: dict[int, float],
    sides: _Sides,
    at: int,
    hit: Hit,
    wide: dict[str, float],
    index: Index,
) -> dict[str, float]:
    """What the letters of a candidate tell beyond its words."""
    mine = slice(*np.searchsorted(sides.owner, [at, at + 1]))
    stems, field, weights = (part[mine].tolist() for part in (sides.stems, sides.field, sides.weights))
    rarity = dict(zip(stems, weights, strict=True))
    title, message = stems[: field.count(0)], stems[field.count(0) : field.count(0) + field.count(1)]
    words = _shown_words(index, hit, len(title), len(message))
    near = wording.near(query, words, title + message, set(stems))
    all_told = sum(told.values()) or 1.0
    gain = sum(told[stem] * one.like for stem, one in near.items())
    soft = wide["has_shown"] * all_told + gain
    likened = [near[stem].stem if stem in near else stem for stem in query.stems.tolist()]
    known = set(likened)
    shown = _told(title + message, rarity, known)
    in_message, in_title = wording.order(likened, message), wording.order(likened, title)
    shown_in, of_them = (message, words[len(title) :]) if in_message >= in_title else (title, words)
    same_words = max(in_message, in_title) >= _SAME_WORDS
    return {
        "like_title": max(wide["like_title"], _soft_cosine(title, rarity, known, all_told)),
        "like_shown": min(1.0, soft / (max(shown.whole, 1e-9) * all_told) ** 0.5),
        "like_message": max(wide["like_message"], _soft_cosine(message, rarity, known, all_told)),
        "has_words": min(1.0, wide["has_words"] + gain / all_told),
        "has_shown": min(1.0, soft / all_told),
        "title_told": _told(title, rarity, known).share,
        "order": max(in_message, in_title),
        "swapped": wording.swapped(query, likened, shown_in, of_them, rarity) if same_words else 0.0,
        "run": min(1.0, max(wording.run(likened, message), wording.run(likened, title)) / 10),
        "told": soft / (soft + _TOLD),
        "numbers": wording.numbers(query, words),
        "other_names": wording.other_names(query, near, words, len(title)),
        "brief": 1 / (1 + all_told),
    }


def _shown_words(index: Index, hit: Hit, in_title: int, in_message: int) -> list[str]:
    segment = index.segments[hit.segment]
    words = segment.words(hit.at)
    start = len(segment.fields(hit.at)[0])
    return words[:in_title] + words[start : start + in_message]


def _soft_cosine(stems: list[int], rarity: dict[int, float], known: set[int], all_told: float) -> float:
    own = set(stems)
    whole = sum(rarity[stem] for stem in own)
    common = sum(rarity[stem] for stem in own & known)
    return float(min(1.0, common / (max(whole, 1e-9) * all_told) ** 0.5))


class _Told(NamedTuple):
    share: float
    whole: float


def _told(stems: list[int], rarity: dict[int, float], known: set[int]) -> _Told:
    """The share of what the words tell that is known, and how much they tell."""
    whole = sum(rarity[stem] for stem in stems)
    return _Told(sum(rarity[stem] for stem in stems if stem in known) / (whole or 1.0), whole)


def _each_other(sides: _Sides, chosen: list[int], hits: list[Hit], index: Index) -> Array:
    """For each two of the chosen: the share of what the shorter one tells that the other tells too."""
    own = []
    for at in chosen:
        mine = slice(*np.searchsorted(sides.owner, [at, at + 1]))
        shown = sides.field[mine] < 2
        own.append(
            dict(zip(sides.stems[mine][shown].tolist(), sides.weights[mine][shown].tolist(), strict=True))
        )
    named = []
    for hit in hits:
        segment = index.segments[hit.segment]
        words, of_title = segment.words(hit.at), len(segment.fields(hit.at)[0])
        named.append((names.named(words[:of_title]), names.named(words)))
    whole = [sum(one.values()) or 1.0 for one in own]
    result = np.eye(len(own))
    for i, one in enumerate(own):
        for j in range(i):
            (about, anywhere), (other_about, other_anywhere) = named[i], named[j]
            if not names.disagree(anywhere | about, other_about, other_anywhere):
                both = sum(weight for stem, weight in one.items() if stem in own[j])
                result[i, j] = result[j, i] = both / min(whole[i], whole[j])
    return result
