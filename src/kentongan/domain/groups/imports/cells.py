"""What people write in a cell, read as dates, phones, levels, issuers. Pure: no database."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_OTHER_MONTHS = {"may": 5, "aug": 8, "ags": 8, "oct": 10, "dec": 12, "nop": 11}
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_LEVELS = {
    "padukuhan": "hamlet",
    "dusun": "hamlet",
    "padukuhan atau dusun": "hamlet",
    "desa": "village",
    "kelurahan": "village",
    "desa/kelurahan": "village",
    "desa atau kelurahan": "village",
    "kecamatan": "district",
    "kabupaten": "regency",
    "kota": "regency",
    "kabupaten/kota": "regency",
    "kabupaten atau kota": "regency",
    "provinsi": "province",
    "nasional": "national",
}
_ISSUERS = (
    ("kepala desa", "village_head"),
    ("kades", "village_head"),
    ("lurah", "ward_head"),
    ("camat", "district_head"),
    ("panewu", "district_head"),
    ("bupati", "regent"),
    ("wali kota", "mayor"),
    ("walikota", "mayor"),
    ("gubernur", "governor"),
)
ISSUER_NAMES = {
    "village_head": "Kepala Desa",
    "ward_head": "Lurah",
    "district_head": "Camat",
    "regent": "Bupati",
    "mayor": "Wali Kota",
    "governor": "Gubernur",
}
LEVEL_NAMES = {
    "hamlet": "padukuhan atau dusun",
    "village": "desa atau kelurahan",
    "district": "kecamatan",
    "regency": "kabupaten atau kota",
    "province": "provinsi",
    "national": "nasional",
}
_KINDS = {
    "kim": "kim",
    "media tradisional": "traditional_media",
    "pemantau media": "media_watch",
    "organisasi profesi": "professional",
    "pembuat konten positif": "content_creators",
    "kelompok strategis": "strategic",
    "forum kim": "kim_forum",
}
KIND_NAMES = {kind: name for name, kind in _KINDS.items()}


def read_date(text: str, column: str) -> date | None:
    """A day: ``17-02-2023``, ``17 Februari 2023``, ISO, or Excel's count. Raises ``Invalid``."""
    if not text:
        return None
    day = _iso(text) or _numbers(text) or _words(text)
    if day is None and re.fullmatch(r"[2-7][0-9]{4}", text):
        day = _EXCEL_DAY_ZERO + timedelta(days=int(text))
    if day is None:
        raise Invalid(
            _("%(column)s: “%(text)s” bukan tanggal. Tulis seperti 17-02-2023.")
            % {"column": column, "text": text[:30]},
            field=column,
        )
    return day


def read_phone(text: str) -> str:
    """A phone number as written, with the zero back that spreadsheets take off."""
    return f"0{text}" if re.fullmatch(r"8[0-9]{7,12}", text) else text[:20]


def read_code(text: str) -> str:
    """A region code as written; dots are put into bare digits."""
    if re.fullmatch(r"[0-9]{10}", text):
        return f"{text[:2]}.{text[2:4]}.{text[4:6]}.{text[6:]}"
    if re.fullmatch(r"[0-9]{6}", text):
        return f"{text[:2]}.{text[2:4]}.{text[4:]}"
    return text


def read_level(text: str) -> str:
    """The level of a group, empty for an empty cell. Raises ``Invalid``."""
    return _chosen(text, _LEVELS, "tingkat", LEVEL_NAMES.values()) if text else ""


def read_kind(text: str) -> str:
    """The kind of a group; KIM for an empty cell. Raises ``Invalid``."""
    return _chosen(text, _KINDS, "jenis", _KINDS) if text else "kim"


def read_issuer(text: str, region_kind: str) -> str:
    """The issuer's role, empty for an empty cell; the lurah of a kalurahan is a village head (DIY)."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return ""
    for start, role in _ISSUERS:
        if plain.startswith(start):
            return "village_head" if role == "ward_head" and region_kind == "desa" else role
    raise Invalid(
        _("penerbit_sk: “%(text)s” tidak dikenal. Tulis salah satu: %(names)s.")
        % {"text": text[:30], "names": ", ".join(ISSUER_NAMES.values())},
        field="penerbit_sk",
    )


def _chosen(text: str, known: Mapping[str, str], column: str, shown: object) -> str:
    plain = " ".join(text.casefold().split()).replace(" / ", "/")
    if plain in known:
        return known[plain]
    raise Invalid(
        _("%(column)s: “%(text)s” tidak dikenal. Tulis salah satu: %(names)s.")
        % {"column": column, "text": text[:30], "names": ", ".join(list(shown))},  # type: ignore[call-overload]
        field=column,
    )


def _iso(text: str) -> date | None:
    match = re.match(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?\Z", text)
    return _day(*map(int, match.groups())) if match else None


def _numbers(text: str) -> date | None:
    match = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", text)
    return _day(*map(int, reversed(match.groups()))) if match else None


def _words(text: str) -> date | None:
    match = re.fullmatch(r"([0-9]{1,2}) ([a-z]{3})[a-z]* ([0-9]{4})", " ".join(text.casefold().split()))
    if not match:
        return None
    start = match.group(2)
    month = _MONTHS.index(start) + 1 if start in _MONTHS else _OTHER_MONTHS.get(start, 0)
    return _day(int(match.group(3)), month, int(match.group(1)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= 1945 else None
