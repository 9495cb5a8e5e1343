"""The office of Pati with five KIM, behind the API."""

import pytest

from tests.doors.api.caller import Caller
from tests.releases.making import Office, office_of_pati


@pytest.fixture
def office(db: None) -> Office:
    """The regions, the communications office of Pati, its people and five KIM."""
    return office_of_pati()


@pytest.fixture
def writer(office: Office) -> Caller:
    """A program of the public-relations officer."""
    return Caller(office.writer)


@pytest.fixture
def head(office: Office) -> Caller:
    """A program of the head of division."""
    return Caller(office.head)
