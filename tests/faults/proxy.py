"""A proxy on this machine that does to every connection what bad networks do; which, a seed decides.

One request per connection, as the reference phone makes them; a browser opens a new one by itself. The proxy
knows as much of HTTP as it needs to find where a request ends, and changes none of it but ``Connection``.
"""

import random
import re
import socket
import socketserver
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType

_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.I | re.M)
_CONNECTION = re.compile(rb"^connection:[^\r\n]*\r\n", re.I | re.M)
_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing throws away what is under way, as a dead link does
_PIECE = 1400  # bytes of a packet on the slow line
PATIENCE = 60  # seconds until a silent side is given up
_PAGE = b"<!doctype html><title>Wifi Desa</title><p>Masuk dulu untuk memakai internet.</p>"
_PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
    + f"Content-Length: {len(_PAGE)}\r\n\r\n".encode()
    + _PAGE
)
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    LOST_ANSWER = "lost answer"  # the server did it, nobody hears of it
    CUT_UP = "cut up"  # part of the request arrives
    CUT_DOWN = "cut down"  # part of the answer arrives
    TWICE = "twice"  # the request arrives twice, the second answer comes back
    LATE = "late"  # nothing comes back now; the request arrives once more after a later one
    PORTAL = "portal"  # 200 with a page of somebody else
    BUSY = "busy"  # 503 without asking the server


@dataclass(frozen=True)
class Stroke:
    """A fault, and where it strikes as a share of the bytes (cuts alone)."""

    fault: Fault = Fault.NONE
    share: float = 0.5


class Weather:
    """The strokes in a row: each fault with its share of the requests; the same seed, the same weather."""

    def __init__(self, seed: int, shares: Mapping[Fault, float]) -> None:
        self._random, self._shares, self._lock = random.Random(seed), dict(shares), threading.Lock()  # noqa: S311

    def __call__(self) -> Stroke:
        with self._lock:
            drawn, share = self._random.random(), self._random.random()
        for fault, part in self._shares.items():
            drawn -= part
            if drawn < 0:
                return Stroke(fault, share)
        return Stroke()


STORM = {fault: 0.07 for fault in Fault if fault is not Fault.NONE}  # every other request goes wrong


class SlowLine:
    """So many kbit/s, and for each lost packet the wait until it is sent anew; ``wait`` takes the seconds."""

    def __init__(
        self,
        kbits: float,
        *,
        loss: float = 0.1,
        stall: float = 0.5,
        seed: int = 1,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._seconds_a_byte, self._loss, self._stall = 8 / (kbits * 1000), loss, stall
        self._random, self._wait = random.Random(seed), wait  # noqa: S311 - weather, not a secret

    def __call__(self, length: int) -> None:
        """Take the time that so many bytes take."""
        for _packet in range(0, length, _PIECE):
            if self._random.random() < self._loss:
                self._wait(self._stall)
        self._wait(length * self._seconds_a_byte)


class Proxy:
    """Listens on a port of its own while it is entered; ``address`` is where phones go instead of the server.

    ``target`` may be changed at any time (a server that came back elsewhere). ``seen`` counts the faults.
    """

    def __init__(
        self,
        target: tuple[str, int],
        weather: Callable[[], Stroke] = Stroke,
        line: Callable[[int], object] | None = None,
    ) -> None:
        self.target, self.weather, self._line = target, weather, line or (lambda _length: None)
        self.seen: Counter[Fault] = Counter()
        self.bytes_up = self.bytes_down = 0
        self._late: list[bytes] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), self._connection)
        self.address: tuple[str, int] = self._server.server_address

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def deliver_late(self) -> int:
        """Bring what is still on its way to the server; how many requests that were."""
        with self._lock:
            late, self._late = self._late, []
        for request in late:
            self._ask(request)
        return len(late)

    def _connection(self, phone: socket.socket) -> None:
        phone.settimeout(PATIENCE)
        stroke = self.weather()
        with self._lock:
            self.seen[stroke.fault] += 1
        try:
            self._strike(phone, stroke)
        except OSError:
            _break(phone)  # the server went away: to the phone that is a dead line

    def _strike(self, phone: socket.socket, stroke: Stroke) -> None:
        if stroke.fault is Fault.CUT_UP:
            _tear(self.target, _request(phone, stroke.share))
            return _break(phone)
        request = _request(phone)
        self._carry(up=len(request))
        if stroke.fault in {Fault.PORTAL, Fault.BUSY}:
            return phone.sendall(_PORTAL if stroke.fault is Fault.PORTAL else _BUSY)
        if stroke.fault is Fault.LATE:
            with self._lock:
                self._late.append(request)
            return _break(phone)
        if stroke.fault is Fault.TWICE:
            self._ask(request)
        answer = self._ask(request)
        self._carry(down=len(answer))
        if stroke.fault is Fault.LOST_ANSWER:
            return _break(phone)
        if stroke.fault is Fault.CUT_DOWN:
            phone.sendall(answer[: int(len(answer) * stroke.share)])
            return _break(phone)
        phone.sendall(answer)
        self.deliver_late()
        return None

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection(self.target, PATIENCE) as server:
            server.sendall(request)
            return _until_closed(server)

    def _carry(self, up: int = 0, down: int = 0) -> None:
        with self._lock:
            self.bytes_up += up
            self.bytes_down += down
        self._line(up + down)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answer: Callable[[socket.socket], None]) -> None:
        self._answer = answer
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        self._answer(request)


def _request(phone: socket.socket, share: float = 1.0) -> bytes:
    """One request as it goes on to the server; with a share below 1 only that much of it is waited for."""
    data = b""
    while b"\r\n\r\n" not in data:
        got = phone.recv(65_536)
        if not got:
            raise ConnectionError("the phone said nothing")
        data += got
    head, _, body = data.partition(b"\r\n\r\n")
    found = _LENGTH.search(head)
    whole = int(found[1]) if found else 0
    head = _CONNECTION.sub(b"", head + b"\r\n") + b"Connection: close\r\n\r\n"
    wanted = int((len(head) + whole) * share) if share < 1 else len(head) + whole
    parts = [head, body]
    length = len(head) + len(body)
    while length < wanted and (got := phone.recv(65_536)):
        parts.append(got)
        length += len(got)
    return b"".join(parts)[:wanted]


def _tear(target: tuple[str, int], part: bytes) -> None:
    """Bring the server a part of a request, and no more."""
    with socket.create_connection(target, PATIENCE) as server:
        server.sendall(part)
        _break(server)


def _until_closed(server: socket.socket) -> bytes:
    parts = []
    while got := server.recv(65_536):
        parts.append(got)
    return b"".join(parts)


def _break(side: socket.socket) -> None:
    try:
        side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        side.close()
    except OSError:
        return  # it is gone already
