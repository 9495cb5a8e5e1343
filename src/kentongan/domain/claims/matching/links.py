"""A link in its normal form, so that the same page is known again whoever passed it on."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_ENDINGS = "com|id|net|org|info|xyz|site|online|me|ly|co|be|gl|cc|top|shop|link|app"
_SIGNS = r"[^\s<>\"'“”()\[\]]"
_LINK = re.compile(
    rf"(?:https?://|www\.){_SIGNS}+|\b(?:[a-z0-9-]{{1,40}}\.){{1,5}}(?:{_ENDINGS})/{_SIGNS}+", re.IGNORECASE
)
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|igshid|igsh|mibextid|si|ref|ref_src|s|t|feature|share.*|rdid|sfnsn|extid"
)
_SAME_HOST = {
    "m.facebook.com": "facebook.com",
    "web.facebook.com": "facebook.com",
    "fb.com": "facebook.com",
    "mobile.twitter.com": "x.com",
    "twitter.com": "x.com",
    "m.youtube.com": "youtube.com",
    "vt.tiktok.com": "tiktok.com",
    "vm.tiktok.com": "tiktok.com",
}
LONGEST = 300
_MOST = 10


def normal(link: str) -> str | None:
    """Host and path in small letters, with the queries that name a page; ``None`` for what is no link."""
    text = link.strip().rstrip(".,;:!?)…")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host:
        return None
    host, path = _SAME_HOST.get(host, host), unquote(parts.path).rstrip("/")
    if host == "youtu.be":
        host, path, asked = "youtube.com", "/watch", [("v", path.strip("/"))]
    else:
        asked = [
            (name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name.lower())
        ]
    query = "&".join(f"{name}={value}" for name, value in sorted(asked))
    return f"{host}{path}{'?' + query if query else ''}"[:LONGEST]


def found_in(text: str) -> list[str]:
    """The links in a text in their normal form, each once; a bare host says too little."""
    links = (normal(found[0]) for found in _LINK.finditer(text[:20_000]))
    return list(dict.fromkeys(link for link in links if link and "/" in link))[:_MOST]
