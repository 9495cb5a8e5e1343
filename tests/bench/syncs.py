"""What one sync of a phone costs: bytes both ways and computing time, over the demonstration.

Counted are the lines and headers the app itself sets and the bodies as they travel, compressed; a browser
adds some headers of its own.
"""

import gzip
import json
import zlib
from datetime import timedelta
from statistics import median
from time import process_time
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from kentongan.domain.groups.access import own_groups
from kentongan.domain.people.access import authority_of
from kentongan.domain.people.models import User
from kentongan.domain.sync.registry import Holder, feeds
from kentongan.domain.sync.rules import digest_of
from tests.bench.visits import HOST, Browser, application

MEMBER = "pati.bermi.kim"
PATH = "/k/sync"
TOKEN = "a" * 32  # a CSRF token of the usual length
BATCH = 100
KB = 1024


def measure(rounds: int = 10) -> list[dict[str, Any]]:
    """The first sync, one with nothing new, 10 records and 1,000, and the computing of all feeds."""
    phone = Phone(MEMBER)
    first = phone.fill()
    idle = [phone.sync() for _ in range(rounds)]
    ten = phone.send(10)
    phone.fill()
    thousand = phone.send(1000)
    return [
        _row("first sync of a village", first, 2 * KB * KB),
        _row("sync with nothing new", idle[-1:], 800, cpu=median(one["cpu_ms"] for one in idle)),
        _row("10 disseminations sent, with what comes back", ten, 10 * 400),
        _row("1,000 disseminations sent, each", thousand, 400, of=1000),
        {"title": "all that a phone of a village holds, worked out", "cpu_ms": _feeds(rounds), "cpu_bar": 25},
    ]


class Phone:
    """One member's phone, through the same entry as the web server."""

    def __init__(self, username: str) -> None:
        self.user = User.objects.get(username=username)
        cookie = f"{Browser(self.user).cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.headers = {
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "Accept-Encoding": "gzip",
            "X-CSRFToken": TOKEN,
            "X-Account": str(self.user.pk),
            "Cookie": cookie,
        }
        self.device, self.cursor = str(uuid4()), None

    def sync(self, operations: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """One request: bytes up and down, milliseconds, and whether more is waiting."""
        told: dict[str, Any] = {"device": self.device, "app": "1", "operations": operations or []}
        body = _compressed(told | {"cursor": self.cursor})
        names: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()
        }
        request = RequestFactory().post(
            PATH, body, content_type=self.headers["Content-Type"], HTTP_HOST=HOST, **names
        )
        seen: list[tuple[str, list[tuple[str, str]]]] = []
        start = process_time()
        response = application()(request.environ, lambda status, headers, *_: seen.append((status, headers)))
        content = b"".join(response)
        spent = (process_time() - start) * 1000
        response.close()
        status, headers = seen[0]
        if not status.startswith("200"):
            raise RuntimeError(f"{status} {content[:300]!r}")
        zipped = dict(headers).get("Content-Encoding") == "gzip"
        answer = json.loads(gzip.decompress(content) if zipped else content)
        refused = [one for one in answer["results"] if one["result"] not in {"applied", "duplicate"}]
        if refused:
            raise RuntimeError(refused[0])
        self.cursor = answer["cursor"]
        head = sum(len(name) + len(value) + 4 for name, value in headers)
        sent = sum(len(name) + len(value) + 4 for name, value in self.headers.items())
        return {
            "up": len(f"POST {PATH} HTTP/1.1\r\nHost: {HOST}\r\n\r\n") + sent + len(body),
            "down": len(f"HTTP/1.1 {status}\r\n\r\n") + head + len(content),
            "cpu_ms": spent,
            "more": answer["more"],
        }

    def fill(self) -> list[dict[str, Any]]:
        """Sync until nothing is left to fetch."""
        done = [self.sync()]
        while done[-1]["more"]:
            done.append(self.sync())
        return done

    def send(self, count: int) -> list[dict[str, Any]]:
        """So many disseminations without photo, a hundred a request."""
        entries = [self._dissemination(number) for number in range(count)]
        return [self.sync(entries[start : start + BATCH]) for start in range(0, count, BATCH)]

    def _dissemination(self, number: int) -> dict[str, Any]:
        now = timezone.now()
        group = own_groups(authority_of(self.user))[0]
        data = {
            "group": group.code,
            "kind": "dissemination",
            "title": f"Kerja bakti RT {number % 9} RW {number % 4}",
            "medium": ("masjid", "rembug-warga", "posyandu-pkk")[number % 3],
            "held_on": (now - timedelta(days=number % 60)).date().isoformat(),
            "place": "Masjid Al-Ikhlas",
            "reach_low": 30 + number % 20,
            "reach_high": 60 + number % 30,
        }
        at = now.isoformat(timespec="milliseconds")
        digest = digest_of("activity.record", 1, at, data, [], None)
        head = {"id": str(uuid4()), "verb": "activity.record", "v": 1, "at": at, "digest": digest}
        return head | {"data": data, "after": [], "file": None}


def _feeds(rounds: int) -> float:
    """Milliseconds to work out everything the phone holds."""
    by, spent = authority_of(User.objects.get(username=MEMBER)), []
    for _ in range(rounds):
        holder, start = Holder(by, timezone.now()), process_time()
        for provider in feeds().values():
            list(provider(holder))
        spent.append((process_time() - start) * 1000)
    return median(spent)


def _row(
    title: str, done: list[dict[str, Any]], bar: int, *, of: int = 1, cpu: float | None = None
) -> dict[str, Any]:
    up, down = sum(one["up"] for one in done), sum(one["down"] for one in done)
    spent = sum(one["cpu_ms"] for one in done) if cpu is None else cpu
    return {
        "title": title,
        "requests": len(done),
        "up": round(up / of),
        "down": round(down / of),
        "bar": bar,
        "cpu_ms": spent / of,
    }


def _compressed(body: dict[str, Any]) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(json.dumps(body, separators=(",", ":")).encode()) + packer.flush()
