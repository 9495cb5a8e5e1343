"""What changed between two versions, readable: words taken out and put in, areas and files added or gone."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import day, moment
from kentongan.domain.releases.models import Version
from kentongan.doors.office.releases.wording import filter_words

TEXTS: tuple[tuple[str, Promise], ...] = (
    ("title", _("Judul")),
    ("summary", _("Ringkasan")),
    ("body", _("Isi lengkap")),
    ("short_text", _("Teks SMS dan WhatsApp")),
    ("spoken_text", _("Teks untuk dibacakan")),
)


@dataclass(frozen=True)
class Change:
    """One part that differs, the old crossed out and the new underlined."""

    label: object
    shown: SafeString


def differences(old: Version, new: Version) -> list[Change]:
    """Every part in which the versions differ, in the order of the form."""
    changes = [
        Change(label, words_changed(getattr(old, name), getattr(new, name)))
        for name, label in TEXTS
        if getattr(old, name) != getattr(new, name)
    ]
    sets: list[tuple[object, Iterable[str], Iterable[str]]] = [
        (
            _("Wilayah sasaran"),
            (area.title for area in old.areas.all()),
            (area.title for area in new.areas.all()),
        ),
        (_("Saringan sasaran"), filter_words(old.audience_filter), filter_words(new.audience_filter)),
        (
            _("Lampiran"),
            (file.name for file in old.attachments.all()),
            (file.name for file in new.attachments.all()),
        ),
        (
            _("Siapa yang boleh membaca"),
            [old.get_information_class_display()],
            [new.get_information_class_display()],
        ),
        (_("Berlaku sampai"), [day(old.valid_until)], [day(new.valid_until)]),
        (_("Embargo sampai"), [moment(old.embargo_until)], [moment(new.embargo_until)]),
    ]
    for label, before, after in sets:
        gone, come = set(before), set(after)
        if gone != come:
            changes.append(Change(label, _replaced(sorted(gone - come), sorted(come - gone))))
    return changes


def words_changed(old: str, new: str) -> SafeString:
    """The new text with what went and what came, word by word; long unchanged stretches stay whole."""
    before, after = _words(old), _words(new)
    parts = []
    for kind, start, end, into, upto in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append(format_html("{}", "".join(before[start:end])))
        else:
            parts.append(_replaced(["".join(before[start:end])], ["".join(after[into:upto])]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _replaced(gone: Sequence[str], come: Sequence[str]) -> SafeString:
    old = format_html_join(" ", "<del>{}</del>", ((text,) for text in gone if text))
    new = format_html_join(" ", "<ins>{}</ins>", ((text,) for text in come if text))
    return format_html("{} {}", old, new) if old and new else old + new
