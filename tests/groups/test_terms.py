"""Boards by term, members, contacts, equipment, accounts of a group."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups.actions import (
    NewPost,
    add_equipment,
    add_member,
    appoint_board,
    change_contacts,
    cite_decree,
    end_board_post,
    end_membership,
    grant_group_access,
    remove_equipment,
    start_term,
)
from kentongan.domain.groups.boards import chairs, current_decrees, roster
from kentongan.domain.groups.models import BoardTerm, Group
from kentongan.domain.people.models import Grant, Person
from tests.actors import account, actor
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI, REBAN
from tests.groups.making import decree, kim

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System()


def a_term(group: Group, name: str = "Sutrisno", starts_on: date | None = date(2020, 1, 1)) -> BoardTerm:
    return start_term(group, starts_on=starts_on, posts=[NewPost("chair", name=name)], by=SYSTEM)


def test_the_roster_reads_as_of_any_day() -> None:
    group = kim(BERMI)
    first = a_term(group, "Sutrisno", date(2018, 1, 1))
    start_term(group, starts_on=date(2023, 1, 1), posts=[NewPost("chair", name="Endah")], by=SYSTEM)
    member = add_member(group, name="Rukmini", joined_on=date(2019, 5, 1), by=SYSTEM)
    end_membership(member, on=date(2021, 5, 1), by=SYSTEM)
    first.refresh_from_db()
    assert first.ends_on == date(2022, 12, 31)
    seen = {
        year: (book.chair.person.name if book.chair else None, [row.person.name for row in book.members])
        for year in (2017, 2020, 2024)
        for book in [roster(group, date(year, 6, 1))]
    }
    assert seen == {2017: (None, []), 2020: ("Sutrisno", ["Rukmini"]), 2024: ("Endah", [])}


def test_the_roster_takes_as_many_queries_for_many_people(django_assert_num_queries: object) -> None:
    group = kim(BERMI)
    term = a_term(group)
    decree(group)
    for number in range(3):
        with django_assert_num_queries(4):  # type: ignore[operator]
            roster(group)
        appoint_board(term, title="section", section=f"seksi {number}", name=f"Orang {number}", by=SYSTEM)
        add_member(group, name=f"Anggota {number}", by=SYSTEM)
    assert len(roster(group).posts) == 4


def test_chairs_and_decrees_of_many_groups_take_one_query_each(django_assert_num_queries: object) -> None:
    groups = [kim(BERMI, f"KIM {letter}") for letter in "ABC"]
    for number, group in enumerate(groups):
        a_term(group, f"Ketua {number}")
        decree(group, number=f"{number}/2022")
    for some in (groups[:1], groups):
        with django_assert_num_queries(2):  # type: ignore[operator]
            names = [post.person.name for post in chairs(some).values()]
            numbers = [letter.number for letter in current_decrees(some).values()]
        assert (len(names), len(numbers)) == (len(some), len(some))


def test_a_successor_during_the_term_stands_beside_the_predecessor() -> None:
    group = kim(BERMI)
    term = a_term(group)
    with pytest.raises(Invalid) as failure:
        appoint_board(term, title="chair", name="Endah", by=SYSTEM)
    assert failure.value.field == "title"
    end_board_post(term.posts.get(), on=date(2021, 3, 1), by=SYSTEM)
    appoint_board(term, title="chair", name="Endah", starts_on=date(2021, 3, 2), by=SYSTEM)
    chair_then, chair_now = roster(group, date(2021, 3, 1)).chair, roster(group).chair
    assert chair_then is not None
    assert chair_now is not None
    assert (chair_then.person.name, chair_now.person.name) == ("Sutrisno", "Endah")
    with pytest.raises(Stale):
        end_board_post(term.posts.order_by("pk")[0], on=date(2021, 3, 1), by=SYSTEM)


def test_a_term_is_refused_when_reversed_or_begun_twice_or_of_a_foreign_decree() -> None:
    group = kim(BERMI)
    a_term(group)
    with pytest.raises(Invalid) as failure:
        start_term(group, starts_on=date(2023, 1, 1), ends_on=date(2022, 1, 1), by=SYSTEM)
    assert failure.value.field == "ends_on"
    with pytest.raises(Invalid) as failure:
        a_term(group)
    assert failure.value.field == "starts_on"
    with pytest.raises(Invalid) as failure:
        start_term(group, starts_on=date(2023, 1, 1), decree=decree(kim(KEDUNGBULUS)), by=SYSTEM)
    assert failure.value.field == "decree"


def test_a_term_of_unknown_start_counts_until_another_begins() -> None:
    group = kim(BERMI)
    a_term(group, starts_on=None)
    assert roster(group).chair is not None
    start_term(group, starts_on=date(2023, 1, 1), by=SYSTEM)
    assert roster(group).chair is None


def test_a_person_sits_in_several_groups_and_equal_names_stay_apart() -> None:
    one, other = kim(BERMI), kim(KEDUNGBULUS)
    person = add_member(one, name="Siti Aminah", by=SYSTEM).person
    add_member(other, person=person, by=SYSTEM)
    add_member(other, name="Siti Aminah", by=SYSTEM)
    assert person.memberships.count() == 2
    assert Person.objects.filter(name="Siti Aminah").count() == 2
    with pytest.raises(Invalid) as failure:
        add_member(one, person=person, by=SYSTEM)
    assert failure.value.field == "person"


def test_a_member_leaves_once_and_not_before_joining() -> None:
    membership = add_member(kim(BERMI), name="Siti", joined_on=date(2022, 1, 1), by=SYSTEM)
    with pytest.raises(Invalid):
        end_membership(membership, on=date(2021, 1, 1), by=SYSTEM)
    end_membership(membership, on=date(2023, 1, 1), by=SYSTEM)
    with pytest.raises(Stale):
        end_membership(membership, on=date(2023, 1, 1), by=SYSTEM)


def test_the_board_keeps_its_own_group_and_no_other() -> None:
    own, other = kim(BERMI), kim(BERMI, "KIM Mentari")
    board = actor("group_board", BERMI, group=own.pk)
    assert change_contacts(own, phone=" 0812-3456 ", by=board).phone == "0812-3456"
    add_member(own, name="Siti", by=board)
    for refused in (
        lambda: change_contacts(other, phone="1", by=board),
        lambda: add_member(other, name="Siti", by=board),
        lambda: add_equipment(other, name="Toa", by=board),
        lambda: start_term(own, starts_on=date(2024, 1, 1), by=board),
    ):
        with pytest.raises(Refused):
            refused()


def test_contacts_are_checked_and_nothing_else_is_changed_through_them() -> None:
    group = kim(BERMI)
    for wrong in ({"email": "bukan surel"}, {"website": "situs"}, {"name": "KIM Lain"}):
        with pytest.raises(Invalid) as failure:
            change_contacts(group, by=SYSTEM, **wrong)
        assert failure.value.field == next(iter(wrong))


def test_equipment_comes_and_goes() -> None:
    group = kim(BERMI)
    thing = add_equipment(group, name="Toa", count=2, source="dana desa", by=SYSTEM)
    with pytest.raises(Invalid):
        add_equipment(group, name="Toa", count=0, by=SYSTEM)
    remove_equipment(thing, by=SYSTEM)
    assert not group.equipment.exists()


def test_an_account_acts_for_a_group_once_granted() -> None:
    group, user = kim(BERMI), account()
    sekcam = actor("district_officer", GEMBONG)
    grant = grant_group_access(group, user=user, role="group_board", by=sekcam)
    assert (grant.group_id, grant.region_id) == (group.pk, BERMI)
    with pytest.raises(Invalid) as failure:
        grant_group_access(group, user=user, role="group_board", by=sekcam)
    assert failure.value.field == "user"
    with pytest.raises(Invalid) as failure:
        grant_group_access(group, user=user, role="division_head", by=sekcam)
    assert failure.value.field == "role"


def test_nobody_grants_beyond_the_own_area_or_to_oneself() -> None:
    group = kim(BERMI)
    with pytest.raises(Refused):
        grant_group_access(group, user=account(), role="group_member", by=actor("district_officer", REBAN))
    officer = actor("public_relations_officer", PATI)
    with pytest.raises(Refused):
        grant_group_access(group, user=officer.user, role="group_member", by=officer)
    assert not Grant.objects.filter(group_id=group.pk).exists()


def test_the_next_term_is_prepared_before_the_old_one_ends_and_its_decree_comes_later() -> None:
    """Sleman prepares successors eight months ahead (domain.md §1.5)."""
    group, today = kim(BERMI), timezone.localdate()
    old = a_term(group)
    start = today + timedelta(days=100)
    stays = old.posts.get().person
    following = start_term(
        group,
        starts_on=start,
        posts=[NewPost("secretary", person=stays), NewPost("chair", name="Endah")],
        by=SYSTEM,
    )
    old.refresh_from_db()
    assert old.ends_on == start - timedelta(days=1)
    assert roster(group).term == old
    assert [post.person.name for post in roster(group, start).posts] == ["Endah", "Sutrisno"]
    letter = decree(group, kind="board_replacement")
    assert cite_decree(following, letter, by=SYSTEM).decree == letter
    with pytest.raises(Invalid):
        cite_decree(following, decree(kim(KEDUNGBULUS)), by=SYSTEM)
    with pytest.raises(Refused):
        cite_decree(following, letter, by=actor("division_head", REBAN))
