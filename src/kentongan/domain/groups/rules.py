"""What holds for groups, decrees and terms by themselves. Pure: no database."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.rules import ancestor_at, is_within, normalise

# Depth of the region a group of a level is seated in; independent of its decree's issuer (domain.md §1.3).
REGION_LEVEL = {"hamlet": 4, "village": 4, "district": 3, "regency": 2, "province": 1, "national": 0}
LEVEL_OF_DEPTH = {4: "village", 3: "district", 2: "regency", 1: "province", 0: "national"}
# Depth of the region an issuer heads.
ISSUER_LEVEL = {
    "village_head": 4,
    "ward_head": 4,
    "district_head": 3,
    "regent": 2,
    "mayor": 2,
    "governor": 1,
}
_HEAD_OF = {
    "desa": "village_head",
    "desa_adat": "village_head",
    "kelurahan": "ward_head",
    "district": "district_head",
    "regency": "regent",
    "city": "mayor",
    "province": "governor",
}
DOCUMENTED_FORMS = frozenset({"lkd", "registered", "legal_entity"})
SINGLE_POSTS = frozenset({"chair"})
REMINDERS = (7, 30, 90)  # days before a decree or a term ends
_GENERIC = ("kim ", "kelompok informasi masyarakat ", "komunitas informasi masyarakat ")


def name_key(name: str) -> str:
    """The name by which two spellings of one group are known as the same: "KIM Surya" and "kim  surya"."""
    key = normalise(name)
    for generic in _GENERIC:
        if key.startswith(generic):
            return key.removeprefix(generic)
    return key


def reminder(days_left: int) -> int | None:
    """The reminder that is passed: 90, 30 or 7 days before the end, 0 once it is over; ``None`` before."""
    if days_left < 0:
        return 0
    return next((days for days in REMINDERS if days_left <= days), None)


def clean_name(name: str) -> str:
    """The name without doubled or outer spaces."""
    return " ".join(name.split())


def clean_number(number: str) -> str:
    """A decree number written one way: no spaces round the slashes, no "Nomor" before it."""
    text = re.sub(r"\s*/\s*", "/", " ".join(number.split()))
    return re.sub(r"^(?:sk\b\s*)?(?:nomor|nomer|no)\b\.?\s*:?\s*", "", text, flags=re.IGNORECASE)


def proposed_issuer(level: str, region_kind: str) -> str:
    """Whose decree a group of this level asks for by default (domain.md T7); empty on the national level.

    ``region_kind`` is the kind of the region in which the group is seated. A person may choose another.
    """
    return _HEAD_OF.get(region_kind, "") if REGION_LEVEL.get(level, 0) else ""


def issuer_region(role: str, region_code: str) -> str | None:
    """The region headed by the issuer, seen from a group's region; ``None`` when it lies above that level."""
    return ancestor_at(region_code, ISSUER_LEVEL[role])


def heads(issuer_region_code: str, region_code: str) -> bool:
    """Whether an issuer of this region can name a group of that region: it lies in the issuer's area."""
    return is_within(region_code, issuer_region_code)


def check_seat(level: str, region_level: int) -> None:
    """A group of a level sits in a region of the depth that belongs to it. Raises ``Invalid``."""
    if REGION_LEVEL[level] != region_level:
        raise Invalid(
            _("Wilayah tidak cocok dengan tingkat kelompok. Pilih wilayah yang setingkat."), field="region"
        )


def check_name(name: str) -> None:
    """A group has a name that fits. Raises ``Invalid``."""
    if not name or not name_key(name):
        raise Invalid(_("Isi nama kelompok."), field="name")
    if len(name) > 120:
        raise Invalid(_("Nama kelompok paling banyak 120 huruf. Singkatkan namanya."), field="name")


def check_legal_form(legal_form: str, legal_document: str) -> None:
    """A legal standing beyond a decree is shown by its document (domain.md §1.6). Raises ``Invalid``."""
    if legal_form in DOCUMENTED_FORMS and not legal_document.strip():
        raise Invalid(
            _("Sebutkan dokumen yang menjadi dasar bentuk hukum ini, misalnya nomor Perdes atau akta."),
            field="legal_document",
        )


def check_dates(dates: Mapping[str, date | None], today: date) -> None:
    """The dated facts of a group stand in order and lie behind us. Raises ``Invalid`` naming the field."""
    for field, day in dates.items():
        if day and day > today:
            raise Invalid(_("Tanggal ini belum tiba. Periksa tahunnya."), field=field)
    proposed, founded, dissolved = (
        dates.get(field) for field in ("proposed_on", "founded_on", "dissolved_on")
    )
    if proposed and founded and founded < proposed:
        raise Invalid(_("Tanggal dibentuk lebih awal dari tanggal diusulkan."), field="founded_on")
    if founded and dissolved and dissolved < founded:
        raise Invalid(_("Tanggal bubar lebih awal dari tanggal dibentuk."), field="dissolved_on")


def check_period(starts: date | None, ends: date | None, field: str) -> None:
    """A period does not end before it begins. Raises ``Invalid`` on the field of the end."""
    if starts and ends and ends < starts:
        raise Invalid(_("Tanggal akhir lebih awal dari tanggal mulai. Tukar atau perbaiki."), field=field)


def check_decree(number: str, issued_on: date, valid_from: date, valid_to: date | None, today: date) -> None:
    """A decree has a number, is issued already, and its validity runs forward. Raises ``Invalid``."""
    if not number:
        raise Invalid(_("Isi nomor SK seperti tertulis pada suratnya."), field="number")
    if len(number) > 80:
        raise Invalid(_("Nomor SK paling banyak 80 huruf."), field="number")
    if issued_on > today:
        raise Invalid(_("Tanggal SK belum tiba. Periksa tahunnya."), field="issued_on")
    check_period(valid_from, valid_to, "valid_to")
    if valid_to and issued_on > valid_to:
        raise Invalid(_("Tanggal SK sesudah masa berlakunya habis. Periksa tanggalnya."), field="issued_on")
