"""The small tree and a KIM in Desa Bermi, for every test of mentoring."""

from datetime import date

import pytest

from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import load_example
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, PATI, plant_regions
from tests.groups.making import kim


@pytest.fixture
def tree(db: None) -> None:
    """The regions of the cast, and the shipped instrument."""
    plant_regions()
    load_example()


@pytest.fixture
def bermi(tree: None) -> Group:
    """A KIM in Desa Bermi, Kecamatan Gembong."""
    return kim(BERMI, "KIM Bermi", founded_on=date(2018, 3, 1))


@pytest.fixture
def sekcam(tree: None) -> Authority:
    """The district officer of Gembong."""
    return actor("district_officer", GEMBONG, name="Bu Sekcam")


@pytest.fixture
def humas(tree: None) -> Authority:
    """The public relations officer of the regency."""
    return actor("public_relations_officer", PATI, name="Sri Humas")
