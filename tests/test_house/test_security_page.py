"""The page about security names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_named_test_is_there() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    defined = set(re.findall(r"def (test_\w+)\(", sources))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named - defined == set()


def test_every_named_place_is_there() -> None:
    places = re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", PAGE)
    assert [place for place in places if not (ROOT / "tests" / place).exists()] == []
