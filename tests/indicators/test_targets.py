"""Setting, changing, carrying over and cancelling targets; who may, and what is refused."""

from datetime import date

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.indicators import access, actions
from kentongan.domain.indicators.boards import progress
from kentongan.domain.indicators.models import Target
from kentongan.domain.indicators.reading import places_meant
from tests.actors import actor
from tests.cast import BATANG, BERMI, PATI, REBAN, TUBAN
from tests.groups.making import kim, region
from tests.indicators.tuban import FOUNDED, PLANNED_2022, districts, plan

pytestmark = pytest.mark.usefixtures("tree")
BY = System()


def test_a_target_keeps_every_change_with_who_when_and_why() -> None:
    target = plan(2022, PLANNED_2022)
    actions.change_target(target, areas=districts([*PLANNED_2022, "Kerek"]), reason="Kerek terlewat", by=BY)
    changed, setting = Entry.objects.about(target)[:2]
    assert (setting.verb, changed.verb) == ("target.set", "target.change")
    assert changed.detail["reason"] == "Kerek terlewat"
    assert changed.detail["added"] == [districts(["Kerek"])[0].code]
    assert changed.name == "Sistem"
    board = progress(region(TUBAN), level="district", on=date(2021, 12, 2))
    assert not [area for area in board.unaccounted if area.name == "Kerek"]


def test_what_was_not_reached_is_carried_over_with_a_reason() -> None:
    target = plan(2021, FOUNDED[2021])
    kim(districts(["Jenu"])[0].code, level="district", founded_on=date(2021, 12, 2))
    later = actions.carry_over(target, reason="anggaran dialihkan", by=BY)
    assert (later.year, later.areas.count(), later.carried_from) == (2022, 6, target)
    assert target.areas.count() == 7  # the old plan stays what it was
    with pytest.raises(Stale):
        actions.carry_over(target, reason="lagi", by=BY)


def test_carrying_over_grows_the_target_that_the_year_has() -> None:
    plan(2022, PLANNED_2022)
    later = actions.carry_over(plan(2021, ["Kerek"]), reason="belum sempat", by=BY)
    assert (Target.objects.count(), later.areas.count()) == (2, 10)


def test_a_met_target_is_not_carried_over() -> None:
    kim(districts(["Jenu"])[0].code, level="district", founded_on=date(2021, 12, 2))
    with pytest.raises(Invalid):
        actions.carry_over(plan(2021, ["Jenu"]), reason="sisa", by=BY)


def test_a_count_that_was_not_reached_is_carried_over_as_a_count() -> None:
    target = actions.set_target(
        region=region(PATI), level="village", year=2022, count=5, reason="bertahap", by=BY
    )
    kim(BERMI, founded_on=date(2022, 5, 1))
    assert actions.carry_over(target, reason="sisa", by=BY).count == 4


def test_a_cancelled_target_leaves_the_plan_and_frees_its_year() -> None:
    target = plan(2022, ["Kerek"])
    actions.cancel_target(target, reason="salah isi", by=BY)
    assert progress(region(TUBAN), level="district").years == []
    assert plan(2022, PLANNED_2022).pk != target.pk
    with pytest.raises(Stale):
        actions.change_target(target, areas=districts(["Kerek"]), reason="x", by=BY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": 1999}, "year"),
        ({"reason": " "}, "reason"),
        ({"level": "hamlet"}, "level"),
        ({"stage": "proposed"}, "stage"),
        ({"count": 3}, "areas"),
        ({"areas": ()}, "areas"),
    ],
)
def test_a_target_that_cannot_be_is_refused_at_its_field(wrong: dict[str, object], field: str) -> None:
    facts = {
        "region": region(TUBAN), "level": "district", "year": 2022, "areas": districts(["Kerek"]),
        "reason": "program", "by": BY,
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        actions.set_target(**(facts | wrong))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Target.objects.exists()


def test_a_place_of_another_regency_is_refused() -> None:
    with pytest.raises(Invalid):
        actions.set_target(
            region=region(TUBAN), level="district", year=2022, areas=[region(REBAN)], reason="x", by=BY
        )


def test_a_year_has_one_target() -> None:
    plan(2022, PLANNED_2022)
    with pytest.raises(Invalid) as refused:
        plan(2022, ["Kerek"])
    assert refused.value.field == "year"


def test_only_the_own_area_is_planned() -> None:
    head = actor("division_head", BATANG)
    with pytest.raises(Refused):
        actions.set_target(
            region=region(TUBAN), level="district", year=2022, areas=districts(["Kerek"]), reason="x", by=head
        )
    target = plan(2022, ["Kerek"])
    with pytest.raises(Refused):
        actions.cancel_target(target, reason="x", by=head)


def test_a_district_sees_the_plan_of_its_regency_and_no_other() -> None:
    target = plan(2022, ["Kerek"])
    assert access.get_target(target.pk, actor("district_officer", "35.23.12")) == target
    with pytest.raises(Absent):
        access.get_target(target.pk, actor("district_officer", REBAN))


def test_a_pasted_list_is_understood_line_by_line() -> None:
    meant = places_meant(
        "1. Kec. Palang\n- WIDANG; Plumpang, Kerek\n35.23.12\nAtlantis", region(TUBAN), "district"
    )
    assert [area.name for area in meant.areas] == ["Palang", "Widang", "Plumpang", "Kerek", "Jenu"]
    assert (meant.unknown, meant.several) == (["Atlantis"], [])
