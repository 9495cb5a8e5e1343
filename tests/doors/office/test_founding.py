"""The pages of the funnel: the board, its lists, one path, opening many at once."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.founding import actions
from kentongan.domain.founding.models import Deliberation, Path
from kentongan.domain.groups.models import Group
from tests.actors import actor
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI, PATI_WETAN, SELAKAMBANG, TUBAN, plant_regions
from tests.doors.network import signed_in
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.founding.making import coordinated, deliberated, event_held, opened, where
from tests.groups.making import kim

BOARD = "/kantor/pembentukan/"


@pytest.fixture
def tree(db: None) -> None:
    """The regions of the cast."""
    plant_regions()


@pytest.fixture
def humas(tree: None) -> Client:
    """The browser of Pati's public relations officer."""
    return signed_in(actor("public_relations_officer", PATI).user)


def test_each_number_of_the_board_opens_its_list(humas: Client) -> None:
    coordinated(opened(BERMI))
    opened(KEDUNGBULUS)
    page = humas.get(BOARD)
    assert "Kecamatan Gembong" in text_of(page)
    address = f"/kantor/pembentukan/daftar/?wilayah={GEMBONG}&langkah=coordinated&keadaan=open"
    assert address.replace("&", "&amp;") in page.content.decode()
    listed = text_of(humas.get(address))
    assert "Desa Bermi" in listed
    assert "Desa Kedungbulus" not in listed


def test_the_board_takes_the_same_statements_for_one_and_for_five_places(humas: Client) -> None:
    opened(BERMI)
    humas.get(BOARD)
    one, one_listed = queries_of(humas, BOARD), queries_of(humas, f"{BOARD}daftar/")
    for code in (KEDUNGBULUS, PATI_WETAN, "33.18.11.2013", "33.18.19.2006"):
        opened(code)
    assert queries_of(humas, BOARD) == one <= 12
    assert queries_of(humas, f"{BOARD}daftar/") == one_listed <= 12


def test_the_list_tells_who_stands_still_and_can_be_printed(humas: Client) -> None:
    opened(BERMI)
    listed = text_of(humas.get(f"{BOARD}daftar/?keadaan=still&hari=30"))
    assert "Desa Bermi" in listed
    assert "diam" in listed
    assert "Desa Bermi" in text_of(humas.get(f"{BOARD}cetak/?keadaan=still"))
    assert "Tidak ada tempat dengan saringan ini" in text_of(humas.get(f"{BOARD}daftar/?langkah=decree"))


def test_a_path_shows_its_evidence_and_the_one_next_thing(humas: Client) -> None:
    path = opened(BERMI, reason="Belum ada KIM; zona merah")
    coordinated(path)
    page = humas.get(f"{BOARD}{path.code}/")
    words = text_of(page)
    assert "Catat hasil musyawarah" in words
    assert "Belum ada KIM; zona merah" in words
    assert "Karang Taruna" in words
    assert "outreach 33.18.13.2001" in words
    assert not unlabelled(page.content.decode())
    assert queries_of(humas, f"{BOARD}{path.code}/") <= 24


def test_many_villages_are_opened_from_the_list_of_those_without_kim(humas: Client) -> None:
    kim(KEDUNGBULUS, founded_on=date(2020, 1, 1))
    page = humas.get(f"{BOARD}banyak/?dari=tanpa&wilayah={GEMBONG}")
    assert BERMI in page.content.decode()
    assert KEDUNGBULUS not in page.content.decode()
    nothing = humas.post(f"{BOARD}banyak/?dari=tanpa&wilayah={GEMBONG}", {"reason": "Tanpa pilihan"})
    assert nothing.status_code == 422
    assert "Tanpa pilihan" in nothing.content.decode()
    answer = humas.post(
        f"{BOARD}banyak/?dari=tanpa&wilayah={GEMBONG}", {"places": [BERMI], "reason": "Belum ada KIM"}
    )
    assert answer.status_code == 302
    assert Path.objects.get().region_id == BERMI


def test_m3_dormant_groups_are_set_on_their_way_back_from_their_list(humas: Client) -> None:
    group = kim(BERMI, founded_on=date(2015, 1, 1))
    page = humas.get(f"{BOARD}banyak/?dari=vakum&wilayah={PATI}")
    assert group.code in page.content.decode()
    humas.post(f"{BOARD}banyak/?dari=vakum&wilayah={PATI}", {"places": [group.code], "reason": "Vakum"})
    path = Path.objects.get()
    assert (path.way, path.group) == ("revival", group)


def test_one_path_is_opened_once_however_often_the_form_is_sent(humas: Client) -> None:
    form = {
        "token": str(uuid4()),
        "region": BERMI,
        "way": "function_added",
        "existing_name": "Karang Taruna",
        "opened_on": "2024-01-05",
    }
    first, second = humas.post(f"{BOARD}baru/", form), humas.post(f"{BOARD}baru/", form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Path.objects.get().existing_name == "Karang Taruna"
    again = humas.post(f"{BOARD}baru/", form | {"token": str(uuid4())})
    assert again.status_code == 422
    assert "sudah dalam perjalanan yang sama" in text_of(again)


def test_a_step_before_the_one_it_needs_is_warned_of_on_the_page_and_keeps_what_was_typed(
    humas: Client,
) -> None:
    path = opened(BERMI)
    address = f"{BOARD}{path.code}/langkah/deliberation/"
    answer = humas.post(address, {"on": "2019-03-01", "note": "Berita acara lama"})
    assert answer.status_code == 422
    assert "Belum tercatat: dikunjungi, dikoordinasikan" in text_of(answer)
    assert "Berita acara lama" in answer.content.decode()
    form = {"on": "2019-03-01", "note": "Berita acara lama", "order_reason": "Prakarsa desa"}
    assert humas.post(address, form).status_code == 302
    assert where(path).step == "deliberation"


def test_a_result_is_noted_the_group_founded_and_the_minutes_printed(humas: Client) -> None:
    path = opened(BERMI)
    coordinated(path)
    meeting = event_held(BERMI, "deliberation", date(2019, 2, 1))
    form = {
        "event": meeting.code,
        "result": "agreed",
        "group_name": "KIM Bermi",
        "title_0": "chair",
        "name_0": "Sri Wahyuni",
    }
    refused = humas.post(f"{BOARD}{path.code}/musyawarah/", form | {"name_0": ""})
    assert refused.status_code == 422
    assert "KIM Bermi" in refused.content.decode()
    assert humas.post(f"{BOARD}{path.code}/musyawarah/", form).status_code == 302
    minutes = humas.get(f"{BOARD}{path.code}/musyawarah/{Deliberation.objects.get().pk}/berita-acara.pdf")
    assert minutes.content.startswith(b"%PDF-")
    assert humas.post(f"{BOARD}{path.code}/kelompok/", {"on": "2019-02-01"}).status_code == 302
    group = Group.objects.get()
    assert (group.name, group.terms.get().posts.get().person.name) == ("KIM Bermi", "Sri Wahyuni")
    assert f"/kantor/pembentukan/{path.code}/" in humas.get(f"/kantor/kim/{group.code}/").content.decode()


def test_a_path_of_another_regency_looks_absent_and_a_reader_changes_nothing(tree: None) -> None:
    path = opened(SELAKAMBANG)
    stranger = signed_in(actor("division_head", TUBAN).user)
    assert stranger.get(f"{BOARD}{path.code}/").status_code == 404
    reader = signed_in(actor("village_officer", SELAKAMBANG).user)
    assert reader.get(f"{BOARD}{path.code}/").status_code == 200
    assert reader.post(f"{BOARD}{path.code}/penghentian/", {"reason": "x"}).status_code == 403


def test_a_path_is_closed_and_opened_again_on_its_page(humas: Client) -> None:
    path = opened(BERMI)
    humas.post(f"{BOARD}{path.code}/penghentian/", {"reason": "Kades berganti"})
    assert "Kades berganti" in text_of(humas.get(f"{BOARD}{path.code}/"))
    humas.post(f"{BOARD}{path.code}/pembukaan/", {"reason": "Kades baru setuju"})
    path.refresh_from_db()
    assert path.closed_on is None


def test_a_meeting_is_called_for_a_day_to_come(humas: Client) -> None:
    path = opened(BERMI)
    assert "Belum ada musyawarah" in text_of(humas.get(f"{BOARD}{path.code}/musyawarah/"))
    answer = humas.post(
        f"{BOARD}{path.code}/musyawarah/jadwal/",
        {"starts_at": "2030-03-01T19:00", "ends_at": "2030-03-01T21:00", "place": "Balai Desa"},
    )
    assert answer.status_code == 302
    assert "Musyawarah pembentukan KIM Desa Bermi" in text_of(humas.get(f"{BOARD}{path.code}/musyawarah/"))


def test_deliberated_steps_link_to_the_minutes(humas: Client) -> None:
    path = opened(BERMI)
    coordinated(path)
    deliberated(path)
    actions.establish(path, by=System())
    assert "Berita acara (PDF)" in text_of(humas.get(f"{BOARD}{path.code}/"))
