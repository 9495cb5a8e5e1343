"""A forum of KIM is a group above groups, with its members by date."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups.actions import join_forum, leave_forum, merge_groups
from kentongan.domain.groups.models import ForumMembership, Group
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI
from tests.groups.making import kim

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System("Uji")


def forum(code: str = PATI, level: str = "regency") -> Group:
    return kim(code, f"Forum KIM {code}", kind="kim_forum", level=level)


def names(of: Group) -> list[str]:
    return [row.member.survivor.name for row in ForumMembership.objects.members_of(of)]


def test_groups_join_once_and_leave_on_a_day() -> None:
    top, members = forum(), [kim(BERMI, "KIM A"), kim(GAJIHAN, "KIM B")]
    assert join_forum(top, members, joined_on=date(2021, 7, 1), by=SYSTEM) == 2
    assert join_forum(top, members, by=SYSTEM) == 0
    assert names(top) == ["KIM A", "KIM B"]
    assert [row.forum for row in ForumMembership.objects.forums_of(members[0])] == [top]
    first = ForumMembership.objects.get(member=members[0])
    with pytest.raises(Invalid):
        leave_forum(first, on=date(2020, 1, 1), by=SYSTEM)
    leave_forum(first, on=date(2024, 1, 1), by=SYSTEM)
    with pytest.raises(Stale):
        leave_forum(first, on=date(2024, 1, 1), by=SYSTEM)
    assert names(top) == ["KIM B"]
    assert join_forum(top, members[:1], by=SYSTEM) == 1


def test_a_forum_holds_groups_of_its_area_and_smaller_forums() -> None:
    top, district, village = forum(), forum(GEMBONG, "district"), kim(BERMI)
    assert join_forum(top, [district, village], by=SYSTEM) == 2
    for wrong in (kim(NGADIREJO), kim(PATI, "Forum Lain", kind="kim_forum", level="regency")):
        with pytest.raises(Invalid) as failure:
            join_forum(top, [wrong], by=SYSTEM)
        assert wrong.name in failure.value.message
    for no_forum, members in ((village, [top]), (district, [top]), (top, [])):
        with pytest.raises(Invalid):
            join_forum(no_forum, members, by=SYSTEM)


def test_only_those_who_edit_the_forum_say_who_belongs_to_it() -> None:
    top, member = forum(), kim(BERMI)
    with pytest.raises(Refused):
        join_forum(top, [member], by=actor("district_officer", GEMBONG))
    join_forum(top, [member], by=actor("division_head", PATI))
    with pytest.raises(Refused):
        leave_forum(ForumMembership.objects.get(), on=date(2024, 1, 1), by=actor("division_head", GEMBONG))


def test_a_merged_member_stands_in_the_forum_as_the_survivor() -> None:
    top, kept, absorbed = forum(), kim(KEDUNGBULUS, "KIM A"), kim(KEDUNGBULUS, "KIM B")
    join_forum(top, [absorbed], by=SYSTEM)
    merge_groups(kept, absorbed, by=SYSTEM)
    assert names(top) == ["KIM A"]
    assert [row.forum for row in ForumMembership.objects.forums_of(kept)] == [top]
