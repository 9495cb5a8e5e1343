"""A verdict as a picture to send back into a chat: the word in colour and shape, why, and where it stands."""

import re
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.domain.claims.models import Verdict
from kentongan.domain.core.printing import picture, qr_svg

TEMPLATE = Path(__file__).with_name("card.typ")
DOTS = 54  # an inch: 810 pixels wide, some 40 KB, which also travels over a bad link
_COLOURS = {"false": "#a4262c", "misleading": "#8a4b00", "true": "#1d6b3a", "unclear": "#4a5568"}


def card_of(verdict: Verdict, url: str) -> bytes:
    """The card as PNG. Call it outside a transaction."""
    return picture(TEMPLATE, card_data(verdict, url), dots_per_inch=DOTS)


def card_data(verdict: Verdict, url: str) -> dict[str, object]:
    """What stands on the card; texts go in as data, never as typst code."""
    claim = verdict.claim
    short = verdict.short or verdict.label.meaning
    return {
        "label": verdict.label.name.upper(),
        "tone": verdict.label.tone,
        "colour": _COLOURS[verdict.label.tone],
        "said": _("Yang beredar:"),
        "title": claim.title[:160],
        "title_size": 44 if len(claim.title) <= 80 else 36,
        "short": short,
        "house": claim.source_name or claim.region.title,
        "date": date_format(verdict.checked_on, "j F Y") if verdict.checked_on else "",
        "url": re.sub(r"^https?://", "", url),
        "qr": qr_svg(url),
        "demo": _("PERAGAAN: bukan klarifikasi sungguhan") if claim.is_demo else "",
    }
