"""Two entries that are one person: merged by a pointer, taken back exactly; a closed account opened again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.people.actions import (
    deactivate_user,
    merge_persons,
    reopen_user,
    tell_persons_apart,
    undo_person_merge,
)
from kentongan.domain.people.models import Person, PersonDistinction, PersonMerge
from tests.actors import account, actor
from tests.cast import BATANG, BERMI, PATI, plant_regions

SYSTEM = System("Uji")


@pytest.fixture(autouse=True)
def _tree(db: None) -> None:
    plant_regions()


def person(name: str, phone: str = "", code: str = BERMI) -> Person:
    return Person.objects.create(name=name, phone=phone, region_id=code)


def rows() -> list[tuple[object, ...]]:
    return list(Person.objects.order_by("pk").values_list())


def test_the_chosen_fields_are_copied_and_an_undo_brings_them_back() -> None:
    kept, absorbed = person("S. Aminah", "0811"), person("Siti Aminah", "0822")
    before = rows()
    merge = merge_persons(kept, absorbed, take=["name"], by=SYSTEM)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.name, kept.phone, absorbed.survivor) == ("Siti Aminah", "0811", kept)
    undo_person_merge(merge, by=SYSTEM)
    assert rows() == before


def test_a_chain_is_undone_from_its_end() -> None:
    one, two, three = (person(f"Siti {number}") for number in range(3))
    before = rows()
    first = merge_persons(two, one, by=SYSTEM)
    second = merge_persons(three, two, by=SYSTEM)
    assert {row.survivor for row in Person.objects.select_related("merged_into")} == {three}
    with pytest.raises(Invalid):
        undo_person_merge(first, by=SYSTEM)
    undo_person_merge(second, by=SYSTEM)
    undo_person_merge(first, by=SYSTEM)
    assert rows() == before


def test_a_merge_is_refused_where_one_has_no_say_and_when_it_comes_second() -> None:
    kept, absorbed, abroad = person("Siti"), person("Siti"), person("Siti", code=BATANG)
    officer = actor("division_head", PATI)
    for wrong in (kept, abroad):
        with pytest.raises((Invalid, Refused)):
            merge_persons(kept, wrong, by=officer)
    with pytest.raises(Refused):
        merge_persons(kept, absorbed, by=actor("administrator", PATI))
    with pytest.raises(Invalid):
        merge_persons(kept, absorbed, take=["region"], by=officer)
    merge_persons(kept, absorbed, by=officer)
    with pytest.raises(Stale):
        merge_persons(absorbed, kept, by=officer)
    with pytest.raises(Refused):
        tell_persons_apart(kept, abroad, by=officer)
    assert not PersonDistinction.objects.exists()


def test_an_undo_comes_too_late_after_thirty_days_and_not_twice() -> None:
    merge = merge_persons(person("Siti"), person("Siti"), by=SYSTEM)
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(Invalid):
        undo_person_merge(merge, by=SYSTEM)
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=29))
    undo_person_merge(merge, by=SYSTEM)
    with pytest.raises(Stale):
        undo_person_merge(merge, by=SYSTEM)


def test_a_closed_account_is_opened_again_with_a_new_password() -> None:
    user, admin = account("Endah", PATI), actor("administrator", PATI)
    with pytest.raises(Stale):
        reopen_user(user=user, by=admin)
    deactivate_user(user=user, by=admin)
    with pytest.raises(Refused):
        reopen_user(user=user, by=actor("administrator", BATANG))
    password = reopen_user(user=user, by=admin)
    user.refresh_from_db()
    assert (user.is_active, user.must_change_password, user.check_password(password)) == (True, True, True)
    assert "account reopened" in AuditEntry.objects.values_list("act", flat=True)
