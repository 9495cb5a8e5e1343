"""A KIM says what it needs from the phone and reads the answer there."""

from uuid import uuid4

import pytest

from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import answer_need
from kentongan.domain.mentoring.models import Need
from tests.cast import BERMI, KEDUNGBULUS
from tests.doors import network
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.mentoring.making import BY, need

pytestmark = pytest.mark.django_db


def test_g7_a_kim_raises_a_need_and_reads_the_answer(bermi: Group) -> None:
    phone = network.signed_in(network.member_of(bermi))
    assert phone.get("/k/kebutuhan/").headers["Location"] == f"/k/kebutuhan/{bermi.code}/"
    assert "Belum ada kebutuhan" in text_of(phone.get(f"/k/kebutuhan/{bermi.code}/"))
    form = phone.get(f"/k/kebutuhan/{bermi.code}/baru/")
    assert unlabelled(form.content.decode()) == []
    filled = {"id": str(uuid4()), "kind": "speaker", "title": "Narasumber stunting"}
    for _time in range(2):
        assert phone.post(f"/k/kebutuhan/{bermi.code}/baru/", filled).status_code == 302
    asked = Need.objects.get()
    answer_need(asked, "answered", "Dinkes datang hari Rabu.", by=BY)
    page = text_of(phone.get(f"/k/kebutuhan/{bermi.code}/{asked.code}/"))
    assert "Dinkes datang hari Rabu." in page
    assert "Terpenuhi" in page


def test_a_need_without_words_comes_back_with_what_was_typed(bermi: Group) -> None:
    phone = network.signed_in(network.member_of(bermi))
    answer = phone.post(
        f"/k/kebutuhan/{bermi.code}/baru/", {"id": str(uuid4()), "kind": "training", "text": "Video pendek"}
    )
    assert answer.status_code == 422
    assert "Video pendek" in answer.content.decode()


def test_a_village_officer_raises_a_need_for_the_kim_of_the_village(bermi: Group) -> None:
    phone = network.signed_in(network.officer("village_officer", BERMI))
    filled = {"id": str(uuid4()), "kind": "equipment", "title": "Pengeras suara"}
    phone.post(f"/k/kebutuhan/{bermi.code}/baru/", filled)
    assert "Pengeras suara" in text_of(phone.get(f"/k/kebutuhan/{bermi.code}/"))


def test_another_kim_finds_neither_list_nor_need(bermi: Group) -> None:
    asked, other = need(bermi), network.group(KEDUNGBULUS, "KIM Kedungbulus")
    phone = network.signed_in(network.member_of(other))
    for path in (
        f"{bermi.code}/",
        f"{bermi.code}/baru/",
        f"{bermi.code}/{asked.code}/",
        f"{other.code}/{asked.code}/",
    ):
        assert phone.get(f"/k/kebutuhan/{path}").status_code == 404


def test_the_list_takes_the_same_queries_at_one_and_three(bermi: Group) -> None:
    phone = network.signed_in(network.member_of(bermi))
    need(bermi)
    queries_of(phone, f"/k/kebutuhan/{bermi.code}/")  # the first page of a session learns who asks
    few = queries_of(phone, f"/k/kebutuhan/{bermi.code}/")
    need(bermi, "Dua")
    need(bermi, "Tiga")
    assert queries_of(phone, f"/k/kebutuhan/{bermi.code}/") == few <= 12
