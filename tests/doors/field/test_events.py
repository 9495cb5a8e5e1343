"""Events on the phone: the agenda, the answer to an invitation, and the attendance of many people at once."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import invite, load_lists
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.groups.actions import add_member
from kentongan.domain.groups.models import Group
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, REBAN
from tests.doors import network
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.events import making

NAMES = ("Sri Wahyuni", "Hartono", "Wati Ningsih")


@pytest.fixture
def today(bermi: Group) -> Event:
    """A meeting in the district of Gembong that goes on till tomorrow, KIM Bermi Jaya among the invited."""
    load_lists()
    days = {"on": making.past(0), "until": making.past(-1)}
    event = making.event(GEMBONG, title="Sosialisasi KIM Gembong", place="Pendopo", **days)
    invite(event, groups=[bermi], seats=3, by=System())
    for name in NAMES:
        add_member(bermi, name=name, by=System())
    return event


@pytest.fixture
def member(bermi: Group) -> Client:
    """The phone of somebody of KIM Bermi Jaya."""
    return network.signed_in(network.member_of(bermi, name="Bu Sri"))


@pytest.fixture
def secretary(today: Event) -> Client:
    """The phone of the district's officer."""
    return network.signed_in(network.officer("district_officer", GEMBONG))


def typed(*names: str, **more: str) -> dict[str, Any]:
    """Rows of new names as the form sends them."""
    form: dict[str, Any] = {}
    for number, name in enumerate(names):
        row = {"id": str(uuid4()), "name": name, "sex": "f", "element": "pkk", "region": BERMI} | more
        form |= {f"{key}-{number}": value for key, value in row.items()}
    return form


def ticks_in(page: str) -> list[str]:
    """The values of the rows one can tick."""
    return re.findall(r'name="present" value="([^"]+)"', page)


def test_names_of_invited_groups_are_offered_and_ticked(secretary: Client, today: Event) -> None:
    page = secretary.get(f"/k/acara/{today.code}/hadir/").content.decode()

    answer = secretary.post(f"/k/acara/{today.code}/hadir/", {"present": ticks_in(page)[:2]}, follow=True)

    assert all(name in page for name in NAMES)
    rows = Attendance.objects.filter(event=today)
    assert {(row.element_id, row.region_id, row.person_id is not None) for row in rows} == {
        ("kim", BERMI, True)
    }
    assert "2 orang tercatat hadir." in text_of(answer)
    assert "2 KIM" in text_of(answer)


def test_several_new_names_go_in_one_sending_and_the_next_rows_remember_the_last(
    secretary: Client, today: Event
) -> None:
    form = typed("Tutik", "Yanti", "Bambang")

    page = secretary.post(f"/k/acara/{today.code}/hadir/", form, follow=True).content.decode()

    rows = Attendance.objects.filter(event=today)
    assert {(row.name, row.sex, row.element_id, row.region_id) for row in rows} == {
        (name, "f", "pkk", BERMI) for name in ("Tutik", "Yanti", "Bambang")
    }
    assert '<option value="pkk" selected>' in page
    assert f'<option value="{BERMI}" selected>' in page
    assert 'value="f" checked' in page


def test_the_same_form_sent_again_makes_nothing_new(secretary: Client, today: Event) -> None:
    page = secretary.get(f"/k/acara/{today.code}/hadir/").content.decode()
    form = typed("Tutik") | {"present": ticks_in(page)}

    for _again in range(3):
        assert secretary.post(f"/k/acara/{today.code}/hadir/", form).status_code == 302

    assert Attendance.objects.filter(event=today).count() == 4


def test_a_name_twice_is_named_and_the_others_are_kept(secretary: Client, today: Event) -> None:
    secretary.post(f"/k/acara/{today.code}/hadir/", typed("Tutik"))

    answer = secretary.post(f"/k/acara/{today.code}/hadir/", typed("Ibu Tutik", "Yanti"))

    assert answer.status_code == 422
    assert "Tutik dari Desa Bermi sudah tercatat hadir." in text_of(answer)
    assert 'value="Ibu Tutik"' in answer.content.decode()
    assert 'value="Yanti"' not in answer.content.decode()
    assert Attendance.objects.filter(event=today).count() == 2


def test_the_last_name_is_taken_back_by_one_button_and_its_repeat_stays_off(
    secretary: Client, today: Event
) -> None:
    form = typed("Tutik")
    secretary.post(f"/k/acara/{today.code}/hadir/", form)
    row = Attendance.objects.get()

    answer = secretary.post(f"/k/acara/{today.code}/hadir/{row.pk}/batal/", follow=True)
    secretary.post(f"/k/acara/{today.code}/hadir/", form)

    assert "Tutik dihapus dari daftar hadir." in text_of(answer)
    assert Attendance.objects.standing().count() == 0


def test_who_came_to_an_earlier_event_of_the_village_is_offered(secretary: Client, today: Event) -> None:
    before = making.event(BERMI, title="Pembekalan")
    making.come(before, "Mbah Karto", element="tokoh-masyarakat", region=making.region(BERMI), sex="m")

    page = secretary.get(f"/k/acara/{today.code}/hadir/").content.decode()
    tick = next(value for value in ticks_in(page) if ".a" in value)
    secretary.post(f"/k/acara/{today.code}/hadir/", {"present": [tick]})

    row = Attendance.objects.get(event=today)
    assert (row.name, row.element_id, row.sex) == ("Mbah Karto", "tokoh-masyarakat", "m")


def test_a_day_too_early_nothing_is_lost(secretary: Client, today: Event) -> None:
    later = making.event(GEMBONG, on=making.past(-3), title="Pembekalan")

    answer = secretary.post(f"/k/acara/{later.code}/hadir/", typed("Tutik", "Yanti"))

    assert answer.status_code == 422
    assert "Daftar hadir dibuka pada hari pertama acara." in text_of(answer)
    page = answer.content.decode()
    assert 'value="Tutik"' in page
    assert 'value="Yanti"' in page


def test_a_member_sees_the_names_they_wrote_down_and_the_count_of_all(
    member: Client, secretary: Client, today: Event
) -> None:
    secretary.post(f"/k/acara/{today.code}/hadir/", typed("Rahasia Orang Lain"))

    page = text_of(member.get(f"/k/acara/{today.code}/hadir/"))

    assert "Rahasia Orang Lain" not in page
    assert "1 orang tercatat hadir" in page


def test_a_member_cannot_take_back_what_another_wrote_down(
    member: Client, secretary: Client, today: Event
) -> None:
    secretary.post(f"/k/acara/{today.code}/hadir/", typed("Tutik"))
    row = Attendance.objects.get()

    assert member.post(f"/k/acara/{today.code}/hadir/{row.pk}/batal/").status_code == 404


def test_a_kim_sees_only_the_events_that_concern_it(member: Client, today: Event) -> None:
    abroad = making.event(REBAN, on=making.past(0), title="Rapat Reban")
    elsewhere = making.event(KEDUNGBULUS, on=making.past(0), title="Rapat Kedungbulus")

    page = text_of(member.get("/k/acara/"))

    assert "Sosialisasi KIM Gembong" in page
    assert "Rapat" not in page
    for event in (abroad, elsewhere):
        for path in ("", "hadir/"):
            assert member.get(f"/k/acara/{event.code}/{path}").status_code == 404


def test_an_invitation_is_answered_with_seats_or_with_a_reason(member: Client, today: Event) -> None:
    invitation = today.invitations.get()
    path = f"/k/acara/{today.code}/undangan/{invitation.pk}/"

    assert "Menunggu jawaban Anda" in text_of(member.get("/k/acara/"))
    assert "1 undangan menunggu jawaban" in text_of(member.get("/k/", follow=True))
    too_many = member.post(path, {"seats": "4"})
    member.post(path, {"seats": "2"})
    invitation.refresh_from_db()
    first = invitation.confirmed_seats
    refused = member.post(f"{path}tidak/", {"note": ""})
    member.post(f"{path}tidak/", {"note": "Ada hajatan desa."})
    invitation.refresh_from_db()

    assert too_many.status_code == refused.status_code == 422
    assert first == 2
    assert (invitation.confirmed_seats, invitation.note) == (0, "Ada hajatan desa.")


def test_another_groups_invitation_is_not_answered(member: Client, today: Event) -> None:
    other = network.group(NGADIREJO, "KIM Ngadirejo")
    event = making.event(PATI, on=making.past(-2), title="Rapat besar")
    mine, theirs = invite(event, groups=[today.invitations.get().group, other], by=System())

    assert member.get(f"/k/acara/{event.code}/undangan/{mine.pk}/").status_code == 200
    assert member.get(f"/k/acara/{event.code}/undangan/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["/k/acara/", "/k/acara/{code}/", "/k/acara/{code}/hadir/"])
def test_the_pages_cost_the_same_for_one_row_and_for_many(
    secretary: Client, bermi: Group, today: Event, path: str
) -> None:
    address = path.format(code=today.code)
    secretary.get(address)
    few = queries_of(secretary, address)
    for number in range(5):
        other = network.group(KEDUNGBULUS, f"KIM {number}")
        add_member(other, name=f"Anggota {number}", by=System())
        invite(today, groups=[other], by=System())
        making.come(today, f"Tamu {number}", element="pkk")
        making.come(making.event(BERMI), f"Lama {number}", region=making.region(BERMI))
        making.event(GEMBONG, on=making.past(-number - 1))

    assert queries_of(secretary, address) == few
    assert few <= 12


def test_every_field_has_a_label(secretary: Client, today: Event) -> None:
    assert unlabelled(secretary.get(f"/k/acara/{today.code}/hadir/").content.decode()) == []
