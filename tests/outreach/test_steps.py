"""The way of a tour: approved, its events opened, done, evaluated; its report."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.events.actions import add_absence, hold, load_lists, record_attendance, usual_conditions
from kentongan.domain.events.models import Event
from kentongan.domain.outreach.actions import (
    Companion,
    approve_tour,
    cancel_tour,
    evaluate_tour,
    finish_tour,
    move_stop,
    open_events,
    plan_now,
    reopen_tour,
    set_speakers,
    set_villages,
)
from kentongan.domain.outreach.boards import tour_report
from kentongan.domain.outreach.models import Tour, TourState
from kentongan.domain.outreach.papers import report_pdf, schedule_pdf
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import BATANG, REBAN
from tests.groups.making import kim
from tests.outreach.making import region, stop_in, tour

BY = System()

pytestmark = pytest.mark.usefixtures("batang")


@pytest.fixture
def planned() -> Tour:
    """The tour of Batang, planned in two districts."""
    made = tour(districts=[region(REBAN), region("33.25.03")], conditions=usual_conditions())
    plan_now(made, by=BY)
    return made


def test_the_state_follows_the_dates(planned: Tour) -> None:
    with time_machine.travel(date(2021, 2, 18), tick=False):
        assert planned.state == TourState.DRAFT
        made = approve_tour(planned, by=BY)
        assert made.state == TourState.APPROVED
        open_events(made, by=BY)
        made.refresh_from_db()
        assert made.state == TourState.SCHEDULED
    with time_machine.travel(date(2021, 3, 5), tick=False):
        assert made.state == TourState.RUNNING
    with time_machine.travel(date(2021, 3, 16), tick=False):
        assert made.state == TourState.DONE
        made = evaluate_tour(made, evaluation="Musyawarah perlu didampingi.", by=BY)
        assert made.state == TourState.EVALUATED
    for day in (date(2021, 2, 1), date(2021, 2, 18), date(2021, 3, 5), date(2021, 3, 20)):
        counted = Tour.objects.with_state(day).get(pk=made.pk).state_now  # type: ignore[attr-defined]
        assert counted == made.state_on(day)


def test_only_the_head_of_division_approves(planned: Tour) -> None:
    with pytest.raises(Refused):
        approve_tour(planned, by=actor("public_relations_officer", BATANG))
    assert (
        approve_tour(planned, by=actor("division_head", BATANG, name="Endang")).approved_by_name == "Endang"
    )


def test_b6_warnings_need_a_reason_before_approval(planned: Tour) -> None:
    set_villages(stop_in(planned), list(Region.objects.within(REBAN).at_level(4)[:4]), by=BY)
    with pytest.raises(Invalid, match="Masih ada 1 peringatan"):
        approve_tour(planned, by=BY)
    made = approve_tour(planned, despite="Desa kelima menyusul", by=BY)
    assert made.approved_despite == "Desa kelima menyusul"


def test_a_tour_without_dates_is_not_approved() -> None:
    with pytest.raises(Invalid, match="Belum ada pertemuan yang bertanggal"):
        approve_tour(tour(), by=BY)


def test_an_approved_tour_is_reopened_for_a_reason(planned: Tour) -> None:
    made = approve_tour(planned, by=BY)
    with pytest.raises(Invalid, match="Tulis alasannya"):
        reopen_tour(made, reason=" ", by=BY)
    assert reopen_tour(made, reason="Kadis minta dua desa lagi", by=BY).state == TourState.DRAFT


def test_b9_every_stop_becomes_an_event_with_agenda_villages_speakers_and_conditions(
    planned: Tour, speaker: Any
) -> None:
    set_speakers(planned, [Companion(speaker, material_title="Mengapa KIM")], by=BY)
    village = stop_in(planned).villages.first()
    assert village is not None
    served = kim(village.village_id, founded_on=date(2019, 1, 1))
    with pytest.raises(Invalid, match="belum disetujui"):
        open_events(planned, by=BY)
    made = approve_tour(planned, by=BY)
    opened = open_events(made, by=BY)
    assert len(opened) == 2
    assert open_events(made, by=BY) == []  # a second call opens nothing twice
    event = stop_in(made).event
    assert event is not None
    assert (event.region_id, event.kind, event.areas.count()) == (REBAN, "outreach", 5)
    assert list(event.groups.all()) == [served]
    assert event.conditions.count() == len(usual_conditions()) > 0
    assert [row.name for row in event.speakers.all()] == [speaker.name]
    assert event.starts_at.astimezone(event.region.zone).strftime("%H.%M") == "08.30"


def test_a_speaker_who_is_away_stops_the_opening_by_name(planned: Tour, speaker: Any) -> None:
    made = approve_tour(planned, by=BY)
    set_speakers(made, [Companion(speaker)], by=BY)
    add_absence(speaker, starts_on=date(2021, 3, 1), ends_on=date(2021, 3, 31), by=BY)
    with pytest.raises(Invalid, match="Budi Santoso berhalangan"):
        open_events(made, by=BY)
    assert Event.objects.count() == 0


def test_moving_a_stop_moves_its_event_with_the_reason(planned: Tour) -> None:
    made = approve_tour(planned, by=BY)
    open_events(made, by=BY)
    stop = stop_in(made)
    team = made.teams.get()
    move_stop(stop, date=date(2021, 3, 9), team=team, reason="Balai desa dipakai", by=BY)
    event = stop_in(made).event
    assert event is not None
    assert event.starts_on == date(2021, 3, 9)
    assert event.moves.get().reason == "Balai desa dipakai"
    with pytest.raises(Invalid, match="Acaranya sudah dibuka"):
        move_stop(stop, date=None, team=None, by=BY)


def test_villages_changed_later_change_the_event_too(planned: Tour) -> None:
    open_events(approve_tour(planned, by=BY), by=BY)
    set_villages(stop_in(planned), list(Region.objects.within(REBAN).at_level(4)[:6]), by=BY)
    event = stop_in(planned).event
    assert event is not None
    assert event.areas.count() == 6


def test_a_tour_called_off_takes_its_events_along(planned: Tour) -> None:
    open_events(approve_tour(planned, by=BY), by=BY)
    made = cancel_tour(planned, reason="Pandemi", by=BY)
    assert made.state == TourState.CANCELLED
    assert set(Event.objects.values_list("cancel_reason", flat=True)) == {"Pandemi"}


def test_a_tour_is_done_only_after_it_was_opened(planned: Tour) -> None:
    with pytest.raises(Invalid, match="belum dibuka acaranya"):
        finish_tour(planned, by=BY)
    with pytest.raises(Invalid, match="belum selesai"):
        evaluate_tour(planned, evaluation="Baik", by=BY)
    open_events(approve_tour(planned, by=BY), by=BY)
    with pytest.raises(Invalid, match="tidak boleh di masa depan"):
        finish_tour(planned, on=date(2021, 2, 1), by=BY)
    assert finish_tour(planned, on=date(2021, 3, 15), by=BY).state == TourState.DONE


def test_b8_the_report_separates_villages_that_had_a_kim_from_new_ones(planned: Tour) -> None:
    load_lists()
    codes = list(stop_in(planned).villages.values_list("village_id", flat=True))
    kim(codes[0], "KIM Lama", founded_on=date(2015, 1, 1))
    kim(codes[1], "KIM Baru", founded_on=date(2021, 6, 1))
    made = approve_tour(planned, by=BY)
    open_events(made, by=BY)
    event = stop_in(made).event
    assert event is not None
    for name, sex, element, code in (
        ("Sri Lestari", "f", "pkk", codes[0]),
        ("Budi", "m", "karang-taruna", codes[0]),
        ("Joko", "", None, codes[2]),
    ):
        record_attendance(
            event=event, id=uuid4(), name=name, sex=sex, element=element, region=region(code), by=BY
        )
    hold(event, on=event.starts_on, by=BY)
    report = tour_report(made, BY, date(2021, 12, 31))
    totals = report.totals
    assert (totals.villages, totals.with_kim_before, totals.without_kim_before) == (10, 1, 9)
    assert (totals.new_kim, totals.held, totals.stops, totals.attended) == (1, 1, 2, 3)
    reban = next(row for row in report.districts if row.district.region_id == REBAN)
    rows = {row.region.code: row for row in reban.stops[0].villages}
    assert [(rows[code].had_kim, rows[code].is_new, rows[code].attended) for code in codes[:3]] == [
        (True, False, 2),
        (False, True, 0),
        (False, False, 1),
    ]
    assert report.people == 3
    assert report.sexes == {"f": 1, "m": 1, "": 1}
    assert dict(report.elements)["PKK"] == 1
    assert tour_report(made, BY, date(2021, 5, 1)).totals.new_kim == 0


def test_people_who_come_twice_are_counted_once(planned: Tour) -> None:
    open_events(approve_tour(planned, by=BY), by=BY)
    for stop in planned.stops.select_related("event"):
        assert stop.event is not None
        record_attendance(event=stop.event, id=uuid4(), name="Sri Lestari", region=region(REBAN), by=BY)
    report = tour_report(planned, BY)
    assert (report.people, report.totals.attended) == (1, 2)


def test_the_report_takes_a_constant_number_of_queries(django_assert_max_num_queries: Any) -> None:
    for number, districts in enumerate(([REBAN], [REBAN, "33.25.03", "33.25.01"])):
        made = tour(title=f"Keliling {number}", districts=[region(code) for code in districts])
        plan_now(made, by=BY)
        open_events(approve_tour(made, despite="Keduanya contoh", by=BY), by=BY)
        with django_assert_max_num_queries(12):
            tour_report(made, BY)


def test_a_district_officer_reads_the_report_of_the_own_district(planned: Tour) -> None:
    report = tour_report(planned, actor("district_officer", REBAN))
    assert [row.district.region_id for row in report.districts] == [REBAN]


def test_schedule_and_report_are_printed(planned: Tour) -> None:
    open_events(approve_tour(planned, by=BY), by=BY)
    for paper in (
        schedule_pdf(planned, BY),
        schedule_pdf(planned, BY, district=REBAN),
        report_pdf(planned, BY),
    ):
        assert paper.startswith(b"%PDF-")
