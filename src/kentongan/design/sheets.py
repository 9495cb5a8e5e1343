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
    "portal.css": (*COMMON, "chart", "form", "portal", "print"),
    "office.css": (
        *COMMON,
        *("chart", "table", "form", "filter", "month", "office", "desk", "tour", "porch", "print"),
    ),
    "field.css": (*COMMON, "form", "field", "roll", "print"),
    "paper.css": (*COMMON, "paper", "print"),
}
SCRIPTS = {
    "office.js": ("keep", "count", "copy", "leave", "once", "refresh", "print"),
    "field.js": ("app", "keep", "count", "copy", "leave", "once", "rows"),
    "paper.js": ("print",),
    "portal.js": ("proof",),
    "keys.js": ("keys",),  # beside the office's, on lists walked by keyboard
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


def _workshop() -> Path:
    """A folder of this process alone, gone when it ends; holds the assembled files."""
    with _lock:
        if not _folders:
            _folders.append(TemporaryDirectory(prefix="kentongan-design-"))
        return Path(_folders[0].name)


def _renew(path: Path, text: str) -> None:
    """Write only what changed (so its date means something), and never half a file."""
    with _lock:
        if path.exists() and path.read_text() == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(text)
        fresh.replace(path)


class AssembledFinder(BaseFinder):
    """Offers files that are put together when asked for to Django's static files."""

    below = ""  # the folder that all of them lie in

    def files(self) -> dict[str, str]:
        """Path below the static address, and the text as it is now."""
        raise NotImplementedError

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file, or an empty list, as Django asks of a finder."""
        path = path.replace("\\", "/")
        files = self.files() if path.startswith(self.below) else {}
        if path not in files:
            return []
        _renew(_workshop() / path, files[path])
        found = str(_workshop() / path)
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every file with the storage that holds it."""
        storage = FileSystemStorage(location=_workshop())
        for path, text in self.files().items():
            _renew(_workshop() / path, text)
            yield path, storage


class SheetFinder(AssembledFinder):
    """Offers the assembled bundles."""

    below = "design/"

    def files(self) -> dict[str, str]:
        """Each bundle below ``design/``."""
        return {f"design/{name}": assemble(name) for name in [*SHEETS, *SCRIPTS]}
