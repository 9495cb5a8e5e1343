"""A group's page shows what two people changed; somebody chooses, and may take it back."""

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import Edit, change_contacts, merge_contacts
from kentongan.domain.groups.models import Conflict, Group
from tests.cast import BATANG, PATI
from tests.doors import network
from tests.doors.pages import queries_of, text_of

OLD, HERE, THERE = "0812-1111", "0812-2222", "0812-3333"


@pytest.fixture
def clash(bermi: Group) -> Conflict:
    """The office changed the phone number while the KIM did on the hill."""
    change_contacts(bermi, phone=HERE, by=System())
    (row,) = merge_contacts(bermi, {"phone": Edit(OLD, THERE)}, by=System("Bu Sri"))
    return row


@pytest.fixture
def chief(clash: Conflict) -> Client:
    """The head of the division in Pati."""
    return network.signed_in(network.officer("division_head", PATI))


def _page(group: Group) -> str:
    return f"/kantor/kim/{group.code}/"


def _number(group: Group) -> str:
    return Group.objects.get(pk=group.pk).phone


def test_both_words_are_shown_and_one_is_chosen(chief: Client, clash: Conflict, bermi: Group) -> None:
    shown = text_of(chief.get(_page(bermi)))
    for words in ("Dua isi berbeda: Telepon", f"Tetap: {HERE}", f"Pakai: {THERE}", "Bu Sri mengubahnya"):
        assert words in shown
    address = f"{_page(bermi)}beda/{clash.pk}/"
    assert chief.post(address, {"choice": "brought", "standing": HERE}).status_code == 302
    assert _number(bermi) == THERE
    after = text_of(chief.get(_page(bermi)))
    assert "Dua isi berbeda" not in after
    assert "Isi lain yang dapat dikembalikan" in after
    assert HERE in after


def test_a_choice_is_taken_back(chief: Client, clash: Conflict, bermi: Group) -> None:
    address = f"{_page(bermi)}beda/{clash.pk}/"
    chief.post(address, {"choice": "brought", "standing": HERE})
    chief.post(f"{address}batal/")
    assert _number(bermi) == HERE
    assert "Dua isi berbeda" in text_of(chief.get(_page(bermi)))


def test_choosing_by_an_old_page_changes_nothing_and_says_so(
    chief: Client, clash: Conflict, bermi: Group
) -> None:
    change_contacts(bermi, phone="0812-9999", by=System())
    address = f"{_page(bermi)}beda/{clash.pk}/"
    answer = chief.post(address, {"choice": "brought", "standing": HERE}, follow=True)
    assert "sudah diubah atau dipilih orang lain" in text_of(answer)
    assert _number(bermi) == "0812-9999"


def test_who_only_reads_the_group_sees_and_chooses_nothing(clash: Conflict, bermi: Group) -> None:
    for role, area in (
        ("ministry_reader", "00"),
        ("village_officer", bermi.region_id),
        ("division_head", BATANG),
    ):
        reader = network.signed_in(network.officer(role, area))
        answer = reader.get(_page(bermi))
        assert THERE not in text_of(answer)
        refused = reader.post(f"{_page(bermi)}beda/{clash.pk}/", {"choice": "brought", "standing": HERE})
        assert refused.status_code in {403, 404}
    assert _number(bermi) == HERE


def test_the_page_asks_as_much_whatever_the_clashes(chief: Client, clash: Conflict, bermi: Group) -> None:
    chief.get(_page(bermi))  # what is asked once a process is asked
    before = queries_of(chief, _page(bermi))
    merge_contacts(bermi, {"address": Edit("lama", "baru"), "email": Edit("a@b.id", "c@d.id")}, by=System())
    assert queries_of(chief, _page(bermi)) == before
    assert before <= 13
