"""Working days and holidays: national, joint leave, regional; what an office changes stays."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.regions.actions import add_holiday, load_holidays, remove_holiday
from kentongan.domain.regions.calendar import (
    add_working_days,
    holidays,
    is_working_day,
    working_days,
    years_without_list,
)
from kentongan.domain.regions.models import Holiday, Region
from tests.actors import actor
from tests.cast import BATANG, COUNTRY, PATI, REBAN, plant_regions

BY = System()
MARCH_1, MARCH_15 = date(2021, 3, 1), date(2021, 3, 15)


@pytest.fixture(autouse=True)
def tree(db: None) -> None:
    plant_regions()


def region(code: str) -> Region:
    return Region.objects.get(code=code)


def test_b7_batang_has_ten_working_days_from_the_first_to_the_fifteenth_of_march_2021() -> None:
    load_holidays()
    assert [day.day for day in working_days(BATANG, MARCH_1, MARCH_15)] == [1, 2, 3, 4, 5, 8, 9, 10, 12, 15]
    off = holidays(BATANG, MARCH_1, MARCH_15)
    assert off[date(2021, 3, 11)] == "Isra Mikraj Nabi Muhammad saw."
    assert not is_working_day(BATANG, date(2021, 3, 11))
    assert not is_working_day(BATANG, date(2021, 3, 6))
    assert is_working_day(BATANG, MARCH_1)


def test_the_packaged_lists_are_loaded_once_and_examples_say_so() -> None:
    days = load_holidays()
    assert days == Holiday.objects.count() > 60
    assert load_holidays() == 0
    example = Holiday.objects.get(on=date(2021, 3, 11))
    assert (example.is_example, example.kind) == (True, "national")
    official = Holiday.objects.get(on=date(2026, 8, 17))
    assert (official.is_example, official.source.startswith("SKB")) == (False, True)
    assert Holiday.objects.filter(on__year=2026, kind="joint_leave").exists()


def test_what_an_office_took_away_does_not_come_back() -> None:
    load_holidays()
    remove_holiday(Holiday.objects.get(on=date(2021, 3, 11)), by=BY)
    load_holidays()
    assert is_working_day(BATANG, date(2021, 3, 11))
    kept = Entry.objects.get(verb="regions.remove_holiday")
    assert kept.detail["name"] == "Isra Mikraj Nabi Muhammad saw."


def test_a_regional_day_off_holds_there_and_below_only() -> None:
    add_holiday(region(BATANG), on=date(2021, 4, 8), name="Hari jadi", by=BY)
    assert not is_working_day(REBAN, date(2021, 4, 8))
    assert is_working_day(PATI, date(2021, 4, 8))


def test_a_region_may_work_on_a_day_off_above_it() -> None:
    load_holidays()
    on = date(2021, 3, 11)
    add_holiday(region(BATANG), on=on, name="Tetap masuk", kind="workday", by=BY)
    assert is_working_day(REBAN, on)
    assert not is_working_day(PATI, on)


def test_two_holidays_of_one_day_are_named_together() -> None:
    add_holiday(region(COUNTRY), on=MARCH_1, name="Satu", kind="national", by=BY)
    add_holiday(region(BATANG), on=MARCH_1, name="Dua", by=BY)
    assert holidays(BATANG, MARCH_1, MARCH_1) == {MARCH_1: "Satu, Dua"}


def test_the_same_day_and_name_corrects_the_one_before() -> None:
    for kind in ("regional", "joint_leave"):
        add_holiday(region(BATANG), on=MARCH_1, name="Hari  jadi ", kind=kind, by=BY)
    assert Holiday.objects.get().kind == "joint_leave"


def test_working_days_are_added_over_weekends_and_holidays() -> None:
    load_holidays()
    assert add_working_days(BATANG, date(2021, 3, 10), 1) == date(2021, 3, 12)
    assert add_working_days(BATANG, date(2021, 3, 10), 2) == date(2021, 3, 15)
    assert add_working_days(BATANG, date(2021, 3, 6), 0) == date(2021, 3, 8)
    assert add_working_days(BATANG, date(2021, 3, 10), 0) == date(2021, 3, 10)


def test_years_without_a_national_list_are_named() -> None:
    load_holidays()
    assert years_without_list(date(2020, 12, 1), date(2022, 1, 31)) == [2020, 2022]


def test_who_changes_the_calendar() -> None:
    humas = actor("public_relations_officer", BATANG)
    add_holiday(region(BATANG), on=MARCH_1, name="Hari jadi", by=humas)
    with pytest.raises(Refused):
        add_holiday(region(PATI), on=MARCH_1, name="Hari jadi", by=humas)
    with pytest.raises(Refused):
        remove_holiday(Holiday.objects.get(), by=actor("division_head", PATI))


@pytest.mark.parametrize(("fields", "field"), [({"name": " "}, "name"), ({"kind": "party"}, "kind")])
def test_what_is_entered_wrongly_is_named(fields: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_holiday(region(BATANG), on=MARCH_1, by=BY, **({"name": "Hari jadi"} | fields))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_period_without_end_is_refused() -> None:
    with pytest.raises(Invalid, match="sepuluh tahun"):
        working_days(BATANG, MARCH_1, date(2199, 1, 1))
