"""The small tree, the labels, a KIM in Desa Bermi and the people of a hoax desk, for every test of claims."""

from collections.abc import Iterator
from datetime import date

import pytest

from kentongan.domain.claims.actions import add_photo, load_choices
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import BERMI, PATI, plant_regions
from tests.claims import screenshots as shots
from tests.claims.making import asked, published
from tests.groups.making import kim


@pytest.fixture(autouse=True)
def own_index() -> Iterator[None]:
    """Each test's database has an index of its own."""
    keeping.forget()
    yield
    keeping.forget()


@pytest.fixture
def tree(db: None) -> None:
    """The regions of the cast, and the shipped labels."""
    plant_regions()
    load_choices()


@pytest.fixture
def bermi(tree: None) -> Group:
    """A KIM in Desa Bermi, Kecamatan Gembong."""
    return kim(BERMI, "KIM Bermi", founded_on=date(2018, 3, 1))


@pytest.fixture
def chair(bermi: Group) -> Authority:
    """The chair of KIM Bermi, with a role on that group alone."""
    return actor("group_board", bermi.region_id, group=bermi.pk, name="Pak Ketua")


@pytest.fixture
def humas(tree: None) -> Authority:
    """Who checks at the regency."""
    return actor("public_relations_officer", PATI, name="Sri Humas")


@pytest.fixture
def head(tree: None) -> Authority:
    """Who approves at the regency."""
    return actor("division_head", PATI, name="Pak Kabid")


@pytest.fixture
def answered(tree: None, humas: Authority, head: Authority) -> Claim:
    """An answered claim with a screenshot of its message."""
    row = asked()
    add_photo(row, shots.upload(shots.jpeg(shots.chat(shots.VACCINE))), by=humas)
    published(row.claim, author=humas, head=head)
    row.claim.refresh_from_db()
    return row.claim
