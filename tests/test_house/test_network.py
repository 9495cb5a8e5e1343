"""The guard of tests/conftest.py."""

import socket

import pytest


def test_tests_reach_only_this_machine() -> None:
    with socket.socket() as outside, pytest.raises(PermissionError, match="only to this machine"):
        outside.connect(("192.0.2.1", 80))


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
