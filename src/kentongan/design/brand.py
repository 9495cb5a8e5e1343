"""A regency's own colour, made readable: any accent gives AA contrast in light and in dark."""

from dataclasses import dataclass

from kentongan.design.colour import BLACK, WHITE, Colour, mix, on, read_hex, until_readable, write_hex

LIGHT_GROUNDS = (read_hex("#f8f5ee"), read_hex("#fffdf8"), read_hex("#f0ebdf"))
DARK_GROUNDS = (read_hex("#121816"), read_hex("#1a211f"), read_hex("#0c110f"))
DEFAULT_ACCENT = "#0e5257"
TEXT_RATIO = 4.5
SHAPE_RATIO = 3.0


@dataclass(frozen=True, kw_only=True)
class Brand:
    """Whose pages these are: shown in every header. ``sheet_url`` serves :func:`stylesheet` of the accent."""

    name: str
    tagline: str = ""
    home_url: str = "/"
    logo_url: str = ""
    sheet_url: str = ""
    accent: str = DEFAULT_ACCENT


def light_tokens(accent: Colour) -> dict[str, Colour]:
    """The accent group on light paper."""
    fill = until_readable(accent, LIGHT_GROUNDS, ratio=SHAPE_RATIO, towards=BLACK)
    soft = mix(LIGHT_GROUNDS[0], fill, 0.1)
    ink = until_readable(accent, (*LIGHT_GROUNDS, soft), ratio=TEXT_RATIO, towards=BLACK)
    return {
        "accent": fill,
        "accent-on": on(fill),
        "accent-ink": ink,
        "accent-soft": soft,
        "band": fill,
        "band-on": on(fill),
    }


def dark_tokens(accent: Colour) -> dict[str, Colour]:
    """The accent group on dark paper; the header band stays deep so that it does not glare."""
    fill = until_readable(accent, DARK_GROUNDS, ratio=SHAPE_RATIO + 0.8, towards=WHITE)
    soft = mix(DARK_GROUNDS[1], fill, 0.18)
    ink = until_readable(fill, (*DARK_GROUNDS, soft), ratio=TEXT_RATIO + 1, towards=WHITE)
    band = mix(accent, BLACK, 0.5)
    return {
        "accent": fill,
        "accent-on": on(fill),
        "accent-ink": ink,
        "accent-soft": soft,
        "band": band,
        "band-on": on(band),
    }


def stylesheet(accent_hex: str) -> str:
    """The small sheet that puts a regency's accent over the default tokens; ValueError for a bad colour.

    Serve it as ``text/css`` at an address that contains the colour, cached for a year.
    """
    accent = read_hex(accent_hex)
    light = rules(light_tokens(accent))
    dark = rules(dark_tokens(accent))
    return (
        f"@media screen{{:root{{{light}}}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    )


def rules(tokens: dict[str, Colour]) -> str:
    """Custom properties of the tokens."""
    return ";".join(f"--{name}:{write_hex(colour)}" for name, colour in tokens.items())
