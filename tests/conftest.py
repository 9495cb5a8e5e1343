"""What holds for every test: the texts are compiled, and nothing is reached but this machine."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from kentongan.config.messages import compile_messages

_connect = socket.socket.connect


def _loopback_only(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and not _is_loopback(str(address[0])):
        raise PermissionError(f"tests talk only to this machine, not to {address!r}")
    _connect(self, address)


def _is_loopback(host: str) -> bool:
    try:
        return host in {"", "localhost"} or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Refuse every connection that leaves the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _loopback_only)
        yield


def pytest_configure() -> None:
    """The English texts are there before the first page asks for them, and no invented case is timed."""
    compile_messages()
    settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
    settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/browser needs a browser; the longest file begins first, so none waits for it."""
    items.sort(key=lambda item: item.path.name not in {"test_leaks.py", "test_sweep.py"})
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
