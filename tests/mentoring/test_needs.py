"""A group needs something: raised once, passed on, planned, answered or refused with a text (G7, G9)."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.events.actions import register_speaker
from kentongan.domain.events.models import Event, Sector, Speaker
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access
from kentongan.domain.mentoring.actions import answer_need, forward_need, invite_speaker
from kentongan.domain.mentoring.models import Need
from kentongan.domain.people.access import Authority
from kentongan.domain.people.actions import create_agency
from kentongan.domain.people.models import Agency
from tests.actors import actor
from tests.cast import KEDUNGBULUS, PATI, REBAN
from tests.groups.making import kim, region
from tests.mentoring.making import BY, need

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def chair(bermi: Group) -> Authority:
    """The chair of KIM Bermi, with a role on that group alone."""
    return actor("group_board", bermi.region_id, group=bermi.pk, name="Pak Ketua")


@pytest.fixture
def dinkes(tree: None) -> Agency:
    """The health agency of Pati."""
    return create_agency(
        region=region(PATI),
        name="Dinas Kesehatan",
        short_name="Dinkes",
        kind=Agency.Kind.REGIONAL_AGENCY,
        by=BY,
    )


def _speaker() -> Speaker:
    sector = Sector.objects.get_or_create(code="kesehatan", defaults={"name": "Kesehatan"})[0]
    return register_speaker(name="dr. Ratna", sector=sector, region=region(PATI), by=BY)


def test_g7_a_group_says_what_information_it_needs_and_gets_an_answer(
    bermi: Group, chair: Authority, humas: Authority
) -> None:
    asked = need(bermi, "Syarat bantuan pupuk", by=chair, wanted_by=timezone.localdate())
    assert (asked.state, asked.by_name, asked.code[:2]) == ("raised", "Pak Ketua", "B-")
    answer_need(asked, "answered", "Syaratnya kami kirim sebagai paket.", by=humas)
    asked.refresh_from_db()
    step = asked.steps.get()
    assert (asked.state, step.kind, step.by_name) == ("answered", "answered", "Sri Humas")
    assert Entry.objects.about(asked).count() == 2


def test_g8_a_need_is_passed_on_to_an_agency_that_answers_it(
    bermi: Group, chair: Authority, humas: Authority, dinkes: Agency
) -> None:
    asked = need(bermi, by=chair)
    nurse = actor("agency_officer", PATI, agency=dinkes.pk, name="Bu Dinkes")
    with pytest.raises(Absent):
        access.get_need(asked.code, nurse)
    forward_need(asked, dinkes, text="Mohon dijawab.", by=humas)
    answer_need(access.get_need(asked.code, nurse), "answered", "Kami datang hari Rabu.", by=nurse)
    assert [step.kind for step in asked.steps.all()] == ["forwarded", "answered"]
    with pytest.raises(Stale):
        forward_need(asked, dinkes, by=humas)


def test_g9_a_group_asks_for_a_speaker_and_one_of_the_register_is_invited(
    bermi: Group, chair: Authority, humas: Authority
) -> None:
    asked, speaker = need(bermi, kind="speaker", by=chair), _speaker()
    start = datetime(2027, 3, 1, 9, tzinfo=JAKARTA)
    event = invite_speaker(
        asked, speaker, starts_at=start, ends_at=start + timedelta(hours=2), place="Balai Desa", by=humas
    )
    asked.refresh_from_db()
    step = asked.steps.get()
    assert (asked.state, step.event, step.speaker, step.planned_for) == (
        "planned",
        event,
        speaker,
        date(2027, 3, 1),
    )
    assert [row.speaker for row in event.speakers.all()] == [speaker]
    assert [row.group for row in event.invitations.all()] == [bermi]
    assert list(Event.objects.serving(bermi)) == [event]


def test_a_speaker_who_is_away_leaves_no_event_behind(bermi: Group, humas: Authority) -> None:
    asked, speaker = need(bermi, kind="speaker"), _speaker()
    speaker.absences.create(starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 2))
    start = datetime(2027, 3, 1, 9, tzinfo=JAKARTA)
    with pytest.raises(Invalid):
        invite_speaker(asked, speaker, starts_at=start, ends_at=start + timedelta(hours=2), by=humas)
    asked.refresh_from_db()
    assert (asked.state, Event.objects.count()) == ("raised", 0)


def test_a_plan_may_change_and_be_answered_but_the_last_word_stands(bermi: Group, humas: Authority) -> None:
    asked = need(bermi)
    answer_need(asked, "planned", "Bulan depan.", planned_for=date(2027, 1, 5), by=humas)
    answer_need(asked, "planned", "Mundur sepekan.", planned_for=date(2027, 1, 12), by=humas)
    answer_need(asked, "answered", "Sudah dilaksanakan.", by=humas)
    with pytest.raises(Stale):
        answer_need(asked, "refused", "Tidak jadi.", by=humas)
    assert [step.kind for step in asked.steps.all()] == ["planned", "planned", "answered"]


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [("refused", " ", "text"), ("planned", "Segera", "planned_for"), ("selesai", "Ya", "kind")],
)
def test_an_answer_says_what_and_when(bermi: Group, kind: str, text: str, field: str) -> None:
    asked = need(bermi)
    with pytest.raises(Invalid) as caught:
        answer_need(asked, kind, text, by=BY)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "uang"}, "kind"),
        ({"wanted_by": date(2020, 1, 1)}, "wanted_by"),
        ({"text": "x" * 5001}, "text"),
    ],
)
def test_a_need_that_says_too_little_is_refused_by_field(
    bermi: Group, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        need(bermi, **{"title": "Alat", **fields})  # type: ignore[arg-type]  # a title among others
    assert caught.value.field == field
    assert not Need.objects.exists()


def test_the_same_id_twice_is_one_need_and_with_other_content_refused(bermi: Group, chair: Authority) -> None:
    key = uuid4()
    first, again = need(bermi, id=key, by=chair), need(bermi, id=key, by=chair)
    assert (first.code, Need.objects.count()) == (again.code, 1)
    with pytest.raises(Stale):
        need(bermi, "Lain", id=key, by=chair)


def test_a_member_of_another_group_neither_raises_nor_reads(bermi: Group, chair: Authority) -> None:
    asked = need(bermi, by=chair)
    neighbour = kim(KEDUNGBULUS, "KIM Kedungbulus")
    other = actor("group_board", neighbour.region_id, group=neighbour.pk)
    for stranger in (other, actor("district_officer", REBAN)):
        with pytest.raises(Absent):
            access.get_need(asked.code, stranger)
        with pytest.raises(Refused):
            need(bermi, by=stranger)
        with pytest.raises(Absent):
            access.get_needy(bermi.code, stranger)
        with pytest.raises(Refused):
            answer_need(asked, "answered", "Ya", by=stranger)
    with pytest.raises(Refused):
        answer_need(asked, "answered", "Ya", by=chair)


def test_a_district_and_a_village_raise_needs_of_their_groups(bermi: Group, sekcam: Authority) -> None:
    village = actor("village_officer", bermi.region_id)
    assert {need(bermi, "Pelatihan video", kind="training", by=who).by_name for who in (sekcam, village)} == {
        sekcam.name,
        village.name,
    }


def test_what_waits_past_its_day_is_overdue(bermi: Group, humas: Authority) -> None:
    asked = need(bermi, wanted_by=timezone.localdate())
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert list(Need.objects.overdue()) == []
    assert list(Need.objects.overdue(tomorrow)) == [asked]
    answer_need(asked, "refused", "Belum ada anggaran.", by=humas)
    assert list(Need.objects.overdue(tomorrow)) == []
