"""What ends soon, at which reminder, and whether somebody prepared for it."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import merge_groups, revoke_decree, start_term
from kentongan.domain.groups.endings import endings, endings_of
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.rules import reminder
from tests.cast import BERMI, GAJIHAN, KEDUNGBULUS
from tests.groups.making import decree, kim

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System("Uji")
TODAY = date(2023, 11, 1)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def found(days: int = 90, **more: object) -> list[tuple[str, int, int | None]]:
    rows = endings(Q(), ahead=days, on=TODAY, **more)  # type: ignore[arg-type]
    return [(row.kind, row.days_left, row.threshold) for row in rows]


@pytest.mark.parametrize(
    ("left", "passed"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, 0)],
)
def test_a_reminder_is_passed_at_90_30_and_7_days(left: int, passed: int | None) -> None:
    assert reminder(left) == passed


def test_decrees_and_terms_remind_until_a_successor_is_entered() -> None:
    group = kim(BERMI)
    decree(group, valid_to=in_days(25))
    start_term(group, starts_on=date(2020, 1, 1), ends_on=in_days(5), by=SYSTEM)
    start_term(kim(GAJIHAN), starts_on=date(2020, 1, 1), ends_on=in_days(120), by=SYSTEM)
    assert found() == [("term", 5, 7), ("decree", 25, 30)]
    assert found(200)[-1] == ("term", 120, None)
    assert [row.kind for row in endings_of(group, TODAY)] == ["term", "decree"]

    decree(group, number="2/2023", issued_on=date(2023, 10, 1), valid_from=in_days(26))
    start_term(group, starts_on=in_days(6), ends_on=in_days(2000), by=SYSTEM)
    assert found() == []
    assert [row.is_prepared for row in endings(Q(), on=TODAY, prepared=True)] == [True, True]


def test_what_is_over_without_a_successor_is_told_when_asked_for() -> None:
    group = kim(BERMI)
    start_term(group, starts_on=date(2020, 1, 1), ends_on=in_days(-10), by=SYSTEM)
    revoke_decree(decree(group, valid_to=in_days(-20)), on=in_days(-30), by=SYSTEM)
    assert found() == []
    assert found(behind=60) == [("term", -10, 0)]


def test_a_merged_entry_reminds_in_the_name_of_the_survivor_and_a_dissolved_group_not_at_all() -> None:
    kept, absorbed = kim(BERMI), kim(BERMI, "KIM Suryo")
    start_term(absorbed, starts_on=date(2020, 1, 1), ends_on=in_days(20), by=SYSTEM)
    decree(absorbed, valid_to=in_days(20))
    merge_groups(kept, absorbed, by=SYSTEM)
    assert [(row.kind, row.group) for row in endings(Q(), on=TODAY)] == [("decree", kept), ("term", kept)]
    start_term(Group.objects.get(pk=kept.pk), starts_on=in_days(21), by=SYSTEM)
    assert [row.kind for row in endings(Q(), on=TODAY)] == ["decree"]
    Group.objects.update(dissolved_on=TODAY)
    assert endings(Q(), on=TODAY) == []


def test_the_filter_of_the_list_finds_boards_that_end() -> None:
    for code, left in ((BERMI, 20), (GAJIHAN, 100), (KEDUNGBULUS, 20)):
        start_term(kim(code), starts_on=date(2020, 1, 1), ends_on=in_days(left), by=SYSTEM)
    prepared = Group.objects.get(region_id=KEDUNGBULUS)
    start_term(prepared, starts_on=in_days(21), by=SYSTEM)

    def places(days: str) -> list[str]:
        return sorted(Group.objects.matching(term=days, on=TODAY).values_list("region_id", flat=True))

    assert places("90") == [BERMI]
    assert places("244") == [BERMI, GAJIHAN]


def test_it_takes_two_queries_however_many(django_assert_num_queries: object) -> None:
    for number in range(3):
        group = kim(BERMI, f"KIM {number}")
        decree(group, number=f"{number}/2023", valid_to=in_days(20))
        start_term(group, starts_on=date(2020, 1, 1), ends_on=in_days(20), by=SYSTEM)
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert len([row.group.region.title for row in endings(Q(), on=TODAY)]) == 2 * (number + 1)
