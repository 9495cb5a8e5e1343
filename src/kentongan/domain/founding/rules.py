"""What holds for paths, decree templates and drafts by themselves. Pure: no database."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid

# The steps in the order in which one builds on the other (domain.md §4, last line; G4–G6).
STEPS = (
    "selected",
    "visited",
    "coordinated",
    "deliberation",
    "board",
    "decree",
    "registered",
    "briefed",
    "first_activity",
)
# A group that is revived keeps its decree and its registration (M3).
REVIVAL_STEPS = tuple(step for step in STEPS if step not in {"decree", "registered"})
# What a person may have to say; the rest is read from boards, decrees and the register alone.
TYPED = frozenset({"visited", "coordinated", "deliberation", "briefed", "first_activity"})
PLACEHOLDERS = frozenset(
    {
        "n",
        "unit",
        "year",
        "issuer",
        "place",
        "district",
        "regency",
        "province",
        "groups",
        "count",
        "valid_from",
        "valid_to",
        "revoked",
    }
)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ORDINALS = (
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
    "KESEBELAS",
    "KEDUA BELAS",
)


def steps_of(way: str) -> tuple[str, ...]:
    """The steps of a way, in order."""
    return REVIVAL_STEPS if way == "revival" else STEPS


def missing_before(step: str, way: str, reached: Mapping[str, object]) -> list[str]:
    """The steps that should come before this one and are neither reached nor skipped."""
    order = steps_of(way)
    return [earlier for earlier in order[: order.index(step)] if not reached.get(earlier)]


def later_dates(step: str, on: date, way: str, dates: Mapping[str, date | None]) -> list[str]:
    """The earlier steps that carry a later day than this one."""
    order = steps_of(way)
    return [earlier for earlier in order[: order.index(step)] if (day := dates.get(earlier)) and day > on]


def next_step(way: str, reached: Mapping[str, object]) -> str:
    """The first step that is neither reached nor skipped; empty when none is left."""
    return next((step for step in steps_of(way) if not reached.get(step)), "")


def check_placeholders(texts: Sequence[str], field: str) -> None:
    """A text of a template names only what a decree can fill in. Raises ``Invalid``."""
    for text in texts:
        unknown = [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
        if unknown:
            raise Invalid(
                _("Tanda {%(name)s} tidak dikenal. Pakai salah satu: %(known)s.")
                % {"name": unknown[0][:20], "known": ", ".join(sorted(PLACEHOLDERS))},
                field=field,
            )


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in; one without a value stays as dots to write on."""
    return _PLACEHOLDER.sub(lambda found: values.get(found.group(1)) or "…………", text)


def lines_of(text: str) -> list[str]:
    """The points of a text: one a line, empty lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def ordinal(place: int) -> str:
    """The word before an article of a decree: KESATU, KEDUA …; ``place`` begins at 0."""
    return ORDINALS[place] if place < len(ORDINALS) else f"KE-{place + 1}"


def roman_month(month: int) -> str:
    """The month as letters number it: 7 is VII."""
    return _ROMAN[month]
