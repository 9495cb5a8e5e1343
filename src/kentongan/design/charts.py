"""Charts as small SVG drawn on the server. The caller shows the table beside each."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kentongan.design.formats import number
from kentongan.design.parts import Part

BAR_WIDTH = 400


def summary(parts: Sequence[Part]) -> str:
    """The chart in words, for those who do not see it."""
    return ", ".join(f"{part.label} {number(part.value)}" for part in parts)


def stacked_bar(parts: Sequence[Part], *, label: str = "") -> SafeString:
    """One bar of shares; tones differ in lightness and outline, so it reads beside any accent."""
    total = sum(part.value for part in parts)
    cells, start = [], 0.0
    for part in parts:
        width = BAR_WIDTH * part.value / total if total else 0
        if part.value:
            inset = 1 if part.tone in {"none", "bad"} else 0
            cells.append(
                (
                    part.tone,
                    round(start + inset, 1),
                    inset,
                    round(max(width - 2 - inset, 1), 1),
                    14 - 2 * inset,
                    part,
                )
            )
        start += width
    drawn = format_html_join(
        "",
        '<rect class="p-{}" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>',
        (
            (tone, x, y, width, height, part.label, number(part.value))
            for tone, x, y, width, height, part in cells
        ),
    )
    spoken = f"{label}: {summary(parts)}" if label else summary(parts)
    return format_html(
        '<svg class="chart bars" viewBox="0 0 {} 14" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        BAR_WIDTH,
        spoken,
        drawn,
    )


def legend(parts: Sequence[Part]) -> SafeString:
    """The words of a stacked bar with their figures; each opens its records when it has an address."""
    rows = format_html_join("", "<li>{}{}</li>", ((swatch(f"p-{part.tone}"), _words(part)) for part in parts))
    return format_html('<ul class="legend">{}</ul>', rows)


def swatch(css: str) -> SafeString:
    """A square in the colour of a class, for legends."""
    return format_html(
        '<svg viewBox="0 0 16 16" aria-hidden="true">'
        '<rect class="{}" x="1" y="1" width="14" height="14"/></svg>',
        css,
    )


def _words(part: Part) -> SafeString:
    words = format_html("{} <b>{}</b>", part.label, number(part.value))
    return format_html('<a href="{}">{}</a>', part.href, words) if part.href else words


def bar_list(parts: Sequence[Part]) -> SafeString:
    """Named bars under one another, on one scale."""
    longest = max((part.value for part in parts), default=0) or 1
    rows = format_html_join(
        "",
        '<li>{}<b class="num">{}</b>{}</li>',
        (
            (
                format_html('<a href="{}">{}</a>', part.href, part.label) if part.href else part.label,
                number(part.value),
                _bar(part.tone, round(100 * part.value / longest, 1)),
            )
            for part in parts
        ),
    )
    return format_html('<ul class="barlist">{}</ul>', rows)


def _bar(tone: str, width: float) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="p-{}" width="{}" height="8"/></svg>',
        tone,
        width,
    )


def sparkline(values: Sequence[float | None], *, label: str) -> SafeString:
    """A line of values in time order; a gap where a value is unknown, never a zero."""
    known = [value for value in values if value is not None]
    if not known:
        return format_html('<span class="muted">{}</span>', _("Belum ada angka"))
    low, high = min(0, *known), max(known)
    span = (high - low) or 1
    step = 100 / max(len(values) - 1, 1)
    path, pen = [], "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path.append(f"{pen}{index * step:.1f} {22 - 20 * (value - low) / span:.1f}")
        pen = "L"
    spoken = f"{label}: " + ", ".join(number(value) for value in values)
    return format_html(
        '<svg class="chart line" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><path class="spark" d="{}"/></svg>',
        spoken,
        "".join(path),
    )
