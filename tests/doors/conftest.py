"""The small tree, the media, and KIM Bermi Jaya, for every test of the public and the phone's pages."""

import pytest

from kentongan.domain.groups.models import Group
from tests.cast import BERMI
from tests.doors import network


@pytest.fixture
def tree(db: None) -> None:
    """Regions and media."""
    network.plant()


@pytest.fixture
def bermi(tree: None) -> Group:
    """A KIM in Desa Bermi, Kecamatan Gembong."""
    return network.group(BERMI)
