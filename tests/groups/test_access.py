"""The gate of groups: what lies outside looks absent, and persons are shown to those they concern."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups import access
from kentongan.domain.groups.actions import add_member, dissolve_group
from tests.actors import actor
from tests.cast import BERMI, CENTRAL_JAVA, COUNTRY, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, REBAN
from tests.groups.making import decree, kim, region

pytestmark = pytest.mark.usefixtures("tree")
OFFICERS = ("division_head", "public_relations_officer", "administrator", "ministry_reader")


@pytest.mark.parametrize("role", OFFICERS)
def test_an_officer_sees_the_groups_of_the_own_regency_alone(role: str) -> None:
    own, other = kim(BERMI), kim(NGADIREJO)
    officer = actor(role, PATI)
    assert list(access.visible(officer)) == [own]
    assert access.get_group(own.code, officer) == own
    with pytest.raises(Absent):
        access.get_group(other.code, officer)


def test_a_sekcam_sees_the_own_district_alone() -> None:
    """B4."""
    own, other = kim(NGADIREJO), kim(BERMI)
    sekcam = actor("district_officer", REBAN)
    assert list(access.visible(sekcam)) == [own]
    with pytest.raises(Absent):
        access.get_group(other.code, sekcam)


def test_a_province_and_the_ministry_see_all_below_them() -> None:
    groups = {kim(BERMI), kim(NGADIREJO)}
    assert set(access.visible(actor("province_supervisor", CENTRAL_JAVA))) == groups
    assert set(access.visible(actor("ministry_reader", COUNTRY))) == groups


def test_a_member_sees_the_own_group_alone() -> None:
    own, other = kim(BERMI), kim(BERMI, "KIM Mentari")
    member = actor("group_member", BERMI, group=own.pk)
    assert list(access.visible(member)) == [own]
    with pytest.raises(Absent):
        access.get_group(other.code, member)


def test_a_code_is_found_however_it_is_typed_and_a_wrong_one_is_absent() -> None:
    group = kim(BERMI)
    assert access.get_group(group.code.lower().replace("-", " "), System()) == group
    for wrong in ("", "K-", "tidak ada", "K-000000"):
        with pytest.raises(Absent):
            access.get_group(wrong, System())


def test_a_member_list_is_for_its_members_and_the_offices_that_foster_them() -> None:
    group, other = kim(BERMI), kim(KEDUNGBULUS)
    membership = add_member(group, name="Siti", by=System())
    readers = {
        "own member": actor("group_member", BERMI, group=group.pk),
        "other member": actor("group_member", KEDUNGBULUS, group=other.pk),
        "sekcam": actor("district_officer", GEMBONG),
        "other sekcam": actor("district_officer", REBAN),
        "ministry": actor("ministry_reader", COUNTRY),
        "agency": actor("agency_officer", PATI),
    }
    seen = {who: list(access.members(group, by)) == [membership] for who, by in readers.items()}
    assert seen == {
        "own member": True,
        "other member": False,
        "sekcam": True,
        "other sekcam": False,
        "ministry": False,
        "agency": False,
    }


def test_contacts_are_for_the_offices_and_the_board() -> None:
    group = kim(BERMI)
    assert access.may_read_contacts(group, actor("village_officer", BERMI))
    assert access.may_read_contacts(group, actor("group_board", BERMI, group=group.pk))
    assert not access.may_read_contacts(group, actor("group_member", BERMI, group=group.pk))
    assert not access.may_read_contacts(group, actor("district_officer", REBAN))
    assert not access.may_read_contacts(group, actor("ministry_reader", COUNTRY))


def test_a_decree_is_seen_by_its_issuers_area_and_by_those_it_names() -> None:
    group = kim(BERMI)
    own = decree(group, number="188/1/2022", issuer_role="regent", issuer_region=region(PATI))
    other = decree(kim(NGADIREJO))
    for reader in (
        actor("division_head", PATI),
        actor("district_officer", GEMBONG),
        actor("group_member", BERMI, group=group.pk),
    ):
        assert list(access.visible_decrees(reader)) == [own]
        assert access.get_decree(own.code, reader) == own
        with pytest.raises(Absent):
            access.get_decree(other.code, reader)


def test_the_public_sees_standing_groups_and_can_check_a_decree() -> None:
    group, gone = kim(BERMI), kim(KEDUNGBULUS, founded_on=date(2016, 1, 1))
    letter = decree(group)
    dissolve_group(gone, on=date(2018, 1, 1), reason="vakum", by=System())
    assert list(access.public_groups()) == [group]
    assert access.public_group(group.code) == group
    assert access.public_decree(letter.code) == letter
    with pytest.raises(Absent):
        access.public_group(gone.code)
    with pytest.raises(Absent):
        access.public_decree("S-000000")
