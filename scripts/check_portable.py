"""Nothing in the repository is tied to one machine: no package-index address, no path outside of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIED = {
    "a package-index address": re.compile(
        r"--(?:extra-)?index-url[ =]+\S|--find-links[ =]+\S|pypi\.org|files\.pythonhosted"
    ),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|home|root|tmp|Users|opt)/\w"),
    "a folder outside of the repository": re.compile(r"\.\./(?:\.\./)*shared\b"),
}
BINARY = {".png", ".jpg", ".webp", ".ico", ".xlsx", ".pdf", ".gz", ".zip", ".mo"}


def main() -> int:
    """Print each line that ties the project to a machine; 1 when there is one."""
    found = [
        hit for path in _files() for hit in ties(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    print("\n".join(found))
    return int(bool(found))


def _files() -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in BINARY:
            yield path


def ties(name: str, text: str) -> Iterator[str]:
    """What ties a file to one machine, as ``file:line: reason``."""
    for number, line in enumerate(text.splitlines(), 1):
        for reason, pattern in TIED.items():
            if pattern.search(line):
                yield f"{name}:{number}: {reason}"


if __name__ == "__main__":
    sys.exit(main())
