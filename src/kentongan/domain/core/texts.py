"""What people and addresses bring as text, made safe to keep and to compare."""

import re

_LONGEST = 18  # digits of a number that every store holds
# Control signs but tab and line end, marks that turn the direction of writing, signs without width.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def without_hidden(text: str) -> str:
    """The text without signs that nobody sees (security.md 26), every line ended in one way."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The same on one line, without doubled or outer spaces."""
    return " ".join(without_hidden(text).split())


def number_of(text: str) -> int | None:
    """The number an address carries; ``None`` for anything but a few plain digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
