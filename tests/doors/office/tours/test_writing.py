"""A tour from "new" to its plan through the page: one form, one button, the answer by name (domain.md B5)."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.outreach.models import PlanRun, Tour
from tests.cast import BATANG, PATI, REBAN
from tests.doors.pages import text_of, unlabelled

NEW = "/kantor/keliling/baru/"
SHORT = {
    "title": "Sosialisasi keliling KIM",
    "starts_on": "2021-03-01",
    "ends_on": "2021-03-15",
    "quota_per_district": "5",
}


def usual(desk: Client) -> dict[str, Any]:
    """The form as it stands when it is opened, every value a browser would send."""
    form = desk.get(NEW).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "")} | {
        "districts": form.chosen,
        "token": str(uuid4()),
    }


def typed(desk: Client, **changes: Any) -> dict[str, Any]:
    """The form with its days filled in."""
    return usual(desk) | SHORT | changes


def districts(count: int) -> list[str]:
    return [f"{BATANG}.{number:02}" for number in range(1, count + 1)]


def test_b5_the_division_head_gets_from_new_to_a_plan_in_one_step(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(NEW, typed(desk))
    made = Tour.objects.get()
    result = desk.get(answer.headers["Location"])
    words = text_of(result)

    assert "Rencana tersusun" in words
    assert "15 pertemuan bertanggal dari 15" in words
    assert "10 hari kerja untuk 15 kecamatan" in words
    assert made.stops.placed().count() == 15
    assert sum(stop.villages.count() for stop in made.stops.all()) == 75


def test_the_same_form_sent_twice_makes_one_tour(desk: Client) -> None:
    form = typed(desk, simpan="1")

    first, second = desk.post(NEW, form), desk.post(NEW, form)

    assert first.headers["Location"] == second.headers["Location"]
    assert Tour.objects.count() == 1
    assert not PlanRun.objects.exists()


def test_teams_agenda_conditions_and_districts_are_kept(desk: Client) -> None:
    desk.post(
        NEW,
        typed(
            desk,
            simpan="1",
            teams="Tim Utara: Rina, Budi\nTim Selatan",
            agenda="Pembentukan KIM\nPerbup tentang desa digital",
            conditions="Masker\nJaga jarak",
            districts=districts(3),
        ),
    )
    made = Tour.objects.get()

    assert [team.name for team in made.teams.all()] == ["Tim Utara", "Tim Selatan"]
    assert [member.name for member in made.teams.get(name="Tim Utara").members.all()] == ["Rina", "Budi"]
    assert [item.title for item in made.agenda.all()] == ["Pembentukan KIM", "Perbup tentang desa digital"]
    assert made.conditions == ["Masker", "Jaga jarak"]
    assert [row.region_id for row in made.districts.all()] == districts(3)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_on": "2021-02-01"}, "Tanggal selesai mendahului tanggal mulai."),
        ({"districts": []}, "Pilih paling sedikit satu kecamatan."),
        ({"title": ""}, "Judul"),
        ({"kinds": []}, "Jenis acara"),
        ({"bobot-no_kim_village": "5000"}, "1000"),
    ],
)
def test_a_wrong_form_says_why_and_keeps_what_was_typed(
    desk: Client, wrong: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(NEW, typed(desk, **wrong))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "2021-03-01" in answer.content.decode()
    assert not Tour.objects.exists()


def test_an_impossible_quota_is_named_with_what_to_relax(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(NEW, typed(desk, quota_per_district="300"))
    words = text_of(desk.get(answer.headers["Location"]))

    assert "belum semuanya terpenuhi" in words
    assert "Kecamatan Reban hanya" in words
    assert "Turunkan kuota kecamatan ini menjadi" in words


def test_weights_come_along_from_the_ranking(desk: Client) -> None:
    form = desk.get(f"{NEW}?wilayah={BATANG}&bobot-no_signal=7").context["form"]

    assert form["bobot-no_signal"].value() == "7"
    assert form["bobot-no_kim_village"].value() == ""


def test_the_form_names_its_fields(desk: Client) -> None:
    assert unlabelled(desk.get(NEW).content.decode()) == []


def test_only_an_office_of_the_area_makes_a_tour(desk: Client, secretary: Client) -> None:
    assert secretary.get(NEW).status_code == 403
    assert secretary.post(NEW, SHORT).status_code == 403
    assert desk.get(f"{NEW}?wilayah={PATI}").status_code == 403


def test_the_frame_is_changed_while_it_is_a_draft(desk: Client, draft: Tour) -> None:
    page = f"/kantor/keliling/{draft.code}/ubah/"
    form = desk.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, "")}

    answer = desk.post(page, sent | {"quota_per_district": "4", "starts_on": "2021-03-01"})

    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.quota_per_district == 4
    assert draft.weights == {"no_kim_village": 40.0, "no_kim_district": 10.0}


def test_a_district_of_another_area_cannot_be_asked_for(desk: Client, draft: Tour) -> None:
    assert desk.get(f"/kantor/keliling/{draft.code}/kecamatan/33.18.13/").status_code == 404
    assert desk.get(f"/kantor/keliling/{draft.code}/kecamatan/{REBAN}/").status_code == 200
