"""The offices of Pati and Batang, their people signed in, for every test of the office's pages."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tests.actors import actor
from tests.doors.network import signed_in
from tests.releases.making import Office, office_of_pati
from tests.tickets.making import Desk, desk_of_batang

Visitor = Callable[[str, str], Client]


@pytest.fixture
def office(db: None) -> Office:
    """The office with its people and five KIM."""
    return office_of_pati()


@pytest.fixture
def writer(office: Office) -> Client:
    """The writer's browser."""
    return signed_in(office.writer.user)


@pytest.fixture
def head(office: Office) -> Client:
    """The division head's browser."""
    return signed_in(office.head.user)


@pytest.fixture
def visit(office: Office) -> Visitor:
    """A browser of somebody with the role on the region: ``visit("district_officer", GEMBONG)``."""
    return lambda role, region: signed_in(actor(role, region).user)


@pytest.fixture
def desk(db: None) -> Desk:
    """The desk of Batang, none of whose limits was reached yet."""
    cache.clear()
    return desk_of_batang()


@pytest.fixture
def officer(desk: Desk) -> Client:
    """The browser of the officer at the desk of Batang."""
    return signed_in(desk.officer.user)


@pytest.fixture
def chief(desk: Desk) -> Client:
    """The browser of the head of that desk."""
    return signed_in(desk.head.user)
