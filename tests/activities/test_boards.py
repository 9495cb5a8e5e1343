"""The board of a package, the list of whom to phone, the trail in a village, both flows."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from kentongan.domain.activities.access import get_board_region
from kentongan.domain.activities.actions import assess, record, recount
from kentongan.domain.activities.boards import (
    BoardRow,
    board_total,
    chase_list,
    flow_counts,
    release_board,
    trail,
)
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.groups.actions import start_term
from kentongan.domain.groups.actions.boards import NewPost
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Person
from kentongan.domain.releases.actions import (
    approve_and_publish,
    correct,
    record_office_receipt,
    record_receipt,
    submit,
)
from kentongan.domain.releases.models import Publication
from tests.actors import actor
from tests.cast import (
    BATANG,
    BERMI,
    CENTRAL_JAVA,
    GAJIHAN,
    GEMBONG,
    GUNUNGWUNGKAL,
    KEDUNGBULUS,
    PATI,
    PATI_DISTRICT,
    PATI_WETAN,
    SUMBERREJO,
)
from tests.groups.making import kim
from tests.releases.making import Office, place

SYSTEM = System()


def _tell(office: Office, code: str, publication: Publication, **changes: Any) -> Activity:
    facts: dict[str, Any] = {"medium": "masjid", "held_on": timezone.localdate()}
    return record(group=office.groups[code], publication=publication, by=SYSTEM, **facts | changes)


def _step(office: Office, code: str, publication: Publication, kind: str, reason: str = "") -> None:
    record_receipt(publication=publication, group=office.groups[code], kind=kind, reason=reason, by=SYSTEM)


def _steps(row: Any) -> tuple[int, ...]:
    return (row.sent, row.received, row.opened, row.discussed, row.declined, row.passed_on, row.silent)


@pytest.fixture
def busy(office: Office) -> Publication:
    """One passed on, one discussed, one declined, one received, one silent."""
    publication = office.published()
    for kind in ("received", "opened", "discussed"):
        _step(office, BERMI, publication, kind)
        _step(office, KEDUNGBULUS, publication, kind)
    _tell(office, BERMI, publication, reach_low=40, reach_high=60)
    _step(office, GAJIHAN, publication, "declined", "Acara lewat")
    _step(office, SUMBERREJO, publication, "received")
    return publication


def test_each_group_counts_once_at_its_furthest_step(busy: Publication) -> None:
    rows = release_board(busy, PATI, "district")
    assert {row.code: _steps(row) for row in rows} == {
        PATI_DISTRICT: (1, 0, 0, 0, 0, 0, 1),
        GEMBONG: (2, 0, 0, 1, 0, 1, 0),
        GUNUNGWUNGKAL: (2, 1, 0, 0, 1, 0, 0),
    }
    assert [row.name for row in rows] == ["Kecamatan Pati", "Kecamatan Gembong", "Kecamatan Gunungwungkal"]


def test_a_board_by_village_and_one_of_a_district_say_the_same(busy: Publication) -> None:
    rows = {row.code: _steps(row) for row in release_board(busy, PATI, "village")}
    own = {row.code: _steps(row) for row in release_board(busy, GEMBONG, "village")}
    assert own == {code: rows[code] for code in (BERMI, KEDUNGBULUS)}
    assert rows[PATI_WETAN] == (1, 0, 0, 0, 0, 0, 1)


def test_the_totals_of_every_level_agree(busy: Publication) -> None:
    totals = {
        (region, by): _steps(board_total(release_board(busy, region, by)))
        for region, by in (
            (PATI, "village"),
            (PATI, "district"),
            (CENTRAL_JAVA, "regency"),
            ("00", "province"),
        )
    }
    assert set(totals.values()) == {(5, 1, 0, 1, 1, 1, 1)}


def test_reach_is_a_sum_of_ranges_by_class_of_media(office: Office) -> None:
    publication = office.published()
    _tell(office, BERMI, publication, reach_low=40, reach_high=60)
    _tell(office, KEDUNGBULUS, publication, medium="posyandu-pkk", reach_low=15, reach_high=20)
    _tell(office, GAJIHAN, publication, medium="grup-whatsapp", reach_low=100, reach_high=100)
    _tell(office, SUMBERREJO, publication)
    gembong, gunungwungkal = release_board(publication, PATI, "district")[1:]
    assert [(part.medium_class, part.low, part.high) for part in gembong.reach] == [("interpersonal", 55, 80)]
    assert [(part.medium_class, part.low, part.unknown) for part in gunungwungkal.reach] == [
        ("new", 100, 0),
        ("interpersonal", None, 1),
    ]
    assert (gembong.reach_overlaps, gunungwungkal.reach_overlaps) == (False, False)
    total = board_total([gembong, gunungwungkal])
    assert (total.reach_low, total.reach_high, total.activities) == (155, 180, 4)


def test_reach_says_when_the_same_people_may_count_twice(office: Office) -> None:
    publication = office.published()
    for medium in ("masjid", "rembug-warga"):
        _tell(office, BERMI, publication, medium=medium, reach_low=30, reach_high=40)
    rows = {row.code: row for row in release_board(publication, PATI, "district")}
    assert rows[GEMBONG].reach_overlaps
    assert not rows[GUNUNGWUNGKAL].reach_overlaps
    assert board_total(rows.values()).reach_overlaps


def test_two_groups_of_one_village_overlap_too(office: Office) -> None:
    office.groups["second"] = kim(BERMI, "KIM Kedua")
    publication = office.published()
    _tell(office, BERMI, publication, reach_low=30, reach_high=40)
    _tell(office, "second", publication, reach_low=30, reach_high=40)
    assert release_board(publication, PATI, "village")[1].reach_overlaps


def test_a_doubted_reach_is_left_out_and_told(office: Office) -> None:
    publication = office.published()
    activity = _tell(office, BERMI, publication, reach_low=4000, reach_high=6000)
    assess(activity, "doubted", "Desa ini 2.000 jiwa.", by=office.head)
    part = board_total(release_board(publication, PATI)).reach[0]
    assert (part.activities, part.low, part.doubted) == (1, None, 1)


def test_a_group_above_the_level_of_the_rows_stands_under_its_own_area(office: Office) -> None:
    kim(GEMBONG, "KIM Kecamatan Gembong", level="district")
    publication = office.published(GEMBONG)
    assert [(row.code, row.sent) for row in release_board(publication, GEMBONG, "village")] == [
        (GEMBONG, 1),
        (BERMI, 1),
        (KEDUNGBULUS, 1),
    ]


def _everything(row: BoardRow) -> tuple[Any, ...]:
    return (*_steps(row), row.reach, row.reach_overlaps)


def test_the_roll_up_equals_the_scan(office: Office, busy: Publication) -> None:
    office.groups["forum"] = kim(PATI, "Forum KIM Pati", level="regency")
    office.groups["second"] = kim(BERMI, "KIM Kedua")
    doubted = _tell(office, "second", busy, reach_low=900, reach_high=1000)
    cleared = _tell(office, SUMBERREJO, busy, medium="spanduk", reach_low=5, reach_high=9)
    unknown = _tell(office, "forum", busy, medium="situs-web")
    for activity, verdicts in (
        (doubted, ["verified", "doubted", "doubted"]),
        (cleared, ["doubted", "verified"]),
        (unknown, ["doubted"]),
    ):
        for verdict in verdicts:
            assess(activity, verdict, "Diperiksa.", by=SYSTEM)
    scanned = board_total(release_board(busy, PATI, "district"))
    assert scanned.reach_overlaps
    for region, by in ((CENTRAL_JAVA, "regency"), ("00", "province"), (PATI, "regency")):
        assert _everything(board_total(release_board(busy, region, by))) == _everything(scanned)
    recount()
    assert _everything(board_total(release_board(busy, "00", "regency"))) == _everything(scanned)


def test_the_board_asks_equally_few_questions_for_one_row_and_for_three(office: Office) -> None:
    few, many, pati = office.published(GEMBONG), office.published(), place(PATI)
    for publication in (few, many):
        publication.refresh_from_db()
        with assertNumQueries(8):
            release_board(publication, pati, "district")


def test_the_board_of_a_correction_counts_from_the_start(office: Office, busy: Publication) -> None:
    version = correct(busy.release, note="Sabtu", by=office.writer)
    submit(version, by=office.writer)
    second = approve_and_publish(busy.release, 2, by=office.head)
    assert _steps(board_total(release_board(second, PATI))) == (5, 0, 0, 0, 0, 0, 5)
    assert _steps(board_total(release_board(busy, PATI))) == (5, 1, 0, 1, 1, 1, 1)


def test_a_board_too_long_for_a_page_is_refused(busy: Publication) -> None:
    for region, by in ((CENTRAL_JAVA, "village"), ("00", "district"), (PATI, "province"), (PATI, "rt")):
        with pytest.raises(Invalid):
            release_board(busy, region, by)


def test_the_board_opens_on_ones_own_area(office: Office, busy: Publication) -> None:
    assert get_board_region(busy, office.head).pk == PATI
    assert get_board_region(busy, actor("district_officer", GEMBONG)).pk == GEMBONG
    assert get_board_region(busy, actor("province_supervisor", CENTRAL_JAVA)).pk == PATI
    assert get_board_region(busy, actor("agency_officer", PATI, agency=office.agency.pk)).pk == PATI
    with pytest.raises(Absent):
        get_board_region(busy, actor("district_officer", GEMBONG), GUNUNGWUNGKAL)
    with pytest.raises(Absent):
        get_board_region(busy, actor("division_head", BATANG))
    with pytest.raises(Absent):
        get_board_region(busy, office.member(BERMI))


def test_the_silent_are_listed_with_chair_and_phone(office: Office) -> None:
    publication = office.published(GEMBONG)
    chair = Person.objects.create(name="Pak Ketua", phone="081200001111", region_id=KEDUNGBULUS)
    start_term(
        office.groups[KEDUNGBULUS],
        starts_on=timezone.localdate() - timedelta(days=30),
        posts=[NewPost("chair", person=chair)],
        by=SYSTEM,
    )
    Group.objects.filter(pk=office.groups[BERMI].pk).update(phone="081233334444")
    by = actor("district_officer", GEMBONG)
    entries = chase_list(publication, GEMBONG, by=by)
    assert [(entry.group.name, entry.chair, entry.phone) for entry in entries] == [
        ("KIM Bermi", "", "081233334444"),
        ("KIM Kedungbulus", "Pak Ketua", "081200001111"),
    ]
    _step(office, KEDUNGBULUS, publication, "received")
    assert [entry.group.name for entry in chase_list(publication, GEMBONG, by=by)] == ["KIM Bermi"]


def test_phones_are_not_for_everybody(office: Office) -> None:
    Group.objects.update(phone="081233334444")
    publication = office.published(GEMBONG)
    entries = chase_list(publication, GEMBONG, by=actor("ministry_reader", "00"))
    assert [(entry.chair, entry.phone) for entry in entries] == [("", ""), ("", "")]


def test_p6_information_goes_from_the_village_office_to_the_kim_to_residents(office: Office) -> None:
    publication, officer = office.published(), actor("village_officer", BERMI, name="Bu Carik")
    before = trail(publication, BERMI)
    assert (before.office_received, before.handed_over, before.is_complete) == (None, None, False)
    record_office_receipt(publication=publication, region=place(BERMI), kind="received", by=officer)
    record_office_receipt(publication=publication, region=place(BERMI), kind="handed_over", by=officer)
    _step(office, BERMI, publication, "received")
    assert not trail(publication, BERMI).is_complete
    _tell(office, BERMI, publication)
    after = trail(publication, BERMI)
    assert after.is_complete
    assert after.office_received
    assert after.office_received.by_name == "Bu Carik"
    step = after.groups[0]
    assert step.received
    assert step.passed_on
    assert (step.group.name, step.received.kind, step.passed_on.medium_id) == (
        "KIM Bermi",
        "received",
        "masjid",
    )
    row = release_board(publication, GEMBONG, "village")[0]
    assert (row.office_received, row.office_handed_over) == (1, 1)


def test_p8_both_directions_are_counted(office: Office, busy: Publication) -> None:
    record(
        group=office.groups[BERMI],
        kind="aspiration",
        title="Jembatan rusak",
        held_on=timezone.localdate(),
        by=SYSTEM,
    )
    office.published(GAJIHAN)
    today = timezone.localdate()
    whole, one = flow_counts(PATI, today, today), flow_counts(BERMI, today, today)
    assert (whole.releases, whole.disseminations, whole.aspirations) == (2, 1, 1)
    assert (one.releases, one.receipts, one.down, one.up) == (1, 4, 1, 1)
    later = today + timedelta(days=1)
    assert flow_counts(PATI, later, later).down == 0
