"""Two entries that are one group: merged by a pointer, taken back exactly, told apart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent, Invalid, Problem, Refused, Stale
from kentongan.domain.groups import access
from kentongan.domain.groups.actions import (
    NewPost,
    add_member,
    change_group,
    grant_group_access,
    merge_groups,
    start_term,
    tell_groups_apart,
    undo_group_merge,
)
from kentongan.domain.groups.boards import chairs, counts_by_area, roster
from kentongan.domain.groups.models import Group, GroupDistinction, Membership, Merge
from kentongan.domain.people.access import authority_of
from kentongan.domain.people.models import Grant
from tests.actors import account, actor
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI, REBAN
from tests.groups.making import decree, kim, region

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System("Uji")
FOUNDED = date(2020, 1, 1)


def twins() -> tuple[Group, Group]:
    """A group entered twice: the second entry has the decree, a chair, a member and an account."""
    kept = kim(BERMI, "KIM Surya", founded_on=FOUNDED, phone="0812000001")
    absorbed = kim(BERMI, "KIM Surya Bermi", founded_on=date(2019, 5, 1), phone="0812000002")
    decree(absorbed)
    start_term(absorbed, starts_on=date(2022, 1, 1), posts=[NewPost("chair", name="Endah")], by=SYSTEM)
    add_member(absorbed, name="Rukmini", by=SYSTEM)
    return kept, absorbed


def snapshot() -> list[Any]:
    """Everything a merge touches, as it stands."""
    groups = Group.objects.order_by("pk").values_list()
    links = Group.decrees.through.objects.order_by("group_id", "decree_id").values_list(
        "group_id", "decree_id"
    )
    return [list(groups), list(links), list(Grant.objects.order_by("pk").values_list())]


def test_the_survivor_is_read_with_everything_of_both() -> None:
    kept, absorbed = twins()
    add_member(kept, name="Sutrisno", by=SYSTEM)
    merge_groups(kept, absorbed, by=SYSTEM)
    kept.refresh_from_db()
    book = roster(kept)
    assert [row.person.name for row in book.members] == ["Rukmini", "Sutrisno"]
    assert [post.person.name for post in book.posts] == ["Endah"]
    assert [row.number for row in book.decrees] == ["141/5/2022"]
    assert chairs([kept])[kept.pk].person.name == "Endah"
    staged = Group.objects.with_stage().get(pk=kept.pk)
    assert (staged.stage, staged.legal_form) == ("recognised", "decree")  # type: ignore[attr-defined]


def test_a_merged_entry_stands_in_no_list_and_no_count() -> None:
    kept, absorbed = twins()
    assert counts_by_area(region(PATI)).total.groups == 2
    merge_groups(kept, absorbed, by=SYSTEM)
    assert list(access.visible(SYSTEM)) == [kept]
    assert list(access.public_groups()) == [kept]
    assert list(Group.objects.matching()) == [kept]
    assert counts_by_area(region(PATI)).total.groups == 1
    assert counts_by_area(region(PATI), date(2021, 1, 1)).total.groups == 1


def test_both_codes_find_the_survivor() -> None:
    kept, absorbed = twins()
    merge_groups(kept, absorbed, by=SYSTEM)
    for code in (kept.code, absorbed.code):
        assert access.get_group(code, SYSTEM) == kept
        assert access.public_group(code) == kept
    assert access.is_other_code(kept, absorbed.code)
    assert not access.is_other_code(kept, kept.code.lower())
    with pytest.raises(Absent):
        access.get_group(absorbed.code, actor("division_head", REBAN))


def test_the_board_of_the_absorbed_entry_acts_for_the_survivor() -> None:
    kept, absorbed = twins()
    user = account("Endah", BERMI)
    grant_group_access(absorbed, user=user, role="group_board", by=SYSTEM)
    merge = merge_groups(kept, absorbed, by=SYSTEM)
    assert list(access.own_groups(authority_of(user))) == [kept]
    undo_group_merge(merge, by=SYSTEM)
    assert list(access.own_groups(authority_of(user))) == [absorbed]


def test_an_undo_brings_back_exactly_what_was() -> None:
    kept, absorbed = twins()
    grant_group_access(absorbed, user=account("Endah", BERMI), role="group_board", by=SYSTEM)
    decree(kept, number="1/2020", issued_on=FOUNDED, valid_from=FOUNDED)
    before = snapshot()
    merge = merge_groups(kept, absorbed, take=["name", "phone", "founded_on"], by=SYSTEM)
    kept.refresh_from_db()
    assert (kept.name, kept.founded_on) == ("KIM Surya Bermi", date(2019, 5, 1))
    assert merge.before == {"name": "KIM Surya", "phone": "0812000001", "founded_on": "2020-01-01"}
    undo_group_merge(merge, by=SYSTEM)
    assert snapshot() == before


def test_a_field_changed_by_hand_since_stays_at_an_undo() -> None:
    kept, absorbed = twins()
    merge = merge_groups(kept, absorbed, take=["phone", "founded_on"], by=SYSTEM)
    change_group(Group.objects.get(pk=kept.pk), phone="0899", by=SYSTEM)
    undo_group_merge(merge, by=SYSTEM)
    kept.refresh_from_db()
    assert (kept.phone, kept.founded_on) == ("0899", FOUNDED)


def test_a_chain_points_to_the_last_and_is_undone_from_its_end() -> None:
    first, second = twins()
    third = kim(BERMI, "KIM Surya Terang")
    before = snapshot()
    into_second = merge_groups(second, first, by=SYSTEM)
    into_third = merge_groups(third, second, by=SYSTEM)
    assert set(Group.objects.same_as(third)) == {first, second, third}
    assert access.get_group(first.code, SYSTEM) == third
    with pytest.raises(Invalid) as failure:
        undo_group_merge(into_second, by=SYSTEM)
    assert "lebih baru" in failure.value.message
    undo_group_merge(into_third, by=SYSTEM)
    assert access.get_group(first.code, SYSTEM) == second
    undo_group_merge(Merge.objects.get(pk=into_second.pk), by=SYSTEM)
    assert snapshot() == before


def test_an_undo_comes_too_late_after_thirty_days_and_not_twice() -> None:
    kept, absorbed = twins()
    merge = merge_groups(kept, absorbed, by=SYSTEM)
    Merge.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(Invalid):
        undo_group_merge(merge, by=SYSTEM)
    Merge.objects.update(at=timezone.now() - timedelta(days=29))
    undo_group_merge(merge, by=SYSTEM)
    with pytest.raises(Stale):
        undo_group_merge(merge, by=SYSTEM)


def test_an_undo_against_a_namesake_is_refused_in_words_and_changes_nothing() -> None:
    kept, absorbed = twins()
    merge = merge_groups(kept, absorbed, by=SYSTEM)
    newcomer = kim(BERMI, "KIM Surya Bermi")
    with pytest.raises(Invalid) as failure:
        undo_group_merge(merge, by=SYSTEM)
    assert newcomer.code in failure.value.message
    change_group(newcomer, name="KIM Fajar", by=SYSTEM)
    change_group(Group.objects.get(pk=kept.pk), name="KIM Surya Bermi", by=SYSTEM)
    with pytest.raises(Invalid) as failure:
        undo_group_merge(merge, by=SYSTEM)
    assert kept.code in failure.value.message
    assert Group.objects.get(pk=absorbed.pk).merged_into_id == kept.pk


def test_what_may_not_be_merged_is_refused() -> None:
    kept, absorbed = twins()
    abroad = kim(KEDUNGBULUS, "KIM Melati", kind="traditional_media")
    with pytest.raises(Invalid):
        merge_groups(kept, kept, by=SYSTEM)
    with pytest.raises(Invalid):
        merge_groups(kept, abroad, by=SYSTEM)
    with pytest.raises(Invalid):
        merge_groups(kept, absorbed, take=["code"], by=SYSTEM)
    for role, place in (("district_officer", GEMBONG), ("division_head", REBAN), ("administrator", PATI)):
        with pytest.raises(Refused):
            merge_groups(kept, absorbed, by=actor(role, place))
        with pytest.raises(Refused):
            tell_groups_apart(kept, absorbed, by=actor(role, place))
    assert not Merge.objects.exists()
    officer = actor("public_relations_officer", PATI)
    merge = merge_groups(kept, absorbed, by=officer)
    with pytest.raises(Refused):
        undo_group_merge(merge, by=actor("division_head", REBAN))
    with pytest.raises(Stale):
        merge_groups(kept, absorbed, by=officer)


def test_two_told_apart_are_told_so_once() -> None:
    kept, absorbed = twins()
    tell_groups_apart(kept, absorbed, by=actor("division_head", PATI, name="Kabid"))
    tell_groups_apart(absorbed, kept, by=SYSTEM)
    assert [told.by_name for told in GroupDistinction.objects.all()] == ["Kabid"]


def test_members_of_both_entries_count_once() -> None:
    kept, absorbed = twins()
    person = Membership.objects.get(group=absorbed).person
    add_member(kept, person=person, by=SYSTEM)
    merge_groups(kept, absorbed, by=SYSTEM)
    both = Membership.objects.current().filter(group__in=Group.objects.same_as(kept))
    assert (both.count(), both.count_persons(), len(roster(kept).members)) == (2, 1, 1)
    with pytest.raises(Invalid):
        add_member(Group.objects.get(pk=kept.pk), person=person, by=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_one_holds() -> None:
    kept, absorbed = twins()

    def merge(pair: tuple[Group, Group]) -> str:
        try:
            merge_groups(*pair, by=SYSTEM)
            return "done"
        except Problem as problem:
            return type(problem).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(merge, [(kept, absorbed), (absorbed, kept)]))
    assert outcomes == ["Stale", "done"]
    assert Merge.objects.filter(undone_at=None).count() == 1
