"""Duplicates in the office: the pairs, side by side, merged, told apart, taken back; scope everywhere."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import merge_groups
from kentongan.domain.groups.models import Group, Merge
from kentongan.domain.people.models import Person, PersonDistinction
from tests.cast import BATANG, BERMI, CENTRAL_JAVA, GAJIHAN, NGADIREJO, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import kim
from tests.releases.making import Office

LIST = "/kantor/ganda/"
SYSTEM = System("Uji")


def pair_of(*groups: Group) -> str:
    return f"{LIST}kim/{groups[0].code}/{groups[1].code}/"


@pytest.fixture
def twins(office: Office) -> tuple[Group, Group]:
    return (
        kim(BERMI, "KIM Surya Gambo", phone="0811", founded_on=date(2020, 1, 1)),
        kim(BERMI, "Surya Gembo", phone="0822"),
    )


def test_the_pairs_of_the_own_area_are_listed_with_reasons(
    twins: tuple[Group, Group], head: Client, visit: Visitor
) -> None:
    kim(NGADIREJO, "KIM Asing Sekali")
    kim(NGADIREJO, "KIM Asing Sekalo")
    shown = head.get(LIST)
    assert [{pair.one.name, pair.other.name} for pair in shown.context["pairs"]] == [
        {"KIM Surya Gambo", "Surya Gembo"}
    ]
    assert "nama serupa di wilayah yang sama" in text_of(shown).lower()
    assert head.get(f"{LIST}?wilayah={BATANG}").context["region"].code == PATI
    assert len(visit("division_head", BATANG).get(LIST).context["pairs"]) == 1
    assert visit("district_officer", PATI).get(LIST).status_code == 403


def test_a_province_chooses_a_regency_first(twins: tuple[Group, Group], visit: Visitor) -> None:
    province = visit("division_head", CENTRAL_JAVA)
    shown = province.get(LIST)
    assert shown.context["pairs"] == []
    assert any(PATI in link.href for link in shown.context["areas"])
    assert len(province.get(f"{LIST}?wilayah={PATI}").context["pairs"]) == 1


def test_the_list_takes_the_same_statements_for_more_pairs(twins: tuple[Group, Group], head: Client) -> None:
    head.get(LIST)
    one = queries_of(head, LIST)
    for number in range(3):
        kim(BERMI, f"KIM Surya Gamb{number}")
    assert queries_of(head, LIST) == one
    assert one <= 12
    assert queries_of(head, LIST + "?jenis=orang") <= 12


def test_the_chosen_fields_are_kept_and_the_other_code_leads_on(
    twins: tuple[Group, Group], head: Client
) -> None:
    kept, absorbed = twins
    opened = head.get(pair_of(*twins))
    assert unlabelled(opened.content.decode()) == []
    assert queries_of(head, pair_of(*twins)) <= 20
    sent = {"keep": kept.code, "name": kept.code, "phone": absorbed.code, "founded_on": kept.code}
    done = head.post(pair_of(*twins), sent)
    assert done["Location"] == f"/kantor/kim/{kept.code}/"
    kept.refresh_from_db()
    assert (kept.name, kept.phone) == ("KIM Surya Gambo", "0822")
    led = head.get(f"/kantor/kim/{absorbed.code}/")
    assert (led.status_code, led["Location"]) == (302, f"/kantor/kim/{kept.code}/")
    public = head.get(f"/kim/{absorbed.code}/")
    assert (public.status_code, public["Location"]) == (302, f"/kim/{kept.code}/")
    assert head.get(LIST).context["pairs"] == []


def test_a_form_without_a_survivor_or_sent_twice_is_refused(twins: tuple[Group, Group], head: Client) -> None:
    assert head.post(pair_of(*twins), {}).status_code == 422
    assert head.post(pair_of(*twins), {"keep": "K-000000"}).status_code == 422
    assert not Merge.objects.exists()
    sent = {"keep": twins[1].code}
    assert head.post(pair_of(*twins), sent).status_code == 302
    again = head.post(pair_of(*twins), sent)
    assert again["Location"] == f"/kantor/kim/{twins[1].code}/"
    assert Merge.objects.count() == 1


def test_two_told_apart_are_offered_no_more(twins: tuple[Group, Group], head: Client) -> None:
    assert head.post(pair_of(*twins) + "beda/").status_code == 302
    assert head.get(LIST).context["pairs"] == []
    assert head.get(pair_of(*twins)).status_code == 200, "a pair can still be asked for"


def test_a_merge_is_taken_back_within_its_time(
    twins: tuple[Group, Group], head: Client, visit: Visitor
) -> None:
    merge = merge_groups(*twins, by=SYSTEM)
    address = f"{LIST}batal/kim/{merge.pk}/"
    assert address in head.get(LIST).content.decode()
    assert visit("division_head", BATANG).get(address).status_code == 404
    Merge.objects.update(at=timezone.now() - timedelta(days=40))
    assert head.post(address).status_code == 422
    assert address not in head.get(LIST).content.decode()
    Merge.objects.update(at=timezone.now())
    assert head.post(address).status_code == 302
    assert Group.objects.unmerged().filter(pk=twins[1].pk).exists()
    assert head.post(address).status_code == 409


def test_a_pair_nobody_suggested_is_found_by_its_codes(office: Office, head: Client) -> None:
    one, other = kim(BERMI, "KIM Mawar"), kim(GAJIHAN, "KIM Melati")
    abroad = kim(NGADIREJO, "KIM Asing")
    found = head.get(f"{LIST}?satu={one.code.lower()}&dua={other.code}")
    assert found["Location"] == pair_of(one, other)
    for wrong in (one.code, abroad.code, "K-000000", ""):
        assert head.get(f"{LIST}?satu={one.code}&dua={wrong}").status_code == 422
    assert head.get(pair_of(one, abroad)).status_code == 404


def test_persons_are_compared_merged_and_told_apart(office: Office, head: Client, visit: Visitor) -> None:
    siti, same, third = (
        Person.objects.create(name="Siti Aminah", region_id=BERMI, phone=phone) for phone in ("081", "", "")
    )
    shown = head.get(LIST + "?jenis=orang")
    assert shown.context["total"] == 3
    address = f"{LIST}orang/{siti.pk}/{same.pk}/"
    assert unlabelled(head.get(address).content.decode()) == []
    assert visit("division_head", BATANG).get(address).status_code == 404
    assert head.post(f"{LIST}orang/{siti.pk}/{third.pk}/beda/").status_code == 302
    assert PersonDistinction.objects.count() == 1
    assert head.post(address, {"keep": str(same.pk), "phone": str(siti.pk)}).status_code == 302
    same.refresh_from_db()
    assert same.phone == "081"
    merge = siti.__class__.objects.get(pk=siti.pk).merged_by.get()
    assert head.get(address).status_code == 404
    assert head.post(f"{LIST}batal/orang/{merge.pk}/").status_code == 302
    assert head.get(address).status_code == 200
