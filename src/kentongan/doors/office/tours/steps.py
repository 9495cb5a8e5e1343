"""The way of a tour: approved, its events opened, done, evaluated; reopened or called off."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.founding.actions import open_from_tour
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import Tour
from kentongan.domain.people.access import Authority
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, posted
from kentongan.doors.office.tours.forms import ApprovalForm, DoneForm, EvaluationForm, ReasonForm
from kentongan.doors.office.tours.words import trail_of, warning_counts


@require_http_methods(ASKED_AND_DONE)
def approval(request: HttpRequest, code: str) -> HttpResponse:
    """Approve the plan exactly as shown; with warnings, for a reason."""
    tour, actor = _tour(request, code, "tours.approve")
    form = ApprovalForm(posted(request), initial={"version": tour.version})
    form.layout = "office/tours/_approval.html"  # type: ignore[attr-defined]  # read by ask
    form.warnings = tour_warnings(tour)  # type: ignore[attr-defined]
    form.kinds = warning_counts(form.warnings)  # type: ignore[attr-defined]
    return _ask(
        request,
        tour,
        form,
        lambda: actions.approve_tour(tour, by=actor, **form.cleaned_data),
        question=_("Setujui rencana ini?"),
        consequence=_("Sesudah disetujui, kerangkanya tidak berubah lagi dan acaranya dapat dibuka."),
        button=_("Setujui rencana"),
        done=_("Rencana disetujui. Sekarang acaranya dapat dibuka."),
    )


@require_http_methods(ASKED_AND_DONE)
def reopening(request: HttpRequest, code: str) -> HttpResponse:
    """Make it a draft again."""
    tour, actor = _tour(request, code)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        tour,
        form,
        lambda: actions.reopen_tour(tour, by=actor, **form.cleaned_data),
        question=_("Buka kembali sebagai rancangan?"),
        consequence=_("Persetujuannya gugur; sesudah diubah perlu disetujui lagi."),
        button=_("Buka kembali"),
        done=_("Keliling ini kembali menjadi rancangan."),
    )


@require_http_methods(ASKED_AND_DONE)
def events(request: HttpRequest, code: str) -> HttpResponse:
    """Open an event for every dated row."""
    tour, actor = _tour(request, code)
    count = tour.stops.placed().filter(event=None).count()
    return _ask(
        request,
        tour,
        forms.Form(posted(request)),
        lambda: _open(tour, actor),
        question=_("Buka acara untuk %(count)d pertemuan?") % {"count": count},
        consequence=_(
            "Tiap pertemuan menjadi acara dengan mata acara, desa, narasumber, syarat, dan sumber dana dari "
            "keliling ini. Desa yang belum ber-KIM mulai diikuti perjalanannya sampai KIM-nya berkegiatan."
        ),
        button=_("Buka acara"),
        done=_("Acara dibuka. Undangan dapat dicetak dan daftar hadir dapat diisi."),
    )


@require_http_methods(ASKED_AND_DONE)
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Call it done."""
    tour, actor = _tour(request, code)
    form = DoneForm(posted(request), initial={"on": timezone.localdate()})
    return _ask(
        request,
        tour,
        form,
        lambda: actions.finish_tour(tour, by=actor, **form.cleaned_data),
        question=_("Nyatakan keliling ini selesai?"),
        consequence=_("Acara yang belum terlaksana tetap tercatat belum terlaksana di laporan."),
        button=_("Nyatakan selesai"),
        done=_("Keliling dinyatakan selesai. Tulis evaluasinya."),
    )


@require_http_methods(ASKED_AND_DONE)
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """Write what was learnt."""
    tour, actor = _tour(request, code)
    form = EvaluationForm(posted(request), initial={"evaluation": tour.evaluation})
    return _ask(
        request,
        tour,
        form,
        lambda: actions.evaluate_tour(tour, by=actor, **form.cleaned_data),
        question=_("Evaluasi keliling"),
        button=_("Simpan evaluasi"),
        done=_("Evaluasi tersimpan."),
        back="office:tour-report",
        keep=f"evaluasi-{tour.code}",
    )


@require_http_methods(ASKED_AND_DONE)
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """Call it off."""
    tour, actor = _tour(request, code)
    form = ReasonForm(posted(request))
    return _ask(
        request,
        tour,
        form,
        lambda: actions.cancel_tour(tour, by=actor, **form.cleaned_data),
        question=_("Batalkan keliling ini?"),
        consequence=_("Acara yang sudah dibuka dan belum terlaksana ikut dibatalkan."),
        button=_("Batalkan keliling"),
        done=_("Keliling dibatalkan."),
        kind="danger",
    )


def _open(tour: Tour, actor: Authority) -> None:
    """The events, and the way of every village that has no KIM yet: from here on its steps are seen."""
    with transaction.atomic():
        actions.open_events(tour, by=actor)
        open_from_tour(tour, by=actor)


def _tour(request: HttpRequest, code: str, verb: str = "tours.edit") -> tuple[Tour, Authority]:
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    actor.require(verb, tour.region_id)
    return tour, actor


def _ask(
    request: HttpRequest,
    tour: Tour,
    form: forms.Form,
    verb: Callable[[], Any],
    *,
    back: str = "office:tour-detail",
    **words: str,
) -> HttpResponse:
    return ask(
        request,
        form,
        verb,
        section="tours",
        trail=trail_of(tour, "")[:-1],
        back=reverse(back, args=[tour.code]),
        **words,
    )
