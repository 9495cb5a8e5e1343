"""What stands between the phone and the server: it can be gone, be somebody's Wi-Fi, or answer a sync in its own words."""

import gzip
import hashlib
import http.client
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = Callable[[dict[str, Any]], dict[str, Any]]
PORTAL = b"<!doctype html><title>WiFi Desa</title><h1>Selamat datang di WiFi Desa</h1>"
DROPPED = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}


def applied(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The receipt of one operation."""
    return {"id": item["id"], "digest": item["digest"], "result": "applied", "seq": 1} | more


def accept_all(body: dict[str, Any]) -> dict[str, Any]:
    """Every text is done, every photo awaited until it is whole."""
    return {
        "results": [applied(item) for item in body["operations"]],
        "changes": [],
        "cursor": 1,
        "more": False,
    }


class Gateway:
    """A reverse proxy on loopback. ``mode``: open, gone, portal or redirect; ``sync`` answers /k/sync instead of the server."""

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream)
        self.mode, self.sync = "open", None
        self.requests: list[tuple[str, str]] = []
        self.batches: list[dict[str, Any]] = []
        self.status: int | None = None
        self.files: dict[str, bytes] = {}
        self.pieces: list[int] = []
        self.cut_at: int | None = None
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    sync: Answer | None

    def stop(self) -> None:
        """No more answers."""
        self.server.shutdown()
        self.server.server_close()

    def sent(self, verb: str) -> list[dict[str, Any]]:
        """Every operation of the verb in every batch so far."""
        return [item for body in self.batches for item in body["operations"] if item["verb"] == verb]


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Nothing is printed."""

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            gateway.requests.append((self.command, self.path))
            if gateway.mode == "gone":
                self.close_connection = True
                self.connection.close()
            elif gateway.mode == "portal":
                self._send(200, PORTAL, "text/html")
            elif gateway.mode == "redirect":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:9/masuk-wifi")
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif self.path == "/k/sync" and gateway.sync:
                self._sync(body)
            elif self.path.startswith("/k/berkas/") and gateway.sync:
                self._file(body)
            else:
                self._pass(body)

        do_GET = do_POST = do_PUT = do_HEAD = _any  # noqa: N815 - names of http.server

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
            assert gateway.sync
            if gateway.status:
                return self._json({"title": "Tunggu"}, gateway.status, Retry_After="90")
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            told = json.loads(body)
            with gateway.lock:
                gateway.batches.append(told)
                answer = gateway.sync(told)
            return self._json(answer)

        def _file(self, body: bytes) -> None:
            name = self.path.rpartition("/")[2]
            if self.command == "PUT":
                have = gateway.files.get(name, b"")
                start = int(self.headers["Content-Range"].split()[1].partition("-")[0])
                if start == len(have):
                    gateway.files[name] = have + body
                    gateway.pieces.append(len(body))
                if gateway.cut_at is not None and len(gateway.pieces) == gateway.cut_at:
                    gateway.cut_at = None
                    self.close_connection = True
                    self.connection.close()
                    return
            have = gateway.files.get(name, b"")
            self._json({"have": len(have), "whole": hashlib.sha256(have).hexdigest() == name})

        def _pass(self, body: bytes) -> None:
            there = http.client.HTTPConnection(
                gateway.upstream.hostname or "", gateway.upstream.port, timeout=30
            )
            try:
                there.request(self.command, self.path, body or None, dict(self.headers.items()))
                answer = there.getresponse()
                content = answer.read()
            except OSError:
                self.close_connection = True
                return
            finally:
                there.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in DROPPED:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    return Handler
