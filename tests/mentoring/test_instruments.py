"""Visit forms are data: drafts, editions in force, copies; an edition in force never changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access
from kentongan.domain.mentoring.actions import (
    NewPoint,
    draft_edition,
    load_example,
    make_instrument,
    publish_edition,
    remove_question,
    retire_instrument,
    write_question,
    write_section,
)
from kentongan.domain.mentoring.models import Edition, Instrument, Question
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import BATANG, BERMI, NGADIREJO, PATI
from tests.groups.making import region
from tests.mentoring.making import instrument, questions, visit

pytestmark = pytest.mark.django_db


def test_the_shipped_instrument_is_labelled_an_example_and_loads_once(tree: None) -> None:
    again = load_example()
    assert (again.is_example, Instrument.objects.count(), again.editions.count()) == (True, 1, 1)
    assert "contoh" in again.name


def test_an_area_without_an_instrument_is_offered_the_example_and_with_one_its_own(tree: None) -> None:
    assert [edition.instrument.is_example for edition in access.offered_editions(BERMI)] == [True]
    own = instrument(PATI)
    assert [edition.pk for edition in access.offered_editions(BERMI)] == [own.pk]
    assert [edition.instrument.is_example for edition in access.offered_editions(NGADIREJO)] == [True]


def test_a_new_edition_copies_the_questions_and_their_keys(tree: None, humas: Authority) -> None:
    first = instrument(PATI)
    draft = draft_edition(first.instrument, by=humas)
    assert (draft.number, draft.is_draft) == (2, True)
    assert [q.key for q in questions(draft)] == [q.key for q in questions(first)]
    assert draft_edition(first.instrument, by=humas).pk == draft.pk


def test_an_old_visit_keeps_the_edition_it_was_held_with(bermi: Group, humas: Authority) -> None:
    first = instrument(PATI)
    old = visit(bermi, first)
    draft = draft_edition(first.instrument, by=humas)
    scale = questions(draft)[0]
    write_question(
        scale.section,
        question=scale,
        text="Seberapa sering rapat?",
        kind="scale",
        weight=60,
        points=[NewPoint("Jarang", 0), NewPoint("Sering", 5)],
        by=humas,
    )
    second = publish_edition(draft, in_force_from=date(2024, 6, 1), by=humas)
    new = visit(bermi, second, 0, Decimal(0), None, 0, held_on=date(2024, 7, 1))
    old.refresh_from_db()
    assert (old.edition.number, old.score) == (1, Decimal(100))
    assert (new.edition.number, new.score) == (2, Decimal(0))
    assert questions(old.edition)[0].text == "Seberapa sering bertemu?"
    assert [edition.number for edition in access.offered_editions(BERMI)] == [2]


def test_an_edition_in_force_refuses_every_change(tree: None, humas: Authority) -> None:
    edition = instrument(PATI)
    question = questions(edition)[0]
    with pytest.raises(Stale):
        write_section(edition, title="Baru", by=humas)
    with pytest.raises(Stale):
        remove_question(question, by=humas)
    with pytest.raises(Stale):
        publish_edition(edition, in_force_from=date(2024, 1, 1), by=humas)


def test_an_edition_begins_in_force_on_its_day(tree: None, humas: Authority) -> None:
    first = instrument(PATI)
    tomorrow = timezone.localdate() + timedelta(days=1)
    publish_edition(draft_edition(first.instrument, by=humas), in_force_from=tomorrow, by=humas)
    assert [edition.number for edition in access.offered_editions(BERMI)] == [1]
    later = Edition.objects.in_force(tomorrow).filter(instrument=first.instrument)
    assert [edition.number for edition in later] == [2]


def test_an_edition_without_questions_and_one_before_the_last_are_not_put_in_force(
    tree: None, humas: Authority
) -> None:
    empty = make_instrument(region=region(PATI), name="Kosong", by=humas)
    with pytest.raises(Invalid, match="belum punya pertanyaan"):
        publish_edition(empty, in_force_from=date(2024, 1, 1), by=humas)
    draft = draft_edition(instrument(PATI).instrument, by=humas)
    with pytest.raises(Invalid) as caught:
        publish_edition(draft, in_force_from=date(2019, 12, 31), by=humas)
    assert caught.value.field == "in_force_from"


def test_a_retired_instrument_is_offered_no_more(tree: None, humas: Authority) -> None:
    own = instrument(PATI).instrument
    retire_instrument(own, by=humas)
    assert [edition.instrument.is_example for edition in access.offered_editions(BERMI)] == [True]
    with pytest.raises(Stale):
        retire_instrument(own, by=humas)


@pytest.mark.parametrize(
    ("kind", "weight", "points", "field"),
    [
        ("scale", 10, [NewPoint("Satu", 1)], "points"),
        ("scale", 10, [NewPoint("Satu", 1), NewPoint("Dua", 1)], "points"),
        ("scale", 10, [NewPoint("", 1), NewPoint("Dua", 2)], "points"),
        ("scale", 101, [NewPoint("Satu", 1), NewPoint("Dua", 2)], "weight"),
        ("number", 10, [NewPoint("Satu", 1), NewPoint("Dua", 2)], "points"),
        ("yes_no", 10, [NewPoint("Ya", 1), NewPoint("Mungkin", 2), NewPoint("Tidak", 0)], "points"),
        ("text", 10, [], "weight"),
        ("gambar", 0, [], "kind"),
    ],
)
def test_a_question_that_cannot_be_scored_is_refused_by_field(
    tree: None, kind: str, weight: int, points: list[NewPoint], field: str
) -> None:
    draft = make_instrument(region=region(PATI), name="Coba", by=actor("division_head", PATI))
    section = write_section(draft, title="Bagian", by=actor("division_head", PATI))
    with pytest.raises(Invalid) as caught:
        write_question(
            section, text="Apa?", kind=kind, weight=weight, points=points, by=actor("division_head", PATI)
        )
    assert caught.value.field == field
    assert not Question.objects.filter(section=section).exists()


def test_only_the_office_of_the_area_writes_its_instrument(tree: None, sekcam: Authority) -> None:
    shipped = Instrument.objects.get(is_example=True)
    with pytest.raises(Refused):
        make_instrument(region=region(PATI), name="Punya kecamatan", by=sekcam)
    with pytest.raises(Refused):
        draft_edition(shipped, by=actor("division_head", PATI))


def test_the_example_can_be_copied_and_made_ones_own(tree: None, humas: Authority) -> None:
    shipped = Instrument.objects.get(is_example=True).editions.get()
    copy = make_instrument(region=region(PATI), name="Instrumen kami", like=shipped, by=humas)
    assert not copy.instrument.is_example
    assert [q.text for q in questions(copy)] == [q.text for q in questions(shipped)]
    with pytest.raises(Invalid) as caught:
        make_instrument(region=region(PATI), name="Instrumen kami", by=humas)
    assert caught.value.field == "name"


def test_an_instrument_of_another_regency_looks_absent(tree: None, humas: Authority) -> None:
    foreign = instrument(BATANG, "Instrumen Batang").instrument
    with pytest.raises(Absent):
        access.get_instrument(foreign.pk, humas)
    assert access.get_instrument(Instrument.objects.get(is_example=True).pk, humas)
