"""What stands between phone and server: gone at times, somebody's Wi-Fi, or answering in its own words."""

import gzip
import hashlib
import http.client
import json
import threading
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = Callable[[dict[str, Any]], dict[str, Any]]
PORTAL = b"<!doctype html><title>WiFi Desa</title><h1>Selamat datang di WiFi Desa</h1>"
KEPT_APART = {
    "etag",
    "last-modified",
    "cache-control",
}  # of the real content, not of what stands in its place
DROPPED = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


def applied(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The receipt of one operation."""
    return {"id": item["id"], "digest": item["digest"], "result": "applied", "seq": 1} | more


def answering(results: Iterable[object], **more: Any) -> dict[str, Any]:
    """The answer to a sync with these results."""
    return {"results": list(results), "changes": [], "cursor": 1, "more": False} | more


def accept_all(body: dict[str, Any]) -> dict[str, Any]:
    """Every operation is done."""
    return answering(applied(item) for item in body["operations"])


class Gateway:
    """A reverse proxy on loopback.

    ``mode``: open, gone (no answer), portal (its own page), redirect, or lost (the server's answers to a sync
    never arrive). ``sync`` answers /k/sync and the files in the server's place; ``None`` lets them through.
    """

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream)
        self.mode = "open"
        self.sync: Answer | None = None
        self.requests: list[tuple[str, str]] = []
        self.batches: list[dict[str, Any]] = []
        self.status: int | None = None  # of the next syncs, instead of an answer
        self.files: dict[str, bytes] = {}
        self.pieces: list[int] = []
        self.cut_after: int | None = None  # the connection breaks after so many bytes of a file, once
        self.rewrite: dict[str, Callable[[bytes], bytes]] = {}
        self.lock = threading.Lock()
        handler = type("OurHandler", (Handler,), {"gateway": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """No more answers."""
        self.server.shutdown()
        self.server.server_close()

    def sent(self, verb: str) -> list[dict[str, Any]]:
        """Every operation of the verb in every batch so far."""
        return [item for body in self.batches for item in body["operations"] if item["verb"] == verb]


class Handler(BaseHTTPRequestHandler):
    """One connection of the phone."""

    protocol_version = "HTTP/1.1"
    gateway: Gateway

    def log_message(self, *_args: object) -> None:
        """Nothing is printed."""

    def handle_any(self) -> None:
        """Do to the request what the mode says."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.gateway.requests.append((self.command, self.path))
        if self.gateway.mode == "gone":
            self._cut()
        elif self.gateway.mode == "portal":
            self._send(200, PORTAL, "text/html")
        elif self.gateway.mode == "redirect":
            self._send(302, b"", "text/html", Location="http://127.0.0.1:9/masuk-wifi")
        elif self.gateway.sync and self.path == "/k/sync":
            self._sync(body)
        elif self.gateway.sync and self.path.startswith("/k/berkas/"):
            self._file(body)
        else:
            self._pass(body)

    do_GET = do_POST = do_PUT = do_HEAD = handle_any  # noqa: N815 - names of http.server

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _json(self, value: object, status: int = 200, **headers: str) -> None:
        self._send(status, json.dumps(value).encode(), "application/json", **headers)

    def _sync(self, body: bytes) -> None:
        gateway = self.gateway
        if gateway.status:
            return self._json({"title": "Tunggu"}, gateway.status, Retry_After="90")
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        told = json.loads(body)
        with gateway.lock:
            gateway.batches.append(told)
            answer = gateway.sync(told) if gateway.sync else {}
        return self._json(answer)

    def _file(self, body: bytes) -> None:
        gateway, name = self.gateway, self.path.rpartition("/")[2]
        have = gateway.files.get(name, b"")
        if self.command == "PUT":
            start = int(self.headers["Content-Range"].split()[1].partition("-")[0])
            arrived, gateway.cut_after, cut = body[: gateway.cut_after], None, gateway.cut_after
            if start == len(have):
                gateway.files[name] = have = have + arrived
                gateway.pieces.append(len(arrived))
            if cut is not None:
                return self._cut()
        return self._json({"have": len(have), "whole": hashlib.sha256(have).hexdigest() == name})

    def _pass(self, body: bytes) -> None:
        gateway = self.gateway
        there = http.client.HTTPConnection(gateway.upstream.hostname or "", gateway.upstream.port, timeout=30)
        try:
            headers = {**self.headers, "Accept-Encoding": "identity"}
            if self.path.partition("?")[0] in gateway.rewrite:
                headers = {name: value for name, value in headers.items() if not name.startswith("If-")}
            there.request(self.command, self.path, body or None, headers)
            answer = there.getresponse()
            content = answer.read()
        except OSError:
            return self._cut()
        finally:
            there.close()
        if gateway.mode == "lost" and self.path == "/k/sync":
            return self._cut()
        change = gateway.rewrite.get(self.path.partition("?")[0])
        content = change(content) if change else content
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in DROPPED and not (change and name.lower() in KEPT_APART):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        return None
