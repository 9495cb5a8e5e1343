"""group.edit: contacts merged by field; what two people changed is kept twice until a person chooses."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups.actions import (
    change_contacts,
    dissolve_group,
    reopen_conflict,
    settle_conflict,
)
from kentongan.domain.groups.models import Conflict, Group
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, PATI
from tests.phone.sending import operation, refusal, send, withdraw
from tests.releases.making import Office

OLD, NEW, OTHER = "0812-1", "0812-2", "0812-3"


def _edit(office: Office, village: str = BERMI, **fields: tuple[str, str]) -> dict[str, Any]:
    told = {name: {"was": was, "new": new} for name, (was, new) in fields.items()}
    return {"group": office.groups[village].code, "fields": told}


def _stand(office: Office, **contacts: str) -> Group:
    return change_contacts(office.groups[BERMI], by=System(), **contacts)


def _now(office: Office) -> Group:
    return Group.objects.get(pk=office.groups[BERMI].pk)


def test_a_field_nobody_else_changed_is_taken(office: Office) -> None:
    _stand(office, phone=OLD, address="Balai desa")
    done = send(office.member(BERMI), "group.edit", _edit(office, phone=(OLD, NEW)))
    assert (done.result, _now(office).phone, _now(office).address) == ("applied", NEW, "Balai desa")


def test_what_another_changed_stays_and_both_words_are_kept(office: Office) -> None:
    """Broken on purpose by taking ``new`` whatever stands: the other number was lost, and this was red."""
    _stand(office, phone=OTHER)
    member = office.member(BERMI)
    done = send(member, "group.edit", _edit(office, phone=(OLD, NEW), address=("", "Jalan Raya 1")))
    assert done.result == "conflict"
    assert refusal(done)[2].startswith("Telepon sudah diubah orang lain. Kedua isi disimpan")
    assert (_now(office).phone, _now(office).address) == (OTHER, "Jalan Raya 1")
    row = Conflict.objects.get()
    assert (row.was, row.standing, row.brought, row.by_name) == (OLD, OTHER, NEW, member.name)


def test_the_same_edit_sent_again_makes_no_second_conflict(office: Office) -> None:
    _stand(office, phone=OTHER)
    member, entry = office.member(BERMI), operation("group.edit", _edit(office, phone=(OLD, NEW)))
    first = send(member, **{name: entry[name] for name in ("verb", "data", "id")})
    again = send(member, **{name: entry[name] for name in ("verb", "data", "id")})
    assert (first.result, again.result, again.was) == ("conflict", "duplicate", "conflict")
    assert Conflict.objects.count() == 1


def test_what_both_changed_alike_is_no_conflict(office: Office) -> None:
    _stand(office, phone=NEW)
    assert send(office.member(BERMI), "group.edit", _edit(office, phone=(OLD, NEW))).result == "applied"
    assert not Conflict.objects.exists()


def test_what_was_emptied_meanwhile_stays_empty_and_can_be_brought_back(office: Office) -> None:
    _stand(office, phone="")
    member = office.member(BERMI)
    done = send(member, "group.edit", _edit(office, phone=(OLD, NEW)))
    assert (
        refusal(done)[2] == "Telepon sudah dikosongkan orang lain. Isi Anda disimpan dan dapat dikembalikan."
    )
    row = Conflict.objects.get()
    assert (_now(office).phone, row.chosen) == ("", "standing")
    reopened = reopen_conflict(row, by=member)
    settle_conflict(reopened, "brought", standing="", by=member)
    assert _now(office).phone == NEW


def test_a_person_chooses_and_may_take_it_back(office: Office) -> None:
    _stand(office, phone=OTHER)
    member = office.member(BERMI)
    send(member, "group.edit", _edit(office, phone=(OLD, NEW)))
    settled = settle_conflict(Conflict.objects.get(), "brought", standing=OTHER, by=office.head)
    assert (_now(office).phone, settled.settled_by_name) == (NEW, office.head.name)
    with pytest.raises(Stale):
        settle_conflict(settled, "standing", standing=NEW, by=member)
    reopen_conflict(settled, by=member)
    assert (_now(office).phone, Conflict.objects.get().chosen) == (OTHER, "")


def test_choosing_what_is_no_longer_there_is_stale(office: Office) -> None:
    _stand(office, phone=OTHER)
    member = office.member(BERMI)
    send(member, "group.edit", _edit(office, phone=(OLD, NEW)))
    _stand(office, phone="0812-9")
    with pytest.raises(Stale, match="diubah atau dipilih"):
        settle_conflict(Conflict.objects.get(), "brought", standing=OTHER, by=member)
    with pytest.raises(Invalid):
        settle_conflict(Conflict.objects.get(), "both", standing="0812-9", by=member)


def test_a_choice_is_not_taken_back_over_a_newer_change_or_after_30_days(office: Office) -> None:
    _stand(office, phone=OTHER)
    member = office.member(BERMI)
    send(member, "group.edit", _edit(office, phone=(OLD, NEW)))
    row = settle_conflict(Conflict.objects.get(), "brought", standing=OTHER, by=member)
    _stand(office, phone="0812-9")
    with pytest.raises(Stale, match="diubah lagi"):
        reopen_conflict(row, by=member)
    Conflict.objects.update(settled_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Invalid, match="30 hari"):
        reopen_conflict(row, by=member)


def test_only_who_edits_and_reads_the_contacts_chooses(office: Office) -> None:
    _stand(office, phone=OTHER)
    send(office.member(BERMI), "group.edit", _edit(office, phone=(OLD, NEW)))
    for stranger in (office.member(GAJIHAN), actor("village_officer", BERMI), actor("ministry_reader", PATI)):
        with pytest.raises(Refused):
            settle_conflict(Conflict.objects.get(), "brought", standing=OTHER, by=stranger)


def test_a_dissolved_group_is_not_edited(office: Office) -> None:
    member = office.member(BERMI)
    dissolve_group(office.groups[BERMI], on=timezone.localdate(), reason="Bubar.", by=System())
    done = send(member, "group.edit", _edit(office, phone=("", NEW)))
    assert done.result == "conflict"
    assert "sudah dicatat bubar" in refusal(done)[2]
    assert _now(office).phone == ""


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": {"was": "", "new": "bukan surel"}}, "email"),
        ({"name": {"was": "KIM Bermi", "new": "KIM Lain"}}, "name"),
        ({"phone": {"new": "1"}}, "fields.phone.was"),
        ({}, "fields"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(office: Office, fields: dict[str, Any], field: str) -> None:
    told = {"group": office.groups[BERMI].code, "fields": fields}
    done = send(office.member(BERMI), "group.edit", told)
    assert refusal(done)[:2] == ("rejected", field)


def test_others_do_not_edit_the_card(office: Office) -> None:
    member = actor("group_member", BERMI, group=office.groups[BERMI].pk)
    told = _edit(office, phone=("", NEW))
    assert "tidak berwenang" in refusal(send(member, "group.edit", told))[2]
    assert refusal(send(office.member(GAJIHAN), "group.edit", told))[2].startswith(
        "Kelompok ini tidak ditemukan"
    )
    gone = office.member(BERMI)
    withdraw(gone)
    assert send(gone, "group.edit", told).result == "rejected"
    assert _now(office).phone == ""
