"""The app's scripts as static files under an address that holds the digest of them all.

No build step: a module is served as written, without its comment lines. All of one version lie in one
folder, so that ``import "./db.js"`` works as it stands, and the address may be kept for ever
(``WHITENOISE_IMMUTABLE_FILE_TEST``).
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kentongan.design.sheets import AssembledFinder, trim_script

HERE = Path(__file__).resolve().parent
FIRST = "main.js"  # the module that starts the app
BOOT = "boot.js"  # the script that lets the worker fetch the others first
PACK = (
    "semua.json"  # all modules in one file, for the worker: one request, and a quarter less than one by one
)


def digest(content: bytes) -> str:
    """The short name of a content: the first 8 bytes of its SHA-256, as hex."""
    return hashlib.sha256(content).hexdigest()[:16]


def modules() -> dict[str, str]:
    """Every module by its path below ``js/``, as it is served."""
    found = sorted((HERE / "js").rglob("*.js"))
    return {path.relative_to(HERE / "js").as_posix(): trim_script(path.read_text()) + "\n" for path in found}


@lru_cache(maxsize=1)
def modules_now() -> dict[str, str]:
    """The same, read once a process."""
    return modules()


def folder(scripts: dict[str, str]) -> str:
    """``app/3f5a…``: where this version's modules lie below the static address."""
    whole = "".join(f"{name}\0{text}\0" for name, text in scripts.items())
    return f"app/{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def served() -> dict[str, str]:
    """Path below the static address, and text: the modules, and the pack of them all."""
    scripts = modules() if settings.DEBUG else modules_now()
    whole = {**scripts, PACK: json.dumps(scripts, ensure_ascii=False, separators=(",", ":"))}
    return {f"{folder(scripts)}/{name}": text for name, text in whole.items()}


def base() -> str:
    """The address of this version's folder, with the slash at its end."""
    return f"{settings.STATIC_URL}{folder(modules() if settings.DEBUG else modules_now())}/"


class ScriptFinder(AssembledFinder):
    """Offers the modules to Django's static files."""

    below = "app/"

    def files(self) -> dict[str, str]:
        """All that is served."""
        return served()
