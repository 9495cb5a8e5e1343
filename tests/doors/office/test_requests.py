"""Requests of agencies: made, answered with a reason, turned into a package, the result read back."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from kentongan.domain.releases.models import AgencyRequest
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, PATI
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of
from tests.releases.making import Office, place

LIST = "/kantor/permintaan/"


@pytest.fixture
def health(office: Office) -> Agency:
    """The health office of Pati."""
    return create_agency(
        region=place(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=System()
    )


@pytest.fixture
def nurse(health: Agency) -> Client:
    """The browser of its officer."""
    return signed_in(actor("agency_officer", PATI, agency=health.pk).user)


def typed(agency: Agency, **changes: Any) -> dict[str, Any]:
    """A form as somebody fills it in."""
    words = {
        "token": str(uuid4()),
        "agency": str(agency.pk),
        "theme": "Penimbangan balita serentak",
        "material": "Bawa buku KIA.",
        "areas": [GEMBONG],
        "wanted_from": "2030-03-01",
        "wanted_until": "2030-03-15",
    }
    return words | changes


def made(nurse: Client, health: Agency) -> AgencyRequest:
    """A request that was sent."""
    nurse.post(f"{LIST}baru/", typed(health))
    return AgencyRequest.objects.get()


def test_a_request_is_made_once_however_often_it_is_sent(nurse: Client, health: Agency) -> None:
    form = typed(health)

    first, second = nurse.post(f"{LIST}baru/", form), nurse.post(f"{LIST}baru/", form)

    assert first.headers["Location"] == second.headers["Location"]
    assert AgencyRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"wanted_until": "2030-02-01"}, "Tanggal selesai mendahului tanggal mulai."),
        ({"areas": [BATANG]}, "Kabupaten Batang berada di luar wilayah Anda."),
        ({"areas": []}, "Pilih wilayah yang ingin dijangkau."),
        ({"areas": ["77.77"]}, "Tidak ada wilayah dengan kode “77.77”."),
    ],
)
def test_a_wrong_request_says_why_and_keeps_what_was_typed(
    nurse: Client, health: Agency, wrong: dict[str, Any], sentence: str
) -> None:
    answer = nurse.post(f"{LIST}baru/", typed(health, **wrong))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Bawa buku KIA." in answer.content.decode()


def test_an_area_can_be_searched_without_scripts(nurse: Client, health: Agency) -> None:
    page = nurse.post(f"{LIST}baru/", typed(health, cari="1", cari_wilayah="bermi")).content.decode()

    assert f'name="areas" value="{BERMI}"' in page
    assert "Bawa buku KIA." in page


def test_refusing_needs_a_reason_and_happens_once(nurse: Client, health: Agency, head: Client) -> None:
    request = made(nurse, health)
    path = f"{LIST}{request.code}/jawaban/"

    assert head.post(path, {"state": "refused", "answer": ""}).status_code == 422
    head.post(path, {"state": "refused", "answer": "Jadwal KIM sudah penuh."})
    again = head.post(path, {"state": "accepted"})

    assert "Jadwal KIM sudah penuh." in text_of(nurse.get(f"{LIST}{request.code}/"))
    assert again.status_code == 409


def test_an_accepted_request_becomes_a_package_and_its_result_comes_back(
    nurse: Client, health: Agency, head: Client
) -> None:
    request = made(nurse, health)
    head.post(f"{LIST}{request.code}/jawaban/", {"state": "accepted"})

    answer = head.post(f"{LIST}{request.code}/paket/")

    request.refresh_from_db()
    assert request.release is not None
    assert answer.headers["Location"] == f"/kantor/paket/{request.release.code}/naskah/"
    assert "Belum ada hasil" in text_of(nurse.get(f"{LIST}{request.code}/hasil/"))


def test_the_result_is_the_board_in_one_row(office: Office, nurse: Client, health: Agency) -> None:
    request = made(nurse, health)
    release = office.published(GEMBONG).release
    AgencyRequest.objects.filter(pk=request.pk).update(release=release, state="accepted")

    total = nurse.get(f"{LIST}{request.code}/hasil/").context["total"]

    assert (total.sent, total.silent) == (2, 2)


def test_it_is_absent_elsewhere_and_for_other_agencies(nurse: Client, health: Agency, visit: Visitor) -> None:
    request = made(nurse, health)
    other = create_agency(
        region=place(PATI), name="Dinas Sosial", short_name="Dinsos", kind="regional_agency", by=System()
    )
    social = signed_in(actor("agency_officer", PATI, agency=other.pk).user)

    for stranger in (visit("division_head", BATANG), social):
        assert stranger.get(f"{LIST}{request.code}/").status_code == 404
        assert request.theme not in text_of(stranger.get(LIST))
    assert visit("division_head", BATANG).post(f"{LIST}{request.code}/jawaban/", {}).status_code == 404


def test_who_asks_does_not_answer(nurse: Client, health: Agency) -> None:
    request = made(nurse, health)

    assert nurse.post(f"{LIST}{request.code}/jawaban/", {"state": "accepted"}).status_code == 403


def test_the_list_takes_as_many_queries_for_three_rows(nurse: Client, health: Agency, head: Client) -> None:
    made(nurse, health)
    head.get("/kantor/")
    with_one = queries_of(head, LIST)
    for _number in range(2):
        nurse.post(f"{LIST}baru/", typed(health))

    assert queries_of(head, LIST) == with_one <= 12
    assert queries_of(head, f"{LIST}{AgencyRequest.objects.all()[0].code}/") <= 12


def test_a_village_asks_for_itself(office: Office, visit: Visitor) -> None:
    hall = create_agency(
        region=place(BERMI), name="Kantor Desa Bermi", short_name="Bermi", kind="village_office", by=System()
    )
    village = visit("village_officer", BERMI)

    form = village.get(f"{LIST}baru/").context["form"]
    answer = village.post(f"{LIST}baru/", typed(hall, areas=form.chosen))

    assert (form.agencies, form.chosen) == ([hall], [BERMI])
    assert answer.status_code == 302
    assert [area.pk for area in AgencyRequest.objects.get().areas.all()] == [BERMI]


def test_whoever_has_no_agency_reads_whom_to_ask(office: Office, visit: Visitor) -> None:
    page = visit("village_officer", BERMI).get(f"{LIST}baru/")

    assert "Minta administrator di dinas komunikasi dan informatika" in text_of(page)
    assert b'name="theme"' not in page.content


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("submitted", "Menunggu jawaban"),
        ("accepted", "Disanggupi"),
        ("changed", "Disanggupi dengan perubahan"),
        ("refused", "Ditolak"),
    ],
)
def test_the_filter_and_the_badge_say_the_same(nurse: Client, health: Agency, state: str, word: str) -> None:
    made(nurse, health)
    AgencyRequest.objects.update(state=state, answer="Karena jadwal penuh.")

    page = nurse.get(f"{LIST}?keadaan={state}")

    assert next(chip.label for chip in page.context["chips"] if chip.current) == word
    assert f"{word}</span>" in page.content.decode()
