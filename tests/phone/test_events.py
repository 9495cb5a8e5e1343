"""attendance.record and invitation.answer: who came and how many will come, written down without network."""

from typing import Any
from uuid import uuid4

import pytest

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import cancel_event, confirm, invite, load_lists, withdraw_invitation
from kentongan.domain.events.models import Attendance, Event, Invitation
from kentongan.domain.groups.actions import add_member
from kentongan.domain.sync.actions import take
from tests.cast import BERMI, GAJIHAN, GEMBONG
from tests.events import making
from tests.phone.sending import operation, refusal, send, withdraw
from tests.releases.making import Office


@pytest.fixture
def today(office: Office) -> Event:
    """A meeting of this morning in the district, KIM Bermi invited with three seats."""
    load_lists()
    event = making.event(GEMBONG, on=making.past(0), title="Sosialisasi KIM", place="Pendopo")
    invite(event, groups=[office.groups[BERMI]], seats=3, by=System())
    return event


def _asked() -> Invitation:
    return Invitation.objects.get()


def test_thirty_people_are_written_down_in_one_batch_and_once(office: Office, today: Event) -> None:
    member = office.member(BERMI)
    batch = [
        operation(
            "attendance.record", {"event": today.code, "name": f"Orang {number}", "sex": "f", "region": BERMI}
        )
        for number in range(30)
    ]
    assert {one.result for one in take(member.user, None, batch)} == {"applied"}
    assert {one.result for one in take(member.user, None, batch[::-1])} == {"duplicate"}
    assert Attendance.objects.filter(source="phone").count() == 30


def test_somebody_of_the_register_is_ticked_by_id(office: Office, today: Event) -> None:
    group = office.groups[BERMI]
    person = add_member(group, name="Sri Wahyuni", by=System()).person
    data = {"event": today.code, "person": str(person.pk), "name": "Sri Wahyuni", "group": group.code}
    assert send(office.member(BERMI), "attendance.record", data | {"element": "kim"}).result == "applied"
    row = Attendance.objects.get()
    assert (row.person, row.group, row.element_id, row.region_id) == (person, group, "kim", BERMI)


def test_nobody_is_named_from_another_groups_list(office: Office, today: Event) -> None:
    theirs = add_member(office.groups[GAJIHAN], name="Wati", by=System()).person
    for key in (theirs.pk, uuid4()):
        done = send(office.member(BERMI), "attendance.record", {"event": today.code, "person": str(key)})
        assert refusal(done)[2] == "Orang ini tidak ada di daftar nama acara. Tulis namanya."
    assert Attendance.objects.count() == 0


def test_a_person_on_the_list_already_is_told_by_name(office: Office, today: Event) -> None:
    data = {"event": today.code, "name": "Hartono", "region": BERMI}
    send(office.member(BERMI), "attendance.record", data)
    done = send(office.member(BERMI), "attendance.record", data | {"name": "H. Hartono"})
    assert refusal(done)[:2] == ("rejected", "name")
    assert "sudah tercatat hadir" in refusal(done)[2]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": ""}, "name", "Isi nama peserta."),
        ({"sex": "x"}, "sex", "Jenis kelamin: Pilih dari daftar."),
        ({"element": "rt"}, "element", "Unsur “rt” tidak ada dalam daftar."),
        ({"signature": "abc"}, "signature", "signature: Isian ini tidak dikenal. Hapus isian ini."),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(
    office: Office, today: Event, changes: dict[str, Any], field: str, sentence: str
) -> None:
    done = send(office.member(BERMI), "attendance.record", {"event": today.code, "name": "Budi"} | changes)
    assert refusal(done) == ("rejected", field, sentence)


def test_others_take_no_attendance(office: Office, today: Event) -> None:
    data = {"event": today.code, "name": "Budi"}
    assert refusal(send(office.member(GAJIHAN), "attendance.record", data))[2].startswith(
        "Acara ini tidak ditemukan"
    )
    gone = office.member(BERMI)
    withdraw(gone)
    assert send(gone, "attendance.record", data).result == "rejected"
    assert Attendance.objects.count() == 0


def test_an_invitation_is_answered(office: Office, today: Event) -> None:
    data = {"event": today.code, "invitation": _asked().pk, "seats": 2, "was": None}
    done = send(office.member(BERMI), "invitation.answer", data)
    assert (done.result, done.code, _asked().confirmed_seats) == ("applied", today.code, 2)


def test_somebody_elses_later_answer_is_not_overwritten_unseen(office: Office, today: Event) -> None:
    member = office.member(BERMI)
    confirm(_asked(), seats=3, by=office.member(BERMI))
    data = {"event": today.code, "invitation": _asked().pk, "seats": 0, "note": "Panen", "was": None}
    done = send(member, "invitation.answer", data)
    assert done.result == "conflict"
    assert "sudah menjawab undangan ini: 3 orang" in refusal(done)[2]
    assert _asked().confirmed_seats == 3
    assert send(member, "invitation.answer", data | {"was": 3}).result == "applied"
    assert _asked().confirmed_seats == 0


def test_more_seats_than_invited_and_other_events_are_refused(office: Office, today: Event) -> None:
    member, other = office.member(BERMI), making.event(GEMBONG, on=making.past(0), title="Lain")
    data = {"event": today.code, "invitation": _asked().pk, "seats": 4}
    assert refusal(send(member, "invitation.answer", data))[:2] == ("rejected", "seats")
    wrong = send(member, "invitation.answer", data | {"event": other.code, "seats": 1})
    assert refusal(wrong)[2] == "Undangan ini tidak ditemukan."


def test_an_invitation_of_others_or_taken_back_looks_absent(office: Office, today: Event) -> None:
    data = {"event": today.code, "invitation": _asked().pk, "seats": 1}
    assert (
        refusal(send(office.member(GAJIHAN), "invitation.answer", data))[2] == "Undangan ini tidak ditemukan."
    )
    withdraw_invitation(_asked(), by=System())
    assert (
        refusal(send(office.member(BERMI), "invitation.answer", data))[2] == "Undangan ini tidak ditemukan."
    )


def test_an_event_called_off_takes_neither(office: Office, today: Event) -> None:
    member, number = office.member(BERMI), _asked().pk
    cancel_event(today, reason="Hujan.", by=System())
    assert send(member, "attendance.record", {"event": today.code, "name": "Budi"}).result == "rejected"
    answer = {"event": today.code, "invitation": number, "seats": 1}
    assert send(member, "invitation.answer", answer).result in {"rejected", "conflict"}
