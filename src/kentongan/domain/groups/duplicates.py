"""Entries that may be one group or one person: suggested for a person to judge, never merged by themselves.

The work is bounded by the regency: names are held against those of the same village, and of its neighbours
in the same district; phone numbers and register numbers are looked up. Nothing else is compared.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models import BoardPost, Group, GroupDistinction, Membership
from kentongan.domain.people.models import Person, PersonDistinction
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import level_of, normalise, subtree_q

REGENCY_LEVEL = 2
DISTRICT_CODE = 8  # characters
SAME_VILLAGE, NEIGHBOURS = 75, 92  # how alike the names of two groups are to be asked about, of 100
PERSON_NAMES, PERSON_GROUP_NAMES, PERSON_PHONE_NAMES = 92, 80, 60
BLOCK = 300  # names held each against each; of more, only those close by in the alphabet
WINDOW = 40
_Entry = TypeVar("_Entry")


@dataclass(frozen=True)
class Suggestion(Generic[_Entry]):
    """Two entries, how alike their names are (0 to 100), and every reason to ask."""

    one: _Entry
    other: _Entry
    alike: int
    reasons: tuple[str, ...]


@dataclass
class _Candidate:
    """What is compared of an entry."""

    pk: UUID
    key: str  # the name without what all have in common, its words in order of the alphabet
    region: str
    phone: str
    number: str = ""
    kind: str = ""
    place: str = ""  # the area's own name
    groups: frozenset[UUID] = frozenset()


def suggested_groups(region: Region, most: int = 100) -> tuple[list[Suggestion[Group]], int]:
    """Pairs of groups of a regency (or below) that may be one, the likeliest first, and how many there are.

    Four queries however many. Raises ``Invalid`` for a province or the country.
    """
    _check_size(region)
    rows = Group.objects.standing().for_region(region.code).order_by("region_id", "pk")
    entries = [
        _Candidate(pk, _words(key), area, _digits(phone), number.strip().lower(), kind, normalise(place))
        for pk, key, area, phone, number, kind, place in rows.values_list(
            "pk", "name_key", "region_id", "phone", "register_number", "kind", "region__name"
        )
    ]
    apart = _told_apart(GroupDistinction.objects.filter(subtree_q(region.code, "first__region_id")))
    found = {}
    for one, other in _pairs(entries, (_by_district, _by_phone, _by_number)):
        if one.kind == other.kind and (reasons := _group_reasons(one, other)):
            found[one.pk, other.pk] = (round(fuzz.ratio(one.key, other.key)), reasons)
    return _suggestions(found, apart, most, Group.objects.select_related("region"))


def suggested_persons(region: Region, most: int = 100) -> tuple[list[Suggestion[Person]], int]:
    """Pairs of persons of a regency (or below) that may be one, the likeliest first, and how many.

    Six queries however many; equal names alone in different villages are no reason to ask.
    """
    _check_size(region)
    groups = _groups_of_persons(region.code)
    rows = Person.objects.filter(subtree_q(region.code), merged_into=None).order_by("region_id", "pk")
    entries = [
        _Candidate(pk, _words(normalise(name)), area, _digits(phone), groups=frozenset(groups.get(pk, ())))
        for pk, name, area, phone in rows.values_list("pk", "name", "region_id", "phone")
    ]
    apart = _told_apart(PersonDistinction.objects.filter(subtree_q(region.code, "first__region_id")))
    found = {}
    for one, other in _pairs(entries, (_by_village, _by_phone)):
        if reasons := _person_reasons(one, other):
            found[one.pk, other.pk] = (round(fuzz.ratio(one.key, other.key)), reasons)
    return _suggestions(found, apart, most, Person.objects.select_related("region"))


def _check_size(region: Region) -> None:
    if level_of(region.code) < REGENCY_LEVEL:
        raise Invalid(_("Pilih satu kabupaten atau kota. Data ganda dicari per kabupaten atau kota."))


def _groups_of_persons(code: str) -> dict[UUID, set[UUID]]:
    """The groups each person of the area is in; merged entries count as the group they mean."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    inside = subtree_q(code, "person__region_id")
    members = Membership.objects.filter(inside).values_list("person_id", "group_id", "group__merged_into")
    posts = BoardPost.objects.filter(inside).values_list(
        "person_id", "term__group_id", "term__group__merged_into"
    )
    for rows in (members, posts):
        for person, group, survivor in rows:
            found[person].add(survivor or group)
    return found


def _told_apart(rows: Any) -> set[frozenset[UUID]]:
    return {frozenset(pair) for pair in rows.values_list("first_id", "second_id")}


def _pairs(
    entries: Sequence[_Candidate], blocks: Iterable[Callable[[_Candidate], Hashable]]
) -> Iterator[tuple[_Candidate, _Candidate]]:
    """The pairs worth a look: those of one block, in which names are alike or something else is equal."""
    for block in blocks:
        gathered: defaultdict[Hashable, list[_Candidate]] = defaultdict(list)
        for entry in entries:
            if (place := block(entry)) is not None:
                gathered[place].append(entry)
        by_name = block in (_by_district, _by_village)
        for rows in gathered.values():
            yield from _alike(rows) if by_name else combinations(rows[:WINDOW], 2)


def _alike(rows: list[_Candidate]) -> Iterator[tuple[_Candidate, _Candidate]]:
    """The pairs of a block whose names are alike. In a large one only neighbours in the alphabet are held."""
    ordered = sorted(rows, key=lambda row: row.key)
    keys = [row.key for row in ordered]
    reach = len(rows) if len(rows) <= BLOCK else WINDOW
    for place, row in enumerate(ordered):
        others = keys[place + 1 : place + 1 + reach]
        near = process.extract(
            row.key, others, scorer=fuzz.ratio, processor=None, limit=None, score_cutoff=SAME_VILLAGE
        )
        for _key, _score, offset in near:
            other = ordered[place + 1 + offset]
            yield (row, other) if str(row.pk) < str(other.pk) else (other, row)


def _group_reasons(one: _Candidate, other: _Candidate) -> tuple[str, ...]:
    """Why two groups may be one; nothing when what they share is too little."""
    alike = fuzz.ratio(one.key, other.key)
    same_village = one.region == other.region
    reasons = []
    if alike >= (SAME_VILLAGE if same_village else NEIGHBOURS) and not _named_after_places(one, other):
        reasons.append(
            _("nama serupa di wilayah yang sama") if same_village else _("nama serupa di wilayah sekitarnya")
        )
    if one.phone and one.phone == other.phone:
        reasons.append(_("nomor telepon sama"))
    if one.number and one.number == other.number:
        reasons.append(_("Nomor Induk KIM sama"))
    return tuple(reasons)


def _named_after_places(one: _Candidate, other: _Candidate) -> bool:
    """Whether each bears the name of its own village: "KIM Jepat Lor" and "KIM Jepat Kidul" are two."""
    if one.region == other.region:
        return False
    return one.place in one.key and other.place in other.key


def _person_reasons(one: _Candidate, other: _Candidate) -> tuple[str, ...]:
    """Why two entries may be one person; a phone alone is often a family's."""
    alike = fuzz.ratio(one.key, other.key)
    same_phone = bool(one.phone) and one.phone == other.phone
    shared = one.groups & other.groups
    reasons = []
    if same_phone and alike >= PERSON_PHONE_NAMES:
        reasons.append(_("nomor telepon sama"))
    if shared and alike >= PERSON_GROUP_NAMES:
        reasons.append(_("tercatat dalam kelompok yang sama"))
    if alike >= PERSON_NAMES and one.region == other.region:
        reasons.append(_("nama serupa di wilayah yang sama"))
    return tuple(reasons)


def _suggestions(
    found: dict[tuple[UUID, UUID], tuple[int, tuple[str, ...]]],
    apart: set[frozenset[UUID]],
    most: int,
    entries: Any,
) -> tuple[list[Suggestion[Any]], int]:
    """The pairs nobody told apart, those with most reasons and the likest names first."""
    open_ones = {pair: said for pair, said in found.items() if frozenset(pair) not in apart}
    ranked = sorted(open_ones.items(), key=lambda item: (-len(item[1][1]), -item[1][0], str(item[0])))
    shown = ranked[:most]
    rows = entries.in_bulk({key for pair, _said in shown for key in pair})
    return [
        Suggestion(rows[one], rows[other], alike, reasons) for (one, other), (alike, reasons) in shown
    ], len(open_ones)


def _by_district(entry: _Candidate) -> Hashable:
    return entry.region[:DISTRICT_CODE]


def _by_village(entry: _Candidate) -> Hashable:
    return entry.region


def _by_phone(entry: _Candidate) -> Hashable:
    return entry.phone or None


def _by_number(entry: _Candidate) -> Hashable:
    return entry.number or None


def _words(key: str) -> str:
    return " ".join(sorted(key.split()))


def _digits(phone: str) -> str:
    """The number as it is dialled at home: +62 812 and 0812 are one; too short a number is none."""
    digits = re.sub(r"\D", "", phone)
    digits = "0" + digits[2:] if digits.startswith("62") else digits
    return digits if len(digits) >= 8 else ""
