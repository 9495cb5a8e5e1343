"""Tags, connectivity, notes and the office's own look."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.regions import actions
from kentongan.domain.regions.boards import connected_q, connectivity_class, facts_for, tagged_q
from kentongan.domain.regions.models import Connectivity, Region, RegionNote, Tag
from tests import cast

pytestmark = pytest.mark.django_db
BY = System()
DAY = date(2019, 1, 10)


class Stranger(System):
    """Somebody without any authority."""

    def require(self, verb, region=None, *, agency=None, group=None):
        raise Refused(f"{verb} {region}")


@pytest.fixture(autouse=True)
def _regions(db):
    cast.plant_regions()


@pytest.fixture
def red_zone():
    return actions.define_tag(code="zona-merah", name="Zona merah", kind=Tag.Kind.PRIORITY, year=2019, by=BY)


@pytest.fixture
def fostered():
    return actions.define_tag(code="desa-binaan", name="Desa binaan", kind=Tag.Kind.FOSTERED, by=BY)


def region(code):
    return Region.objects.get(code=code)


def test_a_village_has_its_tags_and_those_from_above(red_zone, fostered):
    """G2: zona merah and desa binaan, each with kind, issuer and year."""
    actions.tag_region(region("33.03.04"), red_zone, starts_on=DAY, by=BY)
    actions.tag_region(region(cast.SELAKAMBANG), fostered, starts_on=DAY, by=BY)
    facts = facts_for([cast.SELAKAMBANG, "33.03", cast.BERMI], on=DAY)
    assert {code: [tag.code for tag in of.tags] for code, of in facts.items()} == {
        cast.SELAKAMBANG: ["zona-merah", "desa-binaan"],
        "33.03": [],
        cast.BERMI: [],
    }


def test_villages_are_found_by_tags_together(red_zone, fostered):
    """G3: zona merah AND desa binaan."""
    actions.tag_region(region("33.03.04"), red_zone, starts_on=DAY, by=BY)
    actions.tag_region(region(cast.SELAKAMBANG), fostered, starts_on=DAY, by=BY)
    actions.tag_region(region(cast.BERMI), fostered, starts_on=DAY, by=BY)
    both = tagged_q("zona-merah", "code") & tagged_q("desa-binaan", "code")
    assert [found.code for found in Region.objects.filter(both)] == [cast.SELAKAMBANG]
    assert not Region.objects.filter(tagged_q("tidak-ada", "code")).exists()


def test_a_tag_holds_until_its_last_day(red_zone):
    use = actions.tag_region(region(cast.BERMI), red_zone, starts_on=DAY, by=BY)
    actions.untag(use, ends_on=DAY + timedelta(days=5), by=BY)
    assert facts_for([cast.BERMI], on=DAY + timedelta(days=5))[cast.BERMI].tags == (red_zone,)
    assert facts_for([cast.BERMI], on=DAY + timedelta(days=6))[cast.BERMI].tags == ()
    with pytest.raises(Invalid):
        actions.untag(use, ends_on=DAY - timedelta(days=1), by=BY)


def test_a_tag_is_not_put_twice_for_one_time(red_zone):
    actions.tag_region(region(cast.BERMI), red_zone, starts_on=DAY, ends_on=DAY, by=BY)
    actions.tag_region(region(cast.BERMI), red_zone, starts_on=DAY + timedelta(days=1), by=BY)
    with pytest.raises(Invalid, match="Desa Bermi"):
        actions.tag_region(region(cast.BERMI), red_zone, starts_on=DAY + timedelta(days=9), by=BY)


def test_the_latest_measure_of_connectivity_holds():
    village = region(cast.NGADIREJO)
    actions.set_connectivity(village, "sms", measured_on=DAY, source="Sekcam Reban", by=BY)
    actions.set_connectivity(village, "2g", measured_on=DAY + timedelta(days=30), by=BY)
    actions.set_connectivity(village, "3g", measured_on=DAY + timedelta(days=30), by=BY)
    latest = facts_for([village.code])[village.code].connectivity
    assert latest is not None
    assert (latest.kind, latest.measured_on) == ("3g", DAY + timedelta(days=30))
    assert facts_for([village.code], on=DAY)[village.code].connectivity.kind == "sms"
    assert [found.code for found in Region.objects.filter(connected_q(["3g"], "code"))] == [village.code]
    assert not Region.objects.filter(connected_q(["sms"], "code")).exists()


def test_what_phones_measured_is_marked_and_carries_its_figures():
    village, figures = region(cast.NGADIREJO), {"days": 6, "syncs": 14, "kbps": 12}
    row = actions.measure_connectivity(village, "2g", measured_on=DAY, figures=figures, by=BY)
    assert row is not None
    row.refresh_from_db()
    assert (row.way, row.kind, row.figures) == ("measured", "2g", figures)
    actions.measure_connectivity(village, "3g", measured_on=DAY, figures={"days": 7}, by=BY)
    row.refresh_from_db()
    assert (row.kind, row.figures) == ("3g", {"days": 7})
    assert [entry.verb for entry in Entry.objects.about(village)] == ["regions.measure"]  # told once a day
    assert connectivity_class(village, DAY) == "3g"
    assert connectivity_class(village, DAY - timedelta(days=1)) is None


def test_phones_never_go_over_what_a_person_noted_for_that_day_or_later():
    village = region(cast.NGADIREJO)
    actions.set_connectivity(village, "4g", measured_on=DAY, source="Sekcam Reban", by=BY)
    for day in (DAY, DAY - timedelta(days=1)):
        assert actions.measure_connectivity(village, "2g", measured_on=day, figures={}, by=BY) is None
    assert connectivity_class(village, DAY) == "4g"
    later = DAY + timedelta(days=1)
    assert actions.measure_connectivity(village, "2g", measured_on=later, figures={"days": 3}, by=BY)
    assert connectivity_class(village, later) == "2g"
    actions.set_connectivity(village, "3g", measured_on=later, by=BY)
    noted = facts_for([village.code], later)[village.code].connectivity
    assert noted is not None
    assert (noted.kind, noted.way, noted.figures) == ("3g", "noted", {})  # a person's word replaces it


def test_facts_of_many_regions_cost_as_much_as_of_one(red_zone, django_assert_num_queries):
    actions.tag_region(region(cast.PATI), red_zone, starts_on=DAY, by=BY)
    for codes in ([cast.BERMI], list(cast.PATI_VILLAGES)):
        with django_assert_num_queries(2):
            assert all(facts.tags == (red_zone,) for facts in facts_for(codes).values())


def test_connectivity_is_not_measured_tomorrow_nor_as_5g():
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid, match="masa depan"):
        actions.set_connectivity(region(cast.BERMI), "4g", measured_on=tomorrow, by=BY)
    with pytest.raises(Invalid, match="5g"):
        actions.set_connectivity(region(cast.BERMI), "5g", measured_on=DAY, by=BY)
    assert not Connectivity.objects.exists()


def test_a_practice_of_another_region_is_noted():
    """M7: Jawa Timur as a reference, with what was learned."""
    actions.note_practice(region("35"), "Kolaborasi; honor bagi anggota", noted_on=date(2022, 11, 30), by=BY)
    note = RegionNote.objects.get()
    assert (note.region_id, note.kind) == ("35", RegionNote.Kind.REFERENCE_PRACTICE)
    assert Entry.objects.about(note.region).get().verb == "regions.note"


def test_an_office_has_its_name_and_colour():
    actions.brand_region(region(cast.PATI), office_name="Diskominfo Kabupaten Pati", accent="#7A1F2B", by=BY)
    assert region(cast.PATI).brand.accent == "#7A1F2B"
    with pytest.raises(Invalid) as refused:
        actions.brand_region(region(cast.PATI), office_name="Diskominfo", accent="red;}", by=BY)
    assert refused.value.field == "accent"


def test_a_stranger_changes_nothing(red_zone):
    village, nobody = region(cast.BERMI), Stranger()
    with pytest.raises(Refused):
        actions.tag_region(village, red_zone, starts_on=DAY, by=nobody)
    with pytest.raises(Refused):
        actions.set_connectivity(village, "4g", measured_on=DAY, by=nobody)
    with pytest.raises(Refused):
        actions.measure_connectivity(village, "4g", measured_on=DAY, figures={}, by=nobody)
    with pytest.raises(Refused):
        actions.note_practice(village, "Catatan", noted_on=DAY, by=nobody)
    with pytest.raises(Refused):
        actions.brand_region(village, office_name="Kami", by=nobody)
    with pytest.raises(Refused):
        actions.define_tag(code="x", name="X", by=nobody)
