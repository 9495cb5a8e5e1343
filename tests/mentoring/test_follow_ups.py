"""What was agreed at one visit comes back on the next one's form until it is closed."""

from datetime import date

import pytest

from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events.actions import add_follow_up, close_follow_up
from kentongan.domain.events.models import FollowUp
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.actions import Agreement
from kentongan.domain.mentoring.boards import open_follow_ups
from kentongan.domain.mentoring.models import Visit
from kentongan.domain.people.access import Authority
from tests.cast import KEDUNGBULUS
from tests.groups.making import kim
from tests.mentoring.making import BY, visit

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2024, 5, 2), date(2024, 8, 2)


def _new(text: str = "Buat buku notulen", due: date | None = date(2024, 7, 1)) -> Agreement:
    return Agreement("opened", text=text, owner_name="Pak Sekretaris", due_on=due)


def test_what_was_agreed_appears_on_the_next_form_by_itself(bermi: Group, sekcam: Authority) -> None:
    visit(bermi, held_on=FIRST, agreements=[_new()], by=sekcam)
    [waiting] = open_follow_ups(bermi)
    assert (waiting.text, waiting.owner_name, waiting.due_on) == (
        "Buat buku notulen",
        "Pak Sekretaris",
        date(2024, 7, 1),
    )
    assert list(open_follow_ups(kim(KEDUNGBULUS))) == []


def test_a_follow_up_of_an_event_appears_on_the_form_too(bermi: Group) -> None:
    add_follow_up(text="Kirim daftar anggota", owner_name="Bu Ketua", group=bermi, by=BY)
    assert [row.text for row in open_follow_ups(bermi)] == ["Kirim daftar anggota"]


def test_the_next_visit_prolongs_and_the_one_after_closes_it(bermi: Group, sekcam: Authority) -> None:
    visit(bermi, held_on=FIRST, agreements=[_new()], by=sekcam)
    [waiting] = open_follow_ups(bermi)
    more = Agreement("prolonged", text="Bukunya belum ada.", follow_up=waiting, due_on=date(2024, 9, 1))
    second = visit(bermi, held_on=SECOND, agreements=[more], by=sekcam)
    assert [row.due_on for row in open_follow_ups(bermi)] == [date(2024, 9, 1)]
    done = Agreement("closed", text="Buku dilihat.", follow_up=FollowUp.objects.get())
    third = visit(bermi, held_on=date(2024, 9, 2), agreements=[done], by=sekcam)
    assert list(open_follow_ups(bermi)) == []
    closed = FollowUp.objects.get()
    assert (closed.done_on, closed.outcome) == (date(2024, 9, 2), "Buku dilihat.")
    assert [(made.outcomes.get().act, made.outcomes.get().due_on) for made in (second, third)] == [
        ("prolonged", date(2024, 9, 1)),
        ("closed", date(2024, 9, 1)),
    ]


def test_one_closed_meanwhile_stops_the_whole_visit(bermi: Group) -> None:
    visit(bermi, held_on=FIRST, agreements=[_new()])
    [waiting] = open_follow_ups(bermi)
    close_follow_up(waiting, outcome="Sudah", by=BY)
    with pytest.raises(Stale):
        visit(bermi, held_on=SECOND, agreements=[Agreement("closed", text="Ada", follow_up=waiting)])
    assert Visit.objects.count() == 1


def test_a_follow_up_of_another_group_is_refused(bermi: Group) -> None:
    other = add_follow_up(text="Lain", owner_name="X", group=kim(KEDUNGBULUS), by=BY)
    with pytest.raises(Invalid, match="bukan milik"):
        visit(bermi, held_on=FIRST, agreements=[Agreement("closed", text="Ada", follow_up=other)])


@pytest.mark.parametrize(
    "wrong",
    [
        Agreement("opened", text="", owner_name="A", due_on=date(2024, 7, 1)),
        Agreement("opened", text="Buat", owner_name="", due_on=date(2024, 7, 1)),
        Agreement("opened", text="Buat", owner_name="A"),
        Agreement("opened", text="Buat", owner_name="A", due_on=date(2024, 5, 1)),
        Agreement("lupa", text="Buat"),
    ],
)
def test_a_line_that_says_too_little_is_named(bermi: Group, wrong: Agreement) -> None:
    with pytest.raises(Invalid) as caught:
        visit(bermi, held_on=FIRST, agreements=[_new(), wrong])
    assert caught.value.field == "agreement1"
    assert not Visit.objects.exists()
    assert not FollowUp.objects.exists()
