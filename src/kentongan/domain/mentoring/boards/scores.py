"""A visit with its score explained answer by answer, beside the visit before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kentongan.domain.mentoring.answers import Line, Part, parts_of, questions_of
from kentongan.domain.mentoring.models import Answer, Edition, Visit
from kentongan.domain.mentoring.rules import Earned, total


@dataclass(frozen=True)
class Now:
    """A line or a section with what it was at the visit before; ``None`` where that asked nothing like it."""

    part: Part
    lines: list[tuple[Line, Line | None]]
    before: Decimal | None

    @property
    def score(self) -> Decimal | None:
        """Of a hundred."""
        return self.part.earned.score


@dataclass(frozen=True)
class Explained:
    """The whole visit."""

    visit: Visit
    earlier: Visit | None
    parts: list[Now]
    earned: Earned

    @property
    def change(self) -> Decimal | None:
        """Points more or less than at the visit before, with the same instrument."""
        if self.earlier is None or self.visit.score is None or self.earlier.score is None:
            return None
        return self.visit.score - self.earlier.score


def explain(visit: Visit) -> Explained:
    """Every answer with what it earned and why, beside the visit before with the same instrument.

    Questions are the same when their key is, whatever the edition. At most nine queries.
    """
    instrument = visit.edition.instrument_id
    earlier = Visit.objects.before(visit).filter(edition__instrument=instrument)
    before = earlier.select_related("edition").first()
    parts = parts_of(*_lines_of(visit))
    then = {line.question.key: line for line in _lines_of(before)[1]} if before else {}
    compared = [_compared(part, then) for part in parts]
    return Explained(visit, before, compared, total(part.earned for part in parts))


def _compared(part: Part, then: Mapping[UUID, Line]) -> Now:
    lines = [(line, then.get(line.question.key)) for line in part.lines]
    known = [old for _line, old in lines if old is not None]
    return Now(part, lines, total(old.earned for old in known).score if known else None)


def _lines_of(visit: Visit) -> tuple[Edition, list[Line]]:
    edition = Edition.objects.with_questions().get(pk=visit.edition_id)
    answers = {answer.question_id: answer for answer in Answer.objects.filter(visit=visit)}
    points = {point.pk: point for question in questions_of(edition) for point in question.points.all()}
    lines = []
    for question in questions_of(edition):
        answer = answers.get(question.pk)
        if answer is None:
            lines.append(Line(question))
            continue
        point = points.get(answer.point_id) if answer.point_id else None
        lines.append(Line(question, point, answer.number, answer.text))
    return edition, lines
