"""A visit is recorded once, scored by its answers, each explained, and compared with the visit before."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access
from kentongan.domain.mentoring.actions import record_visit
from kentongan.domain.mentoring.answers import Given
from kentongan.domain.mentoring.boards import explain
from kentongan.domain.mentoring.models import Visit
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import KEDUNGBULUS, NGADIREJO, PATI, REBAN
from tests.groups.making import kim
from tests.mentoring.making import answers, instrument, questions, visit

pytestmark = pytest.mark.django_db


def test_the_score_follows_from_the_answers(bermi: Group, sekcam: Authority) -> None:
    edition = instrument(PATI)
    made = visit(bermi, edition, 1, Decimal(5), "Rapi.", 0, by=sekcam)
    assert made.score == Decimal("58.3")  # (15 + 20 + 0) of 60
    assert made.answers.count() == 4
    assert Entry.objects.about(bermi).filter(verb="mentoring.record_visit").count() == 1


def test_every_answer_explains_its_score(bermi: Group) -> None:
    edition = instrument(PATI)
    told = explain(visit(bermi, edition, 2, Decimal("7.5"), None, 0))
    lines = [line for part in told.parts for line, _before in part.lines]
    assert [line.why for line in lines] == [
        "“Tiap bulan” bernilai 2 dari 2; bobot 30, jadi 30. Ada notulen.",
        "7,5: “Cukup”, nilai 4 dari 4; bobot 20, jadi 20.",
        "Tidak dinilai.",
        "“Tidak” bernilai 0 dari 1; bobot 10, jadi 0.",
    ]
    assert [(part.part.section.title, part.score) for part in told.parts] == [
        ("Kegiatan", Decimal("100.0")),
        ("Sarana", Decimal("0.0")),
    ]
    assert told.earned.score == Decimal("83.3")


def test_a_visit_is_compared_with_the_one_before_by_the_same_instrument(bermi: Group) -> None:
    edition = instrument(PATI)
    visit(bermi, edition, 0, Decimal(0), None, 0, held_on=date(2024, 1, 10))
    latest = visit(bermi, edition, 2, Decimal(0), None, 0, held_on=date(2024, 6, 10))
    told = explain(latest)
    assert told.change == Decimal("50.0")
    now, before = told.parts[0].lines[0]
    assert (now.words, before and before.words) == ("Tiap bulan", "Tidak pernah")
    assert (told.parts[0].before, told.parts[0].score) == (Decimal("0.0"), Decimal("60.0"))


def test_the_same_id_twice_is_one_visit_and_with_other_content_refused(
    bermi: Group, sekcam: Authority
) -> None:
    edition, key = instrument(PATI), uuid4()
    first = visit(bermi, edition, 1, Decimal(5), None, 1, id=key, by=sekcam)
    again = visit(bermi, edition, 1, Decimal("5.00"), None, 1, id=key, by=sekcam)
    assert (first.pk, again.pk, Visit.objects.count()) == (key, key, 1)
    with pytest.raises(Stale):
        visit(bermi, edition, 2, Decimal(5), None, 1, id=key, by=sekcam)


def test_a_required_question_left_open_is_named(bermi: Group) -> None:
    edition = instrument(PATI)
    with pytest.raises(Invalid) as caught:
        visit(bermi, edition, 1, None, None, 1)
    assert caught.value.field == f"q{questions(edition)[1].pk}"
    assert not Visit.objects.exists()


def test_answers_of_the_wrong_kind_or_to_foreign_questions_are_refused(bermi: Group) -> None:
    edition, other = instrument(PATI), instrument(PATI, "Lain")
    good = answers(edition, 1, Decimal(1), None, 1)
    scale, number = questions(edition)[0].pk, questions(edition)[1].pk
    foreign_point = questions(other)[0].points.all()[0].pk
    head = actor("division_head", PATI)
    for wrong, field in (
        (good | {scale: Given(point=foreign_point)}, f"q{scale}"),
        (good | {number: Given(text="banyak")}, f"q{number}"),
        (good | {number: Given(number=Decimal(-1))}, f"q{number}"),
        (good | {questions(other)[0].pk: Given(point=foreign_point)}, None),
    ):
        with pytest.raises(Invalid) as caught:
            record_visit(
                group=bermi,
                edition=edition,
                held_on=date(2024, 5, 2),
                answers=wrong,
                by=head,
            )
        assert caught.value.field == field


def test_a_visit_to_come_or_before_the_group_was_is_refused(bermi: Group) -> None:
    edition = instrument(PATI)
    for day in (timezone.localdate() + timedelta(days=2), date(2018, 2, 28)):
        with pytest.raises(Invalid) as caught:
            visit(bermi, edition, held_on=day)
        assert caught.value.field == "held_on"


def test_an_instrument_of_another_regency_is_not_used_here(bermi: Group) -> None:
    with pytest.raises(Invalid) as caught:
        visit(bermi, instrument("33.25", "Batang"))
    assert caught.value.field == "edition"


def test_visitors_and_the_people_met_are_kept_without_empty_lines(bermi: Group) -> None:
    came = [("Bu Sekcam", "Sekretaris Kecamatan"), ("", "")]
    made = visit(bermi, instrument(PATI), visitors=came, met=[("Pak Ketua", "")])
    assert [(person.side, person.name, person.title) for person in made.people.all()] == [
        ("met", "Pak Ketua", ""),
        ("visitor", "Bu Sekcam", "Sekretaris Kecamatan"),
    ]


def test_who_stands_in_for_somebody_is_kept_with_both_names(bermi: Group) -> None:
    stand_in = actor("division_head", PATI, name="Budi", on_behalf_of="Ani (Kepala Dinas)")
    made = visit(bermi, instrument(PATI), by=stand_in)
    assert (made.by_name, made.on_behalf_of) == ("Budi", "Ani (Kepala Dinas)")


def test_other_districts_and_other_groups_members_neither_record_nor_read(bermi: Group) -> None:
    made = visit(bermi, instrument(PATI))
    neighbour = kim(KEDUNGBULUS, "KIM Kedungbulus")
    own = actor("group_member", bermi.region_id, group=bermi.pk)
    other = actor("group_member", neighbour.region_id, group=neighbour.pk)
    for stranger in (other, actor("district_officer", REBAN)):
        with pytest.raises(Absent):
            access.get_visit(made.pk, stranger)
        with pytest.raises(Refused):
            visit(bermi, by=stranger)
    assert access.get_visit(str(made.pk), own) == made
    with pytest.raises(Refused):
        visit(bermi, by=own)
    with pytest.raises(Absent):
        access.get_visit("bukan-id", own)


def test_explaining_takes_the_same_queries_whatever_the_form_asks(
    bermi: Group, django_assert_max_num_queries: object
) -> None:
    edition = instrument(PATI)
    visit(bermi, edition, held_on=date(2024, 1, 1))
    made = visit(bermi, edition, held_on=date(2024, 2, 1))
    fresh = Visit.objects.select_related("edition").get(pk=made.pk)
    with django_assert_max_num_queries(11):  # type: ignore[operator]  # a fixture
        explain(fresh)
    assert kim(NGADIREJO, "KIM Ngadirejo").pk != made.group_id
