"""Whom a package reaches: the same rule in Python and in SQL, and the preview before sending."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.standing import rebuild
from kentongan.domain.regions.actions import measure_connectivity, set_connectivity
from kentongan.domain.regions.models import Connectivity, Region, RegionTag, Tag
from kentongan.domain.regions.rules import is_within
from kentongan.domain.releases import audience, rules
from tests.cast import BATANG, BERMI, CENTRAL_JAVA, GAJIHAN, GEMBONG, GUNUNGWUNGKAL, PATI, PATI_DISTRICT
from tests.groups.making import decree, kim
from tests.releases.making import Office

_DAY = date(2024, 5, 1)
_AREAS = st.sets(
    st.sampled_from([CENTRAL_JAVA, PATI, BATANG, GEMBONG, GUNUNGWUNGKAL, BERMI, GAJIHAN]), min_size=1
)
_FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "level": st.lists(st.sampled_from(["village", "district", "hamlet"]), max_size=2),
        "stage": st.lists(st.sampled_from(["proposed", "founded", "recognised", "registered"]), max_size=3),
        "tags": st.lists(st.sampled_from(["zona-merah", "desa-binaan", "3t"]), max_size=2),
        "connectivity": st.lists(st.sampled_from(["none", "2g", "4g"]), max_size=2),
    },
)


@pytest.fixture
def varied(office: Office) -> Office:
    """The KIM of Pati with every fact a filter can ask for, and a district's."""
    groups = office.groups
    kim(GEMBONG, "KIM Kecamatan Gembong", level="district", founded_on=date(2020, 1, 1))
    kim("33.25.04.2005", "KIM Ngadirejo", founded_on=date(2020, 1, 1))
    Group.objects.filter(pk=groups[GAJIHAN].pk).update(founded_on=date(2021, 1, 1))
    decree(groups[BERMI])
    Group.objects.filter(pk=groups[BERMI].pk).update(registered_on=date(2022, 6, 1))
    rebuild()
    red = Tag.objects.create(code="zona-merah", name="Zona merah")
    fostered = Tag.objects.create(code="desa-binaan", name="Desa binaan")
    Tag.objects.create(code="3t", name="3T")
    RegionTag.objects.create(tag=red, region_id=GUNUNGWUNGKAL, starts_on=date(2023, 1, 1))
    RegionTag.objects.create(tag=fostered, region_id=BERMI, starts_on=date(2023, 1, 1))
    RegionTag.objects.create(
        tag=fostered, region_id=GAJIHAN, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31)
    )
    for code, kind, day in (
        (BERMI, "4g", date(2023, 1, 1)),
        (BERMI, "2g", date(2024, 1, 1)),
        (GAJIHAN, "none", _DAY),
    ):
        Connectivity.objects.create(region_id=code, kind=kind, measured_on=day)
    return office


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(areas=_AREAS, wanted=_FILTERS)
def test_python_and_sql_admit_the_same_groups(
    varied: Office, areas: set[str], wanted: dict[str, list[str]]
) -> None:
    groups = list(Group.objects.all())
    facts = audience.facts_of(groups, _DAY)
    by_rule = {
        group.pk
        for group in groups
        if any(is_within(group.region_id, area) for area in areas) and rules.admits(wanted, facts[group.pk])
    }
    assert set(audience.groups_in(areas, wanted, _DAY).values_list("pk", flat=True)) == by_rule


@given(
    st.tuples(_AREAS, _FILTERS),
    st.tuples(_AREAS, _FILTERS),
    st.sampled_from([BERMI, GAJIHAN, GEMBONG]),
    st.builds(
        rules.Facts,
        level=st.sampled_from(["village", "district"]),
        stage=st.sampled_from(["founded", "recognised"]),
        connectivity=st.sampled_from([None, "none", "2g"]),
        tags=st.frozensets(st.sampled_from(["zona-merah", "3t"])),
    ),
)
def test_an_audience_that_does_not_shrink_leaves_nobody_out(
    old: tuple[set[str], dict[str, list[str]]],
    new: tuple[set[str], dict[str, list[str]]],
    seat: str,
    facts: rules.Facts,
) -> None:
    if rules.shrinks(*old, *new):
        return
    if any(is_within(seat, area) for area in old[0]) and rules.admits(old[1], facts):
        assert any(is_within(seat, area) for area in new[0])
        assert rules.admits(new[1], facts)


def test_a_network_that_the_app_measured_filters_like_one_a_person_noted(office: Office) -> None:
    noted, measured = Region.objects.get(code=BERMI), Region.objects.get(code=GAJIHAN)
    set_connectivity(noted, "4g", measured_on=_DAY, by=System())
    measure_connectivity(measured, "2g", measured_on=_DAY, figures={}, by=System())
    found = audience.preview([PATI], {"connectivity": ["2g"]}, region=PATI, by=office.writer)
    assert [group.name for group in found.groups] == ["KIM Gajihan"]


def test_the_preview_counts_lists_and_sorts_by_district(office: Office) -> None:
    found = audience.preview([PATI], {}, region=PATI, by=office.writer)
    assert found.count == 5
    assert [group.name for group in found.groups] == [
        "KIM Pati Wetan",
        "KIM Bermi",
        "KIM Kedungbulus",
        "KIM Gajihan",
        "KIM Sumberrejo",
    ]
    assert [(area.region.pk, area.count) for area in found.by_district] == [
        (PATI_DISTRICT, 1),
        (GEMBONG, 2),
        (GUNUNGWUNGKAL, 2),
    ]


def test_a_dissolved_group_is_not_reached(office: Office) -> None:
    Group.objects.filter(region_id=BERMI).update(dissolved_on=date(2021, 1, 1))
    assert audience.groups_in([GEMBONG], {}).count() == 1


def test_a_preview_outside_ones_area_is_refused_by_name(office: Office) -> None:
    with pytest.raises(Invalid, match="Kabupaten Batang"):
        audience.preview([BATANG], {}, region=PATI, by=office.writer)
