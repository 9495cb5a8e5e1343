"""Search by name over the whole country.

Every word typed has to begin a word of the region or of a region above it, and at least one of them a word of
the region itself. The rarest word gives the candidates, so a common word never fills the memory.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from kentongan.domain.regions.rules import (
    is_within,
    level_of,
    lineage,
    name_words,
    normalise,
    subtree_q,
    words_of,
)

_LEVEL_WORDS = {
    "provinsi": 1,
    "prov": 1,
    "kabupaten": 2,
    "kab": 2,
    "kecamatan": 3,
    "kec": 3,
    "distrik": 3,
    "desa": 4,
    "ds": 4,
    "kelurahan": 4,
    "kel": 4,
}
_LEVELS = (1, 2, 3, 4)
_RARE = 600  # a word that begins more names than this is only checked, never listed
_RANKED = 200  # of more regions that fit, the first so many are put in order
_TOPS = 20  # areas in which the names of a common word are listed
_MAX_WORDS = 6


@dataclass(frozen=True)
class _Query:
    words: list[str]
    level: int | None  # of "kec …", "desa …": a hint for the order, not a filter


_Matches = dict[
    str, dict[str, bool]
]  # for each word typed: the regions with such a word, and whether exactly so


def find_codes(text: str, *, within: str | None = None, limit: int = 10) -> list[str]:
    """The codes of the regions meant, best first; only current ones, and only inside ``within`` if given."""
    query = _read(text)
    found: list[str] = []
    for words in _spelled_together(query.words):
        found += _find(_Query(words, query.level), within, limit)
    if len(found) < limit:
        found += _find(query, within, limit)
    return list(dict.fromkeys(found))[:limit]


def _spelled_together(words: list[str]) -> list[list[str]]:
    """The query with two neighbours as one, where such a word exists: "kedung bulus" for Kedungbulus."""
    joined = [normalise(first + second) for first, second in pairwise(words)]
    if not joined:
        return []
    rows = _table("RegionWord").filter(word__in=joined, level__in=_LEVELS).values_list("word", flat=True)
    there = set(rows)
    return [[*words[:place], word, *words[place + 2 :]] for place, word in enumerate(joined) if word in there]


def _read(text: str) -> _Query:
    typed = words_of(text[:200])
    meant = [word for word in typed if word not in _LEVEL_WORDS]
    hints = [_LEVEL_WORDS[word] for word in typed if word in _LEVEL_WORDS]
    return _Query((meant or typed)[:_MAX_WORDS], max(hints) if hints and meant else None)


def _find(query: _Query, within: str | None, limit: int) -> list[str]:
    if not query.words:
        return []
    matches = {word: _regions_of(word) for word in query.words}
    listed = {word: regions for word, regions in matches.items() if regions is not None}
    common = [word for word in query.words if word not in listed]
    if not listed:  # nothing rare: start from the longest word
        first = max(common, key=len)
        common.remove(first)
        listed = {first: _first_of(first, within)}
    candidates = _candidates(listed, common, within)
    everywhere: _Matches = {**listed, **_checked(common, candidates)}
    hits = [code for code in candidates if _fits(code, everywhere)]
    hits.sort(key=lambda code: _first_rank(code, query, everywhere))
    current = _table("Region").filter(gone_on__isnull=True)
    names = dict(current.filter(code__in=hits[:_RANKED]).values_list("code", "name"))
    ranked = [code for code in hits[:_RANKED] if code in names]
    ranked.sort(key=lambda code: _full_rank(code, query, everywhere, names[code]))
    return ranked[:limit]


def _regions_of(word: str) -> dict[str, bool] | None:
    """The regions with a word that begins so; ``None`` when they are too many to list."""
    rows = list(
        _table("RegionWord")
        .filter(_begins(word), level__in=_LEVELS)
        .values_list("region_id", "word")[: _RARE + 1]
    )
    return _matched(word, rows) if len(rows) <= _RARE else None


def _table(name: str) -> QuerySet[Any]:
    """The rows of a table of this room, by name: the tables' own querysets use this module."""
    rows: QuerySet[Any] = apps.get_model("regions", name)._default_manager.all()
    return rows


def _begins(word: str) -> Q:
    return Q(word__gte=word, word__lt=word + "\U0010ffff")


def _matched(word: str, rows: Iterable[tuple[str, str]]) -> dict[str, bool]:
    regions: dict[str, bool] = {}
    for code, whole in rows:
        if whole.startswith(word):
            regions[code] = regions.get(code, False) or whole == word
    return regions


def _candidates(listed: _Matches, common: list[str], within: str | None) -> list[str]:
    """Regions that may fit: one of the words is theirs, and each listed word is on their path."""
    own = {code for regions in listed.values() for code in regions}
    tops = [code for code in own if _on_path(code, listed.values())]
    found = set(tops)
    if common:
        found |= _named_below(sorted(tops, key=_by_level)[:_TOPS], common)
    inside = [code for code in found if within is None or is_within(code, within)]
    return sorted(inside, key=_by_level)[:_RARE] if common else inside


def _by_level(code: str) -> tuple[int, str]:
    return level_of(code), code


def _on_path(code: str, wanted: Collection[dict[str, bool]]) -> bool:
    path = lineage(code)
    return all(any(above in regions for above in path) for regions in wanted)


def _named_below(tops: list[str], common: list[str]) -> set[str]:
    """Regions under the tops whose own name has one of the common words."""
    areas = [subtree_q(code) for code in tops if level_of(code) < 4]
    if not areas:
        return set()
    named = reduce(or_, (_begins(word) for word in common))
    words = _table("RegionWord").filter(reduce(or_, areas), named, level__in=_LEVELS)
    return set(words.values_list("region_id", flat=True)[:_RARE])


def _first_of(word: str, within: str | None) -> dict[str, bool]:
    """Of a word too common to list: whole matches first, then beginnings, higher levels first."""
    words = _table("RegionWord").filter(subtree_q(within) if within else Q())
    found: dict[str, bool] = {}
    for condition in (Q(word=word), _begins(word)):
        for level in _LEVELS:
            if len(found) < _RANKED:
                rows = words.filter(condition, level=level).order_by("word")
                found |= _matched(word, rows.values_list("region_id", "word")[:_RANKED]) | found
    return found


def _checked(common: list[str], candidates: list[str]) -> _Matches:
    """The matches of the common words among the candidates and the regions above them."""
    if not common:
        return {}
    codes = {above for code in candidates for above in lineage(code)}
    named = reduce(or_, (_begins(word) for word in common))
    rows = list(_table("RegionWord").filter(named, region_id__in=codes).values_list("region_id", "word"))
    return {word: _matched(word, rows) for word in common}


def _fits(code: str, matches: _Matches) -> bool:
    return any(code in regions for regions in matches.values()) and _on_path(code, matches.values())


def _first_rank(code: str, query: _Query, matches: _Matches) -> tuple[int, bool, int, str]:
    """Words met only by a beginning, then the level hinted at, then the higher level."""
    path = lineage(code)
    partly = sum(not any(regions.get(above) for above in path) for regions in matches.values())
    level = level_of(code)
    return partly, query.level not in {None, level}, level, code


def _full_rank(
    code: str, query: _Query, matches: _Matches, name: str
) -> tuple[int, bool, int, int, int, str]:
    """As the first, and before the level: what of the name was not typed, what typed is not of the name."""
    partly, other_level, level, _code = _first_rank(code, query, matches)
    own = name_words(name)
    untyped = sum(not any(word.startswith(typed) for typed in query.words) for word in own)
    above = sum(not any(word.startswith(typed) for word in own) for typed in query.words)
    return partly, other_level, untyped, above, level, code
