"""docs/decisions/0002-libraries.md gives the reason of every library, and of none that is gone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"^([A-Za-z][\w.-]*)", re.MULTILINE)
ROW = re.compile(r"^\| ([A-Za-z][\w.-]*) \|", re.MULTILINE)


def test_each_library_has_its_reason() -> None:
    wanted = {
        name for path in (ROOT / "requirements").glob("*.in") for name in NAME.findall(path.read_text())
    }
    reasoned = set(ROW.findall((ROOT / "docs" / "decisions" / "0002-libraries.md").read_text()))

    assert reasoned - {"library"} == wanted


def test_every_pin_has_its_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        blocks = re.findall(
            r"^[a-z0-9][^\n]*==[^\n]*\\\n((?:    --hash=.*\n)*)", path.read_text(), re.MULTILINE
        )
        pins = re.findall(r"^[a-z0-9][^\n]*==", path.read_text(), re.MULTILINE)
        assert len(blocks) == len(pins)
        assert all("sha256:" in hashes for hashes in blocks)
