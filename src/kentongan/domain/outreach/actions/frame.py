"""The frame of a tour, as it is entered: checked here for making and changing alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.events.actions.agenda import Item
from kentongan.domain.events.models import FundingLine
from kentongan.domain.events.models import Kind as EventKind
from kentongan.domain.outreach.models import Tour
from kentongan.domain.outreach.rules import known_weight
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within

LONGEST = 366  # days a tour may last
LIMITS = {
    "quota_per_district": (1, 500),
    "villages_per_stop": (1, 500),
    "max_stops_per_day": (1, 20),
    "minutes_per_stop": (10, 720),
    "minutes_per_day": (60, 1440),
    "km_per_hour": (1, 200),
}
CONDITIONS = 30
AGENDA = 30


def checked(fields: Mapping[str, Any], *, region: Region, tour: Tour | None = None) -> dict[str, Any]:
    """The fields of the frame as they are kept. Raises ``Invalid`` naming the first that is wrong."""
    kept = {name: _CHECKS[name](value) if name in _CHECKS else value for name, value in fields.items()}
    for name, (least, most) in LIMITS.items():
        if name in kept:
            _within(name, kept[name], least, most)
    starts_on: date | None = kept.get("starts_on", tour.starts_on if tour else None)
    ends_on: date | None = kept.get("ends_on", tour.ends_on if tour else None)
    if starts_on and ends_on:
        _period(starts_on, ends_on)
    if kept.get("base"):
        _base(kept["base"], region)
    if kept.get("funding"):
        _funding(kept["funding"], region)
    return kept


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title or len(title) > 200:
        raise Invalid(_("Tulis judul keliling, paling banyak 200 huruf."), field="title")
    return title


def _within(name: str, value: int | None, least: int, most: int) -> None:
    if value is None and name == "villages_per_stop":
        return
    if value is None or not least <= value <= most:
        raise Invalid(
            _("Isi angka antara %(least)d dan %(most)d.") % {"least": least, "most": most}, field=name
        )


def _period(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise Invalid(_("Tanggal selesai mendahului tanggal mulai."), field="ends_on")
    if (ends_on - starts_on).days >= LONGEST:
        raise Invalid(_("Satu keliling paling lama satu tahun."), field="ends_on")


def _kinds(kinds: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(kinds))
    if not kept or any(kind not in EventKind.values for kind in kept):
        raise Invalid(_("Pilih paling sedikit satu jenis acara."), field="kinds")
    return kept


def _weights(weights: Mapping[str, Any]) -> dict[str, float]:
    kept: dict[str, float] = {}
    for key, points in weights.items():
        if not known_weight(key):
            raise Invalid(_("Ukuran “%(key)s” tidak dikenal.") % {"key": str(key)[:60]}, field="weights")
        if (
            isinstance(points, bool)
            or not isinstance(points, int | float | Decimal)
            or not 0 <= points <= 1000
        ):
            raise Invalid(_("Bobot adalah angka dari 0 sampai 1.000."), field="weights")
        if points:
            kept[key] = float(points)
    return dict(sorted(kept.items()))


def _conditions(texts: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(line for text in texts if (line := " ".join(text.split()))))
    if len(kept) > CONDITIONS or any(len(text) > 200 for text in kept):
        raise Invalid(
            _("Tulis paling banyak %(count)d syarat, masing-masing paling banyak 200 huruf.")
            % {"count": CONDITIONS},
            field="conditions",
        )
    return kept


def _candidates(choice: str) -> str:
    if choice not in Tour.Candidates.values:
        raise Invalid(_("Pilih desa mana yang boleh dipilih."), field="candidates")
    return choice


def _day_starts_at(moment: time) -> time:
    if not isinstance(moment, time):
        raise Invalid(_("Tulis jam mulai seperti 08.30."), field="day_starts_at")
    return moment


def _base(base: Region, region: Region) -> None:
    if not is_within(base.code, region.code):
        raise Invalid(_("Tempat berangkat harus di dalam %(area)s.") % {"area": region.title}, field="base")


def _funding(line: FundingLine, region: Region) -> None:
    if not is_within(region.code, line.region_id):
        raise Invalid(_("Sumber dana ini milik wilayah lain."), field="funding")


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "kinds": _kinds,
    "candidates": _candidates,
    "weights": _weights,
    "conditions": _conditions,
    "day_starts_at": _day_starts_at,
}


def checked_agenda(items: Sequence[str | Item]) -> list[Item]:
    """The matters that are kept; empty lines fall away. Raises ``Invalid``."""
    every = [item if isinstance(item, Item) else Item(item) for item in items]
    kept = [item for item in every if item.title.strip()]
    if len(kept) > AGENDA or any(len(item.title) > 200 or len(item.programme) > 200 for item in kept):
        raise Invalid(
            _("Tulis paling banyak %(count)d acara, masing-masing paling banyak 200 huruf.")
            % {"count": AGENDA},
            field="agenda",
        )
    return kept
