"""Pictures held between the answer and the wish to have them checked, so that nobody picks them twice.

Nothing is written into the database, no name of a file or person; what is not sent on is gone within hours.
"""

import time
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

SECONDS = 3600
_MOST = 300  # files of some 100 KB each; with more the oldest go first


def hold(key: UUID, content: bytes) -> None:
    """Hold a picture that was written anew; under a key that only the sender's form carries."""
    clear(_MOST - 1)
    with suppress(OSError):  # without room they pick it again
        _folder().mkdir(mode=0o700, exist_ok=True)
        _path(key).write_bytes(content)


def held(key: UUID) -> bytes | None:
    """The picture, unless it was let go or too old."""
    with suppress(OSError):
        if time.time() - _path(key).stat().st_mtime < SECONDS:
            return _path(key).read_bytes()
    return None


def let_go(key: UUID) -> None:
    """Delete it."""
    _path(key).unlink(missing_ok=True)


def clear(most: int = _MOST) -> None:
    """Delete what is too old, and the oldest beyond ``most``."""
    with suppress(OSError):
        found = sorted(((path.stat().st_mtime, path) for path in _folder().glob("*.jpg")), reverse=True)
        for number, (at, path) in enumerate(found):
            if number >= most or time.time() - at >= SECONDS:
                path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA_DIR, "gambar-sementara")


def _path(key: UUID) -> Path:
    return _folder() / f"{key.hex}.jpg"
