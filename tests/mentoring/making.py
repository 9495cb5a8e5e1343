"""Short ways to make instruments, visits and needs in tests, through the verbs."""

from datetime import date
from decimal import Decimal
from typing import Any

from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.access import offered_editions
from kentongan.domain.mentoring.actions import (
    NewPoint,
    make_instrument,
    publish_edition,
    raise_need,
    record_visit,
    write_question,
    write_section,
)
from kentongan.domain.mentoring.answers import Given, questions_of
from kentongan.domain.mentoring.models import Edition, Need, Question, Visit
from tests.cast import PATI
from tests.groups.making import region

BY = System()
MEETS = [NewPoint("Tidak pernah", 0), NewPoint("Sesekali", 1), NewPoint("Tiap bulan", 2, "Ada notulen.")]


def instrument(code: str = PATI, name: str = "Instrumen Pati") -> Edition:
    """A small instrument in force: a scale of weight 30, a number of 20, a remark; then yes or no of 10."""
    draft = make_instrument(region=region(code), name=name, by=BY)
    first = write_section(draft, title="Kegiatan", by=BY)
    write_question(first, text="Seberapa sering bertemu?", kind="scale", weight=30, points=MEETS, by=BY)
    numbers = [NewPoint("Belum ada", 0, at_least=0), NewPoint("Cukup", 4, at_least=5)]  # type: ignore[arg-type]  # whole numbers
    write_question(first, text="Berapa kali menyebarkan?", kind="number", weight=20, points=numbers, by=BY)
    write_question(first, text="Kesan", kind="text", is_required=False, by=BY)
    second = write_section(draft, title="Sarana", by=BY)
    yes_no = [NewPoint("Tidak", 0), NewPoint("Ya", 1)]
    write_question(second, text="Ada ponsel bersama?", kind="yes_no", weight=10, points=yes_no, by=BY)
    return publish_edition(draft, in_force_from=date(2020, 1, 1), by=BY)


def questions(edition: Edition) -> list[Question]:
    """Its questions in the order of the form."""
    return list(questions_of(Edition.objects.with_questions().get(pk=edition.pk)))


def answers(edition: Edition, *values: Any) -> dict[int, Given]:
    """Answers by question: the place of a point for a choice, a number, a text; ``None`` for none."""
    given: dict[int, Given] = {}
    for question, value in zip(questions(edition), values, strict=False):
        if value is None:
            continue
        if question.kind in ("scale", "yes_no"):
            given[question.pk] = Given(point=list(question.points.all())[value].pk)
        elif question.kind == "number":
            given[question.pk] = Given(number=value)
        else:
            given[question.pk] = Given(text=value)
    return given


def visit(group: Group, edition: Edition | None = None, *values: Any, **fields: Any) -> Visit:
    """A visit to the group with the best answers to the small instrument, unless told otherwise."""
    with_what = edition or next(iter(offered_editions(group.region_id)))
    facts: dict[str, Any] = {"held_on": date(2024, 5, 2), "by": BY}
    given = answers(with_what, *(values or _best(with_what)))
    return record_visit(group=group, edition=with_what, answers=given, **(facts | fields))


def need(group: Group, title: str = "Penyuluhan stunting", **fields: Any) -> Need:
    """A need of the group for information, unless told otherwise."""
    facts: dict[str, Any] = {"kind": "information", "by": BY}
    return raise_need(group=group, title=title, **(facts | fields))


def _best(edition: Edition) -> list[Any]:
    best: dict[str, Any] = {"scale": -1, "yes_no": -1, "number": Decimal(1000), "text": "Baik."}
    return [best[question.kind] for question in questions(edition)]
