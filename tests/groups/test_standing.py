"""The roll-up of stages equals what a scan of the facts says, after any history and on any day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Problem
from kentongan.domain.groups import actions, standing
from kentongan.domain.groups.areas import figures_by_area
from kentongan.domain.groups.models import Decree, Group, StageSpan, StandingTotal
from kentongan.domain.groups.standing.spans import Facts, spans_of
from kentongan.domain.regions.models import Region, RegionChange
from tests.cast import BERMI, COUNTRY, GEMBONG, JENU, KEDUNGBULUS, PATI, PATI_WETAN, TUBAN, plant_regions
from tests.groups.making import decree, kim, region
from tests.groups.scan import figures_of, stage_of

BY = System()
SEATS = (BERMI, KEDUNGBULUS, PATI_WETAN, GEMBONG, JENU, PATI, "33")
LEVELS = {13: "village", 8: "district", 5: "regency", 2: "province"}
STAGES = ("proposed", "founded", "recognised", "registered", "reported")
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(
    st.builds(
        Facts,
        founded_on=st.none() | DAYS,
        registered_on=st.none() | DAYS,
        reported_on=st.none() | DAYS,
        dissolved_on=st.none() | DAYS,
        decrees=st.lists(st.tuples(DAYS, DAYS), max_size=3),
    )
)
def test_spans_follow_one_another_without_gap_or_repetition(facts: Facts) -> None:
    spans = spans_of(facts)
    assert (spans[0].starts_on, spans[-1].ends_on) == (date.min, date.max)
    for earlier, later in pairwise(spans):
        assert later.starts_on == earlier.ends_on + timedelta(days=1)
        assert later.stage != earlier.stage


def _day(rng: Random) -> date:
    return timezone.localdate() - timedelta(days=rng.randrange(0, 2000))


def _act(rng: Random, number: int) -> None:
    """One random verb; what the rules refuse changes nothing."""
    groups = list(Group.objects.order_by("code"))
    group = rng.choice(groups) if groups else None
    choice = rng.randrange(10) if group else 0
    if choice <= 2 or group is None:
        seat = rng.choice(SEATS)
        founded = _day(rng) if rng.random() < 0.7 else None
        kim(seat, f"KIM {number}", level=LEVELS[len(seat)], founded_on=founded)
    elif choice <= 4:
        starts = _day(rng)
        ends = starts + timedelta(days=rng.randrange(1, 1500)) if rng.random() < 0.7 else None
        head, role = (group.region_id[:5], "regent") if "." in group.region_id else ("33", "governor")
        decree(
            group,
            number=f"SK {number}",
            issued_on=starts,
            valid_from=starts,
            valid_to=ends,
            issuer_region=region(head),
            issuer_role=role,
            kind=rng.choice(["founding", "confirmation", "revocation"]),
        )
    elif choice == 5:
        actions.register_at_office(group, on=_day(rng), by=BY)
    elif choice == 6:
        actions.report_to_province([group], on=_day(rng), by=BY)
    elif choice == 7:
        actions.dissolve_group(group, on=_day(rng), reason="vakum", by=BY)
    elif choice == 8 and group.dissolved_on:
        actions.revive_group(group, reason="pemuda baru", by=BY)
    elif choice == 8:
        moved = rng.choice([seat for seat in SEATS if len(seat) == len(group.region_id)])
        actions.change_group(group, region=region(moved), founded_on=_day(rng), by=BY)
    elif letters := list(Decree.objects.filter(revoked_on=None).order_by("code")):
        letter = rng.choice(letters)
        actions.revoke_decree(letter, on=letter.valid_from + timedelta(days=rng.randrange(0, 400)), by=BY)


def _expect_equal(rng: Random) -> None:
    days = [_day(rng) + timedelta(days=rng.choice([0, 1500])) for _ in range(3)] + [timezone.localdate()]
    groups = list(Group.objects.prefetch_related("decrees"))
    for day in days:
        staged = dict(Group.objects.with_stage(day).values_list("pk", "stage"))  # type: ignore[misc]  # annotated
        assert staged == {group.pk: stage_of(group, day) for group in groups}
        stage = rng.choice(STAGES)
        for place in (COUNTRY, "33", PATI, GEMBONG):
            found = figures_by_area(region(place), on=day, stages=[stage])[stage].values()
            together = {name: sum(vars(one)[name] for one in found) for name in figures_of(place, stage, day)}
            if place == GEMBONG:  # its villages lie in one district, which each of them covers
                together["districts_any"] = min(together["districts_any"], 1)
            assert together == figures_of(place, stage, day), (place, stage, day)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("seed", range(6))
def test_any_history_leaves_the_roll_up_equal_to_the_scan(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - the same histories each time
    for number in range(24):
        try:
            _act(rng, number)
        except Problem:
            continue
        if number == 12:
            _expect_equal(rng)
    _expect_equal(rng)


@pytest.mark.usefixtures("tree")
def test_rebuilding_makes_the_same_rows() -> None:
    rng = Random(99)  # noqa: S311 - the same history each time
    for number in range(25):
        try:
            _act(rng, number)
        except Problem:
            continue
    spans, totals = _rows(StageSpan), _rows(StandingTotal)
    standing.rebuild()
    assert (_rows(StageSpan), _rows(StandingTotal)) == (spans, totals)


def _rows(model: type[StageSpan] | type[StandingTotal]) -> set[tuple[object, ...]]:
    names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
    return set(model._default_manager.values_list(*names))


@pytest.mark.usefixtures("tree")
def test_a_stage_lapses_with_its_decree_with_nothing_running() -> None:
    group = kim(BERMI, founded_on=date(2022, 1, 1))
    decree(group, valid_from=date(2022, 3, 1), valid_to=date(2027, 2, 28))
    before = figures_by_area(region(PATI), on=date(2027, 2, 28), stages=["recognised"])["recognised"]
    after = figures_by_area(region(PATI), on=date(2027, 3, 1), stages=["recognised"])["recognised"]
    assert (before[GEMBONG].desa, after) == (1, {})
    assert Group.objects.with_stage(date(2027, 3, 1)).get().stage == "founded"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("tree")
def test_two_groups_cover_their_village_once_and_one_leaving_leaves_it_covered() -> None:
    kim(BERMI, "KIM A", founded_on=date(2020, 1, 1))
    other = kim(BERMI, "KIM B", founded_on=date(2021, 1, 1))
    actions.dissolve_group(other, on=date(2022, 1, 1), reason="vakum", by=BY)
    for day, groups in ((date(2020, 6, 1), 1), (date(2021, 6, 1), 2), (date(2022, 6, 1), 1)):
        found = figures_by_area(region("33"), on=day)["founded"][PATI]
        assert (found.groups, found.desa, found.districts_any) == (groups, 1, 1)


@pytest.mark.usefixtures("tree")
def test_a_merged_group_stands_in_no_span() -> None:
    kept, gone = (
        kim(BERMI, "KIM A", founded_on=date(2020, 1, 1)),
        kim(BERMI, "KIM B", founded_on=date(2020, 1, 1)),
    )
    merge = actions.merge_groups(kept, gone, by=BY)
    assert not StageSpan.objects.filter(group=gone).exists()
    assert figures_by_area(region("33"))["founded"][PATI].groups == 1
    actions.undo_group_merge(merge, by=BY)
    assert figures_by_area(region("33"))["founded"][PATI].groups == 2


@pytest.mark.usefixtures("tree")
def test_a_group_counts_where_its_area_is_after_a_change_of_code() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    day, code = date(2024, 1, 1), "33.18.13.2099"
    Region.objects.create(code=code, name="Bermi", level=4, kind="desa", parent_id=GEMBONG)
    Region.objects.filter(code=BERMI).update(gone_on=day)
    RegionChange.objects.create(
        region_id="33.18.13.2099",
        kind="recoded",
        old_code=BERMI,
        new_code="33.18.13.2099",
        on=day,
        source="uji",
    )
    standing.rebuild()
    for when, where in ((date(2023, 12, 31), BERMI), (day, code)):
        assert list(figures_by_area(region(GEMBONG), on=when)["founded"]) == [where]
    assert Group.objects.with_stage(day).get().stage == "founded"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("tree")
def test_what_was_missing_is_built_once() -> None:
    kim(BERMI, founded_on=date(2020, 1, 1))
    assert not standing.build_missing()
    StageSpan.objects.all().delete()
    StandingTotal.objects.all().delete()
    assert standing.build_missing()
    assert figures_by_area(region("33"))["founded"][PATI].desa == 1


@pytest.mark.usefixtures("tree")
def test_following_a_group_writes_only_what_differs(django_assert_max_num_queries: Any) -> None:
    group = kim(BERMI, founded_on=date(2020, 1, 1))
    kim(JENU, level="district", founded_on=date(2020, 1, 1))
    assert (
        StandingTotal.objects.filter(area_id=TUBAN).count() == 3
    )  # from ever as proposed, of all kinds, then founded
    keys = set(StandingTotal.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(8):
        standing.follow([group.pk])
    assert set(StandingTotal.objects.values_list("pk", flat=True)) == keys


@pytest.mark.django_db(transaction=True)
def test_registrations_at_once_in_one_regency_lose_no_count() -> None:
    plant_regions()

    def register(number: int) -> None:
        try:
            for seat in (BERMI, KEDUNGBULUS, PATI_WETAN):
                kim(seat, f"KIM {number}", founded_on=date(2020, 1, 1) + timedelta(days=number))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(register, range(3)))
    found = figures_by_area(region("33"))["founded"][PATI]
    assert (found.groups, found.desa, found.kelurahan) == (9, 2, 1)
    kept = _rows(StandingTotal)
    standing.rebuild()
    assert _rows(StandingTotal) == kept
