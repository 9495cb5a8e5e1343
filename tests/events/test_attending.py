"""Attendance: once per person, the same however often sent, corrected and taken off with a trace."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.events import access, rules
from kentongan.domain.events.actions import (
    cancel_event,
    correct_attendance,
    remove_attendance,
    restore_attendance,
)
from kentongan.domain.events.boards import counts_of
from kentongan.domain.events.models import Attendance
from kentongan.domain.people.models import Person
from tests.actors import actor
from tests.cast import BATANG, BERMI, NGADIREJO, PATI, REBAN
from tests.events.making import BY, come, event, past
from tests.groups.making import kim, region

pytestmark = pytest.mark.usefixtures("places")


def test_the_same_line_sent_again_is_the_same_row() -> None:
    met, key = event(), uuid4()
    rows = [come(met, "Siti Aminah", id=key, sex="f", element="pkk") for _ in range(3)]
    assert {row.pk for row in rows} == {key}
    assert (Attendance.objects.count(), Entry.objects.about(rows[0]).count()) == (1, 1)


def test_the_same_id_for_somebody_else_is_refused() -> None:
    met, key = event(), uuid4()
    come(met, "Siti Aminah", id=key)
    with pytest.raises(Stale, match="peserta lain"):
        come(met, "Budi Santoso", id=key)
    with pytest.raises(Stale):
        come(event(), "Siti Aminah", id=key)


@pytest.mark.parametrize("again", ["Siti Aminah", "SITI  AMINAH", "Hj. Siti Aminah, S.Pd.", "siti amínah"])
def test_attendance_for_a_person_twice_is_refused(again: str) -> None:
    """By name and village: spelling, titles and case make no other person."""
    met = event()
    come(met, "Siti Aminah", region=region(NGADIREJO))
    with pytest.raises(Invalid, match="Siti Aminah dari Desa Ngadirejo sudah tercatat hadir") as refused:
        come(met, again, region=region(NGADIREJO))
    assert refused.value.field == "name"
    come(met, again, region=region(BERMI))
    come(met, again)
    with pytest.raises(Invalid, match="isi desanya"):
        come(met, again)
    assert Attendance.objects.count() == 3


def test_a_person_of_the_register_attends_once_and_equal_names_stay_apart() -> None:
    met = event()
    first, second = (Person.objects.create(name="Slamet", region=region(BERMI), sex="m") for _ in range(2))
    come(met, "", person=first, region=region(BERMI))
    with pytest.raises(Invalid, match="Slamet"):
        come(met, "Pak Slamet", person=first, region=region(NGADIREJO))
    assert come(met, "Slamet", person=second, region=region(BERMI)).sex == "m"
    with pytest.raises(Invalid):
        come(met, "Slamet", region=region(BERMI))
    come(event(), "", person=first)


def test_the_store_itself_refuses_twins() -> None:
    met = event()
    row = come(met, "Siti", region=region(BERMI))
    person = Person.objects.create(name="Slamet", region=region(BERMI))
    listed = come(met, "", person=person)
    for twin in (row, listed, come(met, "Tanpa Desa")):
        twin.pk = uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def test_a_line_is_corrected_and_what_stood_there_stays_readable() -> None:
    row = come(event(), "Siti Amina", element="pkk")
    correct_attendance(row, name="Siti Aminah", element="karang-taruna", region=region(BERMI), by=BY)
    row.refresh_from_db()
    assert (row.name, row.element_id, row.region_id) == ("Siti Aminah", "karang-taruna", BERMI)
    before = Entry.objects.about(row)[0].detail["before"]
    assert (before["name"], before["element"], before["region"]) == ("Siti Amina", "pkk", None)
    assert correct_attendance(row, name="Siti Aminah", by=BY) == row
    assert Entry.objects.about(row).count() == 2


def test_a_correction_cannot_make_twins() -> None:
    met = event()
    come(met, "Siti", region=region(BERMI))
    other = come(met, "Sri", region=region(BERMI))
    with pytest.raises(Invalid):
        correct_attendance(other, name="SITI", by=BY)
    correct_attendance(other, sex="f", by=BY)


def test_a_line_taken_off_can_be_put_back_and_a_late_repeat_stays_off() -> None:
    met, key = event(), uuid4()
    row = come(met, "Siti", id=key)
    with pytest.raises(Invalid):
        remove_attendance(row, reason="", by=BY)
    remove_attendance(row, reason="Salah acara", by=BY)
    assert counts_of([met])[met.pk].attended is None
    assert come(met, "Siti", id=key).removed_at is not None
    with pytest.raises(Stale):
        remove_attendance(row, reason="Lagi", by=BY)
    with pytest.raises(Stale):
        correct_attendance(row, name="Sri", by=BY)
    restore_attendance(row, by=BY)
    assert counts_of([met])[met.pk].attended == 1
    assert [entry.verb for entry in Entry.objects.about(row)] == [
        "events.restore_attendance",
        "events.remove_attendance",
        "events.attend",
    ]


def test_who_was_written_down_anew_meanwhile_is_not_put_back() -> None:
    met = event()
    row = remove_attendance(come(met, "Siti"), reason="Keliru", by=BY)
    come(met, "Siti")
    with pytest.raises(Invalid):
        restore_attendance(row, by=BY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "..."}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"sex": "q"}, "sex"),
        ({"element": "alien"}, "element"),
        ({"phone": "0" * 30}, "phone"),
    ],
)
def test_what_is_entered_wrongly_is_named(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        come(event(), fields.pop("name", "Siti"), **fields)
    assert refused.value.field == field


def test_nobody_attends_before_the_first_day_or_what_was_called_off() -> None:
    with pytest.raises(Invalid, match="belum dimulai"):
        come(event(on=past(-2)), "Siti")
    off = event(on=past(-2))
    cancel_event(off, reason="Hujan", by=BY)
    with pytest.raises(Stale):
        come(off, "Siti")
    come(event(on=past(0) - timedelta(days=3650)), "Siti")


def test_a_board_takes_the_attendance_of_its_group_and_sees_its_own_lines_alone() -> None:
    group = kim(NGADIREJO)
    board = actor("group_board", NGADIREJO, group=group.pk)
    met, foreign = event(groups=[group]), event()
    mine = come(met, "Siti", by=board, group=group)
    come(met, "Budi")
    assert mine.region_id == NGADIREJO, "who comes for a group comes from its village unless told"
    assert list(access.attendance(met, board)) == [mine]
    assert access.attendance(met, actor("division_head", BATANG)).count() == 2
    with pytest.raises(Refused):
        come(foreign, "Siti", by=board)
    assert list(access.attendable(board)) == [met]


def test_whoever_wrote_a_line_mends_it_and_nobody_else_but_the_office() -> None:
    group = kim(NGADIREJO)
    board = actor("group_board", NGADIREJO, group=group.pk)
    other = actor("group_member", NGADIREJO, group=group.pk)
    met = event(groups=[group])
    row = come(met, "Siti", by=board)
    with pytest.raises(Refused):
        correct_attendance(row, name="Sri", by=other)
    with pytest.raises(Refused):
        remove_attendance(row, reason="Iseng", by=actor("division_head", PATI))
    correct_attendance(row, name="Sri", by=board)
    remove_attendance(row, reason="Pulang", by=actor("division_head", BATANG))


def test_a_village_officer_sees_the_people_of_their_own_village_event() -> None:
    officer = actor("village_officer", NGADIREJO)
    own, above = event(NGADIREJO), event(REBAN, areas=[region(NGADIREJO)])
    come(own, "Siti")
    come(above, "Siti")
    assert access.attendance(own, officer).count() == 1
    assert access.attendance(above, officer).count() == 0
    assert come(above, "Budi", by=officer).by_name == officer.name


def test_names_are_compared_without_titles() -> None:
    assert (
        rules.person_key("Drs. H. Ahmad Dahlan, M.Si.") == rules.person_key("AHMAD DAHLAN") == "ahmad dahlan"
    )
    assert rules.person_key("H.") == "h"
    assert rules.person_key("Ahmad") != rules.person_key("Ahmadi")
