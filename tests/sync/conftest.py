"""A member in Bermi with our own handlers, for every test of the sync room."""

from collections.abc import Iterator

import pytest

from kentongan.domain.people.models import User
from tests.actors import actor
from tests.cast import BERMI, plant_regions
from tests.sync import world


@pytest.fixture
def handled() -> Iterator[None]:
    """Only the handlers of the tests."""
    with world.handlers():
        yield


@pytest.fixture
def member(db: None, handled: None) -> User:
    """Somebody of a village, with a grant there."""
    plant_regions()
    return actor("village_officer", BERMI).user


@pytest.fixture
def other(member: User) -> User:
    """Somebody else of the same village."""
    return actor("village_officer", BERMI).user
