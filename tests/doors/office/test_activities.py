"""What the groups did, seen and judged from the office."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.activities.actions import record
from kentongan.domain.activities.models import Activity, Medium
from kentongan.domain.core.attachments import store
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of
from tests.releases.making import Office

LIST = "/kantor/kegiatan/"


def done(office: Office, village: str = BERMI, **more: object) -> Activity:
    """The KIM of the village read something out."""
    facts = {"title": "Pengajian", "medium": Medium.objects.all()[0], "held_on": date(2024, 1, 5)} | more
    return record(group=office.groups[village], by=office.member(village), **facts)  # type: ignore[arg-type]


@pytest.fixture
def activity(office: Office) -> Activity:
    """An activity in Desa Bermi."""
    return done(office)


def test_doubt_needs_a_reason_and_shows_it(activity: Activity, head: Client) -> None:
    path = f"{LIST}{activity.pk}/penilaian/"

    assert head.post(path, {"verdict": "doubted", "reason": ""}).status_code == 422
    head.post(path, {"verdict": "doubted", "reason": "Fotonya dari tahun lalu."})

    page = text_of(head.get(f"{LIST}{activity.pk}/"))
    assert "Diragukan" in page
    assert "Fotonya dari tahun lalu." in page


def test_the_district_verifies_its_own_villages_only(
    office: Office, activity: Activity, visit: Visitor
) -> None:
    officer, elsewhere = visit("district_officer", GEMBONG), done(office, GAJIHAN)

    officer.post(f"{LIST}{activity.pk}/penilaian/", {"verdict": "verified"})

    activity.refresh_from_db()
    assert activity.verdict == "verified"
    assert officer.post(f"{LIST}{elsewhere.pk}/penilaian/", {"verdict": "verified"}).status_code == 404


def test_a_reader_does_not_judge(activity: Activity, visit: Visitor) -> None:
    reader = visit("ministry_reader", PATI)

    assert "Nilai kegiatan ini" not in text_of(reader.get(f"{LIST}{activity.pk}/"))
    assert reader.post(f"{LIST}{activity.pk}/penilaian/", {"verdict": "verified"}).status_code == 403


def test_it_and_its_proof_are_absent_elsewhere(office: Office, head: Client, visit: Visitor) -> None:
    member = office.member(BERMI)
    proof = store(SimpleUploadedFile("daftar.pdf", b"%PDF-1.4 isi"), by=member, region=BERMI)
    activity = record(
        group=office.groups[BERMI],
        by=member,
        title="Pengajian",
        medium=Medium.objects.all()[0],
        held_on=date(2024, 1, 5),
        proofs=[proof],
    )
    path, stranger = f"{LIST}{activity.pk}/", visit("division_head", BATANG)

    assert head.get(f"{path}bukti/{proof.pk}/").status_code == 200
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"{path}bukti/{proof.pk}/").status_code == 404
    assert "KIM Bermi" not in text_of(stranger.get(LIST))


def test_the_list_can_show_what_was_not_judged(office: Office, activity: Activity, head: Client) -> None:
    judged = done(office, GAJIHAN)
    head.post(f"{LIST}{judged.pk}/penilaian/", {"verdict": "verified"})

    rows = head.get(f"{LIST}?nilai=belum").context["rows"]

    assert [row.pk for row in rows] == [activity.pk]


def test_pages_follow_one_another_without_a_gap(office: Office, head: Client) -> None:
    for number in range(27):
        done(office, title=f"Kegiatan {number}")

    first = head.get(LIST)
    second = head.get(LIST + first.context["next_url"])

    titles = [row.title for answer in (first, second) for row in answer.context["rows"]]
    assert titles == [f"Kegiatan {number}" for number in reversed(range(27))]


def test_the_pages_take_as_many_queries_for_three_rows(
    office: Office, activity: Activity, head: Client
) -> None:
    head.get("/kantor/")
    with_one = queries_of(head, LIST)
    done(office)
    done(office, GAJIHAN)

    assert queries_of(head, LIST) == with_one <= 12
    assert queries_of(head, f"{LIST}{activity.pk}/") <= 12
