"""Every text people read has its English: collects the texts anew and compares them with the .po file."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kentongan"
CATALOGUE = Path("locale", "en", "LC_MESSAGES", "django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|\{\w+\}|%[sd]")


def main() -> int:
    """Print what is missing, doubtful, no longer used or has other placeholders; 1 when anything is."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(faults(polib.pofile(str(collect(Path(folder))))))
    print("\n".join(found))
    return int(bool(found))


def collect(folder: Path) -> Path:
    """Run makemessages in a copy of the sources; returns the catalogue as it should be."""
    copy = folder / "kentongan"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "static"))
    (copy / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--locale",
            "en",
            "--no-wrap",
            "--add-location",
            "file",
        ],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return copy / CATALOGUE


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong with a catalogue that was just brought up to date, one line each."""
    for entry in catalogue:
        where = entry.occurrences[0][0] if entry.occurrences else "?"
        text = entry.msgid.replace("\n", "\\n")
        if entry.obsolete:
            yield f"no longer used: {text!r}"
        elif entry.fuzzy:
            yield f"doubtful (fuzzy): {text!r} in {where}"
        elif not entry.translated():
            yield f"no English: {text!r} in {where}"
        elif not _placeholders_agree(entry):
            yield f"other placeholders: {text!r} in {where}"


def _placeholders_agree(entry: polib.POEntry) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return all(set(PLACEHOLDER.findall(text)) <= wanted for text in texts) and wanted == {
        name for text in texts for name in PLACEHOLDER.findall(text)
    }


if __name__ == "__main__":
    sys.exit(main())
