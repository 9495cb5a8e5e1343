"""The small tree of regions, planted once for every test of groups that asks for it."""

import pytest

from tests.cast import plant_regions


@pytest.fixture
def tree(db: None) -> None:
    """The regions of the cast."""
    plant_regions()
