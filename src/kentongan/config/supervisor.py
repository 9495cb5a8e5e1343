"""Keeps the web server and the worker running together: `python -m kentongan.config.supervisor`.

A process of its own without Django, so that it weighs little. A signal stops both, and when one of them ends
by itself the other is stopped too, so that whoever started us can start us again.
"""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import threading
from typing import NoReturn

PR_SET_PDEATHSIG = 1
PATIENCE = 15  # seconds for the request or job at hand before a child is killed


def replace_process(*, host: str, port: int, worker: bool) -> NoReturn:
    """Become the supervisor: same process id, without what this process has loaded."""
    sys.stdout.flush()
    sys.stderr.flush()
    flags = [] if worker else ["--no-worker"]
    arguments = ["--host", host, "--port", str(port), *flags]
    os.execv(sys.executable, [sys.executable, "-m", __spec__.name, *arguments])  # noqa: S606 - ourselves, no shell


def main() -> int:
    """Start the children, wait for a signal or for one of them to end, stop all of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--no-worker", dest="worker", action="store_false")
    args = parser.parse_args()

    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())
    children = {"web": _start(*_web(args.host, args.port))}
    if args.worker:
        children["worker"] = _start(sys.executable, "-m", "kentongan", "work", "--alone")
    while not asked.wait(0.5):
        for name, child in children.items():
            if child.poll() is not None:
                print(f"Proses {name} berhenti sendiri (kode {child.returncode}).", file=sys.stderr)  # noqa: T201
                _stop(children)
                return 1
    _stop(children)
    return 0


def _web(host: str, port: int) -> list[str]:
    flags = [
        "--interface",
        "wsgi",
        "--no-ws",
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
    ]
    where = ["--host", host, "--port", str(port), "--workers-kill-timeout", str(PATIENCE - 5)]
    return [sys.executable, "-m", "granian", *flags, *where, "kentongan.config.wsgi:application"]


def _start(*command: str) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the supervisor alone, which then stops the children in order.
    return subprocess.Popen(  # noqa: S603 - ourselves
        command, start_new_session=True, stdin=subprocess.DEVNULL, preexec_fn=_end_with_parent
    )


def _end_with_parent() -> None:
    """Ask Linux to stop this child when the supervisor is killed without a chance to say goodbye."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main())
