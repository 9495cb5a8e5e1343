"""The plan on its page: rows, warnings beside them, moved, locked, undone, approved, opened as events."""

from typing import Any

import pytest
from django.test import Client

from kentongan.domain.events.models import Event
from kentongan.domain.founding.models import Path
from kentongan.domain.outreach.models import Stop, StopVillage, Tour, TourDistrict, TourState
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import BATANG, GEMBONG, PATI, REBAN
from tests.doors.network import signed_in
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.outreach.making import stop_in

LIST = "/kantor/keliling/"


def page_of(tour: Tour, part: str = "") -> str:
    return f"{LIST}{tour.code}/{part}"


def row_page(stop: Stop, part: str = "") -> str:
    return page_of(stop.tour, f"pertemuan/{stop.pk}/{part}")


def typed(stop: Stop, **changes: Any) -> dict[str, Any]:
    """The row's form as it stands."""
    stop.refresh_from_db()
    return {
        "date": stop.date.isoformat() if stop.date else "",
        "team": stop.team_id or "",
        "place": stop.place,
        "villages": list(stop.villages.values_list("village_id", flat=True)),
        "version": Tour.objects.get(pk=stop.tour_id).version,
    } | changes


def villages_of(stop: Stop, count: int) -> list[str]:
    return list(
        Region.objects.within(stop.district.region_id).at_level(4).values_list("code", flat=True)[:count]
    )


def test_the_page_shows_every_district_with_its_day_team_and_villages(desk: Client, planned: Tour) -> None:
    page = desk.get(page_of(planned))
    words = text_of(page)

    assert len(page.context["rows"]) == 15
    assert words.count("5 dari 5 desa") == 15
    assert "Tidak ada peringatan" in words
    assert unlabelled(page.content.decode()) == []


@pytest.mark.parametrize(("count", "sentence"), [(4, "baru 4 desa"), (6, "sudah 6 desa")])
def test_b6_four_or_six_villages_are_warned_about_beside_the_row(
    desk: Client, planned: Tour, count: int, sentence: str
) -> None:
    stop = stop_in(planned)
    answer = desk.post(row_page(stop), typed(stop, villages=villages_of(stop, count)), follow=True)

    assert f"Kecamatan Reban {sentence}" in text_of(answer)
    row = next(row for row in answer.context["rows"] if row.stop and row.stop.pk == stop.pk)
    assert [warning.kind for warning in row.warnings] == ["too_few" if count == 4 else "too_many"]


def test_b6_a_district_without_a_date_is_warned_about(desk: Client, planned: Tour) -> None:
    stop = stop_in(planned)
    answer = desk.post(row_page(stop), typed(stop, date="", team=""), follow=True)

    assert "Kecamatan Reban belum bertanggal." in text_of(answer)
    assert "Belum bertanggal" in text_of(answer)


def test_b7_a_day_off_and_a_team_in_two_places_are_warned_about(desk: Client, planned: Tour) -> None:
    stop = stop_in(planned)
    answer = desk.post(row_page(stop), typed(stop, date="2021-03-11"), follow=True)
    assert "Isra Mikraj" in text_of(answer)

    day = planned.stops.exclude(pk=stop.pk).exclude(date=None).values_list("date", flat=True)[0]
    for other in planned.stops.exclude(date=day)[:3]:
        answer = desk.post(row_page(other), typed(other, date=str(day), position=""), follow=True)
    assert "paling banyak 2" in text_of(answer)


def test_a_candidate_says_why_it_stands_where_it_stands(desk: Client, planned: Tour) -> None:
    page = desk.get(row_page(stop_in(planned)))

    assert "belum ada KIM di desa ini +40" in text_of(page)
    assert [one.chosen for one in page.context["candidates"]][:6] == [True] * 5 + [False]
    assert unlabelled(page.content.decode()) == []


def test_a_row_changed_meanwhile_is_not_overwritten(desk: Client, planned: Tour) -> None:
    stop = stop_in(planned)
    stale = typed(stop, date="2021-03-02")
    desk.post(row_page(stop), typed(stop, place="Balai Kecamatan"))

    answer = desk.post(row_page(stop), stale)

    assert answer.status_code == 409
    assert "berubah sejak Anda membukanya" in text_of(answer)


def test_a_village_of_another_district_is_refused(desk: Client, planned: Tour) -> None:
    stop = stop_in(planned)
    answer = desk.post(row_page(stop), typed(stop, villages=["33.25.01.2001"]))

    assert answer.status_code == 422


def test_a_locked_row_stays_when_the_plan_is_made_anew(
    desk: Client, planned: Tour, django_capture_on_commit_callbacks: Any
) -> None:
    stop = stop_in(planned)
    desk.post(row_page(stop), typed(stop, date="2021-03-15"))
    desk.post(row_page(stop, "kunci/"), {"kunci": "1"})

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page_of(planned, "rencana/"))

    kept = stop_in(planned)
    assert (kept.pk, str(kept.date), kept.locked) == (stop.pk, "2021-03-15", True)
    assert "Terkunci" in text_of(desk.get(page_of(planned)))


def test_the_last_change_is_taken_back(desk: Client, planned: Tour) -> None:
    stop = stop_in(planned)
    before = str(stop.date)
    desk.post(row_page(stop), typed(stop, date="2021-03-11"))

    desk.post(page_of(planned, "rencana/urung/"))

    assert str(stop_in(planned).date) == before


def test_nothing_left_to_take_back_is_said(desk: Client, draft: Tour) -> None:
    answer = desk.post(page_of(draft, "rencana/urung/"), follow=True)

    assert "Tidak ada perubahan baris" in text_of(answer)
    assert "Urungkan perubahan terakhir" not in text_of(answer)


def test_a_plan_with_warnings_is_approved_only_for_a_reason(desk: Client, planned: Tour) -> None:
    stop = stop_in(planned)
    desk.post(row_page(stop), typed(stop, villages=villages_of(stop, 4)))
    page = page_of(planned, "persetujuan/")
    version = Tour.objects.get().version

    refused = desk.post(page, {"version": version})
    assert refused.status_code == 422
    assert "Masih ada 1 peringatan" in text_of(refused)

    desk.post(page, {"version": version, "despite": "Satu desa sedang pemilihan kepala desa"})
    assert Tour.objects.get().state == TourState.APPROVED
    assert "Satu desa sedang pemilihan" in text_of(desk.get(page_of(planned)))


def test_approved_rows_open_as_events(desk: Client, planned: Tour) -> None:
    desk.post(page_of(planned, "persetujuan/"), {"version": planned.version})
    desk.post(page_of(planned, "acara/"))

    assert Event.objects.count() == 15
    assert "Lihat acara" in text_of(desk.get(page_of(planned)))


def test_opening_the_events_sets_the_villages_on_their_way(desk: Client, planned: Tour) -> None:
    desk.post(page_of(planned, "persetujuan/"), {"version": planned.version})
    desk.post(page_of(planned, "acara/"))

    chosen = set(StopVillage.objects.filter(tour=planned, had_kim=False).values_list("village_id", flat=True))
    assert chosen == set(Path.objects.values_list("region_id", flat=True))
    assert set(Path.objects.values_list("opened_on", flat=True)) == {planned.starts_on}
    listed = desk.get("/kantor/pembentukan/daftar/", {"keliling": planned.code})
    assert listed.context["total"] == len(chosen) > 0
    assert desk.get("/kantor/pembentukan/daftar/", {"keliling": "J-00000"}).context["total"] == len(chosen)
    assert (
        f"/kantor/pembentukan/daftar/?keliling={planned.code}" in desk.get(page_of(planned)).content.decode()
    )


def test_an_officer_who_may_not_approve_sees_no_button(planned: Tour) -> None:
    officer = signed_in(actor("public_relations_officer", BATANG).user)

    assert "Setujui rencana" not in text_of(officer.get(page_of(planned)))
    assert officer.post(page_of(planned, "persetujuan/"), {"version": planned.version}).status_code == 403


def test_b4_the_secretary_of_reban_sees_own_rows_and_edits_none(secretary: Client, planned: Tour) -> None:
    page = secretary.get(page_of(planned))
    words = text_of(page)

    assert [row.district.region_id for row in page.context["rows"]] == [REBAN]
    assert "Kecamatan Subah" not in words
    assert "Susun ulang" not in words
    assert secretary.get(row_page(stop_in(planned))).status_code == 403
    assert secretary.post(page_of(planned, "rencana/")).status_code == 403
    assert secretary.post(page_of(planned, "rencana/urung/")).status_code == 403


def test_another_regency_finds_no_such_tour(planned: Tour) -> None:
    stranger = signed_in(actor("division_head", PATI).user)

    assert signed_in(actor("district_officer", GEMBONG).user).get(page_of(planned)).status_code == 404
    for page in (page_of(planned), row_page(stop_in(planned)), page_of(planned, "kerangka/")):
        assert stranger.get(page).status_code == 404


def test_a_district_is_left_out_for_a_reason(desk: Client, planned: Tour) -> None:
    page = page_of(planned, f"kecamatan/{REBAN}/")
    desk.post(page, {"quota": "", "left_out_reason": "Jembatan putus"})
    answer = desk.get(page_of(planned))

    assert "Dilewati: Jembatan putus" in text_of(answer)
    assert "Tidak ada peringatan" in text_of(answer)


def test_a_further_meeting_is_added_and_removed(desk: Client, planned: Tour) -> None:
    page = page_of(planned, f"kecamatan/{REBAN}/pertemuan/")
    team = planned.teams.get().pk
    answer = desk.post(page, {"date": "2021-03-02", "team": team})
    added = planned.stops.order_by("pk").get(date="2021-03-02", district__region_id=REBAN, villages=None)

    assert answer.headers["Location"] == row_page(added)
    assert desk.post(row_page(added, "hapus/")).status_code == 302
    assert not planned.stops.filter(pk=added.pk).exists()


def grow(tour: Tour) -> None:
    """The tour gets 84 invented districts more, each with a dated row of one village."""
    team, numbers = tour.teams.get(), range(16, 100)
    codes = [f"{BATANG}.{number}" for number in numbers]
    Region.objects.bulk_create(
        Region(code=code, name=f"Kecamatan {code}", level=3, kind="district", parent_id=BATANG)
        for code in codes
    )
    Region.objects.bulk_create(
        Region(code=f"{code}.2001", name=f"Desa {code}", level=4, kind="desa", parent_id=code)
        for code in codes
    )
    districts = TourDistrict.objects.bulk_create(TourDistrict(tour=tour, region_id=code) for code in codes)
    stops = Stop.objects.bulk_create(
        Stop(tour=tour, district=district, date=tour.starts_on, team=team, position=turn)
        for turn, district in enumerate(districts, start=3)
    )
    StopVillage.objects.bulk_create(
        StopVillage(tour=tour, stop=stop, village_id=f"{code}.2001")
        for stop, code in zip(stops, codes, strict=True)
    )


@pytest.mark.parametrize(
    "part", ["", "?urut=kecamatan", "kerangka/", "kalender/", "kalender/?tampilan=kecamatan", "laporan/"]
)
def test_a_page_takes_as_many_queries_for_99_districts_as_for_15(
    desk: Client, planned: Tour, part: str
) -> None:
    desk.get(page_of(planned, part))
    few = queries_of(desk, page_of(planned, part))
    grow(planned)

    assert queries_of(desk, page_of(planned, part)) == few
