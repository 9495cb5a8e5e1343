"""The small tree of regions for every test of the plan that asks for it."""

import pytest

from tests.cast import plant_regions


@pytest.fixture
def tree(db: None) -> None:
    """The regions of the cast."""
    plant_regions()
