"""The handbook says what the screen says: every button it names is there, every link leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted((ROOT / "docs/panduan").glob("*.md"))
SOURCES = (
    "src/kentongan/locale/en/LC_MESSAGES/django.po",  # every text of the screen, by its Indonesian
    "src/kentongan/domain/people/matrix.toml",  # names of roles
    "src/kentongan/domain/activities/data/media.csv",  # names of media
)
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def screen() -> str:
    """Everything the screen may say, in small letters, wrapped lines of the catalogue joined."""
    return "\n".join((ROOT / name).read_text() for name in SOURCES).replace('"\n"', "").lower()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_name_in_bold_stands_on_the_screen(page: Path, screen: str) -> None:
    names = re.findall(r"\*\*([^*]+)\*\*", re.sub(r"`[^`]*`", "", page.read_text()))

    assert [name for name in names if not _said(name, screen)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_is_there_and_light(page: Path) -> None:
    targets = [page.parent / link for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())]

    assert [target.name for target in targets if not target.exists()] == []
    assert [target.name for target in targets if target.suffix == ".png" and _size(target) > MOST_BYTES] == []


def test_every_page_stands_in_the_index() -> None:
    index = (ROOT / "docs/panduan/README.md").read_text()

    assert [page.name for page in PAGES if page.name != "README.md" and f"({page.name})" not in index] == []


def _said(name: str, screen: str) -> bool:
    """Numbers and "…" stand for what differs from page to page."""
    return all(part.strip(" :.") in screen for part in re.split(r"…|\d+", name.lower()))


def _size(path: Path) -> int:
    return path.stat().st_size
