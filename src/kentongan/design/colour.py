"""Colours as numbers: reading, mixing and the contrast ratio of WCAG 2.2. Pure functions."""

import colorsys
import re

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)


def read_hex(text: str) -> Colour:
    """``#0e5257`` or ``#abc`` as three numbers 0 to 255; ValueError for anything else."""
    digits = text.strip().removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        raise ValueError(f"{text!r} is not a colour such as #0e5257.")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def write_hex(colour: Colour) -> str:
    """The colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """``first`` with ``share`` (0 to 1) of ``second`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""

    def linear(part: int) -> float:
        value = part / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def on(colour: Colour) -> Colour:
    """White or black, whichever reads better on the colour; the ratio is always above 4.5."""
    return WHITE if contrast(colour, WHITE) >= contrast(colour, BLACK) else BLACK


def until_readable(colour: Colour, grounds: tuple[Colour, ...], *, ratio: float, towards: Colour) -> Colour:
    """The colour, made darker or lighter by as little as gives the ratio on every ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    goal = 0.0 if towards == BLACK else 1.0
    for step in range(101):
        parts = colorsys.hls_to_rgb(hue, lightness + (goal - lightness) * step / 100, saturation)
        red, green, blue = (round(part * 255) for part in parts)
        if all(contrast((red, green, blue), ground) >= ratio for ground in grounds):
            return red, green, blue
    return towards
