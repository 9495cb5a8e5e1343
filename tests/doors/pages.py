"""Reading pages in tests: their words, their queries, their weight."""

import gzip
import re
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def text_of(answer: Any) -> str:
    """The words of the page, blanks evened out."""
    main = answer.content.decode()
    words = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(words))


def queries_of(client: Client, path: str) -> int:
    """How many statements a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def weight_of(content: bytes) -> int:
    """Bytes on the line, compressed."""
    return len(gzip.compress(content, 6))


def resources_of(page: str) -> list[str]:
    """Everything the browser fetches by itself: sheets, scripts, icons, pictures."""
    links = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page)
    return links + re.findall(r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"', page)


def unlabelled(page: str) -> list[str]:
    """Fields without a label, pictures without a text: what axe would name first."""
    labels = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', page))
    bare = re.sub(r"<label\b.*?</label>", "", page, flags=re.DOTALL)
    missing = []
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", bare):
        name = re.search(r'\bid="([^"]+)"', tag)
        hidden = 'type="hidden"' in tag
        if not hidden and "aria-label" not in tag and (name is None or name[1] not in labels):
            missing.append(tag)
    return missing + [tag for tag in re.findall(r"<img\b[^>]*>", page) if "alt=" not in tag]
