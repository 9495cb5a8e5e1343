"""What a newer official list changes in the tree: pure comparison, no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kentongan.domain.regions.official import OfficialRow
from kentongan.domain.regions.rules import ROOT, is_within, kind_of, level_of, lineage, normalise, parent_code

Names = Mapping[str, str]  # official name by code
_NATIONAL = 0.5  # a list naming this share of the provinces speaks for the whole country


@dataclass(frozen=True)
class Change:
    """One difference; an empty text where there is no old or no new side."""

    old_code: str = ""
    new_code: str = ""
    old_name: str = ""
    new_name: str = ""


@dataclass
class LoadReport:
    """What a list adds, renames, recodes and leaves out, in the order of the codes."""

    added: list[Change] = field(default_factory=list)
    renamed: list[Change] = field(default_factory=list)
    recoded: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether there is any difference."""
        return bool(self.added or self.renamed or self.recoded or self.gone)

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {kind: len(getattr(self, kind)) for kind in ("added", "renamed", "recoded", "gone")}


def compare(known: Names, listed: Iterable[OfficialRow]) -> LoadReport:
    """Compare the names current in the tree with a list that is already checked.

    A code is gone only where the list speaks: a list of one regency says nothing about the others. A
    code that vanishes while one of the same name appears under parents of the same names is recoded.
    """
    new = {row.code: row.name for row in listed}
    added = {code for code in new if code not in known}
    spoken_for = _spoken_for(known, new)
    vanished = {code for code in known if code not in new and _under_any(code, spoken_for)} - {ROOT}
    twins = _twins(vanished, known, added, {**known, **new})
    report = LoadReport()
    for code in sorted(new):
        if code in known and known[code] != new[code]:
            report.renamed.append(Change(code, code, known[code], new[code]))
        elif code in added and code not in twins.values():
            report.added.append(Change(new_code=code, new_name=new[code]))
    for code in sorted(vanished):
        if code in twins:
            report.recoded.append(Change(code, twins[code], known[code], new[twins[code]]))
        else:
            report.gone.append(Change(old_code=code, old_name=known[code]))
    return report


def _spoken_for(known: Names, new: Names) -> list[str]:
    """The tops of the list, or the root when it names enough provinces to be national."""
    provinces = {code for code in known if level_of(code) == 1}
    if ROOT in new or (provinces and len(provinces & new.keys()) > 1 and _share(provinces, new) >= _NATIONAL):
        return [ROOT]
    return [code for code in new if parent_code(code) not in new]


def _share(provinces: set[str], new: Names) -> float:
    return len(provinces & new.keys()) / len(provinces)


def _under_any(code: str, tops: list[str]) -> bool:
    return any(is_within(code, top) for top in tops) if len(tops) < 20 else not _above(code).isdisjoint(tops)


def _above(code: str) -> set[str]:
    return set(lineage(code))


def _twins(vanished: set[str], known: Names, added: set[str], new: Names) -> dict[str, str]:
    """Old code to new code; by name, path and kind first, then by name and path (a desa made kelurahan)."""
    found: dict[str, str] = {}
    if not vanished or not added:
        return found
    for with_kind in (True, False):
        old_by_key = _by_key(vanished - found.keys(), known, with_kind)
        new_by_key = _by_key(added - set(found.values()), new, with_kind)
        for key, olds in old_by_key.items():
            news = new_by_key.get(key, [])
            if len(olds) == len(news) == 1:
                found[olds[0]] = news[0]
    return found


_normal = lru_cache(maxsize=20_000)(normalise)  # the same parents come again and again


def _by_key(codes: set[str], names: Names, with_kind: bool) -> dict[tuple[str, ...], list[str]]:
    keyed: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code in codes:
        path = tuple(_normal(names.get(above, "")) for above in lineage(code)[1:])
        keyed[(kind_of(code) if with_kind else str(level_of(code)), *path)].append(code)
    return keyed
