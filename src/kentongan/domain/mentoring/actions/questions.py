"""The sections and questions of a draft. An edition in force refuses every change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.mentoring.models import Edition, Point, Question, Section
from kentongan.domain.releases.checks import check_reason

MOST_WEIGHT, MOST_POINTS, MOST_CHOICES = 100, 100, 6


@dataclass(frozen=True)
class NewPoint:
    """A named answer and what it is worth; ``at_least`` for a number."""

    label: str
    points: int
    meaning: str = ""
    at_least: Decimal | None = None


@transaction.atomic
def write_section(
    edition: Edition,
    *,
    title: str,
    by: Actor,
    section: Section | None = None,
    help: str = "",  # noqa: A002 - the field's name
    position: int | None = None,
) -> Section:
    """Add a section to the draft, or change one; a new one without a position comes last."""
    draft = _draft(edition, by)
    title = check_reason(title, _("Isi judul bagian."), limit=120, field="title")
    place = position or (section.position if section else _next(draft.sections.all()))
    values = {"title": title, "help": help.strip()[:300], "position": place}
    if section is None:
        section = Section.objects.create(edition=draft, **values)
    else:
        Section.objects.filter(pk=section.pk, edition=draft).update(**values)
        section.refresh_from_db()
    _note("mentoring.write_section", draft, by, section=title)
    return section


@transaction.atomic
def write_question(
    section: Section,
    *,
    text: str,
    kind: str,
    by: Actor,
    question: Question | None = None,
    help: str = "",  # noqa: A002 - the field's name
    weight: int = 0,
    is_required: bool = True,
    points: Sequence[NewPoint] = (),
    position: int | None = None,
) -> Question:
    """Add a question to a section of the draft, or change one, with its named points.

    A scored question needs two answers of different worth; of a number, each from a number of its own on.
    Raises ``Invalid``.
    """
    draft = _draft(section.edition, by)
    text = check_reason(text, _("Isi pertanyaannya."), limit=200, field="text")
    _check(kind, weight, points)
    values: dict[str, Any] = {
        "section": section,
        "text": text,
        "kind": kind,
        "help": help.strip()[:300],
        "weight": weight,
        "is_required": is_required,
        "position": position or (question.position if question else _next(section.questions.all())),
    }
    if question is None:
        question = Question.objects.create(**values)
    else:
        Question.objects.filter(pk=question.pk, section__edition=draft).update(**values)
        question.refresh_from_db()
        question.points.all().delete()
    Point.objects.bulk_create(
        Point(
            question=question,
            label=point.label.strip()[:120],
            points=point.points,
            meaning=point.meaning.strip()[:300],
            at_least=point.at_least if kind == Question.Kind.NUMBER else None,
        )
        for point in points
        if kind != Question.Kind.TEXT
    )
    _note("mentoring.write_question", draft, by, question=text)
    return question


@transaction.atomic
def remove_question(question: Question, *, by: Actor) -> None:
    """Take a question out of the draft. Earlier editions keep it."""
    draft = _draft(question.section.edition, by)
    _note("mentoring.remove_question", draft, by, question=question.text)
    question.delete()


@transaction.atomic
def remove_section(section: Section, *, by: Actor) -> None:
    """Take a section with its questions out of the draft. Earlier editions keep it."""
    draft = _draft(section.edition, by)
    _note("mentoring.remove_section", draft, by, section=section.title)
    section.delete()


def _draft(edition: Edition, by: Actor) -> Edition:
    current = Edition.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=edition.pk)
    by.require("visits.forms", current.instrument.region_id)
    if not current.is_draft:
        raise Stale(_("Versi ini sudah berlaku dan tidak diubah lagi. Tulislah versi baru."))
    return current


def _next(rows: Any) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _check(kind: str, weight: int, points: Sequence[NewPoint]) -> None:
    if kind not in Question.Kind.values:
        raise Invalid(_("Pilih jenis jawaban dari daftar."), field="kind")
    if not 0 <= weight <= MOST_WEIGHT:
        raise Invalid(_("Bobot dari 0 sampai 100."), field="weight")
    if kind == Question.Kind.TEXT and weight:
        raise Invalid(_("Uraian tidak dapat dinilai. Isi bobot 0."), field="weight")
    _check_points(points)
    needs_choices = kind in (Question.Kind.SCALE, Question.Kind.YES_NO)
    if needs_choices and len(points) < 2:
        raise Invalid(_("Tulis paling sedikit dua jawaban yang dapat dipilih."), field="points")
    if kind == Question.Kind.YES_NO and len(points) != 2:
        raise Invalid(_("Pertanyaan ya atau tidak punya tepat dua jawaban."), field="points")
    if weight and len({point.points for point in points}) < 2:
        raise Invalid(_("Agar dapat dinilai, perlu dua jawaban yang nilainya berbeda."), field="points")
    starts = [point.at_least for point in points]
    if kind == Question.Kind.NUMBER and (None in starts or len(set(starts)) < len(starts)):
        raise Invalid(_("Tulis untuk setiap jawaban mulai dari angka berapa, tanpa kembar."), field="points")


def _check_points(points: Sequence[NewPoint]) -> None:
    if len(points) > MOST_CHOICES:
        raise Invalid(_("Paling banyak %(count)d jawaban.") % {"count": MOST_CHOICES}, field="points")
    if any(not point.label.strip() for point in points):
        raise Invalid(_("Setiap jawaban perlu nama, misalnya “Tiap bulan”."), field="points")
    if any(not 0 <= point.points <= MOST_POINTS for point in points):
        raise Invalid(_("Nilai jawaban dari 0 sampai 100."), field="points")


def _note(verb: str, draft: Edition, by: Actor, **detail: str) -> None:
    instrument = draft.instrument
    record(verb, instrument, by=by, region=instrument.region_id, version=draft.number, **detail)
