"""A server of the test's own database, and the phone of a village member."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
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
