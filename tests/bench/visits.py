"""A browser without the browser: what one page costs on the line, in queries and in computing time."""

import re
from dataclasses import dataclass
from functools import cache
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import urljoin

from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from kentongan.domain.people.models import User

HOST = "127.0.0.1"
_RESOURCES = re.compile(
    r'<link\b[^>]*\brel="(?:stylesheet|icon|manifest)"[^>]*\bhref="([^"]+)"|<(?:script|img)\b[^>]*\bsrc="([^"]+)"'
)


@dataclass(frozen=True)
class Answer:
    """What came back; ``weight`` is the bytes of headers and body as sent."""

    status: int
    weight: int
    body: bytes
    encoding: str


class Browser:
    """Somebody who opens pages, signed in or not, through the same entry as the web server."""

    def __init__(self, user: User | None = None) -> None:
        self.cookie = ""
        if user:
            client = Client(SERVER_NAME=HOST)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def get(self, path: str, encodings: str = "gzip, br") -> Answer:
        """Fetch an address. An empty ``encodings`` asks for it uncompressed."""
        environ = (
            RequestFactory()
            .get(path, HTTP_HOST=HOST, HTTP_COOKIE=self.cookie, HTTP_ACCEPT_ENCODING=encodings)
            .environ
        )
        seen: list[tuple[str, list[tuple[str, str]]]] = []
        response = application()(environ, lambda status, headers, *_: seen.append((status, headers)))
        body = b"".join(response)
        response.close()
        status, headers = seen[0]
        head = sum(len(name) + len(value) + 4 for name, value in headers)
        encoding = next((value for name, value in headers if name.lower() == "content-encoding"), "")
        return Answer(int(status[:3]), len(f"HTTP/1.1 {status}") + 4 + head + len(body), body, encoding)


@cache
def application() -> Any:
    """What the web server calls; made on first use, when the static files are collected."""
    from kentongan.config.wsgi import application

    return application


@dataclass(frozen=True)
class Cost:
    """One page: bytes of a first visit with all it needs and of a later one, requests, queries, CPU."""

    status: int
    first: int
    later: int
    requests: int
    queries: int
    cpu_ms: float


def cost_of(browser: Browser, path: str, *, rounds: int = 15) -> Cost:
    """Open the page as a first visit, then again and again for the median of computing time."""
    plain = browser.get(path, encodings="")
    page = browser.get(path)
    found = _RESOURCES.findall(plain.body.decode(errors="replace"))
    needed = dict.fromkeys(urljoin(path, sheet or source) for sheet, source in found)
    parts = [browser.get(address) for address in needed if not address.startswith("data:")]
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    queries = len(captured)  # now: the next request empties the log
    spent = []
    for _ in range(rounds):
        start = process_time()
        browser.get(path)
        spent.append((process_time() - start) * 1000)
    worst = next((part.status for part in parts if part.status != 200), plain.status)
    first = page.weight + sum(part.weight for part in parts)
    return Cost(worst, first, page.weight, 1 + len(parts), queries, median(spent))
