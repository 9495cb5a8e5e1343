"""What a region code says by itself: level, kind, parents, subtree. No database.

Codes are those of Kemendagri with dots (33.18.17.2015); ``00`` is Indonesia, the root.
"""

import re
import unicodedata

from django.db.models import Q

ROOT = "00"
EVERYWHERE = ~Q(pk__in=[])  # true for every row, and unlike an empty Q it stays true inside an OR
_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_LENGTHS = (2, 2, 5, 8, 13)  # of a code at each level; the root and a province are equally long
_VILLAGE_KINDS = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}
_MARKS = re.compile("['`\u2018\u2019\u02bc\u0300-\u036f]")  # apostrophes and combining accents
_WORD = re.compile(r"[^\W_]+")
_DOUBLES = re.compile(r"([^\W\d])\1+")
_LEFT_OUT = {"kabupaten"}  # in every regency's official name, and never what tells one from another
_OLD_SPELLINGS = (("oe", "u"), ("dj", "j"), ("tj", "c"))


def valid_code(text: str) -> bool:
    """Whether the text has the shape of a region code; says nothing about the region existing."""
    return _CODE.fullmatch(text) is not None


def level_of(code: str) -> int:
    """0 country, 1 province, 2 regency, 3 district, 4 village."""
    return 0 if code == ROOT else code.count(".") + 1


def kind_of(code: str) -> str:
    """The kind as `models.Kind` spells it, read from the digits (domain.md 1.7)."""
    level = level_of(code)
    if level == 2:
        return "city" if code[3] in "789" else "regency"
    if level == 4:
        return _VILLAGE_KINDS.get(code[9], "desa")
    return ("country", "province", "", "district")[level]


def parent_code(code: str) -> str | None:
    """The code one level up; ``None`` above the root."""
    if code == ROOT:
        return None
    return code.rpartition(".")[0] or ROOT


def lineage(code: str) -> list[str]:
    """The codes from the root down to the region itself, both included."""
    if code == ROOT:
        return [ROOT]
    parts = code.split(".")
    return [ROOT, *(".".join(parts[: depth + 1]) for depth in range(len(parts)))]


def ancestor_at(code: str, level: int) -> str | None:
    """The ancestor (or the region itself) at a level; ``None`` when the code lies above that level."""
    return code[: _LENGTHS[level]] if 0 < level <= level_of(code) else (ROOT if level == 0 else None)


def is_within(code: str, root: str) -> bool:
    """Whether the region is the root of the subtree or lies under it."""
    return root == ROOT or code == root or code.startswith(root + ".")


def subtree_q(code: str, field: str = "region_id") -> Q:
    """The condition for a region and everything under it.

    ``field`` is the lookup path that holds the code: ``"region_id"``, ``"group__region_id"``, ``"code"``.
    Codes hold nothing but digits and dots, so the one range ``[c, c + "/")`` is exactly "c, or c followed by
    a dot": no digit sorts before ``/``.
    """
    if code == ROOT:
        return EVERYWHERE
    if level_of(code) == 4:
        return Q(**{field: code})
    return Q(**{f"{field}__gte": code, f"{field}__lt": code + "/"})


def normalise(name: str) -> str:
    """A name reduced to what people agree on: lower case, letters and digits, no doubles, new spelling.

    Words stay apart by one space: "Sumberrejo" and "SUMBEREJO" both give "sumberejo".
    """
    plain = name.lower() if name.isascii() else unicodedata.normalize("NFKD", name.casefold())
    return " ".join(_reduced(word) for word in _WORD.findall(_MARKS.sub("", plain)))


def _reduced(word: str) -> str:
    for old, new in _OLD_SPELLINGS:
        word = word.replace(old, new)
    if set(word) <= set("ivx"):  # a Roman number keeps its strokes: Sukajadi II is not Sukajadi I
        return word
    return _DOUBLES.sub(r"\1", word)


def words_of(name: str) -> list[str]:
    """The distinct words of a normalised name, in order."""
    return list(dict.fromkeys(normalise(name).split()))


def name_words(name: str) -> list[str]:
    """The words under which the search finds a name."""
    words = words_of(name)
    return [word for word in words if word not in _LEFT_OUT] or words
