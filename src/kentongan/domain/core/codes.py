"""Short codes that people type, speak and scan: Crockford base 32 without vowels, with a check symbol.

``R-7K3F9D``: a letter for the kind, then random symbols, the last of them the check (ISO 7064 MOD 31,30),
which catches every single wrong symbol and nearly every swap of neighbours.
"""

import secrets
from collections.abc import Callable

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXYZ"  # Crockford's without A and E: no words come out
RANDOM_SYMBOLS = 5  # 24 million codes a kind; a longer one is made when a code is taken
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "_": None})


def make_code(kind: str, *, length: int = RANDOM_SYMBOLS) -> str:
    """A new random code of the kind (one letter), check symbol included."""
    return with_check(kind, "".join(secrets.choice(ALPHABET) for _ in range(length)))


def with_check(kind: str, symbols: str) -> str:
    """The code of the kind made of these symbols and their check symbol."""
    return f"{kind}-{symbols}{mod_37_36.calc_check_digit(symbols, ALPHABET)}"


def unused_code(kind: str, taken: Callable[[str], bool]) -> str:
    """A code of the kind that ``taken`` does not know; grows by a symbol when the short ones run out."""
    for attempt in range(20):
        code = make_code(kind, length=RANDOM_SYMBOLS + attempt // 5)
        if not taken(code):
            return code
    raise RuntimeError("no unused code found")


def read_code(text: str, kind: str) -> str | None:
    """The code meant by what a person typed (case, spaces, O for 0), or ``None`` when the check fails."""
    compact = text.strip().upper().translate(_MISREAD)
    bare = len(compact) == RANDOM_SYMBOLS + 1 and "-" not in text  # may begin with that letter itself
    symbols = compact if bare else compact.removeprefix(kind)
    if len(symbols) <= RANDOM_SYMBOLS or not mod_37_36.is_valid(symbols, ALPHABET):
        return None
    return f"{kind}-{symbols}"
