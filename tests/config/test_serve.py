"""kentongan.config.supervisor: pages are served, and one signal ends everything."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

KENTONGAN = [sys.executable, "-m", "kentongan"]
pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the process tree is the same")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
        "KENTONGAN_DATA": str(tmp_path_factory.mktemp("data") / "new"),
    }
    subprocess.run([*KENTONGAN, "migrate"], env=environment, check=True, umask=0o022)
    return environment


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def serving(environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([*KENTONGAN, "serve", "--port", str(port)], env=environment) as process:
        yield process
        process.kill()


def _answer(port: int, path: str) -> int:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionError:
            time.sleep(0.1)  # polling another process: there is nothing to wait on
        finally:
            connection.close()
    raise AssertionError(f"nobody listens on {port}")


def _descendants(pid: int) -> set[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    children = {int(child) for child in listed.stdout.split()}
    return children.union(*(_descendants(child) for child in children))


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # ended, and nobody has asked how yet


def test_what_it_keeps_is_its_owners_alone(environment: dict[str, str]) -> None:
    """Records, static files and key, whatever the shell's own umask says."""
    folder = Path(environment["KENTONGAN_DATA"])
    kept = [folder, *folder.rglob("*")]
    assert {"kentongan.sqlite3", "secret-key", "staticfiles.json"} <= {path.name for path in kept}
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_it_serves_and_one_signal_ends_all(serving: subprocess.Popen[bytes], port: int) -> None:
    assert _answer(port, "/healthz") == 200
    family = _descendants(serving.pid)
    assert len(family) >= 3  # web server, its worker process, the worker for jobs

    serving.send_signal(signal.SIGINT)

    assert serving.wait(40) == 0
    assert [pid for pid in family if _runs(pid)] == []


def test_nothing_is_left_when_it_is_killed(serving: subprocess.Popen[bytes], port: int) -> None:
    _answer(port, "/healthz")
    family = _descendants(serving.pid)

    serving.kill()

    for _ in range(400):
        if not any(_runs(pid) for pid in family):
            return
        time.sleep(0.1)  # as above
    raise AssertionError(f"left behind: {family}")
