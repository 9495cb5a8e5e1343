"""What phones tell of their syncs becomes a dated class of their village, and evidence when it stays bad."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.actions import set_connectivity
from kentongan.domain.regions.boards import connectivity_class
from kentongan.domain.regions.models import Connectivity, Region
from kentongan.domain.sync.boards import bad_villages, link_evidence
from kentongan.domain.sync.links import rules
from kentongan.domain.sync.links.noting import note_link
from kentongan.domain.sync.models import LinkSample
from tests.actors import actor
from tests.cast import BATANG, BERMI, NGADIREJO, PATI, REBAN, plant_regions

DAY = date(2024, 5, 1)
SLOW = {"bytes": 40_000, "ms": 20_000, "tries": 1}  # 16 kbit/s
FAIR = {"bytes": 40_000, "ms": 800}  # 400 kbit/s
FAST = {"bytes": 400_000, "ms": 1_000}  # 3,200 kbit/s
LOST = {"bytes": 900, "ms": 900, "tries": 25}
QUICK = {"bytes": 900, "ms": 900}


@pytest.fixture(autouse=True)
def _regions(db: None) -> None:
    plant_regions()


@pytest.fixture
def phone() -> Authority:
    return actor("village_officer", NGADIREJO)


def tell(phone: Authority, link: object, *, days: int, start: date = DAY, times: int = 2) -> date:
    """So many days with so many syncs each; the day after the last."""
    for number in range(days):
        for _sync in range(times):
            note_link(link, by=phone, on=start + timedelta(days=number))
    return start + timedelta(days=days)


def latest() -> Connectivity:
    return Connectivity.objects.filter(region_id=NGADIREJO).latest("measured_on")


@pytest.mark.parametrize(("link", "kind"), [(SLOW, "2g"), (FAIR, "3g"), (FAST, "4g"), (LOST, "none")])
def test_three_days_of_syncs_date_a_class(phone: Authority, link: dict[str, int], kind: str) -> None:
    after = tell(phone, link, days=3)
    assert not Connectivity.objects.exists()  # the third day is not over
    note_link(link, by=phone, on=after)
    row = latest()
    assert (row.kind, row.way, row.measured_on) == (kind, "measured", after - timedelta(days=1))
    assert row.figures["days"] == 3
    assert row.figures["syncs"] == 6
    assert connectivity_class(Region.objects.get(pk=NGADIREJO), after) == kind


def test_the_figures_say_what_the_class_rests_on(phone: Authority) -> None:
    note_link(SLOW, by=phone, on=tell(phone, SLOW, days=3))
    assert latest().figures == {
        "days": 3,
        "syncs": 6,
        "tries": 6,
        "kbps": 16,
        "from": "2024-05-01",
        "to": "2024-05-03",
    }


def test_the_sums_of_a_day_name_no_phone(phone: Authority) -> None:
    tell(phone, SLOW, days=1)
    note_link(QUICK, by=actor("village_officer", NGADIREJO), on=DAY)
    row = LinkSample.objects.get()
    assert (row.syncs, row.tries, row.bytes, row.ms) == (3, 2, 80_900, 40_900)
    assert (row.slow, row.fair, row.fast) == (2, 0, 0)
    assert {field.name for field in LinkSample._meta.get_fields()}.isdisjoint({"device", "user", "author"})


def test_small_quick_syncs_say_nothing_of_the_speed_and_small_slow_ones_do(phone: Authority) -> None:
    note_link(QUICK, by=phone, on=tell(phone, QUICK, days=5))
    assert not Connectivity.objects.exists()
    start = DAY + timedelta(days=10)
    note_link(QUICK, by=phone, on=tell(phone, {"bytes": 900, "ms": 9_000}, days=3, start=start))
    assert latest().kind == "2g"


def test_two_days_are_not_enough_nor_are_four_syncs(phone: Authority) -> None:
    note_link(SLOW, by=phone, on=tell(phone, SLOW, days=2, times=5))
    assert not Connectivity.objects.exists()
    start = DAY + timedelta(days=40)
    note_link(SLOW, by=phone, on=tell(phone, SLOW, days=3, times=1, start=start))
    assert not Connectivity.objects.exists()


def test_a_note_holds_until_enough_newer_syncs_say_otherwise(phone: Authority) -> None:
    village = Region.objects.get(pk=NGADIREJO)
    after = tell(phone, SLOW, days=6)
    noted_on = after + timedelta(days=1)
    Connectivity.objects.all().delete()
    set_connectivity(village, "4g", measured_on=noted_on, source="Sekcam Reban", by=System())
    end = tell(phone, SLOW, days=3, start=noted_on)  # the day of the note itself does not count
    note_link(SLOW, by=phone, on=end)
    assert [row.kind for row in Connectivity.objects.all()] == ["4g"]
    note_link(SLOW, by=phone, on=end + timedelta(days=1))
    assert connectivity_class(village, noted_on) == "4g"
    assert connectivity_class(village, end + timedelta(days=1)) == "2g"
    assert Connectivity.objects.count() == 2  # the note still stands beside it


def test_a_cable_is_not_told_from_4g_by_its_speed(phone: Authority) -> None:
    village = Region.objects.get(pk=NGADIREJO)
    set_connectivity(village, "fixed", measured_on=DAY - timedelta(days=1), by=System())
    note_link(FAST, by=phone, on=tell(phone, FAST, days=6))
    assert [row.kind for row in Connectivity.objects.all()] == ["fixed"]


def test_a_class_that_stays_is_dated_anew_once_in_thirty_days(phone: Authority) -> None:
    tell(phone, FAIR, days=40, times=2)
    days = list(Connectivity.objects.order_by("measured_on").values_list("measured_on", flat=True))
    assert days == [DAY + timedelta(days=2), DAY + timedelta(days=32)]
    assert Entry.objects.about(Region.objects.get(pk=NGADIREJO)).count() == 2


@given(
    st.one_of(
        st.none(),
        st.text(),
        st.lists(st.integers()),
        st.fixed_dictionaries({}, optional={"bytes": st.floats(), "ms": st.integers(), "tries": st.text()}),
        st.fixed_dictionaries({"bytes": st.integers(max_value=0), "ms": st.integers(1, 9)}),
        st.fixed_dictionaries({"bytes": st.integers(10**9), "ms": st.integers(1, 9)}),
        st.fixed_dictionaries({"bytes": st.just(True), "ms": st.just(True)}),
    )
)
def test_what_is_no_measurement_is_left_out_and_refuses_nothing(link: object) -> None:
    assert rules.measured(link) is None


def test_an_account_that_stands_for_no_village_or_two_tells_of_none() -> None:
    several = actor("village_officer", NGADIREJO)
    for one in (actor("district_officer", REBAN), actor("village_officer", BERMI, user=several.user)):
        note_link(SLOW, by=one, on=DAY)
    assert not LinkSample.objects.exists()


def test_a_sync_costs_few_statements(phone: Authority, django_assert_max_num_queries: Any) -> None:
    note_link(SLOW, by=phone, on=tell(phone, SLOW, days=5))
    with django_assert_max_num_queries(5):  # with the two of a savepoint and the one that finds the day
        note_link(SLOW, by=phone, on=DAY + timedelta(days=5))


def test_a_village_that_stays_bad_is_found_with_its_evidence(phone: Authority) -> None:
    after = tell(phone, FAIR, days=4)
    end = tell(phone, SLOW, days=9, start=after)
    head = actor("division_head", BATANG)
    assert bad_villages(head, on=end) == []  # nine of the last thirteen days: not yet
    tell(phone, LOST, days=1, start=end)
    found = bad_villages(head, on=end)
    assert [(one.region.code, one.found.days, one.found.kind) for one in found] == [(NGADIREJO, 10, "2g")]
    evidence = link_evidence(NGADIREJO, DAY, end)
    assert (evidence.days, evidence.bad_days, evidence.kind) == (14, 10, "2g")
    assert (evidence.syncs, evidence.tries) == (28, 9 * 2 + 2 * 25)


def test_a_village_that_got_better_is_no_longer_proposed(phone: Authority) -> None:
    end = tell(phone, FAIR, days=5, start=tell(phone, SLOW, days=12))
    assert bad_villages(actor("division_head", BATANG), on=end) == []


def test_bad_villages_of_other_areas_are_not_shown(phone: Authority) -> None:
    end = tell(phone, SLOW, days=12)
    assert bad_villages(actor("division_head", PATI), on=end) == []
    assert len(bad_villages(actor("district_officer", REBAN), on=end)) == 1


def test_bad_villages_take_the_same_number_of_queries_for_one_and_two(
    phone: Authority, django_assert_num_queries: Any
) -> None:
    head, end = actor("division_head", "33"), tell(phone, SLOW, days=12)
    with django_assert_num_queries(3):
        assert len(bad_villages(head, on=end)) == 1
    tell(actor("village_officer", BERMI), LOST, days=12)
    with django_assert_num_queries(3):
        assert [one.region.code for one in bad_villages(head, on=end)] == [BERMI, NGADIREJO]


def test_nothing_measured_is_no_evidence() -> None:
    evidence = link_evidence(NGADIREJO, DAY)
    assert (evidence.kind, evidence.days, evidence.syncs, evidence.kbps) == ("", 0, 0, 0)
