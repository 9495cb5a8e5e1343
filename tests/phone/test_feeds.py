"""What a phone holds: its own groups' things and nothing of others, in a constant number of questions."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from kentongan.domain.activities.actions import assess, record
from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import add_follow_up, cancel_event, invite, load_lists
from kentongan.domain.groups.actions import (
    Edit,
    NewPost,
    add_member,
    change_contacts,
    merge_contacts,
    start_term,
)
from kentongan.domain.mentoring.actions import answer_need
from kentongan.domain.people.access import Authority, authority_of
from kentongan.domain.releases.actions import record_receipt, withdraw
from kentongan.domain.sync.registry import Holder, feeds
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, KEDUNGBULUS, PATI, REBAN
from tests.events import making as events
from tests.groups.making import decree
from tests.mentoring import making as mentoring
from tests.phone import sending
from tests.phone.sending import held
from tests.releases.making import Office

SECRET = "0899-RAHASIA"
OURS = ("release", "group", "region", "activity", "medium", "event", "attendance", "element")
OURS += ("visit-form", "visit-group", "visit", "need")  # the rooms tested here


def _whole(by: Authority) -> dict[str, dict[str, dict[str, Any]]]:
    return {kind: held(by, kind) for kind in OURS}


def _did(office: Office, village: str = BERMI, **facts: Any) -> Any:
    told = {"medium": "masjid", "title": "Kerja bakti", "held_on": timezone.localdate()} | facts
    return record(group=office.groups[village], by=System(), **told)


# packages


def test_a_member_holds_the_live_packages_of_30_days_with_their_texts(office: Office) -> None:
    new = office.published(BERMI, short_text="Besok pasar murah.", spoken_text="Bapak Ibu …")
    office.published(GAJIHAN, title="Untuk desa lain")
    old = office.published(BERMI, title="Sudah lama")
    type(old).objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=31))
    found = held(office.member(BERMI), "release")
    assert set(found) == {new.release.code}
    told = found[new.release.code]
    assert (told["title"], told["short_text"], told["version"], told["agency"]) == (
        "Gerakan Pangan Murah di Alun-Alun",
        "Besok pasar murah.",
        1,
        "Diskominfo",
    )
    assert "step" not in told


def test_the_groups_own_step_stands_with_the_package(office: Office) -> None:
    publication, member = office.published(), office.member(BERMI)
    for village, kind in ((BERMI, "opened"), (GAJIHAN, "discussed")):
        record_receipt(publication=publication, group=office.groups[village], kind=kind, by=System())
    assert held(member, "release")[publication.release.code]["step"] == "opened"


def test_of_a_withdrawn_package_only_the_warning_is_left(office: Office) -> None:
    publication, member = office.published(body="Isi yang salah."), office.member(BERMI)
    record_receipt(publication=publication, group=office.groups[BERMI], kind="received", by=member)
    withdraw(publication.release, "Harga keliru.", by=office.head)
    told = held(member, "release")[publication.release.code]
    assert (told["withdrawn"], told["withdrawal_reason"]) == (True, "Harga keliru.")
    assert "body" not in told
    assert held(office.member(KEDUNGBULUS), "release") == {}


def test_an_expired_package_is_gone(office: Office) -> None:
    office.published(valid_until=timezone.localdate())
    member = office.member(BERMI)
    assert len(held(member, "release")) == 1
    assert held(member, "release", now=timezone.now() + timedelta(days=2)) == {}


def test_who_works_for_two_groups_sees_for_which_a_package_is(office: Office) -> None:
    both = sending.member_of(office.groups[BERMI])
    both = actor("group_board", GAJIHAN, group=office.groups[GAJIHAN].pk, user=both.user)
    everyone, one = office.published(), office.published(GAJIHAN, title="Untuk Gajihan")
    record_receipt(publication=everyone, group=office.groups[GAJIHAN], kind="received", by=System())
    found = held(both, "release")
    assert len(found[everyone.release.code]["groups"]) == 2
    assert found[everyone.release.code]["steps"] == {office.groups[GAJIHAN].code: "received"}
    assert found[one.release.code]["groups"] == [office.groups[GAJIHAN].code]


def test_pictures_are_told_by_size_and_address_only(office: Office) -> None:
    sha = sending.picture(office.writer)
    from kentongan.domain.core.models import Attachment  # the file as it was handed in

    office.published(attachments=[Attachment.objects.get(sha256=sha)])
    (told,) = next(iter(held(office.member(BERMI), "release").values()))["files"]
    assert told["size"] > 0
    assert resolve(told["url"]).view_name == "field:item-file"


# one's own group


def test_the_card_has_the_board_by_name_the_decree_and_contacts_by_the_role(office: Office) -> None:
    group = office.groups[BERMI]
    change_contacts(group, by=System(), phone=SECRET)
    posts = [
        NewPost(title="chair", name="Sri Wahyuni", phone="0811-1"),
        NewPost(title="secretary", name="Slamet"),
    ]
    start_term(group, starts_on=timezone.localdate(), posts=posts, by=System())
    letter = decree(group)
    board, plain = sending.member_of(group), sending.member_of(group, "group_member")
    card = held(board, "group")[group.code]
    assert [post["name"] for post in card["board"]] == ["Sri Wahyuni", "Slamet"]
    assert (card["decree"]["number"], card["phone"], card["may_edit"]) == (letter.number, SECRET, True)
    assert "0811-1" not in json.dumps(card)
    assert "phone" not in held(plain, "group")[group.code]
    assert "may_edit" not in held(plain, "group")[group.code]


def test_the_card_shows_what_two_people_changed(office: Office) -> None:
    group, member = office.groups[BERMI], office.member(BERMI)
    change_contacts(group, by=System(), phone="0812-3")
    merge_contacts(group, {"phone": Edit("0812-1", "0812-2")}, by=member)
    (clash,) = held(member, "group")[group.code]["conflicts"]
    assert (clash["field"], clash["brought"]) == ("phone", "0812-2")


def test_own_records_come_with_state_and_judgement(office: Office) -> None:
    ours = _did(office, reach_low=40, reach_high=60)
    _did(office, GAJIHAN)
    _did(office, held_on=timezone.localdate() - timedelta(days=91))
    assess(ours, "doubted", "Masjid sedang diperbaiki.", by=actor("district_officer", GEMBONG))
    (told,) = held(office.member(BERMI), "activity").values()
    assert (told["verdict"], told["reason"], told["reach_low"]) == (
        "doubted",
        "Masjid sedang diperbaiki.",
        40,
    )


def test_needs_come_with_their_answer(office: Office) -> None:
    asked = mentoring.need(office.groups[BERMI])
    mentoring.need(office.groups[GAJIHAN], "Milik lain")
    answer_need(asked, "planned", "Bulan depan.", planned_for=timezone.localdate(), by=System())
    (told,) = held(office.member(BERMI), "need").values()
    assert (told["code"], told["state"], told["answer"]) == (asked.code, "planned", "Bulan depan.")


# agenda


@pytest.fixture
def today(office: Office) -> Any:
    """A meeting of this morning, KIM Bermi and KIM Gajihan invited; each has a member."""
    load_lists()
    event = events.event(GEMBONG, on=events.past(0), title="Sosialisasi KIM")
    invite(event, groups=[office.groups[BERMI], office.groups[GAJIHAN]], seats=3, by=System())
    add_member(office.groups[BERMI], name="Wati dari Bermi", by=System())
    add_member(office.groups[GAJIHAN], name="Tono dari Gajihan", by=System())
    return event


def test_the_agenda_comes_with_ones_own_invitation(office: Office, today: Any) -> None:
    events.event(REBAN, on=events.past(0), title="Di kabupaten lain")
    (told,) = held(office.member(BERMI), "event").values()
    assert (told["title"], told["attendable"]) == ("Sosialisasi KIM", True)
    assert [one["group"] for one in told["invitations"]] == [office.groups[BERMI].code]
    cancel_event(today, reason="Hujan.", by=System())
    (told,) = held(office.member(BERMI), "event").values()
    assert (told["cancelled"], told["cancel_reason"]) == (True, "Hujan.")
    assert held(office.member(BERMI), "attendance") == {}


def test_names_to_expect_are_those_one_may_read(office: Office, today: Any) -> None:
    """security.md 20: no member list of others. Broken on purpose by offering all invited groups: red."""
    ours = {one["name"] for one in held(office.member(BERMI), "attendance").values()}
    assert ours == {"Wati dari Bermi"}
    officer = {one["name"] for one in held(actor("district_officer", GEMBONG), "attendance").values()}
    assert officer == {"Wati dari Bermi"}  # Gajihan lies in another district
    assert len(held(actor("division_head", PATI), "attendance")) == 2


def test_who_is_on_the_list_is_marked(office: Office, today: Any) -> None:
    member = office.member(BERMI)
    events.come(today, "Orang baru", by=member)
    found = {one["name"]: one.get("listed", False) for one in held(member, "attendance").values()}
    assert found == {"Wati dari Bermi": False, "Orang baru": True}


def test_names_leave_the_phone_once_the_event_is_over(office: Office, today: Any) -> None:
    later = timezone.now() + timedelta(days=9)
    assert held(office.member(BERMI), "attendance", now=later) == {}


# officers


def test_an_officer_holds_forms_plan_and_follow_ups_of_the_area(office: Office) -> None:
    form, group = mentoring.instrument(), office.groups[BERMI]
    for village in (BERMI, KEDUNGBULUS, GAJIHAN):
        decree(office.groups[village])
    add_follow_up(
        text="Beli pengeras",
        owner_name="Kades",
        group=group,
        region=group.region,
        due_on=timezone.localdate(),
        by=System(),
    )
    sekcam = actor("district_officer", GEMBONG)
    told = held(sekcam, "visit-form")[str(form.pk)]
    assert told["sections"][0]["questions"][0]["text"] == "Seberapa sering bertemu?"
    plan = held(sekcam, "visit-group")
    assert set(plan) == {group.code, office.groups[KEDUNGBULUS].code}
    assert (plan[group.code]["forms"], plan[group.code]["follow_ups"][0]["text"]) == (
        [form.pk],
        "Beli pengeras",
    )
    mentoring.visit(group, form, by=sekcam)
    (visit,) = held(sekcam, "visit").values()
    assert (visit["group"], "score" in visit) == (group.code, True)


def test_the_areas_that_forms_need(office: Office) -> None:
    member = held(office.member(BERMI), "region")
    assert {BERMI, KEDUNGBULUS, GEMBONG, PATI, "33"} <= set(member)
    assert GAJIHAN not in member
    assert set(held(actor("district_officer", GEMBONG), "region")) == set(member)


# the whole


def test_a_member_holds_nothing_of_another_group(office: Office, today: Any) -> None:
    """security.md 20, the server's half: names, phones, needs and records of others stay on the server."""
    theirs = office.groups[GAJIHAN]
    change_contacts(theirs, by=System(), phone=SECRET)
    start_term(
        theirs, starts_on=timezone.localdate(), posts=[NewPost(title="chair", name="Ketua Lain")], by=System()
    )
    _did(office, GAJIHAN, title="Kegiatan lain")
    mentoring.need(theirs, "Kebutuhan lain")
    office.published(GAJIHAN, title="Paket lain")
    mentoring.visit(theirs, mentoring.instrument(), note="Catatan petugas")
    text = json.dumps(_whole(office.member(BERMI)))
    for secret in (
        SECRET,
        "Ketua Lain",
        "Kegiatan lain",
        "Kebutuhan lain",
        "Paket lain",
        "Tono",
        "Catatan petugas",
    ):
        assert secret not in text
    assert theirs.code not in text


def test_who_lost_every_role_holds_nothing_of_the_group(office: Office, today: Any) -> None:
    member = office.member(BERMI)
    office.published()
    _did(office)
    sending.withdraw(member)
    assert {kind: rows for kind, rows in _whole(member).items() if rows} == {}


def test_whatever_the_rows_the_questions_are_as_many(office: Office, today: Any) -> None:
    member, chief = office.member(BERMI), actor("division_head", PATI)
    form = mentoring.instrument()

    def more(number: int) -> None:
        event = events.event(GEMBONG, on=events.past(0), title=f"Rapat {number}")
        invite(event, groups=[office.groups[BERMI]], by=System())
        events.come(event, f"Orang {number}", by=member)
        publication = office.published(title=f"Paket {number}")
        record_receipt(publication=publication, group=office.groups[BERMI], kind="received", by=System())
        _did(office, publication=publication)
        add_member(office.groups[BERMI], name=f"Anggota {number}", by=System())
        answer_need(mentoring.need(office.groups[BERMI], f"Perlu {number}"), "refused", "Belum.", by=System())
        mentoring.visit(office.groups[BERMI], form, by=chief)

    more(1)
    before = {by: _questions(by) for by in (member.user, chief.user)}
    for number in range(2, 5):
        more(number)
    for user, counted in before.items():
        assert _questions(user) == counted
        assert max(counted.values()) <= 14
        assert sum(counted.values()) <= 75


def _questions(user: Any) -> dict[str, int]:
    by, counted = authority_of(user), {}
    for kind in OURS:
        with CaptureQueriesContext(connection) as queries:
            list(feeds()[kind](Holder(by, timezone.now())))
        counted[kind] = len(queries)
    return counted
