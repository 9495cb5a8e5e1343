"""A phone as the tests hold one: a browser that speaks as the app does."""

import gzip
import hashlib
import io
import json
from typing import Any
from uuid import uuid4

from django.test import Client
from PIL import Image

from kentongan.domain.people.models import User
from tests.doors.network import signed_in


class Phone:
    """A browser that speaks as the app does."""

    def __init__(self, user: User, client: Client | None = None) -> None:
        self.client, self.device, self.cursor = client or signed_in(user), str(uuid4()), None

    def post(self, body: Any = None, *, packed: bool = False, **headers: str) -> Any:
        """One request; what is not told is as the app sends it."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        if packed:
            content, headers = gzip.compress(content), headers | {"Content-Encoding": "gzip"}
        return self.client.post("/k/sync", content, content_type="application/json", headers=headers)

    def sync(self, *operations: Any, **more: Any) -> dict[str, Any]:
        """A sync that succeeds; the cursor is kept as the app keeps it."""
        body = {"device": self.device, "app": "1", "operations": list(operations), "cursor": self.cursor}
        answer = self.post(body | more)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        self.cursor = found["cursor"]
        return found

    def put(self, sha: str, start: int, piece: bytes, total: int) -> Any:
        """A piece of a file."""
        told = f"bytes {start}-{start + len(piece) - 1}/{total}"
        return self.client.put(
            f"/k/berkas/{sha}",
            piece,
            content_type="application/octet-stream",
            headers={"Content-Range": told},
        )


def picture() -> tuple[str, bytes]:
    """A photo with the place it was taken at, and its name."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG", exif=exif, quality=60)
    return hashlib.sha256(out.getvalue()).hexdigest(), out.getvalue()
