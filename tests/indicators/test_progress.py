"""Plan and realisation by year beside the register of regions (domain.md T4-T7, T10, M3, M4, M10, M11)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from kentongan.domain.activities.actions import record
from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.actions import dissolve_group
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.rules import proposed_issuer
from kentongan.domain.indicators.actions import cite_figure, set_target
from kentongan.domain.indicators.boards import cited, met_by, progress
from kentongan.domain.indicators.models import Target
from kentongan.domain.regions.models import Region
from tests.cast import BERMI, MUBA, PATI, TUBAN
from tests.groups.making import kim, region
from tests.indicators.tuban import ARTICLE, FOUNDED, PLANNED_2022, found_groups, plan

pytestmark = pytest.mark.usefixtures("tree")
BY = System()


def test_t4_realisation_is_three_in_2020_and_seven_in_2021() -> None:
    found_groups()
    board = progress(region(TUBAN), level="district", on=ARTICLE)
    assert [(year.year, year.realised, year.planned) for year in board.years] == [
        (2020, 3, None), (2021, 7, None),
    ]  # fmt: skip
    assert {area.name for area in board.years[1].realised_areas} == set(FOUNDED[2021])


def test_t4_jenu_is_the_seventh_of_2021() -> None:
    found_groups()
    before = progress(region(TUBAN), level="district", on=date(2021, 12, 1))
    assert (before.years[1].realised, len(before.reached)) == (6, 9)


def test_t5_nine_are_planned_for_the_next_year() -> None:
    found_groups()
    plan(2022, PLANNED_2022)
    board = progress(region(TUBAN), level="district", on=ARTICLE)
    assert {area.name for area in board.planned} == set(PLANNED_2022)
    assert (board.years[-1].planned, board.years[-1].met, board.years[-1].unmet) == (9, 0, 9)


def test_t6_nineteen_of_twenty_and_kerek_is_named() -> None:
    """3 + 7 + 9 = 19 of 20: what is in no list is a state of its own, not 100 percent."""
    found_groups()
    plan(2022, PLANNED_2022)
    board = progress(region(TUBAN), level="district", on=ARTICLE)
    assert (len(board.reached), len(board.planned), board.accounted, board.places) == (10, 9, 19, 20)
    assert [area.name for area in board.unaccounted] == ["Kerek"]
    assert board.share == 0.5


def test_t10_plan_and_realisation_by_year_meet_when_the_groups_are_founded() -> None:
    found_groups()
    plan(2021, FOUNDED[2021])
    plan(2022, PLANNED_2022)
    kim("35.23.18", "KIM Palang", level="district", founded_on=date(2022, 3, 1))
    board = progress(region(TUBAN), level="district", on=date(2023, 1, 5))
    rows = {year.year: (year.planned, year.met, year.realised, year.unmet) for year in board.years}
    assert rows == {2020: (None, 0, 3, 0), 2021: (7, 7, 7, 0), 2022: (9, 1, 1, 8)}
    assert (len(board.overdue), len(board.planned)) == (8, 0)


def test_t7_districts_first_with_the_camat_then_villages() -> None:
    """The level decides the proposed issuer, and district and village plans never mix."""
    found_groups()
    set_target(region=region(TUBAN), level="village", year=2023, count=1, reason="tahap berikut", by=BY)
    assert proposed_issuer("district", "district") == "district_head"
    assert proposed_issuer("village", "desa") == "village_head"
    board = progress(region(TUBAN), level="village", on=ARTICLE)
    assert (board.places, len(board.reached), board.counts_only) == (1, 0, True)


def test_a_lost_group_still_counts_in_its_year() -> None:
    found_groups()
    group = Group.objects.get(name="KIM Montong")
    dissolve_group(group, on=date(2021, 6, 1), reason="vakum", by=BY)
    assert progress(region(TUBAN), level="district", on=ARTICLE).years[0].realised == 3


def test_a_village_group_does_not_fulfil_a_plan_of_districts() -> None:
    """Rengel had a village KIM in 2009 and counted as having none (domain.md 10.2)."""
    kim("35.23.12.2009", "KIM Prameta", founded_on=date(2009, 1, 1))
    assert progress(region(TUBAN), level="district", on=ARTICLE).reached == []


def test_m3_reviving_means_an_activity_in_the_year_or_later() -> None:
    groups = [
        kim("33.18.13", "KIM Gembong", level="district", founded_on=date(2015, 1, 1)),
        kim("33.18.17", "KIM Gunungwungkal", level="district", founded_on=date(2015, 1, 1)),
    ]
    areas = [group.region for group in groups]
    target = set_target(
        region=region(PATI), level="district", year=2023, stage="active", areas=areas,
        reason="dihidupkan lagi", by=BY,
    )  # fmt: skip
    for group, day in zip(groups, (date(2016, 5, 1), date(2023, 5, 1)), strict=True):
        _acted(group, day)
    board = progress(region(PATI), level="district", stage="active", on=date(2024, 1, 1))
    assert [(year.year, year.realised, year.planned, year.met) for year in board.years] == [
        (2016, 1, None, 0), (2023, 1, 2, 1),
    ]  # fmt: skip
    assert met_by([target])[target.pk] == (2, 1)


def _acted(group: Group, day: date) -> None:
    record(id=uuid4(), group=group, kind="discussion", held_on=day, by=BY, title="Rembuk")


def test_m4_a_target_may_be_a_count_with_one_a_village() -> None:
    villages = Region.objects.within(PATI).at_level(4).count()
    target = set_target(
        region=region(PATI), level="village", year=2023, count=villages, reason="satu KIM satu desa", by=BY
    )
    for name in ("KIM A", "KIM B"):  # two in one village are one
        kim(BERMI, name, founded_on=date(2023, 2, 1))
    board = progress(region(PATI), level="village", on=date(2023, 12, 31))
    assert (board.years[0].planned, board.years[0].met, board.counts_only) == (villages, 1, True)
    with pytest.raises(Invalid) as refused:
        set_target(region=region(PATI), level="village", year=2024, count=villages + 1, reason="x", by=BY)
    assert refused.value.field == "count"
    assert Target.objects.get() == target


def test_m10_a_denominator_keeps_its_unit_date_and_source() -> None:
    _muba()
    found = [(one.denominator.unit, one.denominator.number) for one in cited(region(MUBA))]
    assert found == [("desa", 229), ("both", 229)]
    assert str(cited(region(MUBA))[1].denominator.on) == "2022-12-13"
    assert cited(region(MUBA), date(2022, 12, 1)) == []  # nobody had counted the groups yet


def test_m11_111_of_229_is_computed_with_both_dates() -> None:
    _muba()
    pair = cited(region(MUBA))[1]
    assert (pair.counted.number, str(pair.counted.on)) == (111, "2024-10-22")
    assert round(pair.share or 0, 3) == 0.485


def _muba() -> None:
    for unit, number, day, source in (
        ("desa", 229, date(2022, 11, 30), "Sumeks"),
        ("both", 229, date(2022, 12, 13), "Kunjungan ke Pasuruan"),
        ("groups", 111, date(2024, 10, 22), "Kabar Oktober 2024"),
    ):
        cite_figure(region=region(MUBA), unit=unit, number=number, on=day, source=source, by=BY)


def test_progress_takes_as_many_queries_whatever_the_plan(django_assert_num_queries: Any) -> None:
    found_groups()
    plan(2021, FOUNDED[2021])
    place = region(TUBAN)
    with django_assert_num_queries(4):
        progress(place, level="district", on=ARTICLE)
    plan(2022, PLANNED_2022)
    with django_assert_num_queries(4):
        progress(place, level="district", on=ARTICLE)
