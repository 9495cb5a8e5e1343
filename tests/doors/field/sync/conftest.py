"""Somebody of Bermi and their phone."""

from collections.abc import Iterator

import pytest

from kentongan.domain.people.models import User
from tests.actors import actor
from tests.cast import BERMI, plant_regions
from tests.doors.field.sync.phone import Phone
from tests.sync import world


@pytest.fixture
def member(db: None) -> Iterator[User]:
    """Somebody of Bermi, with the handlers of the tests."""
    plant_regions()
    with world.handlers():
        yield actor("village_officer", BERMI).user


@pytest.fixture
def phone(member: User) -> Phone:
    """Their phone."""
    return Phone(member)
