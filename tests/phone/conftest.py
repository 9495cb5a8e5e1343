"""The office of Pati with its people and five KIM, for every test of what phones send and hold."""

import pytest

from tests.releases.making import Office, office_of_pati


@pytest.fixture
def office(db: None) -> Office:
    """The office with its people and five KIM."""
    return office_of_pati()
