"""The office of Pati, for every test of packages."""

import pytest

from tests.releases.making import Office, office_of_pati


@pytest.fixture
def office(db: None) -> Office:
    """The office with its people and five KIM."""
    return office_of_pati()
