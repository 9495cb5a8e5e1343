"""A package as an A4 poster for the notice board: large type, its code, a QR code to its public page."""

import re
from pathlib import Path
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.domain.core.printing import pdf, qr_svg
from kentongan.domain.releases.models import Version

TEMPLATE = Path(__file__).with_name("poster.typ")
BODY_LIMIT = 2000  # letters in the smallest type
LINE_COST = 40  # what a paragraph's unfinished line costs
DEFAULT_ACCENT = "#0e5257"


class PosterBrand(Protocol):
    """What a poster takes from the office that prints it; ``regions.RegionBrand`` has it."""

    @property
    def office_name(self) -> str:
        """The office in full."""

    @property
    def accent(self) -> str:
        """Its colour as #rrggbb."""


def poster_pdf(version: Version, url: str, brand: PosterBrand | None) -> bytes:
    """The poster of a version as PDF, with a QR code to ``url``. Call it outside a transaction."""
    return pdf(TEMPLATE, poster_data(version, url, brand))


def poster_data(version: Version, url: str, brand: PosterBrand | None) -> dict[str, object]:
    """What stands on the poster, in its places; the poster in the browser shows the same."""
    release = version.release
    body = _cut(plain_paragraphs(version.body))
    length = sum(len(part) for part in body) + len(version.summary)
    return {
        "title": version.title,
        "summary": version.summary,
        "body": body,
        "code": release.code,
        "office": brand.office_name if brand else release.agency.name,
        "source": release.agency.name,
        "accent": (brand.accent if brand else "") or DEFAULT_ACCENT,
        "dates": _dates(version),
        "notice": _notice(version),
        "demo": _("PERAGAAN: bukan informasi sungguhan") if release.is_demo else "",
        "scan": _("Baca selengkapnya: pindai kode ini, atau ketik"),
        "url": re.sub(r"^https?://", "", url),
        "qr": qr_svg(url),
        "title_size": 52 if len(version.title) <= 45 else 44 if len(version.title) <= 80 else 34,
        "body_size": 26 if length <= 350 else 22 if length <= 700 else 18 if length <= 1300 else 14,
    }


def plain_paragraphs(markdown: str) -> list[str]:
    """The paragraphs and list items of a text without their marks: a poster has one voice."""
    text = re.sub(r"!?\[([^\]\n]*)\]\([^)\n]*\)", r"\1", markdown)
    text = re.sub(r"(\*\*|__|[*`])", "", text)
    parts = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if any(re.match(r"([-+•]|\d{1,3}[.)])\s", line) for line in lines):
            parts += [re.sub(r"^[-+]\s+", "• ", line) for line in lines]
        elif lines:
            parts.append(re.sub(r"^(#{1,6}|>)\s*", "", " ".join(lines)))
    return parts


def _cut(parts: list[str]) -> list[str]:
    """As much as one page holds, ended at a word; the rest is behind the code."""
    kept: list[str] = []
    left = BODY_LIMIT
    for part in parts:
        if len(part) > left:
            words = part[:left].rsplit(" ", 1)[0]
            return [*kept, f"{words} …"]
        kept.append(part)
        left -= len(part) + LINE_COST
    return kept


def _dates(version: Version) -> str:
    if version.valid_until is None:
        return ""
    return _("Berlaku sampai %(day)s") % {"day": date_format(version.valid_until, "j F Y")}


def _notice(version: Version) -> str:
    """What a reader has to know first: the embargo, the correction."""
    if version.embargo_until and version.is_embargoed:
        moment = timezone.localtime(version.embargo_until)
        return _("Belum boleh disebarkan sebelum %(moment)s") % {"moment": date_format(moment, "j F Y H.i")}
    if version.corrects:
        return _("Ralat: %(note)s") % {"note": version.correction_note}
    return ""
