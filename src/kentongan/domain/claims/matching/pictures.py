"""Marks by which a picture is known again, recompressed, scaled or cut."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

NEAR = 10  # bits of 64 by which two hashes of one picture may differ
_NEAR_PART = 8
_SECONDS = 30


@dataclass(frozen=True)
class Marks:
    """The hash of the whole picture, and of it with edges cut: 64 bits each as hex."""

    whole: str
    parts: tuple[str, ...]


def marks(content: bytes) -> Marks:
    """The marks of one of our own stored pictures, computed apart: the libraries for it are large."""
    done = subprocess.run(  # noqa: S603 - our own program, no text from outside
        [sys.executable, "-I", str(Path(__file__).with_name("hashing.py"))],
        input=content,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
    )
    kept = json.loads(done.stdout)
    return Marks(kept["whole"], tuple(kept["parts"]))


def alike(mine: Marks, theirs: Marks) -> bool:
    """Whether the two are one picture: as a whole, or one as the other with its edges cut."""
    if _distance(mine.whole, theirs.whole) <= NEAR:
        return True
    pairs = [(mine.whole, part) for part in theirs.parts] + [(theirs.whole, part) for part in mine.parts]
    return any(_distance(whole, part) <= _NEAR_PART for whole, part in pairs)


def _distance(first: str, second: str) -> int:
    return (int(first, 16) ^ int(second, 16)).bit_count()
