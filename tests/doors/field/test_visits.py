"""A district officer visits a KIM with the form on the phone; nothing typed is lost."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.events.models import FollowUp
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import load_example
from kentongan.domain.mentoring.models import Edition, Visit
from tests.cast import GEMBONG, PATI, REBAN
from tests.doors import network
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.mentoring.making import instrument, questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(bermi: Group) -> Edition:
    """The instrument of Pati, beside the shipped example."""
    load_example()
    return instrument(PATI)


@pytest.fixture
def phone(bermi: Group) -> Client:
    """The phone of the district officer of Gembong."""
    return network.signed_in(network.officer("district_officer", GEMBONG))


def _filled(edition: Edition, **changes: Any) -> dict[str, Any]:
    scale, number, text, yes_no = questions(edition)
    points = {one.pk: list(one.points.all()) for one in (scale, yes_no)}
    return {
        "id": str(uuid4()),
        "edition": edition.pk,
        "held_on": "2024-05-02",
        f"q{scale.pk}": points[scale.pk][1].pk,
        f"q{number.pk}": "5",
        f"q{text.pk}": "Rapi.",
        f"q{yes_no.pk}": points[yes_no.pk][0].pk,
        "visitors": "Bu Sekcam, Sekretaris Kecamatan",
        "met": "Pak Ketua\nBu Sekretaris, sekretaris",
        **changes,
    }


def test_the_longest_unvisited_group_comes_first_and_can_be_searched(phone: Client, bermi: Group) -> None:
    page = text_of(phone.get("/k/kunjungan/"))
    assert "KIM Bermi Jaya" in page
    assert "belum pernah dikunjungi" in page
    assert "Tidak ada yang cocok" in text_of(phone.get("/k/kunjungan/?q=tidakada"))


def test_a_visit_is_recorded_and_its_score_explained(phone: Client, bermi: Group, edition: Edition) -> None:
    shown = phone.get(f"/k/kunjungan/{bermi.code}/")
    assert unlabelled(shown.content.decode()) == []
    assert "Seberapa sering bertemu?" in text_of(shown)
    answer = phone.post(f"/k/kunjungan/{bermi.code}/", _filled(edition), follow=True)
    visit = Visit.objects.get()
    assert (str(visit.score), visit.people.count()) == ("58.3", 3)
    page = text_of(answer)
    assert "“Sesekali” bernilai 1 dari 2; bobot 30, jadi 15." in page
    assert "58,3" in page


def test_the_same_form_sent_twice_makes_one_visit(phone: Client, bermi: Group, edition: Edition) -> None:
    filled = _filled(edition)
    for _time in range(2):
        assert phone.post(f"/k/kunjungan/{bermi.code}/", filled).status_code == 302
    assert Visit.objects.count() == 1
    assert phone.post(f"/k/kunjungan/{bermi.code}/", filled | {"note": "lain"}).status_code == 409


def test_a_half_filled_form_comes_back_with_all_that_was_typed(
    phone: Client, bermi: Group, edition: Edition
) -> None:
    number = questions(edition)[1]
    filled = _filled(edition, note="Jalan rusak", n0_text="Buat notulen") | {f"q{number.pk}": ""}
    answer = phone.post(f"/k/kunjungan/{bermi.code}/", filled)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Jawab pertanyaan ini." in page
    for kept in ("Jalan rusak", "Buat notulen", "Rapi.", filled["id"], "checked"):
        assert kept in page
    assert not Visit.objects.exists()


def test_what_was_agreed_stands_on_the_next_form_and_is_closed_there(
    phone: Client, bermi: Group, edition: Edition
) -> None:
    agreed = {"n0_text": "Buat buku notulen", "n0_owner": "Pak Sekretaris", "n0_due": "2024-07-01"}
    phone.post(f"/k/kunjungan/{bermi.code}/", _filled(edition, **agreed))
    follow_up = FollowUp.objects.get()
    assert "Buat buku notulen" in text_of(phone.get(f"/k/kunjungan/{bermi.code}/"))
    name = f"f{follow_up.pk.hex}"
    later = {f"{name}_act": "closed", f"{name}_text": "", "held_on": "2024-08-01"}
    refused = phone.post(f"/k/kunjungan/{bermi.code}/", _filled(edition, **later))
    assert refused.status_code == 422
    assert f'id="id_{name}_text_error"' in refused.content.decode()
    phone.post(f"/k/kunjungan/{bermi.code}/", _filled(edition, **later | {f"{name}_text": "Sudah ada"}))
    follow_up.refresh_from_db()
    assert follow_up.done_on == date(2024, 8, 1)
    assert "Tindak lanjut yang masih terbuka" not in text_of(phone.get(f"/k/kunjungan/{bermi.code}/"))


def test_two_instruments_are_offered_to_choose_from(phone: Client, bermi: Group, edition: Edition) -> None:
    other = instrument(PATI, "Instrumen kedua")
    page = phone.get(f"/k/kunjungan/{bermi.code}/").content.decode()
    assert re.findall(r"\?instrumen=(\d+)", page) == [str(edition.pk), str(other.pk)]
    assert "Seberapa sering" in text_of(phone.get(f"/k/kunjungan/{bermi.code}/?instrumen={other.pk}"))


def test_another_district_and_the_group_itself_find_no_form(bermi: Group, edition: Edition) -> None:
    stranger = network.signed_in(network.officer("district_officer", REBAN))
    assert stranger.get(f"/k/kunjungan/{bermi.code}/").status_code == 404
    member = network.signed_in(network.member_of(bermi))
    assert member.get(f"/k/kunjungan/{bermi.code}/").status_code == 403


def test_the_form_takes_the_same_queries_whatever_waits(
    phone: Client, bermi: Group, edition: Edition
) -> None:
    address, line = f"/k/kunjungan/{bermi.code}/", {"n0_owner": "A", "n0_due": "2024-07-01"}
    phone.post(address, _filled(edition, n0_text="Satu", **line))
    few = queries_of(phone, address)
    for text in ("Dua", "Tiga"):
        phone.post(address, _filled(edition, n0_text=text, **line))
    assert queries_of(phone, address) == few <= 20
    visit = Visit.objects.newest()[0]
    assert queries_of(phone, f"/k/kunjungan/{visit.pk}/") <= 22
