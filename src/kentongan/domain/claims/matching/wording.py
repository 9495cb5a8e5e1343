"""What the words of a message and a claim have in common one by one: spelling, order, numbers, names."""

from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from kentongan.domain.claims.matching import names, text
from kentongan.domain.claims.matching.index import Query

_SIMILAR = 75.0
_UNLIKE = 50.0
_MOST_OPEN = 30
_GAP = 2  # words that may stand where others do


class Near(NamedTuple):
    """A word of the claim that a word of the message may be a spelling of, and how like the two are."""

    stem: int
    like: float
    word: str


def near(query: Query, words: list[str], stems: list[int], has: set[int]) -> dict[int, Near]:
    """For the stems of the message that the claim lacks: the likest word it has."""
    wanted = {
        stem: word
        for stem, word in zip(query.stems.tolist(), query.words, strict=True)
        if stem not in has and len(word) > 2 and not word.isdigit()
    }
    mine = dict(list(wanted.items())[:_MOST_OPEN])
    theirs = dict(zip(words, stems, strict=False))
    free = [word for word in theirs if len(word) > 2 and not word.isdigit()]
    if not mine or not free:
        return {}
    table = process.cdist(list(mine.values()), free, scorer=fuzz.ratio, score_cutoff=_SIMILAR, dtype=np.uint8)
    likest, scores = table.argmax(axis=1).tolist(), table.max(axis=1).tolist()
    bones = {text.skeleton(word): word for word in free if len(word) > 3}
    found: dict[int, Near] = {}
    for (stem, word), which, score in zip(mine.items(), likest, scores, strict=True):
        if score:
            found[stem] = Near(theirs[free[which]], score / 100, free[which])
        elif (other := bones.get(text.skeleton(word))) is not None:
            found[stem] = Near(theirs[other], 0.75, other)
    return found


def order(inner: list[int], outer: list[int]) -> float:
    """The share of the one text's words that stand in the other in the same order."""
    if len(inner) < 2 or len(outer) < 2:
        return 0.0
    return float(LCSseq.similarity(inner, outer)) / len(inner)


def run(first: list[int], second: list[int]) -> int:
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


def other_names(query: Query, near: dict[int, Near], words: list[str], of_title: int) -> float:
    """How far the two name others; a name misspelled is the claim's, unless it is known as another."""
    known = names.kinds()
    mine = [
        near[stem].word if stem in near and word not in known else word
        for stem, word in zip(query.stems.tolist(), query.words, strict=True)
    ]
    return names.disagree(names.named(mine), names.named(words[:of_title]), names.named(words))


def numbers(query: Query, words: list[str]) -> float:
    """How far the numbers agree; a small one in common, or not, says little."""
    mine = {word for word in query.words if word.isdigit() and len(word) > 1}
    theirs = {word for word in words if word.isdigit() and len(word) > 1}
    fewer = min(_digits(mine), _digits(theirs))
    if not fewer:
        return 0.5
    common = _digits(mine & theirs)
    return 0.5 + 0.5 * (min(common, fewer) if common else -fewer) / (fewer + 1)


def _digits(numbers: set[str]) -> int:
    years = {number for number in numbers if len(number) == 4 and number[:2] in ("19", "20")}
    return sum(1 if len(number) < 3 or number in years else 2 for number in numbers)


def swapped(
    query: Query, mine: list[int], theirs: list[int], words: list[str], rarity: dict[int, float]
) -> float:
    """How much a word tells that stands in the message where the claim, the same around it, has another."""
    same = [step for step in LCSseq.opcodes(mine, theirs) if step.tag == "equal"]
    told, has = set(mine), set(rarity)
    most = 0.0
    for before, after in pairwise(same):
        ours, others = range(before.src_end, after.src_start), range(before.dest_end, after.dest_start)
        if 1 <= len(ours) <= _GAP and 1 <= len(others) <= _GAP:
            for at, other in product(ours, others):
                tells = min(float(query.weights[at]) ** 2, rarity[theirs[other]])
                strange = mine[at] not in has and theirs[other] not in told
                if strange and tells > most and _unlike(query.words[at], words[other]):
                    most = tells
    return most


def _unlike(one: str, other: str) -> bool:
    """Whether two words may be names, and no spellings of each other."""
    if not (one.isalpha() and other.isalpha() and len(one) > 3 and len(other) > 3):
        return False
    spelled = {text.skeleton(one), text.skeleton(other)} & {one, other}
    return fuzz.ratio(one, other) < _UNLIKE and not spelled and names.may_be(one) and names.may_be(other)
