"""A phone as the protocol wants it (docs/offline.md), without a browser: outbox, digests, resumable photos.

It is the reference for what a phone may believe: an item leaves the outbox only on a receipt that names
its id and its digest; everything else, a page of a hotspot as much as a cut line, keeps it.
"""

import base64
import hashlib
import http.client
import json
import uuid
from collections.abc import Callable  # noqa: TC003 - a field of the class
from dataclasses import dataclass, field
from random import Random
from typing import Any

KEPT = {"applied", "duplicate", "waiting"}  # durable at the server: the phone may let go
BATCH_ITEMS, BATCH_BYTES = 100, 1_000_000
PIECE = 16_384  # of a photo: what a cut can cost at most


class LineFailed(Exception):
    """No answer that can be believed: try again later."""


@dataclass
class Item:
    """One operation in the outbox."""

    id: str
    verb: str
    data: dict[str, Any]
    at: str
    after: list[str] = field(default_factory=list)
    file: str | None = None

    @property
    def digest(self) -> str:
        """base64url of SHA-256 over the canonical JSON."""
        content = [self.verb, 1, self.at, self.data, self.after, self.file]
        plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        return base64.urlsafe_b64encode(hashlib.sha256(plain).digest()).rstrip(b"=").decode()

    def wire(self) -> dict[str, Any]:
        """As it is sent."""
        sent = {"id": self.id, "verb": self.verb, "v": 1, "at": self.at, "data": self.data}
        return sent | {"digest": self.digest, "after": self.after, "file": self.file}


class _Line(http.client.HTTPConnection):
    """A connection that counts what it was given to send, heads and all."""

    sent = 0

    def send(self, data: Any) -> None:
        self.sent += len(data)
        super().send(data)


class Phone:
    """One account on one phone. ``address`` may change between syncs; ``answers`` keeps every status seen."""

    def __init__(self, address: tuple[str, int], token: str, seed: int = 1, *, patience: float = 60) -> None:
        self.address, self.patience = address, patience
        self._token, self._random = token, Random(seed)  # noqa: S311 - repeatable is what it is for
        self.device: str | None = str(self.new_id())  # a machine names none, and gets no news
        self.outbox: dict[str, Item] = {}
        self.receipts: dict[str, dict[str, Any]] = {}
        self.refused: dict[str, dict[str, Any]] = {}
        self.photos: dict[str, bytes] = {}  # not whole at the server yet
        self.answers: list[int] = []
        self.bytes_up = 0
        self.on_receipt: Callable[[Item], object] = lambda _item: None

    def new_id(self) -> uuid.UUID:
        """An id as the phone makes it: at random, so that nobody else has it."""
        return uuid.UUID(int=self._random.getrandbits(128), version=4)

    def add(self, verb: str, data: dict[str, Any], *, after: Item | None = None, photo: bytes = b"") -> Item:
        """Put an operation into the outbox; with a photo, its bytes beside it."""
        name = hashlib.sha256(photo).hexdigest() if photo else None
        item = Item(
            id=str(self.new_id()),
            verb=verb,
            data=data,
            at="2026-11-22T08:00:00+07:00",
            after=[after.id] if after else [],
            file=name,
        )
        if name:
            self.photos[name] = photo
        self.outbox[item.id] = item
        return item

    def sync(self, limit: int = BATCH_ITEMS, *, shuffle: bool = False) -> None:
        """One attempt: a batch of texts, then the photos from where they stand. Raises ``LineFailed``."""
        self.send(limit, shuffle=shuffle)
        for name in list(self.photos):
            self.upload(name)

    def settle(self, attempts: int, limit: int = BATCH_ITEMS, *, shuffle: bool = False) -> int:
        """Sync until nothing is left; how many attempts it took. Raises ``AssertionError`` when too many."""
        for attempt in range(1, attempts + 1):
            try:
                self.sync(limit, shuffle=shuffle)
            except LineFailed:
                continue
            if not self.outbox and not self.photos:
                return attempt
        raise AssertionError(f"{len(self.outbox)} items and {len(self.photos)} photos left")

    def send(self, limit: int = BATCH_ITEMS, *, shuffle: bool = False) -> list[dict[str, Any]]:
        """One batch from the outbox; what is receipted leaves it. Raises ``LineFailed``."""
        waiting = list(self.outbox.values())
        if shuffle:
            self._random.shuffle(waiting)
        items = waiting[: self._random.randint(1, limit) if shuffle else limit]
        told = {"device": self.device, "app": "1", "operations": [item.wire() for item in items]}
        answer = self._json("POST", "/api/v1/sync", json.dumps(told).encode())
        results = answer.get("results")
        if not isinstance(results, list):
            raise LineFailed("an answer without results")
        for result in results:
            self._take(result)
        return results

    def upload(self, name: str) -> None:
        """Send a photo from where it stands at the server, piece by piece. Raises ``LineFailed``."""
        path, photo = f"/api/v1/files/{name}", self.photos[name]
        have, whole = self._standing(self._json("GET", path))
        while not whole:
            piece = photo[have : have + PIECE]
            span = f"bytes {have}-{have + len(piece) - 1}/{len(photo)}"
            have, whole = self._standing(self._json("PUT", path, piece, {"Content-Range": span}))
        del self.photos[name]

    def _take(self, result: dict[str, Any]) -> None:
        item = self.outbox.get(result.get("id") or "")
        if item is None or result.get("digest") != item.digest:
            return
        if result["result"] in KEPT:
            self.receipts[item.id] = result
            self.on_receipt(item)
            del self.outbox[item.id]
        elif result["result"] in {"rejected", "conflict"}:
            self.refused[item.id] = result
            del self.outbox[item.id]

    def _standing(self, answer: dict[str, Any]) -> tuple[int, bool]:
        have, whole = answer.get("have"), answer.get("whole")
        if not isinstance(have, int) or not isinstance(whole, bool):
            raise LineFailed("an answer that does not say how much is there")
        return have, whole

    def _json(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        status, kind, content = self._ask(method, path, body, headers or {})
        self.answers.append(status)
        if status not in {200, 409} or not kind.startswith("application/json"):
            raise LineFailed(f"{status} {kind}")
        try:
            told = json.loads(content)
        except ValueError as error:
            raise LineFailed("a torn answer") from error
        if not isinstance(told, dict):
            raise LineFailed("not what was asked for")
        return told

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        kind = "application/octet-stream" if method == "PUT" else "application/json"
        sent = {"Authorization": f"Bearer {self._token}", "Content-Type": kind, "Connection": "close"}
        line = _Line(*self.address, timeout=self.patience)
        try:
            line.request(method, path, body or None, sent | headers)
            answer = line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise LineFailed(str(error)) from error
        finally:
            self.bytes_up += line.sent
            line.close()
        return answer.status, answer.headers.get("Content-Type", ""), content
