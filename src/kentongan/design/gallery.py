"""Sample data of the style guide (``design/gaya.html``). Everything in it is invented."""

import math
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kentongan.design import icons, maps
from kentongan.design.parts import Crumb, Event, Link, Part, Step, Tile
from kentongan.design.states import LOOKS

TOKENS = (
    "paper",
    "surface",
    "sunk",
    "line",
    "edge",
    "ink",
    "muted",
    "kunyit",
    "accent",
    "accent-soft",
    "ok",
    "info",
    "wait",
    "bad",
    "mute",
)
SAMPLE_TEXT = """## Kapan dan di mana

Gerakan Pangan Murah diadakan **Jumat, 17 Februari 2023** di halaman balai desa, mulai pukul 08.00 WIB.

- Beras 5 kg: Rp47.000
- Minyak 1 liter: Rp14.000

Bawa KTP dan tas sendiri. Tanya dulu ke [kantor desa](tel:0295000000) bila ragu.

| Barang | Harga |
|---|---|
| Telur 1 kg | Rp24.000 |
| Gula 1 kg | Rp12.500 |
"""


class SampleForm(forms.Form):
    """Every kind of field once."""

    title = forms.CharField(
        label=_lazy("Judul"), max_length=80, help_text=_lazy("Sebut apa, di mana, dan kapan.")
    )
    short_text = forms.CharField(
        label=_lazy("Teks SMS"), widget=forms.Textarea(attrs={"rows": 3}), max_length=160
    )
    district = forms.ChoiceField(
        label=_lazy("Kecamatan"),
        choices=[("", _lazy("Semua kecamatan")), ("1", "Gembong"), ("2", "Tlogowungu")],
    )
    valid_until = forms.DateField(
        label=_lazy("Berlaku sampai"), widget=forms.DateInput(attrs={"type": "date"})
    )
    medium = forms.ChoiceField(
        label=_lazy("Disampaikan lewat"),
        widget=forms.RadioSelect,
        choices=[
            ("mosque", _lazy("Masjid")),
            ("meeting", _lazy("Rembuk warga")),
            ("board", _lazy("Papan pengumuman")),
        ],
    )
    proof = forms.FileField(
        label=_lazy("Foto atau daftar hadir"), required=False, help_text=_lazy("JPEG, PNG, atau PDF.")
    )
    agreed = forms.BooleanField(label=_lazy("Saya sudah membaca versi yang akan terbit"), required=False)


def context() -> dict[str, Any]:
    """What ``design/gaya.html`` shows; the door adds its own ``nav`` and ``account``."""
    typed = {"short_text": "x" * 161, "district": "1", "valid_until": "17 2 2023"}
    refused = SampleForm({f"salah-{name}": value for name, value in typed.items()}, prefix="salah")
    refused.is_valid()
    scale = maps.Scale((1, 3, 6, 9))
    return {
        "trail": [Crumb(_("Kantor"), "/kantor/"), Crumb(_("Gaya"))],
        "tokens": TOKENS,
        "icon_names": sorted(icons.PATHS),
        "states": sorted(LOOKS),
        "form": SampleForm(),
        "filters": SampleForm(prefix="saring"),
        "refused": refused,
        "steps": _steps(),
        "shares": _shares(),
        "rows": _rows(),
        "bars": [
            Part("Interpersonal", 32, "strong", "#"),
            Part("Tradisional", 11, "strong"),
            Part("Media baru", 7, "strong"),
        ],
        "months": [4, 6, 5, None, 9, 12, 8],
        "events": _events(),
        "facts": [("Nomor SK", "188.45/21/2023"), ("Berlaku", "2023–2028"), ("Bidang usaha", None)],
        "path": [
            {"name": "Jawa Tengah", "href": "#"},
            {"name": "Kabupaten Pati", "href": "#"},
            "Kecamatan Gembong",
        ],
        "tabs": [
            Link(_("Per kecamatan"), "#", current=True),
            Link(_("Per desa"), "#", count=23),
            Link(_("Riwayat"), "#"),
        ],
        "chips": [Link("Gembong", "#"), Link(_("Belum ada kabar"), "#")],
        "markdown": SAMPLE_TEXT,
        "as_of": date(2023, 2, 17),
        "at": datetime(2023, 2, 17, 7, 5, tzinfo=UTC),
        "map": maps.choropleth(
            sample_map(), SAMPLE_VALUES, label=_("KIM per kecamatan (contoh)"), unit="KIM", scale=scale
        ),
        "map_legend": maps.map_legend(scale),
        "tiles": [Tile(name, SAMPLE_VALUES[name], "#") for name in SAMPLE_VALUES],
    }


def _steps() -> list[Step]:
    return [
        Step(_("Draf"), "done", "Rina, 14 Feb"),
        Step(_("Disetujui"), "done", "Budi, 15 Feb"),
        Step(_("Terbit"), "current", "15 Feb, 09.00 WIB"),
        Step(_("Kedaluwarsa")),
    ]


def _shares() -> list[Part]:
    return [
        Part(_("Disebarkan"), 11, "strong", "#"),
        Part(_("Diterima"), 4, "mid"),
        Part(_("Tidak disebarkan"), 1, "bad"),
        Part(_("Belum ada kabar"), 2, "none"),
    ]


def _rows() -> list[dict[str, Any]]:
    rows = []
    for name, sent, told, declined, silent in [
        ("Gembong", 5, 3, 0, 1),
        ("Tlogowungu", 7, 4, 1, 1),
        ("Gunungwungkal", 6, 4, 0, 0),
    ]:
        got = sent - told - declined - silent
        parts = [
            Part(_("Disebarkan"), told, "strong"),
            Part(_("Diterima"), got),
            Part(_("Tidak"), declined, "bad"),
        ]
        parts.append(Part(_("Belum"), silent, "none"))
        rows.append(
            {"name": name, "sent": sent, "told": told, "declined": declined, "silent": silent, "parts": parts}
        )
    return rows


def _events() -> list[Event]:
    at = datetime(2023, 2, 15, 2, 0, tzinfo=UTC)
    return [
        Event(
            _("Paket terbit"), at, "Budi Santoso", _("Kepala Dinas"), _("Versi 2 disetujui tanpa perubahan.")
        ),
        Event(_("Draf diajukan"), at, "Rina Wulandari"),
    ]


SAMPLE_VALUES: dict[str, float | None] = {
    "Lor": 0,
    "Kidul": 2,
    "Wetan": 4,
    "Kulon": 7,
    "Tengah": 11,
    "Pesisir": None,
}


def sample_map() -> list[dict[str, Any]]:
    """Six invented districts on a bent grid."""
    features = []
    for index, name in enumerate(SAMPLE_VALUES):
        west, south = 111 + (index % 3) * 0.1, -7 + (index // 3) * 0.1
        corners = [
            (west, south),
            (west + 0.1, south),
            (west + 0.1, south + 0.1),
            (west, south + 0.1),
            (west, south),
        ]
        ring = [_bend(x, y) for start, end in pairwise(corners) for x, y in _between(start, end)]
        ring.append(ring[0])
        features.append(
            {
                "properties": {"code": name, "name": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return features


def _between(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    return [
        (start[0] + (end[0] - start[0]) * n / 12, start[1] + (end[1] - start[1]) * n / 12) for n in range(12)
    ]


def _bend(x: float, y: float) -> list[float]:
    """The same small wave for the same point, so that neighbours still share a border."""
    return [x + 0.008 * math.sin(90 * y + 40 * x), y + 0.006 * math.sin(110 * x - 30 * y)]
