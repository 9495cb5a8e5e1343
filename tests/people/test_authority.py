"""What a grant lets its holder do: here and below, for its time, for its agency or group alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.domain.core.problems import Refused
from kentongan.domain.people import actions
from kentongan.domain.people.access import Visitor, authority_of
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from tests.actors import account, actor
from tests.cast import BATANG, BERMI, GEMBONG, PATI, REBAN, plant_regions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions() -> None:
    plant_regions()


def test_a_role_holds_in_its_subtree_and_nowhere_else() -> None:
    """security.md 2; domain.md B4."""
    secretary = actor("district_officer", GEMBONG)
    assert secretary.may("groups.edit", BERMI)
    assert not secretary.may("groups.edit", REBAN)
    assert not secretary.may("groups.edit", PATI)


def test_regions_are_compared_as_nodes_not_as_text() -> None:
    """33.1 is no ancestor of 33.18 (security.md 2)."""
    somebody = actor("district_officer", PATI)
    object.__setattr__(somebody.grants[0], "region_id", "33.1")
    assert not somebody.may("groups.edit", PATI)


def test_within_keeps_a_query_inside_the_subtree() -> None:
    secretary = actor("district_officer", GEMBONG)
    found = Region.objects.filter(secretary.within("groups.edit", "code"), level=4)
    assert {code[:8] for code in found.values_list("code", flat=True)} == {GEMBONG}
    assert not Region.objects.filter(secretary.within("people.manage", "code")).exists()


def test_a_grant_on_a_group_opens_that_group_alone() -> None:
    mine, other = uuid4(), uuid4()
    member = actor("group_member", BERMI, group=mine)
    assert member.may("receipts.record", group=mine)
    assert not member.may("receipts.record", group=other)
    assert not member.may("receipts.record", BERMI)
    assert member.group_ids == [mine]


def test_an_agency_officer_acts_for_that_agency_alone() -> None:
    health = Agency.objects.create(
        region_id=PATI, name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency"
    )
    works = Agency.objects.create(region_id=PATI, name="Dinas PU", short_name="DPU", kind="regional_agency")
    officer = actor("agency_officer", PATI, agency=health.pk)
    assert officer.may("requests.make", PATI, agency=health.pk)
    assert not officer.may("requests.make", PATI, agency=works.pk)


def test_a_grant_ends_with_its_day() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert not actor("division_head", PATI, ends_on=yesterday).may("releases.approve", PATI)
    assert actor("division_head", PATI, ends_on=timezone.localdate()).may("releases.approve", PATI)


def test_a_revoked_role_stops_at_the_next_request() -> None:
    """security.md 6."""
    administrator = actor("administrator", PATI)
    officer = actor("division_head", PATI)
    assert authority_of(officer.user).may("releases.approve", PATI)
    actions.revoke_grant(grant=officer.grants[0], by=administrator)
    assert not authority_of(officer.user).may("releases.approve", PATI)


def test_an_administrator_grants_inside_the_own_area_only() -> None:
    administrator = actor("administrator", PATI)
    user = account()
    grant = actions.grant_role(
        user=user, role="division_head", region=Region.objects.get(code=PATI), by=administrator
    )
    assert authority_of(user).may("releases.approve", PATI)
    assert grant.starts_on == timezone.localdate()
    with pytest.raises(Refused):
        actions.grant_role(
            user=user, role="division_head", region=Region.objects.get(code=BATANG), by=administrator
        )
    assert not authority_of(user).may("releases.approve", BATANG)


def test_nobody_changes_the_own_role() -> None:
    """security.md 5."""
    administrator = actor("administrator", PATI)
    with pytest.raises(Refused):
        actions.grant_role(
            user=administrator.user,
            role="division_head",
            region=Region.objects.get(code=PATI),
            by=administrator,
        )
    with pytest.raises(Refused):
        actions.revoke_grant(grant=administrator.grants[0], by=administrator)
    assert authority_of(administrator.user).roles == {"administrator"}


def test_a_visitor_may_do_only_what_is_open_to_everyone() -> None:
    visitor = Visitor()
    assert visitor.may("public")
    assert not visitor.may("account")
    assert not visitor.may("releases.read", PATI)
    assert not Region.objects.filter(visitor.within("releases.read", "code")).exists()


def test_acting_on_behalf_of_the_head_keeps_both_names() -> None:
    """domain.md M2, P9: the head of office is represented by the head of division."""
    administrator = actor("administrator", PATI)
    head, delegate = account("Ratri Wijayanto"), account("Ida Istiani")
    mandate = actions.give_mandate(
        principal=head.person,
        principal_title="Kepala Diskominfo Pati",
        delegate=delegate.person,
        starts_on=timezone.localdate(),
        region=Region.objects.get(code=PATI),
        by=administrator,
    )
    authority = authority_of(delegate, mandate.pk)
    assert authority.name == "Ida Istiani"
    assert authority.on_behalf_of == "Ratri Wijayanto (Kepala Diskominfo Pati)"
    assert authority_of(account(), mandate.pk).on_behalf_of == ""
