"""Checks of other houses out of files: a table as CSV or XLSX, or schema.org ClaimReview as JSON."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kentongan.domain.claims.actions.importing import Check
from kentongan.domain.claims.models import Label
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line, without_hidden

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 100_000
# What a column may be called. Indonesian first, then what other houses' files use.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("judul", "title", "claim", "klaim", "headline"),
    "text": ("pesan", "isi", "narasi", "narrative", "message", "text", "claimreviewed"),
    "why": ("penjelasan", "explanation", "why", "klarifikasi", "rebuttal"),
    "label": ("putusan", "verdict", "label", "rating", "hasil"),
    "source_name": ("sumber", "publisher", "source", "penerbit"),
    "source_ref": ("nomor", "id", "ref", "source_id"),
    "source_url": ("tautan", "url", "link", "alamat"),
    "checked_on": ("tanggal", "date", "checked_on", "datepublished"),
}
_NAMES = {name: key for key, called in COLUMNS.items() for name in called}
_REVIEW = {"@type", "claimReviewed", "reviewRating"}  # tells a ClaimReview from a plain row
_MARKED = re.compile(r"\s*\[([^\]]{2,40})\]\s*")  # "[SALAH] …": the verdict before the title
# What other houses call their verdicts, as ours.
_SAME_LABEL = {
    "hoaks": "hoax",
    "salah": "hoax",
    "keliru": "hoax",
    "tidak benar": "hoax",
    "false": "hoax",
    "fitnah": "hoax",
    "hasut": "hate-speech",
    "disinformasi": "disinformation",
    "malinformasi": "disinformation",
    "palsu": "fabricated",
    "penipuan": "imposter",
    "scam": "imposter",
    "fakta": "fact",
    "benar": "fact",
    "true": "fact",
    "misinformasi": "saber-misinformation",
    "menyesatkan": "misleading-content",
    "misleading": "misleading-content",
    "konteks salah": "false-context",
    "false context": "false-context",
    "sebagian benar": "saber-clarification",
    "sebagian salah": "saber-clarification",
    "belum terbukti": "saber-clarification",
    "mixture": "saber-clarification",
    "klarifikasi": "saber-clarification",
    "parodi": "satire",
}


@dataclass
class Plan:
    """What a file holds: the checks to bring in, and the rows that cannot be."""

    checks: list[Check] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)  # row number and sentence


def read_file(content: bytes, name: str, *, source: str = "") -> Plan:
    """The checks in a file; ``source`` names the house where the file does not. Raises ``Invalid``."""
    if len(content) > MOST_BYTES:
        raise Invalid(_("Berkas paling besar 50 MB; berkas ini terlalu besar."), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            _("Simpan berkas sebagai CSV UTF-8 atau JSON, lalu unggah lagi."), field="file"
        ) from error
    rows = _reviews(text) if name.lower().endswith((".json", ".jsonld", ".jsonl")) else _table(text)
    if len(rows) > MOST_ROWS:
        raise Invalid(_("Paling banyak %(limit)d baris.") % {"limit": MOST_ROWS}, field="file")
    return plan(rows, source=source)


def plan(rows: Sequence[Mapping[str, Any]], *, source: str = "") -> Plan:
    """The rows as checks; a row in error is named and left out."""
    labels = _labels()
    made = Plan()
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=2):
        try:
            check = _check(row, labels, source)
        except Invalid as error:
            made.errors.append((number, error.message))
            continue
        if (check.source_name, check.source_ref) not in seen:
            seen.add((check.source_name, check.source_ref))
            made.checks.append(check)
    return made


def _table(text: str) -> list[Mapping[str, Any]]:
    csv.field_size_limit(1_000_000)
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    heads = [(head or "").strip().lower() for head in reader.fieldnames or ()]
    if not any(_NAMES.get(head) == "title" for head in heads):
        raise Invalid(_("Baris pertama harus berisi nama kolom, sedikitnya judul dan putusan."), field="file")
    return [_named(row) for row in reader]


def _reviews(text: str) -> list[Mapping[str, Any]]:
    """ClaimReview objects: one, a list, a feed's ``dataFeedElement``, or one a line."""
    try:
        held: Any = json.loads(text)
    except ValueError:
        try:
            held = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise Invalid(_("Berkas JSON ini rusak."), field="file") from error
    found: list[Mapping[str, Any]] = []
    waiting = held if isinstance(held, list) else [held]
    for one in waiting[:MOST_ROWS]:
        items = one.get("dataFeedElement") or one.get("@graph") or [one] if isinstance(one, dict) else []
        for item in items:
            inner = item.get("item", item) if isinstance(item, dict) else None
            for review in inner if isinstance(inner, list) else [inner]:
                if isinstance(review, dict):
                    found.append(_review(review) if _REVIEW & review.keys() else _named(review))
    return found


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row by our names for them; of two columns for one thing the first that is filled."""
    found: dict[str, Any] = {}
    for head, value in row.items():
        name = _NAMES.get(str(head or "").strip().lower())
        if name and value:
            found.setdefault(name, value)
    return found


def _review(review: Mapping[str, Any]) -> dict[str, Any]:
    rating, author = _object(review.get("reviewRating")), _object(review.get("author"))
    url = str(review.get("url") or "")
    return {
        "title": review.get("headline") or review.get("name") or review.get("claimReviewed") or "",
        "text": review.get("claimReviewed") or "",
        "why": review.get("reviewBody") or review.get("description") or "",
        "label": rating.get("alternateName") or _by_number(rating),
        "source_name": author.get("name") or "",
        "source_ref": review.get("@id") or url,
        "source_url": url,
        "checked_on": str(review.get("datePublished") or "")[:10],
    }


def _object(value: Any) -> Mapping[str, Any]:
    one = value[0] if isinstance(value, list) and value else value
    return one if isinstance(one, dict) else {}


def _by_number(rating: Mapping[str, Any]) -> str:
    try:
        value, worst, best = (float(rating[name]) for name in ("ratingValue", "worstRating", "bestRating"))
    except (KeyError, TypeError, ValueError):
        return ""
    share = (value - worst) / (best - worst) if best > worst else 0.0
    return "hoax" if share < 0.34 else "fact" if share > 0.99 else "misleading-content"


def _check(row: Mapping[str, Any], labels: Mapping[str, str], source: str) -> Check:
    value = {name: without_hidden(str(row.get(name) or "")).strip() for name in COLUMNS}
    value |= {name: one_line(value[name]) for name in ("title", "source_name", "source_ref", "source_url")}
    title = (value["title"] or value["text"][:200])[:300]
    if not title:
        raise Invalid(_("Judulnya kosong."))
    if (marked := _MARKED.match(title)) and _key(marked[1]) in labels:
        title = title[marked.end() :] or title
        value["label"] = value["label"] or marked[1]
    label = labels.get(_key(value["label"]))
    if label is None:
        raise Invalid(_("Putusan “%(label)s” tidak dikenal.") % {"label": value["label"][:40]})
    name = value["source_name"] or source
    if not name:
        raise Invalid(_("Nama sumbernya kosong."))
    url = value["source_url"] if value["source_url"].startswith(("http://", "https://")) else ""
    return Check(
        title=title,
        label=label,
        source_name=name[:120],
        source_ref=(value["source_ref"] or url or title)[:300],
        text=value["text"],
        why=value["why"],
        source_url=url[:500] if len(url) <= 500 else "",
        checked_on=_day(value["checked_on"]),
    )


def _key(label: str) -> str:
    return label.strip("[] .").lower()


def _labels() -> dict[str, str]:
    own = {label.code: label.code for label in Label.objects.all()}
    by_name = {label.name.lower(): label.code for label in Label.objects.order_by("-scheme__sort", "-sort")}
    return by_name | _SAME_LABEL | own


def _day(text: str) -> date | None:
    """A day as 2026-01-31; what is less exact is left open rather than guessed."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
