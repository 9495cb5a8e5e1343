"""The small tree, the media and the example layouts of decrees, for every test of the way to a group."""

import pytest

from kentongan.domain.activities.actions import load_media
from kentongan.domain.core.acting import System
from kentongan.domain.founding.actions import load_examples
from tests.cast import plant_regions


@pytest.fixture
def tree(db: None) -> None:
    """Regions, media, layouts."""
    plant_regions()
    load_media()
    load_examples(by=System())
