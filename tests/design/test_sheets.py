"""One small stylesheet and one small script per door, found by Django's static files."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from kentongan.design import sheets

BROTLI_LIMITS = {
    "portal.css": 3700,
    "office.css": 8000,
    "field.css": 4000,
    "paper.css": 3500,
    "office.js": 3000,
    "field.js": 2000,
    "paper.js": 300,
    "keys.js": 900,
}


@pytest.mark.parametrize(("name", "limit"), BROTLI_LIMITS.items())
def test_each_bundle_keeps_its_budget(name: str, limit: int) -> None:
    assert len(brotli.compress(sheets.assemble(name).encode())) <= limit


def test_all_our_css_together_keeps_its_budget() -> None:
    css = "\n".join(path.read_text() for path in sorted((sheets.HERE / "css").glob("*.css")))
    assert len(gzip.compress(sheets.squeeze(css).encode())) <= 10_000


def test_each_script_is_small_and_each_part_is_used() -> None:
    used = {part for parts in sheets.SCRIPTS.values() for part in parts}
    assert {path.stem for path in (sheets.HERE / "js").glob("*.js")} == used
    for part in used:
        assert len(brotli.compress((sheets.HERE / "js" / f"{part}.js").read_bytes())) <= 1500
    styled = {part for parts in sheets.SHEETS.values() for part in parts}
    assert {path.stem for path in (sheets.HERE / "css").glob("*.css")} == styled


def test_no_sheet_asks_for_another_file() -> None:
    for name in sheets.SHEETS:
        assert "url(" not in sheets.assemble(name)
        assert "@import" not in sheets.assemble(name)


@pytest.mark.parametrize("name", [*sheets.SHEETS, *sheets.SCRIPTS])
def test_the_finder_serves_what_was_assembled(name: str) -> None:
    found = finders.find(f"design/{name}")
    assert found is not None
    assert Path(found).read_text() == sheets.assemble(name)


def test_the_finder_lists_every_bundle_for_collection() -> None:
    listed = {path: storage.open(path).read().decode() for path, storage in sheets.SheetFinder().list([])}
    assert listed == {f"design/{name}": sheets.assemble(name) for name in [*sheets.SHEETS, *sheets.SCRIPTS]}


def test_the_finder_leaves_other_files_alone() -> None:
    assert sheets.SheetFinder().find("design/nothing.css") == []
    assert sheets.SheetFinder().find("../portal.css") == []


def test_squeezing_changes_no_meaning() -> None:
    css = "/* why */\n.a > .b,\n.c :hover {\n  width: calc(1px + 2px);\n  color: red;\n}\n"
    assert sheets.squeeze(css) == ".a>.b,.c :hover{width:calc(1px + 2px);color:red}"
