"""Around the plan: calendar and feed, papers, report, teams, the way of a tour to its end."""

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from kentongan.domain.events.models import Invitation, Letter
from kentongan.domain.outreach import actions
from kentongan.domain.outreach.models import Tour, TourState
from kentongan.domain.people.access import Authority
from tests.cast import REBAN
from tests.doors.pages import text_of, unlabelled
from tests.groups.making import kim
from tests.outreach.making import stop_in

LIST = "/kantor/keliling/"
LETTER = {
    "number": "005/{urut}/2021",
    "seats": "2",
    "dated": "2021-02-20",
    "signatory_name": "Ratna",
    "signatory_title": "Kepala Bidang IKP",
    "on_behalf_of": "Kepala Dinas Komunikasi dan Informatika",
}


def page_of(tour: Tour, part: str = "") -> str:
    return f"{LIST}{tour.code}/{part}"


@pytest.fixture
def opened(planned: Tour, chief: Authority) -> Tour:
    """Approved, its events opened."""
    actions.approve_tour(planned, by=chief)
    actions.open_events(planned, by=chief)
    planned.refresh_from_db()
    return planned


def test_the_list_shows_tours_with_state_and_progress(desk: Client, planned: Tour) -> None:
    words = text_of(desk.get(LIST))

    assert "1–15 Maret 2021" in words
    assert "15 / 15" in words
    assert planned.title in text_of(desk.get(LIST + "?keadaan=draft"))
    assert planned.title not in text_of(desk.get(LIST + "?keadaan=done"))


def test_an_empty_list_says_what_to_do_first(desk: Client, secretary: Client) -> None:
    assert "Rencanakan keliling pertama" in text_of(desk.get(LIST))
    assert "Rencanakan keliling" not in text_of(secretary.get(LIST))


def test_b7_the_month_marks_the_days_off(desk: Client, planned: Tour) -> None:
    page = desk.get(page_of(planned, "kalender/"))
    days = {day.on.day: day for week in page.context["weeks"] for day in week if day.inside}

    assert "Maret 2021" in text_of(page)
    assert [day for day in (6, 7, 11, 13, 14) if days[day].is_off] == [6, 7, 11, 13, 14]
    assert "Isra Mikraj" in days[11].note
    assert sum(len(day.links) for day in days.values()) == 15


@pytest.mark.parametrize("view", ["", "daftar", "kecamatan"])
def test_each_view_shows_one_s_own_rows(desk: Client, secretary: Client, planned: Tour, view: str) -> None:
    page = page_of(planned, f"kalender/?tampilan={view}")

    assert "Subah" in text_of(desk.get(page))
    assert "Subah" not in text_of(secretary.get(page))
    assert "Reban" in text_of(secretary.get(page))


def test_the_feed_holds_a_meeting_a_row(desk: Client, secretary: Client, planned: Tour) -> None:
    calendar = Calendar.from_ical(desk.get(page_of(planned, "kalender.ics")).content)
    meetings = calendar.walk("VEVENT")

    assert len(meetings) == 15
    reban = next(one for one in meetings if "Reban" in one["SUMMARY"])
    assert reban.decoded("DTSTART").astimezone(stop_in(planned).district.region.zone).strftime("%H") >= "08"
    own = Calendar.from_ical(secretary.get(page_of(planned, "kalender.ics")).content).walk("VEVENT")
    assert len(own) == 1


def test_the_schedule_is_a_pdf_of_all_or_of_one_district(desk: Client, planned: Tour) -> None:
    for query in ("", f"?kecamatan={REBAN}"):
        answer = desk.get(page_of(planned, "jadwal.pdf") + query)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_letters_invite_every_village_once_and_are_printed_together(desk: Client, opened: Tour) -> None:
    page = page_of(opened, "undangan/")
    assert unlabelled(desk.get(page).content.decode()) == []

    desk.post(page, LETTER)
    desk.post(page, LETTER)

    assert Invitation.objects.count() == 75
    numbers = set(Letter.objects.values_list("number", flat=True))
    assert {"005/001/2021", "005/015/2021"} <= numbers
    assert desk.get(page).context["form"]["number"].value() == "005/{urut}/2021"
    answer = desk.get(page_of(opened, "undangan.pdf"))
    assert answer.content.startswith(b"%PDF")


def test_letters_wait_until_the_events_are_open(desk: Client, planned: Tour) -> None:
    assert "Belum ada acara yang dibuka" in text_of(desk.get(page_of(planned, "undangan/")))
    assert desk.post(page_of(planned, "undangan/"), LETTER).status_code == 422
    assert "Belum ada yang diundang" in text_of(desk.get(page_of(planned, "undangan.pdf"), follow=True))


def test_a_secretary_prints_no_letters(secretary: Client, opened: Tour) -> None:
    assert secretary.get(page_of(opened, "undangan/")).status_code == 403
    assert secretary.get(page_of(opened, "undangan.pdf")).status_code == 403


def test_b8_the_report_keeps_villages_with_a_kim_apart_from_new_ones(
    desk: Client, secretary: Client, planned: Tour
) -> None:
    villages = list(stop_in(planned).villages.order_by("village_id").values_list("village_id", flat=True))
    kim(villages[0], "KIM Lama", founded_on=planned.starts_on.replace(year=2018))
    kim(villages[1], "KIM Baru", founded_on=timezone.localdate())
    page = desk.get(page_of(planned, "laporan/"))

    assert (page.context["total"].with_kim_before, page.context["total"].new_kim) == (1, 1)
    assert "sudah ber-KIM" in text_of(page)
    assert [
        row.district.region_id for row, _t in secretary.get(page_of(planned, "laporan/")).context["rows"]
    ] == [REBAN]
    assert desk.get(page_of(planned, "laporan.pdf")).content.startswith(b"%PDF")


def test_teams_and_absences_are_kept_on_the_frame_page(desk: Client, planned: Tour) -> None:
    desk.post(page_of(planned, "tim/tambah/"), {"name": "Tim 2", "people": "Rina\nBudi"})
    team = planned.teams.get(name="Tim 2")
    desk.post(
        page_of(planned, f"tim/{team.pk}/halangan/"),
        {"starts_on": "2021-03-01", "ends_on": "2021-03-03", "reason": "Dinas luar"},
    )
    words = text_of(desk.get(page_of(planned, "kerangka/")))
    assert "Rina , Budi" in words or "Rina, Budi" in words
    assert "Dinas luar" in words

    desk.post(page_of(planned, f"halangan/{team.absences.get().pk}/hapus/"))
    desk.post(page_of(planned, f"tim/{team.pk}/hapus/"))
    assert not planned.teams.filter(name="Tim 2").exists()


def test_a_team_on_duty_is_not_removed(desk: Client, planned: Tour) -> None:
    answer = desk.post(page_of(planned, f"tim/{planned.teams.get().pk}/hapus/"))

    assert answer.status_code == 422
    assert "masih bertugas" in text_of(answer)


def test_a_tour_is_reopened_finished_evaluated_and_called_off(
    desk: Client, opened: Tour, chief: Authority
) -> None:
    assert desk.post(page_of(opened, "pembukaan/"), {"reason": "Salah"}).status_code == 422  # events are open
    desk.post(page_of(opened, "selesai/"), {"on": "2021-03-15"})
    desk.post(page_of(opened, "evaluasi/"), {"evaluation": "Lima KIM baru."})
    assert "Lima KIM baru." in text_of(desk.get(page_of(opened, "laporan/")))

    other = actions.create_tour(
        title="Lain",
        region=opened.region,
        starts_on=opened.starts_on,
        ends_on=opened.ends_on,
        by=chief,
    )
    assert desk.post(page_of(other, "pembatalan/"), {"reason": ""}).status_code == 422
    desk.post(page_of(other, "pembatalan/"), {"reason": "Anggaran dialihkan"})
    other.refresh_from_db()
    assert other.state == TourState.CANCELLED
    assert "Anggaran dialihkan" in text_of(desk.get(page_of(other)))


def test_the_planner_s_failure_is_told_with_a_way_on(desk: Client, draft: Tour) -> None:
    run = draft.runs.create(by_name="x", state="failed", message="Jadwal tidak dapat disusun.")

    words = text_of(desk.get(page_of(draft, f"rencana/{run.pk}/")))

    assert "Jadwal tidak dapat disusun." in words
    assert "Coba lagi" in words


def test_a_run_under_way_shows_how_far_it_is_and_a_second_wish_leads_there(desk: Client, draft: Tour) -> None:
    run = draft.runs.create(by_name="x", state="running", progress=30)

    page = desk.get(page_of(draft, f"rencana/{run.pk}/"))

    assert 'data-refresh="5"' in page.content.decode()
    assert 'value="30"' in page.content.decode()
    assert desk.post(page_of(draft, "rencana/")).headers["Location"] == page_of(draft, f"rencana/{run.pk}/")
