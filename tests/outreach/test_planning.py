"""Planning a tour in one step: quota, working days, locked rows, and what cannot be met is named."""

import time
from collections import Counter
from datetime import date
from typing import Any

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.outreach.actions import (
    Companion,
    add_absence,
    approve_tour,
    change_tour,
    lock_stop,
    move_stop,
    plan_now,
    propose_plan,
    save_team,
    set_district,
    set_speakers,
    set_villages,
    undo_plan,
)
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import PlanRun, Stop, StopVillage
from kentongan.domain.outreach.snapshots import snapshot
from kentongan.domain.outreach.wording import report
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import BATANG, REBAN
from tests.groups.making import kim
from tests.outreach.making import MARCH_1, MARCH_15, plant_outlines, region, stop_in, tour

BY = System()

pytestmark = pytest.mark.usefixtures("batang")


def test_b5_fifteen_districts_get_five_villages_each_on_ten_working_days() -> None:
    planned = tour()
    begin = time.monotonic()
    run = plan_now(planned, by=BY)
    assert time.monotonic() - begin < 10  # the bar is 2 seconds on an idle machine: docs/performance.md
    assert (run.state, run.result["unmet"]) == ("done", [])
    per_district = Counter(StopVillage.objects.values_list("stop__district__region_id", flat=True))
    assert (len(per_district), set(per_district.values())) == (15, {5})
    days = Counter(planned.stops.values_list("date", flat=True))
    assert len(days) == 10
    assert sorted(days.values()) == [1] * 5 + [2] * 5
    assert tour_warnings(planned) == []


def test_b7_the_planner_says_which_days_carry_two() -> None:
    run = plan_now(tour(), by=BY)
    remarks = report(run).remarks
    assert remarks[0].startswith("10 hari kerja untuk 15 kecamatan dan 15 pertemuan.")
    assert "Hari dengan lebih dari satu pertemuan: " in remarks[0]
    assert "Hari libur dilewati: 11 Maret: Isra Mikraj Nabi Muhammad saw." in remarks


def test_the_same_tour_gets_the_same_plan() -> None:
    plant_outlines()
    first, second = (tour(title=f"Keliling {number}") for number in (1, 2))
    plan_now(first, by=BY)
    plan_now(second, by=BY)

    def told(planned: Any) -> list[Any]:
        rows = planned.stops.in_order().values_list("district__region_id", "date", "position")
        return list(rows)

    assert told(first) == told(second)


def test_a_locked_row_stays_exactly_and_the_others_go_around_it() -> None:
    planned = tour()
    plan_now(planned, by=BY)
    stop = stop_in(planned)
    chosen = list(Region.objects.within(REBAN).at_level(4).order_by("-code")[:5])
    set_villages(stop, chosen, by=BY)
    team = planned.teams.get()
    move_stop(stop, date=date(2021, 3, 10), team=team, position=1, by=BY)
    lock_stop(stop, by=BY)
    before = [row for row in snapshot(planned) if row["locked"]]
    run = plan_now(planned, by=BY)
    assert run.result["unmet"] == []
    assert [row for row in snapshot(planned) if row["locked"]] == before
    assert planned.stops.count() == 15
    turns = planned.stops.filter(date=date(2021, 3, 10)).values_list("position", flat=True)
    assert sorted(turns) == list(range(1, len(turns) + 1))


def test_a_row_locked_on_a_day_off_stays_there_and_is_warned_about() -> None:
    planned = tour()
    plan_now(planned, by=BY)
    stop = stop_in(planned)
    move_stop(stop, date=date(2021, 3, 6), team=planned.teams.get(), by=BY)
    lock_stop(stop, by=BY)
    plan_now(planned, by=BY)
    assert planned.stops.get(locked=True).date == date(2021, 3, 6)
    assert planned.stops.filter(date=date(2021, 3, 6)).count() == 1
    assert [row.kind for row in tour_warnings(planned)] == ["day_off"]


def test_a_team_stays_at_home_on_the_days_it_is_away() -> None:
    planned = tour(max_stops_per_day=3)
    add_absence(planned.teams.get(), starts_on=MARCH_1, ends_on=date(2021, 3, 5), reason="diklat", by=BY)
    run = plan_now(planned, by=BY)
    assert run.result["unmet"] == []
    assert min(planned.stops.values_list("date", flat=True)) == date(2021, 3, 8)  # type: ignore[type-var]


def test_teams_that_share_a_speaker_are_never_out_on_the_same_day(speaker: Any) -> None:
    planned = tour()
    save_team(planned, name="Tim 2", by=BY)
    set_speakers(planned, [Companion(speaker)], by=BY)
    run = plan_now(planned, by=BY)
    assert run.result["unmet"] == []
    teams = Counter(day for day, _team in set(planned.stops.values_list("date", "team")))
    assert set(teams.values()) == {1}
    assert tour_warnings(planned) == []


def test_two_teams_need_no_day_with_two_meetings_each() -> None:
    planned = tour(max_stops_per_day=1)
    save_team(planned, name="Tim 2", by=BY)
    run = plan_now(planned, by=BY)
    assert run.result["unmet"] == []
    assert len(set(planned.stops.values_list("date", "team"))) == 15


def test_a_district_with_too_few_villages_without_kim_is_named_never_dropped() -> None:
    villages = list(Region.objects.within(REBAN).at_level(4))
    for number, village in enumerate(villages[3:]):
        kim(village.code, f"KIM {number}", founded_on=date(2019, 1, 1))
    planned = tour(candidates="without_kim")
    run = plan_now(planned, by=BY)
    told = report(run).unmet
    assert [row.text for row in told] == ["Kecamatan Reban hanya punya 3 desa tanpa KIM; kuotanya 5."]
    assert told[0].relax == [
        "Turunkan kuota kecamatan ini menjadi 3.",
        "Izinkan desa yang sudah punya KIM.",
    ]
    assert stop_in(planned).villages.count() == 3


def test_villages_that_have_a_kim_fill_the_quota_where_they_may() -> None:
    villages = list(Region.objects.within(REBAN).at_level(4))
    for number, village in enumerate(villages[3:]):
        kim(village.code, f"KIM {number}", founded_on=date(2019, 1, 1))
    planned = tour()
    run = plan_now(planned, by=BY)
    assert run.result["unmet"] == []
    rows = stop_in(planned).villages
    assert (rows.count(), rows.filter(had_kim=True).count()) == (5, 2)
    assert "Kecamatan Reban hanya punya 3 desa tanpa KIM; selebihnya sudah punya KIM." in report(run).remarks


def test_a_quota_larger_than_the_villages_there_are_is_named() -> None:
    planned = tour()
    set_district(planned, region(REBAN), quota=99, by=BY)
    run = plan_now(planned, by=BY)
    there = Region.objects.within(REBAN).at_level(4).count()
    assert [row.text for row in report(run).unmet] == [
        f"Kecamatan Reban hanya memiliki {there} desa dan kelurahan; kuotanya 99."
    ]


def test_an_impossible_tour_answers_quickly_with_what_to_relax() -> None:
    planned = tour(max_stops_per_day=1)
    begin = time.monotonic()
    run = plan_now(planned, by=BY)
    assert time.monotonic() - begin < 10
    told = report(run).unmet[0]
    assert told.text.startswith(
        "5 pertemuan tidak mendapat tempat: hanya ada 10 hari tim, masing-masing paling banyak 1 pertemuan."
    )
    assert told.relax == [
        "Izinkan 2 pertemuan sehari untuk tiap tim.",
        "Tambah tim menjadi 2.",
        "Perpanjang keliling sampai 22 Maret 2021.",
    ]
    assert planned.stops.count() == 15  # those without a day are still there
    assert planned.stops.filter(date=None).count() == 5


def test_a_tour_without_any_working_day_says_so() -> None:
    planned = tour(starts_on=date(2021, 3, 13), ends_on=date(2021, 3, 14))
    run = plan_now(planned, by=BY)
    assert run.result["team_days"] == 0
    assert "Perpanjang keliling sampai 24 Maret 2021." in report(run).unmet[0].relax


def test_what_is_too_far_for_a_day_is_named() -> None:
    plant_outlines(step=2.0)
    planned = tour(base=region("33.25.01"))
    run = plan_now(planned, by=BY)
    told = report(run).unmet[0]
    assert told.text.startswith("Terlalu jauh untuk pergi dan pulang dalam sehari: ")
    assert "Kecamatan Banyuputih" in told.text


def test_villages_in_several_meetings_are_cut_evenly() -> None:
    planned = tour(quota_per_district=5, villages_per_stop=2, max_stops_per_day=5)
    run = plan_now(planned, by=BY)
    assert run.result["unmet"] == []
    sizes = [stop.villages.count() for stop in planned.stops.filter(district__region_id=REBAN)]
    assert sorted(sizes) == [1, 2, 2]


def test_a_district_left_out_gets_no_stop() -> None:
    planned = tour()
    plan_now(planned, by=BY)
    set_district(planned, region(REBAN), left_out_reason="Semua desa sudah punya KIM", by=BY)
    assert not Stop.objects.filter(district__region_id=REBAN).exists()
    plan_now(planned, by=BY)
    assert planned.stops.count() == 14
    assert tour_warnings(planned) == []


def test_undo_puts_the_rows_back_as_they_were() -> None:
    planned = tour()
    plan_now(planned, by=BY)
    move_stop(stop_in(planned), date=MARCH_15, team=planned.teams.get(), by=BY)
    lock_stop(stop_in(planned), by=BY)
    before = snapshot(planned)
    change_tour(planned, max_stops_per_day=3, by=BY)
    plan_now(planned, by=BY)
    assert snapshot(planned) != before
    undo_plan(planned, by=BY)
    assert snapshot(planned) == before
    undo_plan(planned, by=BY, discard_changes=True)
    assert snapshot(planned) == []
    with pytest.raises(Invalid, match="Belum ada usulan"):
        undo_plan(planned, by=BY)


def test_undo_does_not_throw_later_changes_away_unasked() -> None:
    planned = tour()
    plan_now(planned, by=BY)
    move_stop(stop_in(planned), date=MARCH_15, team=planned.teams.get(), by=BY)
    with pytest.raises(Stale, match="sudah diubah sejak"):
        undo_plan(planned, by=BY)
    undo_plan(planned, by=BY, discard_changes=True)
    assert planned.stops.count() == 0


def test_the_worker_makes_the_plan(django_capture_on_commit_callbacks: Any) -> None:
    head = actor("division_head", BATANG)
    planned = tour()
    with django_capture_on_commit_callbacks(execute=True):
        run = propose_plan(planned, by=head)
        assert (run.state, run.progress) == ("waiting", 0)
        with pytest.raises(Invalid, match="sedang disusun"):
            propose_plan(planned, by=head)
    run.refresh_from_db()
    assert (run.state, run.progress, run.result["placed"]) == ("done", 100, 15)


def test_only_the_office_plans_and_only_a_draft() -> None:
    planned = tour()
    for who in (actor("district_officer", REBAN), actor("province_supervisor", "33")):
        with pytest.raises(Refused):
            propose_plan(planned, by=who)
    plan_now(planned, by=BY)
    approve_tour(planned, by=actor("division_head", BATANG))
    with pytest.raises(Invalid, match="sudah disetujui"):
        plan_now(planned, by=BY)


def test_a_tour_changed_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    from kentongan.domain.outreach.actions import planning

    planned = tour()
    asked = planning.ask

    def change_first(problem: Any) -> Any:
        change_tour(planned, title="Judul lain", by=BY)
        return asked(problem)

    monkeypatch.setattr(planning, "ask", change_first)
    run = plan_now(planned, by=BY)
    assert (run.state, planned.stops.count()) == ("failed", 0)
    assert run.message.startswith("Keliling ini berubah")


def test_a_planner_that_breaks_leaves_the_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from kentongan.domain.outreach.actions import planning

    def broken(problem: Any) -> Any:
        raise planning.PlannerError("exit 1")

    planned = tour()
    plan_now(planned, by=BY)
    before = snapshot(planned)
    monkeypatch.setattr(planning, "ask", broken)
    run = plan_now(planned, by=BY)
    assert (run.state, run.message) == (
        PlanRun.State.FAILED,
        "Jadwal tidak dapat disusun karena kesalahan pada program. Coba lagi.",
    )
    assert snapshot(planned) == before
