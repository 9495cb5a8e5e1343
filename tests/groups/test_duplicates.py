"""What is suggested as one group or one person: bounded, with its reasons, not again once told apart."""

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.actions import add_member, merge_groups, tell_groups_apart
from kentongan.domain.groups.duplicates import suggested_groups, suggested_persons
from kentongan.domain.groups.models import Group
from kentongan.domain.people.actions import merge_persons, tell_persons_apart
from kentongan.domain.people.models import Person
from tests.cast import BERMI, CENTRAL_JAVA, COUNTRY, GAJIHAN, KEDUNGBULUS, NGADIREJO, PATI
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System("Uji")


def pairs(code: str = PATI) -> list[set[str]]:
    """The names of the suggested pairs of groups."""
    return [{pair.one.name, pair.other.name} for pair in suggested_groups(region(code))[0]]


def persons(code: str = PATI) -> list[tuple[str, ...]]:
    """The reasons of the suggested pairs of persons."""
    return [pair.reasons for pair in suggested_persons(region(code))[0]]


def person(name: str, code: str = BERMI, phone: str = "") -> Person:
    return Person.objects.create(name=name, region_id=code, phone=phone)


def test_two_spellings_in_one_village_are_asked_about() -> None:
    kim(BERMI, "KIM Surya Gambo")
    kim(BERMI, "Surya Gembo")
    kim(BERMI, "KIM Mentari")
    kim(NGADIREJO, "KIM Surya Gambo")
    assert pairs() == [{"KIM Surya Gambo", "Surya Gembo"}]


def test_neighbours_are_asked_about_only_when_nearly_equal_and_not_named_after_their_villages() -> None:
    kim(BERMI, "KIM Bina Warga Gembong")
    kim(KEDUNGBULUS, "KIM Warga Bina Gembong")
    kim(GAJIHAN, "KIM Bina Warga Gembong")
    assert pairs() == [{"KIM Bina Warga Gembong", "KIM Warga Bina Gembong"}]
    Group.objects.all().delete()
    kim("33.18.19.2006", "KIM Maju Bersama Warga Jepat Kidul")
    kim("33.18.19.2008", "KIM Maju Bersama Warga Jepat Lor")
    assert pairs() == []


def test_a_phone_or_a_register_number_in_common_is_a_reason_across_the_regency() -> None:
    kim(BERMI, "KIM Surya", phone="0812-3456-7890")
    kim(GAJIHAN, "KIM Melati", phone="+62 812 3456 7890")
    kim(KEDUNGBULUS, "KIM Anggrek", register_number="33/18/7")
    kim(GAJIHAN, "KIM Mawar", register_number="33/18/7 ")
    found = {
        frozenset((pair.one.name, pair.other.name)): pair.reasons
        for pair in suggested_groups(region(PATI))[0]
    }
    assert found == {
        frozenset(("KIM Surya", "KIM Melati")): ("nomor telepon sama",),
        frozenset(("KIM Anggrek", "KIM Mawar")): ("Nomor Induk KIM sama",),
    }


def test_those_told_apart_merged_or_of_another_kind_are_not_asked_about() -> None:
    one, other = kim(BERMI, "KIM Surya"), kim(BERMI, "KIM Suria")
    kim(BERMI, "Surya", kind="traditional_media")
    assert len(pairs()) == 1
    tell_groups_apart(other, one, by=SYSTEM)
    assert pairs() == []
    third = kim(BERMI, "KIM Suryo")
    assert len(pairs()) == 1
    merge_groups(one, third, by=SYSTEM)
    assert pairs() == []


def test_a_province_is_never_searched() -> None:
    for code in (COUNTRY, CENTRAL_JAVA):
        with pytest.raises(Invalid):
            suggested_groups(region(code))
        with pytest.raises(Invalid):
            suggested_persons(region(code))


def test_persons_are_asked_about_for_more_than_an_equal_name() -> None:
    person("Siti Aminah", BERMI)
    person("Siti Aminah", GAJIHAN)
    assert persons() == []
    person("Siti Aminah", GAJIHAN, "0812 1111 2222")
    assert persons() == [("nama serupa di wilayah yang sama",)]
    person("Aminah, Siti", KEDUNGBULUS, "6281211112222")
    assert ("nomor telepon sama",) in persons()
    person("Joko Widodo", KEDUNGBULUS, "081211112222")
    assert len(persons()) == 2, "a family shares a phone"


def test_the_group_they_share_is_a_reason() -> None:
    group = kim(BERMI)
    for name in ("Sri Rukmini", "Sri Rukminah"):
        add_member(group, name=name, by=SYSTEM)
    add_member(group, name="Endah", by=SYSTEM)
    assert persons() == [("tercatat dalam kelompok yang sama",)]


def test_persons_told_apart_or_merged_are_not_asked_about() -> None:
    one, other, third = (person("Siti Aminah") for _number in range(3))
    assert len(persons()) == 3
    tell_persons_apart(one, other, by=SYSTEM)
    assert len(persons()) == 2
    merge_persons(one, third, by=SYSTEM)
    assert persons() == []


def test_the_search_takes_as_many_queries_for_many(django_assert_num_queries: object) -> None:
    pati = region(PATI)
    for number in range(4):
        kim(BERMI, f"KIM Surya {number}")
        person(f"Siti Aminah {number}")
        if number == 0:
            continue
        with django_assert_num_queries(3):  # type: ignore[operator]
            suggested_groups(pati)
        with django_assert_num_queries(5):  # type: ignore[operator]
            suggested_persons(pati)
    assert len(pairs()) == 6
