"""Maps of areas shaded by a figure, drawn in at most 60 KB; equal tiles where no boundaries are known.

A shade always comes with a letter (A lowest to E highest, – unknown), a title in words and, by the
caller, a table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kentongan.design import shapes
from kentongan.design.charts import swatch
from kentongan.design.formats import UNKNOWN, number
from kentongan.design.parts import Tile

LETTERS = "ABCDE"
WIDTH = 720
MAX_BYTES = 60_000
MARGIN = 3


@dataclass(frozen=True)
class Scale:
    """Rising bounds between at most five steps: ``Scale((1, 5))`` is below 1, 1 to below 5, 5 or more."""

    bounds: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.bounds) > 4 or list(self.bounds) != sorted(set(self.bounds)):
            raise ValueError("A scale has at most four bounds, each greater than the one before.")

    def step(self, value: float | None) -> int:
        """1 (lowest) to 5, or 0 for unknown."""
        return 0 if value is None else 1 + sum(value >= bound for bound in self.bounds)

    def letter(self, value: float | None) -> str:
        """The letter of the step."""
        step = self.step(value)
        return LETTERS[step - 1] if step else UNKNOWN

    def words(self) -> list[str]:
        """Each step in words, lowest first."""
        if not self.bounds:
            return [_("semua")]
        texts = [number(bound) for bound in self.bounds]
        middle = [_("%(low)s sampai di bawah %(high)s") % {"low": a, "high": b} for a, b in pairwise(texts)]
        return [
            _("di bawah %(bound)s") % {"bound": texts[0]},
            *middle,
            _("%(bound)s atau lebih") % {"bound": texts[-1]},
        ]


def even_scale(values: Sequence[float | None]) -> Scale:
    """Up to five steps holding about equally many areas each."""
    known = sorted(value for value in values if value is not None)
    cuts = {known[len(known) * part // 5] for part in range(1, 5)} if known else set()
    return Scale(tuple(sorted(cut for cut in cuts if cut > known[0])))


def choropleth(
    features: Sequence[Mapping[str, Any]],
    values: Mapping[str, float | None],
    *,
    label: str,
    unit: str = "",
    scale: Scale | None = None,
    hrefs: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> SafeString:
    """The areas shaded by ``values`` (by code), as one SVG of at most ``max_bytes``.

    ``texts`` (by code) replace the figure in words. ``features`` are GeoJSON features with
    ``properties.code`` (or ``id``), ``properties.name`` and a (Multi)Polygon in degrees. Borders are
    simplified as far as the bytes demand, neighbours alike; ValueError when that fails.
    A drawing of hundreds of areas takes about a second: keep it.
    """
    scale = scale or even_scale(list(values.values()))
    outlines, height = shapes.project([shapes.rings_of(feature["geometry"]) for feature in features], WIDTH)
    tolerance = 0.7
    while tolerance < WIDTH / 4:
        drawn = _draw(
            features, shapes.simplify(outlines, tolerance), values, scale, unit, hrefs or {}, texts or {}
        )
        box = f"{-MARGIN} {-MARGIN} {WIDTH + 2 * MARGIN} {height + 2 * MARGIN}"
        svg = format_html(
            '<svg class="chart map" viewBox="{}" role="group" aria-label="{}">{}</svg>', box, label, drawn
        )
        if len(svg.encode()) <= max_bytes:
            return svg
        tolerance *= 1.5
    raise ValueError(f"{len(features)} areas do not fit in {max_bytes} bytes.")


def _draw(
    features: Sequence[Mapping[str, Any]],
    outlines: Sequence[Sequence[shapes.Ring]],
    values: Mapping[str, float | None],
    scale: Scale,
    unit: str,
    hrefs: Mapping[str, str],
    texts: Mapping[str, str],
) -> SafeString:
    areas, letters = [], []
    for feature, rings in zip(features, outlines, strict=True):
        properties = feature.get("properties", {})
        code = str(properties.get("code") or feature.get("id", ""))
        value = values.get(code)
        one = format_html(
            '<path class="b{}" d="{}"><title>{}: {}</title></path>',
            scale.step(value),
            shapes.path(rings),
            properties.get("name", code),
            texts.get(code) or in_words(value, unit),
        )
        areas.append((format_html('<a href="{}">{}</a>', hrefs[code], one) if code in hrefs else one,))
        x, y, size = shapes.middle(rings)
        if size >= 40:
            letters.append((x, y + 8, scale.letter(value)))
    return format_html_join("", "{}", areas) + format_html_join("", '<text x="{}" y="{}">{}</text>', letters)


def in_words(value: float | None, unit: str = "") -> str:
    """The figure with its unit, or that it is not known."""
    return _("belum ada angka") if value is None else f"{number(value)} {unit}".strip()


def map_legend(scale: Scale, words: Sequence[str] = ()) -> SafeString:
    """What each letter and shade means; ``words`` names the steps when they are no ranges of numbers."""
    named = words or scale.words()
    rows = [(swatch(f"b{step}"), LETTERS[step - 1], word) for step, word in enumerate(named, start=1)]
    if not words:
        rows.append((swatch("b0"), UNKNOWN, _("belum ada angka")))
    return format_html(
        '<ul class="legend map">{}</ul>', format_html_join("", "<li>{}<b>{}</b> {}</li>", rows)
    )


def areas(
    items: Mapping[str, Tile],
    outlines: Mapping[str, Any],
    *,
    label: str,
    scale: Scale,
    unit: str = "",
    max_bytes: int = MAX_BYTES,
) -> tuple[SafeString, bool]:
    """The areas (by code) by their outlines where every one has one, else as tiles; and whether outlined.

    ``outlines`` are the coordinates of MultiPolygons by code.
    """
    if items and items.keys() <= outlines.keys():
        features = [
            {
                "properties": {"code": code, "name": item.name},
                "geometry": {"type": "MultiPolygon", "coordinates": outlines[code]},
            }
            for code, item in items.items()
        ]
        try:
            drawing = choropleth(
                features,
                {code: item.value for code, item in items.items()},
                label=label,
                unit=unit,
                scale=scale,
                hrefs={code: item.href for code, item in items.items() if item.href},
                texts={code: item.text for code, item in items.items() if item.text},
                max_bytes=max_bytes,
            )
            return drawing, True
        except ValueError:
            pass  # too many areas for one small drawing
    return tiles(list(items.values()), label=label, unit=unit, scale=scale), False


def tiles(items: Sequence[Tile], *, label: str, unit: str = "", scale: Scale | None = None) -> SafeString:
    """Equal tiles, one an area, shaded and lettered like the map."""
    scale = scale or even_scale([item.value for item in items])
    rows = format_html_join("", "<li>{}</li>", ((_tile(item, scale, unit),) for item in items))
    return format_html('<ul class="tiles" aria-label="{}">{}</ul>', label, rows)


def _tile(item: Tile, scale: Scale, unit: str) -> SafeString:
    bar = format_html(
        '<svg viewBox="0 0 10 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="b{}" width="10" height="1"/></svg>',
        scale.step(item.value),
    )
    inside = format_html(
        "{}{}<b>{} · {}</b>",
        bar,
        item.name,
        scale.letter(item.value),
        item.text or in_words(item.value, unit),
    )
    return (
        format_html('<a href="{}">{}</a>', item.href, inside)
        if item.href
        else format_html("<div>{}</div>", inside)
    )
