"""Offices, units and posts: names and dates are data."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.people import actions
from kentongan.domain.people.models import Agency, Post, User
from kentongan.domain.regions.models import Region
from tests.actors import account, actor
from tests.cast import BATANG, PATI, TUBAN, plant_regions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions() -> None:
    plant_regions()


def _office(code: str) -> Agency:
    return actions.create_agency(
        region=Region.objects.get(code=code),
        name="Dinas Komunikasi dan Informatika",
        short_name="Diskominfo",
        kind="communications_office",
        by=System(),
    )


def test_the_section_is_called_ikp_here_and_kip_there() -> None:
    """domain.md T11: unit names are data."""
    for code, name in ((BATANG, "IKP"), (TUBAN, "KIP")):
        actions.create_unit(agency=_office(code), name=f"Bidang {name}", short_name=name, by=System())
    assert {agency.units.get().short_name for agency in Agency.objects.all()} == {"IKP", "KIP"}


def test_a_post_keeps_title_kind_and_what_is_known_of_its_start() -> None:
    """domain.md T12 ("since end 2019") and M9 (functional posts beside structural ones)."""
    office = _office(TUBAN)
    head = actions.appoint(
        person=account("Tutik Musyarofah").person,
        agency=office,
        title="Kepala Bidang KIP",
        note="bergabung akhir 2019",
        by=System(),
    )
    officer = actions.appoint(
        person=account("Meita Ariansi").person,
        agency=office,
        title="Pranata Humas Ahli Muda",
        kind=Post.Kind.FUNCTIONAL,
        starts_on=date(2021, 1, 4),
        by=System(),
    )
    assert (head.starts_on, head.note, head.kind) == (None, "bergabung akhir 2019", "structural")
    assert officer.kind == "functional"
    actions.end_post(post=officer, on=date(2023, 5, 1), by=System())
    assert Post.objects.get(pk=officer.pk).ends_on == date(2023, 5, 1)


def test_a_post_that_ends_before_it_starts_is_refused() -> None:
    office = _office(PATI)
    with pytest.raises(Invalid) as refusal:
        actions.appoint(
            person=account().person,
            agency=office,
            title="Kepala Bidang",
            starts_on=date(2024, 2, 1),
            ends_on=date(2024, 1, 1),
            by=System(),
        )
    assert refusal.value.field == "ends_on"
    assert not Post.objects.exists()


def test_an_office_is_made_once_and_by_its_administrator_only() -> None:
    _office(PATI)
    with pytest.raises(Invalid):
        _office(PATI)
    with pytest.raises(Refused):
        actions.create_agency(
            region=Region.objects.get(code=PATI),
            name="Dinas Kesehatan",
            short_name="Dinkes",
            kind="regional_agency",
            by=actor("public_relations_officer", PATI),
        )
    assert Agency.objects.count() == 1


def test_an_installation_begins_with_one_office_and_one_administrator() -> None:
    region = Region.objects.get(code=BATANG)
    user, password = actions.create_installation(
        region=region, office_name="Dinas Komunikasi dan Informatika Batang"
    )
    assert user.check_password(password)
    assert User.objects.get(pk=user.pk).must_change_password
    assert Agency.objects.get().short_name == "Diskominfo Batang"
    for name in ("Dinas Komunikasi dan Informatika Batang", "Diskominfo lain"):
        with pytest.raises(Invalid):
            actions.create_installation(region=region, office_name=name)
    assert User.objects.count() == Agency.objects.count() == 1
