"""Decrees: who issues them, over which groups, until when."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups import rules
from kentongan.domain.groups.actions import name_groups, rest_terms_on, revoke_decree, start_term
from kentongan.domain.groups.models import Decree, Group
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, JENU, KEDUNGBULUS, NGADIREJO, PATI, PATI_WETAN, TUBAN
from tests.groups.making import decree, kim, region

pytestmark = pytest.mark.usefixtures("tree")


@pytest.mark.parametrize(
    ("level", "code", "issuer"),
    [
        ("district", JENU, "district_head"),
        ("village", BERMI, "village_head"),
        ("village", PATI_WETAN, "ward_head"),
        ("hamlet", BERMI, "village_head"),
        ("regency", TUBAN, "regent"),
    ],
)
def test_the_level_proposes_the_issuer(level: str, code: str, issuer: str) -> None:
    """T7."""
    assert rules.proposed_issuer(level, region(code).kind) == issuer


def test_a_city_proposes_its_mayor_and_a_province_its_governor() -> None:
    """T7."""
    assert rules.proposed_issuer("regency", "city") == "mayor"
    assert rules.proposed_issuer("province", "province") == "governor"
    assert rules.proposed_issuer("national", "country") == ""


def test_a_camat_issues_the_decree_of_a_district_kim_and_a_bupati_may_instead() -> None:
    """T7: the proposal can be overridden."""
    group = kim(JENU, "KIM Jenu", level="district")
    camat = decree(group, number="188/12/2021", issuer_role="district_head", issuer_region=region(JENU))
    bupati = decree(group, number="188/40/2021", issuer_role="regent", issuer_region=region(TUBAN))
    assert set(group.decrees.all()) == {camat, bupati}


def test_the_issuer_heads_the_region_of_the_decree() -> None:
    with pytest.raises(Invalid) as failure:
        decree(kim(BERMI), issuer_role="district_head", issuer_region=region(BERMI))
    assert failure.value.field == "issuer_region"


def test_a_decree_names_only_groups_in_the_issuers_area() -> None:
    with pytest.raises(Invalid) as failure:
        decree(kim(BERMI), kim(KEDUNGBULUS))
    assert failure.value.field == "groups"
    assert not Decree.objects.exists()


def test_one_decree_names_many_groups_and_a_group_has_many_over_time() -> None:
    groups = [kim(BERMI), kim(KEDUNGBULUS)]
    first = decree(*groups, number="5/2020", issuer_role="district_head", issuer_region=region(GEMBONG))
    decree(groups[0], number="9/2023", issued_on=date(2023, 1, 1), valid_from=date(2023, 1, 1))
    assert first.groups.count() == 2
    assert groups[0].decrees.count() == 2
    assert [entry.verb for entry in Entry.objects.about(groups[1])] == ["group.decree", "group.register"]


def test_two_decrees_of_one_issuer_with_one_number_are_refused() -> None:
    group = kim(BERMI)
    decree(group, number="141/5/2022")
    with pytest.raises(Invalid) as failure:
        decree(group, number="Nomor: 141 / 5 / 2022", issued_on=date(2023, 5, 1), valid_from=date(2023, 5, 1))
    assert failure.value.field == "number"
    assert "01-03-2022" in failure.value.message
    other = kim(KEDUNGBULUS)
    assert decree(other, number="141/5/2022").number == "141/5/2022"  # another village counts for itself


def test_a_decree_is_not_issued_tomorrow_and_does_not_end_before_it_begins() -> None:
    group = kim(BERMI)
    with pytest.raises(Invalid) as failure:
        decree(group, issued_on=timezone.localdate() + timedelta(days=1))
    assert failure.value.field == "issued_on"
    with pytest.raises(Invalid) as failure:
        decree(group, valid_from=date(2022, 3, 1), valid_to=date(2022, 2, 1))
    assert failure.value.field == "valid_to"


def test_a_decree_needs_a_number_and_a_group() -> None:
    with pytest.raises(Invalid) as failure:
        decree(kim(BERMI), number="  ")
    assert failure.value.field == "number"
    with pytest.raises(Invalid) as failure:
        name_groups(decree(Group.objects.get()), [], by=System())
    assert failure.value.field == "groups"


def test_an_officer_decrees_over_the_own_area_alone() -> None:
    """B4."""
    sekcam = actor("district_officer", GEMBONG)
    assert decree(kim(BERMI), by=sekcam).issuer_region_id == BERMI
    with pytest.raises(Refused):
        decree(kim(NGADIREJO), by=sekcam)


def test_a_revoked_decree_holds_until_the_day_and_is_revoked_once() -> None:
    group = kim(BERMI)
    letter = decree(group)
    with pytest.raises(Invalid):
        revoke_decree(letter, on=date(2022, 2, 1), by=System())
    revoke_decree(letter, on=date(2022, 6, 1), by=System())
    assert Decree.objects.in_force(date(2022, 5, 31)).count() == 1
    assert Decree.objects.in_force(date(2022, 6, 1)).count() == 0
    with pytest.raises(Stale):
        revoke_decree(letter, on=date(2022, 6, 1), by=System())


def test_a_decree_over_other_districts_is_not_revoked_by_one_district() -> None:
    letter = decree(
        kim(BERMI), kim(PATI_WETAN), issuer_role="regent", issuer_region=region(PATI), number="400/1/2022"
    )
    with pytest.raises(Refused):
        revoke_decree(letter, on=date(2023, 1, 1), by=actor("district_officer", GEMBONG))
    assert revoke_decree(letter, on=date(2023, 1, 1), by=actor("division_head", PATI)).revoked_on


def test_naming_a_group_twice_adds_it_once() -> None:
    group = kim(BERMI)
    letter = decree(group)
    assert name_groups(letter, [group], by=System()) == 0
    assert name_groups(letter, [group, kim(BERMI, "KIM Mentari")], by=System()) == 1


def test_a_list_tells_which_decrees_end_soon_and_which_groups_have_none() -> None:
    today = timezone.localdate()
    soon, later, none = kim(BERMI, "KIM A"), kim(BERMI, "KIM B"), kim(BERMI, "KIM C")
    decree(soon, number="1/2022", valid_to=today + timedelta(days=30))
    decree(later, number="2/2022", valid_to=today + timedelta(days=300))
    assert list(Group.objects.decree_expiring(90)) == [soon]
    assert list(Group.objects.without_decree()) == [none]
    decree(soon, number="3/2022")  # prolonged without end
    assert not Group.objects.decree_expiring(90).exists()


def test_a_decree_dated_after_its_validity_is_refused() -> None:
    with pytest.raises(Invalid) as failure:
        decree(
            kim(BERMI), issued_on=date(2022, 3, 1), valid_from=date(2021, 1, 1), valid_to=date(2021, 12, 31)
        )
    assert failure.value.field == "issued_on"
    assert not Decree.objects.exists()


def test_boards_in_office_without_a_decree_rest_on_the_one_that_came() -> None:
    group = kim(BERMI, founded_on=date(2021, 5, 1))
    ended = start_term(group, starts_on=date(2019, 1, 1), ends_on=date(2021, 4, 30), by=System())
    running = start_term(group, starts_on=date(2021, 5, 1), by=System())
    letter = decree(group)
    assert rest_terms_on(letter, by=System()) == 1
    running.refresh_from_db()
    ended.refresh_from_db()
    assert (running.decree, ended.decree) == (letter, None)
