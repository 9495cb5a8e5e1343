"""A server of the test's own database, and the phone of a village member."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.cast import plant_regions
from tests.faults.phone import Phone
from tests.faults.world import Member, load_lists, plant_members

Address = tuple[str, int]


@pytest.fixture
def server(transactional_db: None, live_server: LiveServer) -> Address:
    """Where the server of the test listens; each connection has the real tables."""
    plant_regions()
    load_lists()
    found = urlsplit(str(live_server.url))
    return str(found.hostname), int(found.port or 0)


@pytest.fixture
def members(server: Address) -> Callable[[int], list[Member]]:
    """So many members with a KIM each."""
    return plant_members


@pytest.fixture
def member(members: Callable[[int], list[Member]]) -> Member:
    """One of them."""
    return members(1)[0]


@pytest.fixture
def phone(server: Address, member: Member) -> Phone:
    """Its phone, on a line straight to the server until a test puts a proxy between."""
    return Phone(server, member.token)


class DeskPhone(Phone):
    """A phone whose requests are answered in the test's own thread, on the test's own connection."""

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        kind = "application/octet-stream" if method == "PUT" else "application/json"
        sent = {"Authorization": f"Bearer {self._token}", "Content-Type": kind}
        browser = Client(raise_request_exception=False)
        answer = browser.generic(method, path, body, content_type=kind, headers=sent | headers)
        self.last = answer
        return answer.status_code, answer.headers.get("Content-Type", ""), answer.content


@pytest.fixture
def desk_phone(transactional_db: None) -> DeskPhone:
    """A phone of a village member whose server can be given a small disk or a locked database."""
    plant_regions()
    load_lists()
    return DeskPhone(("127.0.0.1", 0), plant_members(1)[0].token)
