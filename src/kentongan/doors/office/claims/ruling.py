"""The desk's own words as data: labels, topics, reasons, hours: listed, added, switched off."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.claims.actions import ruling
from kentongan.domain.claims.models import AnswerTarget, Label, LabelScheme, Topic, UnclearReason
from kentongan.domain.core.problems import Absent
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.claims.rule_forms import LabelForm, ReasonForm, SchemeForm, TargetForm, TopicForm
from kentongan.doors.office.pages import actor_of, page, posted


class Set(NamedTuple):
    """One of the sets: its table, form and verb, and what a new one is called."""

    model: type[Model]
    form: type[forms.Form]
    verb: Callable[..., Any]
    new: Any


SETS = {  # in the address
    "susunan": Set(LabelScheme, SchemeForm, ruling.save_scheme, gettext_lazy("Susunan putusan baru")),
    "putusan": Set(Label, LabelForm, ruling.save_label, gettext_lazy("Putusan baru")),
    "topik": Set(Topic, TopicForm, ruling.save_topic, gettext_lazy("Topik baru")),
    "alasan": Set(UnclearReason, ReasonForm, ruling.save_reason, gettext_lazy("Alasan baru")),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of them on one page."""
    context = {
        "schemes": list(LabelScheme.objects.prefetch_related("labels")),
        "topics": list(Topic.objects.all()),
        "reasons": list(UnclearReason.objects.all()),
        "targets": list(AnswerTarget.objects.all()),
        "may_change": actor_of(request).may("claims.rules", settings.HOME_REGION),
    }
    reads = actor_of(request).may("claims.desk")
    trail = [Crumb(_("Cek fakta"), reverse("office:claim-list") if reads else ""), Crumb(_("Aturan"))]
    return page(request, "office/claims/choices.html", context, section="claims", trail=trail)


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, kind: str, choice: str = "") -> HttpResponse:
    """Write one anew, or change it."""
    actor = actor_of(request)
    if kind not in SETS:
        raise Absent(_("Halaman ini tidak ada."))
    one = SETS[kind]
    known = one.model._default_manager.filter(pk=choice).first() if choice else None
    if choice and known is None:
        raise Absent(_("Pilihan ini tidak ditemukan."))
    names = one.form.base_fields
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = one.form(posted(request), initial=initial)
    return _ask(
        request,
        form,
        lambda: one.verb(known, by=actor, **form.cleaned_data),
        str(known) if known else str(one.new),
    )


@require_http_methods(ASKED_AND_DONE)
def target(request: HttpRequest) -> HttpResponse:
    """Hours to answer, from a day on."""
    actor = actor_of(request)
    form = TargetForm(posted(request))
    return _ask(
        request, form, lambda: ruling.set_target(by=actor, **form.cleaned_data), _("Batas waktu baru")
    )


def _ask(request: HttpRequest, form: forms.Form, verb: Callable[[], Any], question: str) -> HttpResponse:
    back = reverse("office:claim-choices")
    trail = [Crumb(_("Cek fakta"), reverse("office:claim-list")), Crumb(_("Aturan"), back)]
    return ask(
        request,
        form,
        verb,
        section="claims",
        trail=trail,
        back=back,
        question=question,
        button=_("Simpan"),
        done=_("Tersimpan."),
    )
