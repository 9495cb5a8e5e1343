"""What makes up an event: its matters, who speaks, which conditions it keeps, who hosts."""

from typing import TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Absent
from kentongan.domain.events import access, actions
from kentongan.domain.events.actions import Item
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.events.acts import asked, event_to_edit
from kentongan.doors.office.events.forms import AgendaForm, ConditionsForm, PartyForm, SpeakerForm
from kentongan.doors.office.events.words import trail_of
from kentongan.doors.office.pages import actor_of, page, posted, run

SPARE_MATTERS = 2
_Row = TypeVar("_Row", bound=Model)


@require_http_methods(ASKED_AND_DONE)
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """All matters on one page, in order; one without a title is taken off."""
    event = event_to_edit(request, code)
    known = [
        {"title": item.title, "programme": item.programme, "regulation": item.regulation_id}
        for item in event.agenda.all()
    ]
    matters = forms.formset_factory(AgendaForm, extra=SPARE_MATTERS, max_num=50)
    rows = matters(posted(request), initial=known, prefix="mata", form_kwargs={"event": event})
    status, refusal = 200, forms.Form(posted(request))
    if request.method == "POST":
        status = 422
        if rows.is_valid():
            told = [Item(**row) for row in (form.cleaned_data for form in rows) if row.get("title")]
            status = run(refusal, lambda: actions.change_event(event, agenda=told, by=actor_of(request)))
        if status == 200:
            messages.success(request, _("Mata acara tersimpan."))
            return redirect("office:event-detail", code=event.code)
    context = {"event": event, "rows": rows, "refusal": refusal}
    trail = trail_of(event, _("Mata acara"))
    return page(request, "office/events/agenda.html", context, section="events", trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def speaker(request: HttpRequest, code: str) -> HttpResponse:
    """Put somebody on the programme."""
    actor = actor_of(request)
    event = event_to_edit(request, code)
    known = access.speakers(actor).reaching(event.region_id)
    first = {"speaker": known.filter(code=request.GET.get("dari", "")).first()}
    form = SpeakerForm(posted(request), event=event, known=known, initial=first)
    return asked(
        request,
        event,
        form,
        lambda: actions.add_speaker(event, by=actor, **form.cleaned_data),
        question=_("Tambah narasumber"),
        consequence=_("Pilih dari daftar narasumber, atau tulis nama orang yang belum terdaftar."),
        button=_("Tambah"),
        done=_("Narasumber masuk susunan acara."),
    )


@require_POST
def end_speaker(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take somebody off the programme."""
    event = event_to_edit(request, code)
    actions.remove_speaker(_part(event.speakers.filter(pk=number)), by=actor_of(request))
    messages.success(request, _("Nama itu keluar dari susunan acara."))
    return redirect("office:event-detail", code=event.code)


@require_http_methods(ASKED_AND_DONE)
def conditions(request: HttpRequest, code: str) -> HttpResponse:
    """Write the conditions anew; the usual health protocol can be taken over."""
    event = event_to_edit(request, code)
    lines = list(event.conditions.values_list("text", flat=True)) or actions.usual_conditions()
    form = ConditionsForm(posted(request), initial={"text": "\n".join(lines)})
    return asked(
        request,
        event,
        form,
        lambda: actions.set_conditions(event, form.lines(), by=actor_of(request)),
        question=_("Syarat pelaksanaan"),
        consequence=_("Yang sudah dicentang tetap tercentang bila kalimatnya sama."),
        button=_("Simpan"),
        done=_("Syarat tersimpan."),
    )


@require_POST
def condition(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Tick a condition off, or take the tick away."""
    event = event_to_edit(request, code)
    found = _part(event.conditions.filter(pk=number))
    actions.check_condition(found, met=found.met_on is None, by=actor_of(request))
    return redirect("office:event-detail", code=event.code)


@require_http_methods(ASKED_AND_DONE)
def party(request: HttpRequest, code: str) -> HttpResponse:
    """Name a host, a delegation, or who organises with."""
    event = event_to_edit(request, code)
    form = PartyForm(posted(request))
    return asked(
        request,
        event,
        form,
        lambda: actions.add_party(event, by=actor_of(request), **form.cleaned_data),
        question=_("Tambah tuan rumah atau rombongan"),
        button=_("Tambah"),
        done=_("Tercatat."),
    )


@require_POST
def end_party(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take a host or delegation off."""
    event = event_to_edit(request, code)
    actions.remove_party(_part(event.parties.filter(pk=number)), by=actor_of(request))
    messages.success(request, _("Dihapus dari acara."))
    return redirect("office:event-detail", code=event.code)


def _part(rows: QuerySet[_Row]) -> _Row:
    found = rows.first()
    if found is None:
        raise Absent(_("Bagian acara ini tidak ditemukan."))
    return found
