"""The English texts: compiled from .po to .mo by Babel, so that no system tool is needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def compile_messages(folder: Path = LOCALE_DIR) -> list[Path]:
    """Compile each .po that is newer than its .mo; returns the files written. Several may start at once."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        half = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as file, half.open("wb") as out:
            write_mo(out, read_po(file, locale=source.parts[-3]))
        half.replace(target)
        written.append(target)
    return written
