"""The sections and questions of a draft, written by the office."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Absent
from kentongan.domain.mentoring import access, actions
from kentongan.domain.mentoring.models import Edition, Question, Section
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, posted
from kentongan.doors.office.visits.forms import QuestionForm, SectionForm
from kentongan.doors.office.visits.instruments import draft_of, trail_of


@require_http_methods(ASKED_AND_DONE)
def section(request: HttpRequest, number: int, row: int | None = None) -> HttpResponse:
    """Add a section, or change one."""
    edition = _draft(request, number)
    found = None if row is None else _section(edition, row)
    initial = {name: getattr(found, name, "") for name in ("title", "help", "position")}
    form = SectionForm(posted(request), initial=initial)
    return _ask(
        request,
        edition,
        form,
        lambda: actions.write_section(edition, section=found, by=actor_of(request), **form.cleaned_data),
        _("Ubah bagian") if found else _("Tambah bagian"),
    )


@require_POST
def section_end(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Take a section with its questions out of the draft."""
    edition = _draft(request, number)
    actions.remove_section(_section(edition, row), by=actor_of(request))
    messages.success(request, _("Bagian dihapus dari konsep."))
    return redirect(_address(edition))


@require_http_methods(ASKED_AND_DONE)
def question_new(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Add a question to a section."""
    edition = _draft(request, number)
    part = _section(edition, row)
    usual = {
        "kind": Question.Kind.SCALE,
        "weight": 10,
        "is_required": True,
    }
    form = QuestionForm(posted(request), initial=usual)
    return _ask(
        request,
        edition,
        form,
        lambda: actions.write_question(part, by=actor_of(request), **form.values()),
        _("Tambah pertanyaan"),
    )


@require_http_methods(ASKED_AND_DONE)
def question_edit(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Change a question and its answers."""
    edition = _draft(request, number)
    found = _question(edition, row)
    form = QuestionForm(posted(request), initial=QuestionForm.initial_of(found))
    return _ask(
        request,
        edition,
        form,
        lambda: actions.write_question(found.section, question=found, by=actor_of(request), **form.values()),
        _("Ubah pertanyaan"),
    )


@require_POST
def question_end(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Take a question out of the draft."""
    edition = _draft(request, number)
    actions.remove_question(_question(edition, row), by=actor_of(request))
    messages.success(request, _("Pertanyaan dihapus dari konsep."))
    return redirect(_address(edition))


def _draft(request: HttpRequest, number: int) -> Edition:
    return draft_of(access.get_instrument(number, actor_of(request)))


def _section(edition: Edition, row: int) -> Section:
    found = Section.objects.select_related("edition").filter(edition=edition, pk=row).first()
    if found is None:
        raise Absent(_("Bagian ini tidak ada di konsep."))
    return found


def _question(edition: Edition, row: int) -> Question:
    rows = Question.objects.select_related("section__edition").filter(section__edition=edition, pk=row)
    found = rows.first()
    if found is None:
        raise Absent(_("Pertanyaan ini tidak ada di konsep."))
    return found


def _address(edition: Edition) -> str:
    return reverse("office:instrument-edition", args=[edition.instrument_id, edition.number])


def _ask(
    request: HttpRequest, edition: Edition, form: BaseForm, verb: Callable[[], Any], question: str
) -> HttpResponse:
    actor_of(request).require("visits.forms", edition.instrument.region_id)
    return ask(
        request,
        form,
        verb,
        section="visits",
        trail=trail_of(edition.instrument),
        back=_address(edition),
        question=question,
        button=_("Simpan"),
        done=_("Tersimpan di konsep."),
    )
