"""One stylesheet and one script per door, put together from small files when they are served.

The lists below are the only place that says which component a door carries. The finder offers the results to
Django's static files as ``design/portal.css`` and so on, so hashing and compression work as for any file.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

HERE = Path(__file__).resolve().parent
COMMON = ("tokens", "base", "layout", "badge", "button", "callout", "prose", "facts")
SHEETS = {
    "portal.css": (*COMMON, "chart", "portal", "print"),
    "office.css": (
        *COMMON,
        *("chart", "table", "form", "filter", "month", "office", "desk", "tour", "porch", "print"),
    ),
    "field.css": (*COMMON, "form", "field", "roll", "print"),
    "paper.css": (*COMMON, "paper", "print"),
}
SCRIPTS = {
    "office.js": ("keep", "count", "copy", "once", "refresh", "print"),
    "field.js": ("keep", "count", "copy", "once", "rows"),
    "paper.js": ("print",),
}


def squeeze(css: str) -> str:
    """The sheet without comments and needless blanks; selectors and values stay as written."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r"(?<=[a-z-]): ", ":", css).replace(";}", "}").strip()


def trim_script(script: str) -> str:
    """The script without its comment lines and indentation."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def assemble(name: str) -> str:
    """The text of one bundle, such as ``portal.css``; KeyError for a name in neither list."""
    if name in SHEETS:
        return squeeze("\n".join((HERE / "css" / f"{part}.css").read_text() for part in SHEETS[name]))
    return "\n".join(trim_script((HERE / "js" / f"{part}.js").read_text()) for part in SCRIPTS[name]) + "\n"


_lock = Lock()
_folders: list["TemporaryDirectory[str]"] = []


def workshop() -> Path:
    """A folder of this process alone, gone when it ends; holds the assembled files as they are now."""
    with _lock:
        if not _folders:
            _folders.append(TemporaryDirectory(prefix="kentongan-design-"))
        folder = Path(_folders[0].name) / "design"
        folder.mkdir(exist_ok=True)
        for name in [*SHEETS, *SCRIPTS]:
            _renew(folder / name, assemble(name))
    return folder.parent


def _renew(path: Path, text: str) -> None:
    """Write only what changed (so its date means something), and never half a file."""
    if path.exists() and path.read_text() == text:
        return
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    fresh.replace(path)


class SheetFinder(BaseFinder):
    """Offers the assembled bundles to Django's static files."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The bundle's file, or an empty list, as Django asks of a finder."""
        folder, _, name = path.replace("\\", "/").rpartition("/")
        if folder != "design" or name not in SHEETS | SCRIPTS:
            return []
        found = str(workshop() / "design" / name)
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every bundle with the storage that holds it."""
        storage = FileSystemStorage(location=workshop())
        for name in [*SHEETS, *SCRIPTS]:
            yield f"design/{name}", storage
