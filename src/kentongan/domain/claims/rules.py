"""What holds for claims whatever stores them. Pure, except for the clock it is given."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

CODE = "H"
SHORT_LIMIT = 160  # of the text to send back: one message on any telephone
TITLE_WORDS = 14
RISING_REPORTS, RISING_HOURS, RISING_VILLAGES = 5, 24, 3  # so many, within, from so many: warns the head


def title_of(text: str) -> str:
    """A title for a message nobody has named yet: its first words."""
    words = text.split()
    start = " ".join(words[:TITLE_WORDS])[:200]
    return f"{start} …" if len(words) > TITLE_WORDS or len(" ".join(words)) > len(start) else start


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what was sent or approved."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in content.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
