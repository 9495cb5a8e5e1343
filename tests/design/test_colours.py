"""Every text and control stands out from its ground, in light and dark, whatever the regency's colour."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.design import brand, sheets
from kentongan.design.colour import Colour, contrast, read_hex, write_hex

GROUNDS = ("paper", "surface", "sunk")
TONES = ("ok", "info", "wait", "bad", "mute")
accents = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def schemes() -> dict[str, dict[str, Colour]]:
    """The tokens as the sheet declares them, light and dark."""
    css = (Path(sheets.HERE) / "css" / "tokens.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    found = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})")
    first = {name: read_hex(value) for name, value in found.findall(light)}
    return {"light": first, "dark": first | {name: read_hex(value) for name, value in found.findall(dark)}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestTokens:
    def test_text_reads_on_every_ground(self, scheme: str) -> None:
        colours = schemes()[scheme]
        for text in ("ink", "muted", "accent-ink"):
            for ground in (*GROUNDS, "accent-soft"):
                assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)

    def test_a_tone_reads_on_its_soft_ground_and_on_paper(self, scheme: str) -> None:
        colours = schemes()[scheme]
        for tone in TONES:
            for ground in (f"{tone}-soft", "paper", "surface"):
                assert contrast(colours[tone], colours[ground]) >= 4.5, (tone, ground)
                assert contrast(colours["ink"], colours[ground]) >= 4.5, ground

    def test_edges_of_controls_show(self, scheme: str) -> None:
        colours = schemes()[scheme]
        for ground in GROUNDS:
            assert contrast(colours["edge"], colours[ground]) >= 3, ground
            assert contrast(colours["accent"], colours[ground]) >= 3, ground

    def test_filled_things_carry_their_text(self, scheme: str) -> None:
        colours = schemes()[scheme]
        assert contrast(colours["accent"], colours["accent-on"]) >= 4.5
        assert contrast(colours["band"], colours["band-on"]) >= 4.5


def test_the_sheet_holds_what_brand_computes_for_the_default_accent() -> None:
    accent = read_hex(brand.DEFAULT_ACCENT)
    found = schemes()
    assert {name: found["light"][name] for name in brand.light_tokens(accent)} == brand.light_tokens(accent)
    assert {name: found["dark"][name] for name in brand.dark_tokens(accent)} == brand.dark_tokens(accent)


def test_brand_knows_the_grounds_of_the_sheet() -> None:
    assert tuple(schemes()["light"][name] for name in GROUNDS) == brand.LIGHT_GROUNDS
    assert tuple(schemes()["dark"][name] for name in GROUNDS) == brand.DARK_GROUNDS


@given(accents)
def test_any_accent_is_made_readable(accent: str) -> None:
    for tokens, grounds in (
        (brand.light_tokens(read_hex(accent)), brand.LIGHT_GROUNDS),
        (brand.dark_tokens(read_hex(accent)), brand.DARK_GROUNDS),
    ):
        assert contrast(tokens["accent"], tokens["accent-on"]) >= 4.5
        assert contrast(tokens["band"], tokens["band-on"]) >= 4.5
        for ground in grounds:
            assert contrast(tokens["accent"], ground) >= 3
        for ground in (*grounds, tokens["accent-soft"]):
            assert contrast(tokens["accent-ink"], ground) >= 4.5


@given(accents)
def test_a_colour_is_read_as_it_was_written(accent: str) -> None:
    assert write_hex(read_hex(accent)) == accent


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345g", "#0e5257;}body{display:none"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        brand.stylesheet(text)


def test_the_brand_sheet_is_small_and_only_sets_tokens() -> None:
    css = brand.stylesheet("#b01c2e")
    assert len(css) < 400
    assert set(re.findall(r"([a-z-]+):#", css)) == {f"--{name}" for name in brand.light_tokens((0, 0, 0))}
