"""The real server over a throw-away data folder: ``kentongan serve``, killed and started again at will."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType

HOST = "127.0.0.1"
PATIENCE = 120  # seconds for the server to come up on a busy machine


class Server:
    """``kentongan serve`` while it is entered; the environment names the data folder and the database."""

    def __init__(self, under: Sequence[str] = ()) -> None:
        """``under`` is a command to run it under, such as ``strace`` with its flags."""
        self._under = list(under)
        with closing(socket.socket()) as found:
            found.bind((HOST, 0))
            self.address: tuple[str, int] = found.getsockname()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self._start("kentongan", "serve", "--no-worker")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.kill()

    @property
    def tree(self) -> list[int]:
        """The server's processes: the supervisor and the web server's."""
        return _tree(self._process.pid) if self._process else []

    def kill(self) -> None:
        """kill -9 of all its processes, the web server's first: nobody gets to say goodbye."""
        for pid in reversed(self.tree):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process:
            self._process.wait()

    def again(self) -> None:
        """Start what ``kentongan serve`` becomes once it has looked at the tables."""
        self._start("kentongan.config.supervisor", "--no-worker", "--host", HOST)

    def _start(self, module: str, *arguments: str) -> None:
        port = str(self.address[1])
        environment = {**os.environ, "KENTONGAN_BASE_URL": f"http://{HOST}:{port}"}
        command = [*self._under, sys.executable, "-m", module, *arguments, "--port", port]
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), closing(socket.create_connection(self.address, 1)):
                return
            time.sleep(0.02)
        raise TimeoutError("the server did not come up")


class ForkedServer(Server):
    """The same application in a process forked from one that has it loaded (``zygote.py``)."""

    def __enter__(self) -> "ForkedServer":
        command = [sys.executable, "-m", "tests.faults.figures.zygote", str(self.address[1])]
        pipe = subprocess.PIPE
        self._zygote = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        self.again()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.kill()
        self._zygote.kill()
        self._zygote.wait()

    def kill(self) -> None:
        """kill -9 of the process that serves; the port is free when it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self._life, signal.SIGKILL)
            while True:  # its parent takes no notice, so it is gone for good
                os.kill(self._life, 0)
                time.sleep(0.005)

    def again(self) -> None:
        """A new life."""
        assert self._zygote.stdin
        assert self._zygote.stdout
        self._zygote.stdin.write("go\n")
        self._zygote.stdin.flush()
        self._life = int(self._zygote.stdout.readline())
        self._wait()


def _tree(pid: int) -> list[int]:
    """The process and everything below it, parents first."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _tree(int(child))
    return found
