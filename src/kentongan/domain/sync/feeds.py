"""What the sync room itself keeps on a phone."""

from collections.abc import Iterator
from typing import Any

from kentongan.domain.sync.registry import Holder, feed
from kentongan.domain.sync.rescue import keys


@feed("server-key")
def server_keys(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whom a phone seals rescue files to, and whose signatures it believes: pinned with the first sync."""
    for key in keys.standing():
        yield key.name, keys.public(key)
