"""Answers against the questions of an edition: what was answered, what it earned, and why, in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.mentoring.models import Edition, Point, Question, Section
from kentongan.domain.mentoring.rules import Earned, earned, step_reached, total

TEXT_LIMIT = 2000
BIGGEST = Decimal(10) ** 9


@dataclass(frozen=True)
class Given:
    """An answer as it was handed in: the id of a point, a number or a text, by the kind of the question."""

    point: int | None = None
    number: Decimal | None = None
    text: str = ""

    @property
    def plain(self) -> list[object]:
        """What the digest is made of: 2 and 2.0 are one number."""
        return [self.point, None if self.number is None else str(self.number.normalize()), self.text.strip()]


@dataclass(frozen=True)
class Line:
    """One question with its answer and what that earned."""

    question: Question
    point: Point | None = None
    number: Decimal | None = None
    text: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether anything was said."""
        return self.point is not None or self.number is not None or bool(self.text)

    @property
    def words(self) -> str:
        """The answer as people read it; empty without one."""
        if self.number is not None:
            return _shown(self.number)
        return self.point.label if self.point else self.text

    @cached_property
    def earned(self) -> Earned:
        """What the answer earned of the question's weight."""
        most = max((point.points for point in self.question.points.all()), default=0)
        points = self.point.points if self.point else (0 if self.number is not None else None)
        return earned(self.question.weight, points, most)

    @property
    def why(self) -> str:
        """The score of this answer, explained."""
        if not self.question.weight:
            return _("Tidak dinilai.")
        if not self.is_answered:
            return _("Tidak dijawab, jadi tidak ikut dihitung.")
        points = self.point.points if self.point else 0
        facts = {
            "label": self.point.label if self.point else self.words,
            "points": points,
            "most": max(point.points for point in self.question.points.all()),
            "weight": self.question.weight,
            "got": _shown(self.earned.got),
            "number": self.words,
        }
        if self.number is None:
            text = _("“%(label)s” bernilai %(points)d dari %(most)d; bobot %(weight)d, jadi %(got)s.") % facts
        elif self.point is None:
            text = _("%(number)s di bawah semua batas; bobot %(weight)d, jadi 0.") % facts
        else:
            text = (
                _("%(number)s: “%(label)s”, nilai %(points)d dari %(most)d; bobot %(weight)d, jadi %(got)s.")
                % facts
            )
        return f"{text} {self.point.meaning}".strip() if self.point else text


@dataclass(frozen=True)
class Part:
    """A section with its lines."""

    section: Section
    lines: list[Line] = field(default_factory=list)

    @property
    def earned(self) -> Earned:
        """What the section earned."""
        return total(line.earned for line in self.lines)


def read_answers(edition: Edition, given: Mapping[int, Given]) -> list[Line]:
    """A line for every question of the edition, in the order of the form.

    Raises ``Invalid`` naming the question: for one that is missing, unknown, or answered out of its kind.
    """
    questions = list(questions_of(edition))
    unknown = set(given) - {question.pk for question in questions}
    if unknown:
        raise Invalid(_("Ada jawaban untuk pertanyaan yang tidak ada di instrumen ini. Muat ulang formulir."))
    return [_read(question, given.get(question.pk, Given())) for question in questions]


def parts_of(edition: Edition, lines: Sequence[Line]) -> list[Part]:
    """The lines by section."""
    return [
        Part(section, [line for line in lines if line.question.section_id == section.pk])
        for section in edition.sections.all()
    ]


def questions_of(edition: Edition) -> Iterator[Question]:
    """All questions in the order of the form; the edition was read ``with_questions``."""
    for section in edition.sections.all():
        yield from section.questions.all()


def _read(question: Question, given: Given) -> Line:
    name = f"q{question.pk}"
    if question.kind in (Question.Kind.SCALE, Question.Kind.YES_NO):
        if given.point is None:
            return _unanswered(question)
        chosen = next((point for point in question.points.all() if point.pk == given.point), None)
        if chosen is None or given.number is not None or given.text:
            raise Invalid(_("Pilih salah satu jawaban."), field=name)
        return Line(question, point=chosen)
    if given.point is not None:
        raise Invalid(_("Pertanyaan ini tidak punya pilihan."), field=name)
    if question.kind == Question.Kind.NUMBER:
        return _read_number(question, given, name)
    text = given.text.strip()
    if given.number is not None or len(text) > TEXT_LIMIT:
        raise Invalid(_("Tulis jawaban paling banyak %(limit)d huruf.") % {"limit": TEXT_LIMIT}, field=name)
    return Line(question, text=text) if text else _unanswered(question)


def _read_number(question: Question, given: Given, name: str) -> Line:
    if given.number is None and not given.text:
        return _unanswered(question)
    if given.number is None or not 0 <= given.number <= BIGGEST:
        raise Invalid(_("Tulis angka, tanpa huruf."), field=name)
    points = [point for point in question.points.all() if point.at_least is not None]
    place = step_reached(given.number, [point.at_least for point in points if point.at_least is not None])
    return Line(question, point=None if place is None else points[place], number=given.number)


def _unanswered(question: Question) -> Line:
    if question.is_required:
        raise Invalid(_("Jawab pertanyaan ini."), field=f"q{question.pk}")
    return Line(question)


def _shown(number: Decimal) -> str:
    """Without needless zeros, by the signs of the page's language."""
    plain = format(number.quantize(Decimal("0.01")).normalize(), "f")
    return number_format(Decimal(plain), use_l10n=True)
