"""The founding meeting: what it decides, what comes of it, its minutes."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events.actions import record_attendance
from kentongan.domain.founding import actions, papers
from kentongan.domain.founding.models import Deliberation
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups.actions import NewPost
from kentongan.domain.groups.models import Group
from tests.cast import BERMI, SELAKAMBANG
from tests.founding.making import BOARD, BY, coordinated, deliberated, established, event_held, opened, where
from tests.groups.making import kim

pytestmark = pytest.mark.usefixtures("tree")


def test_g6_a_village_without_any_group_founds_a_new_one_with_its_board_and_is_to_be_briefed() -> None:
    path = opened()
    group = established(path)
    posts = list(group.terms.get().posts.order_by("pk").values_list("title", "person__name", "section"))
    assert (group.name, group.origin, group.founded_on) == ("KIM Selakambang", "new", date(2019, 2, 1))
    assert posts == [("chair", "Sri Wahyuni", ""), ("secretary", "Slamet", ""), ("section", "Umi", "Media")]
    for step in ("decree", "registered"):
        actions.skip_step(path, kind=step, reason="Menyusul", by=BY)
    assert where(path).next == "briefed"
    with pytest.raises(Stale):
        actions.establish(path, by=BY)


def test_g5_a_body_that_is_not_in_the_register_gets_the_function_and_keeps_its_name_and_purpose() -> None:
    path = opened(
        way="function_added",
        existing_name="Karang Taruna Karya Muda",
        existing_purpose="pembinaan pemuda desa",
    )
    coordinated(path)
    deliberated(path, group_name="Karang Taruna Karya Muda", elected=())
    group = actions.establish(path, by=BY)
    assert (group.name, group.origin) == ("Karang Taruna Karya Muda", "function_added")
    assert (group.parent_body, group.parent_body_purpose) == (group.name, "pembinaan pemuda desa")
    assert group.function_added_on == date(2019, 2, 1)
    event_held(SELAKAMBANG, "briefing", date(2019, 3, 1))
    assert where(path).days["briefed"] == date(2019, 3, 1)  # G6: this way ends in a briefing as well


def test_g5_a_body_of_the_register_keeps_its_members_and_board_and_can_give_the_function_back() -> None:
    body = kim(BERMI, "Paguyuban Ludruk Bermi", kind="traditional_media", founded_on=date(2001, 5, 1))
    groups.add_member(body, name="Pak Jo", by=BY)
    groups.start_term(body, starts_on=date(2015, 1, 1), posts=[NewPost(title="chair", name="Pak Jo")], by=BY)
    path = opened(BERMI, way="function_added", group=body, existing_purpose="melestarikan ludruk")
    coordinated(path)
    deliberated(path, group_name="Paguyuban Ludruk Bermi", elected=())

    actions.establish(path, by=BY)

    body.refresh_from_db()
    assert (body.name, body.kind, body.parent_body_purpose) == (
        "Paguyuban Ludruk Bermi",
        "traditional_media",
        "melestarikan ludruk",
    )
    assert body.memberships.current().count() == body.terms.current().count() == 1
    assert where(path).days["board"] == date(2019, 2, 1)
    groups.return_function(body, on=date(2020, 1, 1), reason="Anggota terbatas", by=BY)
    assert not Group.objects.existing(date(2020, 1, 1)).filter(pk=body.pk).exists()


def test_a_meeting_is_called_held_with_its_result_and_rewritten_until_the_group_is_there() -> None:
    path = opened()
    coordinated(path)
    meeting = actions.plan_deliberation(
        path,
        starts_at=datetime(2019, 2, 1, 19),  # noqa: DTZ001 - by the clocks of the village
        ends_at=datetime(2019, 2, 1, 21),  # noqa: DTZ001
        place="Balai Desa",
        by=BY,
    )
    actions.record_deliberation(path, event=meeting, result="postponed", decisions="Belum kuorum", by=BY)
    meeting.refresh_from_db()
    assert meeting.held_on == date(2019, 2, 1)
    assert where(path).step == "coordinated"
    actions.record_deliberation(
        path, event=meeting, result="agreed", group_name="KIM Selakambang", elected=BOARD, by=BY
    )
    assert where(path).step == "deliberation"
    actions.record_deliberation(path, event=meeting, result="refused", by=BY)
    assert where(path).step == "coordinated"
    assert Deliberation.objects.get().elected.count() == 0


def test_an_agreement_needs_a_name_and_a_chair_and_one_chair_only() -> None:
    path = opened()
    coordinated(path)
    with pytest.raises(Invalid) as failure:
        deliberated(path, group_name=" ")
    assert failure.value.field == "group_name"
    for board in ((), BOARD[1:], (BOARD[0], BOARD[0]), (NewPost(title="chair", name=" "),)):
        with pytest.raises(Invalid) as failure:
            deliberated(path, elected=board)
        assert failure.value.field == "elected"


def test_a_meeting_of_another_village_or_another_kind_is_refused() -> None:
    path = opened()
    for event in (
        event_held(BERMI, "deliberation", date(2019, 2, 1)),
        event_held(SELAKAMBANG, "outreach", date(2019, 2, 1)),
    ):
        with pytest.raises(Invalid) as failure:
            actions.record_deliberation(path, event=event, result="postponed", by=BY)
        assert failure.value.field == "event"


def test_nothing_is_founded_before_a_meeting_agreed() -> None:
    with pytest.raises(Invalid):
        actions.establish(opened(), by=BY)
    assert not Group.objects.exists()


def test_the_minutes_say_who_came_what_was_decided_and_whom_the_meeting_chose() -> None:
    path = opened()
    coordinated(path)
    meeting = deliberated(path, decisions="Membentuk KIM Selakambang.\nSekretariat di balai desa.")
    for name in ("Bu Tini", "Pak Darmo"):
        record_attendance(event=meeting.event, id=uuid4(), name=name, by=BY)
    data = papers.minutes_data(meeting)
    assert data["attended"] == "Musyawarah dihadiri 2 orang."
    assert "Jumat, 1 Februari 2019" in data["opening"]
    assert "Desa Selakambang" in data["opening"]
    assert [post["name"] for post in data["board"]] == ["Sri Wahyuni", "Slamet", "Umi"]
    assert {one["name"] for one in data["people"]} == {"Bu Tini", "Pak Darmo"}
    assert papers.minutes_pdf(meeting).startswith(b"%PDF-")
