"""The cast's regions and the lists events need, for every test of events."""

import pytest

from kentongan.domain.events.actions import load_lists
from tests.cast import plant_regions


@pytest.fixture
def places(db: None) -> None:
    """The regions of the cast, the elements and sectors."""
    plant_regions()
    load_lists()
