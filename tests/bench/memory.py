"""What the running system weighs: the processes that ``kentongan serve`` starts, after some use."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.bench.visits import HOST

PATIENCE = 60  # seconds for the server to come up
ROUNDS = 20


def measure(visits: list[tuple[str, str]]) -> dict[str, Any]:
    """Serve the data folder, open each address (with its cookie) some times, then read the kernel's figures.

    ``rss`` counts shared pages once for each process, ``pss`` once in all; both in MB.
    """
    port = _free_port()
    environment = {**os.environ, "KENTONGAN_BASE_URL": f"http://{HOST}:{port}"}
    command = [sys.executable, "-m", "kentongan", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        for path, cookie in visits * ROUNDS:
            _open(port, path, cookie)
        processes = {pid: _weight(pid) for pid in _tree(server.pid)}
    finally:
        server.terminate()
        server.wait(PATIENCE)
    return {
        "processes": len(processes),
        "rss": sum(rss for rss, _pss in processes.values()) / 1024,
        "pss": sum(pss for _rss, pss in processes.values()) / 1024,
        "requests": len(visits) * ROUNDS,
    }


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    start = monotonic()
    while monotonic() - start < PATIENCE:
        try:
            if _open(port, "/healthz", "") == 200:
                return
        except OSError:
            sleep(0.2)
    raise RuntimeError("the server does not answer")


def _open(port: int, path: str, cookie: str) -> int:
    with closing(HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _tree(root: int) -> list[int]:
    """The process and all below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has just ended
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _weight(pid: int) -> tuple[int, int]:
    """Resident and proportional size in KB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return sizes["Rss"], sizes["Pss"]
