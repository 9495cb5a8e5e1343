"""The last change of the rows taken back, and the one before it."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.outreach import actions
from kentongan.domain.outreach.models import Tour
from kentongan.domain.outreach.snapshots import snapshot
from kentongan.domain.regions.models import Region
from tests.cast import REBAN
from tests.outreach.making import region, stop_in, tour

BY = System("Uji")
MARCH_1, MARCH_2 = date(2021, 3, 1), date(2021, 3, 2)
SUBAH = "33.25.09"


@pytest.fixture
def plan(batang: None) -> Tour:
    """Two rows on the first morning, one after the other."""
    made = tour()
    team = made.teams.get()
    for district in (REBAN, SUBAH):
        villages = list(Region.objects.within(district).at_level(4)[:2])
        actions.add_stop(made, region(district), date=MARCH_1, team=team, villages=villages, by=BY)
    return made


def test_a_moved_row_goes_back_to_its_day_and_turn(plan: Tour) -> None:
    before = snapshot(plan)
    actions.move_stop(stop_in(plan), date=MARCH_2, team=plan.teams.get(), by=BY)
    assert stop_in(plan, SUBAH).position == 1

    actions.undo_last(plan, by=BY)

    assert snapshot(plan) == before


def test_each_further_call_takes_back_the_change_before(plan: Tour) -> None:
    first = snapshot(plan)
    row = stop_in(plan)
    actions.set_villages(row, [], by=BY)
    actions.lock_stop(row, by=BY)
    actions.remove_stop(stop_in(plan, SUBAH), by=BY)

    for _time in range(3):
        actions.undo_last(plan, by=BY)

    assert snapshot(plan) == first


def test_an_added_row_goes_and_then_nothing_is_left(plan: Tour) -> None:
    actions.undo_last(plan, by=BY)
    actions.undo_last(plan, by=BY)

    assert not plan.stops.exists()
    with pytest.raises(Invalid, match="Tidak ada perubahan baris"):
        actions.undo_last(plan, by=BY)


def test_a_village_taken_since_by_another_row_stays_there(plan: Tour) -> None:
    row = stop_in(plan)
    village = row.villages.select_related("village").first()
    assert village is not None
    actions.set_villages(row, [], by=BY)
    other = actions.add_stop(plan, region(REBAN), by=BY)
    actions.set_villages(other, [village.village], by=BY)
    entry = actions.last_change(plan)
    assert entry is not None
    assert entry.detail["stop"] == str(other.pk)

    actions.undo_last(plan, by=BY)
    actions.undo_last(plan, by=BY)
    actions.undo_last(plan, by=BY)

    assert village.village_id in row.villages.values_list("village_id", flat=True)


def test_a_change_of_the_frame_closes_what_lies_before_it(plan: Tour) -> None:
    actions.change_tour(plan, quota_per_district=4, by=BY)

    assert actions.last_change(plan) is None


def test_the_plan_itself_is_taken_back_after_the_changes_on_it(plan: Tour) -> None:
    before = snapshot(plan)
    actions.plan_now(plan, by=BY)
    actions.move_stop(stop_in(plan), date=None, team=None, by=BY)

    actions.undo_last(plan, by=BY)
    actions.undo_last(plan, by=BY)

    assert snapshot(plan) == before
