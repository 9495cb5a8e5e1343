"""Counts by area, snapshots, villages without a group, the filters of the list."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import dissolve_group, register_at_office
from kentongan.domain.groups.boards import compare_snapshots, counts_by_area, find_villages
from kentongan.domain.groups.imports import apply
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.boards import recount_totals
from kentongan.domain.regions.models import RegionTag, Tag
from tests.cast import (
    BATANG,
    BERMI,
    COUNTRY,
    GEMBONG,
    JENU,
    KEDUNGBULUS,
    NGADIREJO,
    PATI,
    PATI_DISTRICT,
    PATI_WETAN,
    PURBALINGGA,
    REBAN,
    SELAKAMBANG,
    TUBAN,
)
from tests.groups.making import decree, kim, region
from tests.groups.making_sheets import ADDED_LATER, pati_file, sheet_of

pytestmark = pytest.mark.usefixtures("tree")
KALIGONDANG = "33.03.04"


def pati() -> None:
    apply(sheet_of(pati_file()), region(PATI), System())


def tag(code: str, where: str, name: str = "") -> None:
    label, _new = Tag.objects.get_or_create(code=code, defaults={"name": name or code})
    RegionTag.objects.create(tag=label, region_id=where, starts_on=date(2018, 1, 1))


def test_batang_has_fifteen_districts_and_counts_villages_as_of_a_day() -> None:
    """B1: the count stands with its date."""
    kim(NGADIREJO, founded_on=date(2021, 2, 18))
    then = counts_by_area(region(BATANG), date(2021, 2, 18))
    before = counts_by_area(region(BATANG), date(2021, 2, 17))
    assert (then.on, then.total.districts, then.total.villages_covered) == (date(2021, 2, 18), 15, 1)
    assert (before.on, before.total.villages_covered) == (date(2021, 2, 17), 0)


def test_a_group_can_be_registered_and_have_no_activity_at_all() -> None:
    """B2: being registered says nothing about its function; the two are kept apart."""
    group = kim(NGADIREJO, founded_on=date(2012, 1, 1))
    decree(group)
    register_at_office(group, on=date(2022, 6, 1), by=System())
    assert Group.objects.matching(stage="registered").get() == group
    assert group.activities.count() == 0


def test_pati_has_eighteen_in_ten_districts() -> None:
    """P1."""
    pati()
    counts = counts_by_area(region(PATI))
    assert (counts.total.groups, counts.total.districts_covered, counts.total.districts) == (18, 10, 10)
    by_district = {row.region.name: row.groups for row in counts.rows}
    assert by_district == {
        "Pati": 1,
        "Gabus": 1,
        "Margorejo": 2,
        "Gembong": 2,
        "Tlogowungu": 1,
        "Wedarijaksa": 2,
        "Margoyoso": 2,
        "Gunungwungkal": 3,
        "Tayu": 2,
        "Trangkil": 2,
    }


def test_desa_and_kelurahan_are_counted_apart() -> None:
    """P2: seventeen desa and one kelurahan."""
    pati()
    total = counts_by_area(region(PATI)).total
    assert (total.desa_covered, total.kelurahan_covered, total.villages_covered) == (17, 1, 18)
    district = counts_by_area(region(PATI_DISTRICT)).total
    assert (district.desa_covered, district.kelurahan_covered, district.kelurahan) == (0, 1, 1)


def test_several_groups_in_a_district_cover_it_once() -> None:
    """Pitfall 1 of domain 1.2: distinct districts, not groups."""
    for name in ("KIM A", "KIM B", "KIM C"):
        kim(BERMI, name, founded_on=date(2020, 1, 1))
    total = counts_by_area(region(PATI)).total
    assert (total.groups, total.districts_covered, total.villages_covered) == (3, 1, 1)


def test_a_district_is_covered_while_its_village_is_not() -> None:
    """G11: Kaligondang has KIM Mentari; Selakambang has none."""
    kim(KALIGONDANG, "KIM Mentari", level="district", founded_on=date(2015, 1, 1))
    counts = counts_by_area(region(PURBALINGGA)).total
    assert (counts.districts_covered, counts.villages_covered) == (1, 0)
    missing = find_villages(region(PURBALINGGA), with_group=False)
    assert [village.code for village in missing] == [SELAKAMBANG]


def test_districts_of_tuban_stand_beside_those_not_accounted_for() -> None:
    """T6 as data: the register of regions is the denominator."""
    kim(JENU, "KIM Jenu", level="district", founded_on=date(2021, 12, 2))
    counts = counts_by_area(region(TUBAN))
    assert (counts.total.districts, counts.total.districts_covered) == (20, 1)
    assert [row.region.name for row in counts.rows if row.groups] == ["Jenu"]
    assert "Kerek" in [row.region.name for row in counts.rows if not row.groups]


def test_only_groups_with_a_decree_in_force_are_counted_as_decreed() -> None:
    """T8."""
    decree(kim(BERMI))
    kim(KEDUNGBULUS, founded_on=date(2022, 1, 1))
    total = counts_by_area(region(PATI)).total
    assert (total.groups, total.with_decree) == (2, 1)
    assert counts_by_area(region(PATI), date(2022, 2, 1)).total.with_decree == 0


def test_a_proposed_group_and_a_dissolved_one_do_not_count() -> None:
    kim(BERMI)
    gone = kim(KEDUNGBULUS, founded_on=date(2016, 1, 1))
    dissolve_group(gone, on=date(2018, 1, 1), reason="vakum", by=System())
    assert counts_by_area(region(PATI)).total.groups == 0
    assert counts_by_area(region(PATI), date(2017, 1, 1)).total.groups == 1


def test_counts_add_up_from_the_country_down_in_as_many_queries(django_assert_num_queries: Any) -> None:
    decree(kim(BERMI, founded_on=date(2020, 1, 1)))
    kim(NGADIREJO, founded_on=date(2020, 1, 1))
    recount_totals()
    for code in (COUNTRY, "33", PATI, GEMBONG):
        area = region(code)
        with django_assert_num_queries(3):
            counts = counts_by_area(area)
        rows = counts.rows
        assert counts.total.groups == sum(row.groups for row in rows)
        assert counts.total.villages == sum(row.villages for row in rows)
        assert counts.total.districts_covered == (2 if code in {COUNTRY, "33"} else 1)


def test_two_snapshots_tell_which_six_were_added() -> None:
    """P5."""
    pati()
    snapshots = compare_snapshots(region(PATI), date(2023, 2, 17), date(2022, 12, 31))
    assert (snapshots.earlier, len(snapshots.kept), snapshots.gone) == (date(2022, 12, 31), 12, [])
    assert {group.name.removeprefix("KIM ") for group in snapshots.added} == ADDED_LATER


def test_a_snapshot_tells_which_group_is_gone() -> None:
    """P5."""
    group = kim(BERMI, founded_on=date(2016, 1, 1))
    dissolve_group(group, on=date(2018, 1, 1), reason="vakum", by=System())
    snapshots = compare_snapshots(region(PATI), date(2017, 1, 1), date(2019, 1, 1))
    assert (snapshots.gone, snapshots.added, snapshots.kept) == ([group], [], [])


def test_targets_are_found_by_tags_where_no_kim_is() -> None:
    """G2, G3: zona merah AND desa binaan AND no KIM."""
    tag("zona-merah", KALIGONDANG)  # the whole district; its villages inherit
    tag("desa-binaan", SELAKAMBANG)
    tag("zona-merah", BERMI)
    wanted = ("zona-merah", "desa-binaan")
    found = find_villages(region(COUNTRY), tags=wanted, with_group=False)
    assert [village.code for village in found] == [SELAKAMBANG]
    kim(SELAKAMBANG, founded_on=date(2019, 1, 10))
    assert not find_villages(region(COUNTRY), tags=wanted, with_group=False).exists()
    assert find_villages(region(COUNTRY), tags=wanted, with_group=True).count() == 1
    assert find_villages(region(PATI), tags=wanted).count() == 0


def test_the_list_is_narrowed_by_every_filter() -> None:
    tag("desa-binaan", GEMBONG)
    surya = kim(BERMI, "KIM Surya", founded_on=date(2020, 1, 1))
    mentari = kim(PATI_WETAN, "KIM Mentari")
    jenu = kim(JENU, "KIM Jenu", level="district")
    decree(mentari, issuer_role="ward_head", valid_to=timezone.localdate())
    cases: dict[str, list[Group]] = {
        "region": [surya],
        "level": [jenu],
        "stage": [surya],
        "tag": [surya],
        "none": [surya, jenu],
        "in_force": [mentari],
        "expiring": [mentari],
        "name": [surya],
        "place": [surya],
    }
    filters: dict[str, dict[str, str]] = {
        "region": {"region": GEMBONG},
        "level": {"level": "district"},
        "stage": {"stage": "founded"},
        "tag": {"tag": "desa-binaan"},
        "none": {"decree": "none"},
        "in_force": {"decree": "in_force"},
        "expiring": {"decree": "expiring"},
        "name": {"text": "kim SURYA"},
        "place": {"text": "berm"},
    }
    seen = {
        name: list(Group.objects.matching(**chosen).order_by("region_id")) for name, chosen in filters.items()
    }
    assert {name: set(rows) for name, rows in seen.items()} == {
        name: set(rows) for name, rows in cases.items()
    }


def test_a_sekcams_district_counts_its_own_villages() -> None:
    """B4."""
    kim(NGADIREJO, founded_on=date(2021, 1, 1))
    counts = counts_by_area(region(REBAN))
    assert [(row.region.code, row.groups) for row in counts.rows] == [(NGADIREJO, 1)]
