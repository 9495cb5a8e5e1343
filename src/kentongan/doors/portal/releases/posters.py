"""The poster of a package as a PDF, set by typst. Texts go in as data, never as typst code."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it.token import Token

from kentongan.design.formats import day
from kentongan.design.markdown import reader
from kentongan.domain.core.printing import pdf, qr_svg
from kentongan.domain.releases.models import Publication

TEMPLATE = Path(__file__).with_name("poster.typ")


def poster_of(publication: Publication, address: str) -> bytes:
    """The poster as PDF (A4, tagged for readers); the QR code leads to ``address``."""
    version, release = publication.version, publication.release
    return _set(
        json.dumps(
            {
                "language": get_language() or "id",
                "office": release.agency.name,
                "place": release.region.title,
                "title": version.title,
                "summary": version.summary,
                "blocks": list(blocks(version.body)),
                "notice": _("Koreksi: %(note)s") % {"note": version.correction_note}
                if version.corrects
                else "",
                "until": _("Berlaku sampai %(day)s") % {"day": day(version.valid_until)}
                if version.valid_until
                else "",
                "source": _("%(office)s, %(day)s · Kode %(code)s")
                % {
                    "office": release.agency.short_name,
                    "day": day(timezone.localdate(publication.published_at)),
                    "code": release.code,
                },
                "ask": _("Baca selengkapnya: pindai kode ini atau buka"),
                "address": address,
                "qr": qr_svg(address),
            }
        )
    )


def blocks(text: str) -> Iterator[dict[str, str]]:
    """The text of a package as paragraphs, headings, list items and rows, without emphasis and links."""
    kind, nesting = "paragraph", 0
    row: list[str] | None = None
    for token in reader().parse(text):
        nesting += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type in {"heading_open", "heading_close"}:
            kind = "heading" if token.type == "heading_open" else "paragraph"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield {"kind": "row", "text": " · ".join(row)}
            row = None
        elif token.type == "inline":
            words = _words(token)
            if row is None:
                yield {"kind": "item" if nesting else kind, "text": words}
            else:
                row.append(words)


def _words(token: Token) -> str:
    breaks = {"softbreak", "hardbreak"}
    return "".join("\n" if part.type in breaks else part.content for part in token.children or [])


@lru_cache(maxsize=64)
def _set(data: str) -> bytes:
    """The finished sheet; the same data is set once."""
    return pdf(TEMPLATE, json.loads(data), standard="ua-1")
