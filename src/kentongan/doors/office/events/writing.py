"""An event is planned, changed; a budget line is entered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.events import access, actions
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.events.acts import event_to_edit
from kentongan.doors.office.events.forms import EventForm, FundingForm, facts_of
from kentongan.doors.office.events.words import trail_of
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.releases.audience import area_choices, searched_in

KEEP = "acara-baru"


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Plan an event; the same form sent twice makes one. ``?induk=`` begins a further batch of an event."""
    actor = actor_of(request)
    form = EventForm(posted(request), by=actor, initial=_first(request, actor))
    if "cari" in request.POST:
        return _form_page(request, form.again())

    def make() -> str:
        parent = form.cleaned_data["parent"]
        event = actions.plan_event(
            by=actor,
            agenda=form.lines("agenda"),
            conditions=form.lines("conditions"),
            parent=access.get_event(parent, actor) if parent else None,
            **form.times(),
            **form.facts(),
        )
        return reverse("office:event-detail", args=[event.code])

    made: list[str] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: made.append(once(form.cleaned_data["token"], make, by=actor)))
        if status == 200:
            done = _("Acara direncanakan. Berikutnya: undang pesertanya.")
            messages.success(request, done, extra_tags=KEEP)
            return redirect(made[0])
    return _form_page(request, form, status)


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is told of it; the time is moved on its own page."""
    actor = actor_of(request)
    event = event_to_edit(request, code)
    form = EventForm(posted(request), by=actor, event=event, initial=facts_of(event))
    if "cari" in request.POST:
        return _form_page(request, form.again())
    status = 200
    if request.method == "POST":
        status = run(form, lambda: actions.change_event(event, by=actor, **form.facts()))
        if status == 200:
            messages.success(request, _("Perubahan tersimpan."))
            return redirect("office:event-detail", code=event.code)
    return _form_page(request, form, status)


@require_http_methods(ASKED_AND_DONE)
def funding(request: HttpRequest) -> HttpResponse:
    """Enter a line of a budget, to be cited by events."""
    actor = actor_of(request)
    form = FundingForm(posted(request), by=actor)
    return ask(
        request,
        form,
        lambda: actions.add_funding_line(by=actor, **form.cleaned_data),
        section="events",
        trail=trail_of(),
        back=reverse("office:event-new"),
        question=_("Catat sumber dana"),
        consequence=_("Sekali dicatat, sumber dana ini dapat dipilih untuk banyak acara."),
        button=_("Catat"),
        done=_("Sumber dana tercatat dan dapat dipilih."),
    )


def _form_page(request: HttpRequest, form: EventForm, status: int = 200) -> HttpResponse:
    event = form.event
    whole = (
        event.region
        if event
        else next(iter(Region.objects.filter(code__in=form.by.areas("events.edit")[:1])), None)
    )
    context: dict[str, Any] = {
        "form": form,
        "event": event,
        "keep": f"acara-{event.code}" if event else KEEP,
        "sender": whole.code if whole else "",
        "areas": area_choices(whole, form.chosen, searched_in(request)),
        "back_url": reverse("office:event-detail", args=[event.code])
        if event
        else reverse("office:event-list"),
        "uses_htmx": True,
    }
    trail = trail_of(event, _("Ubah")) if event else trail_of(None, _("Rencanakan acara"))
    return page(request, "office/events/form.html", context, section="events", trail=trail, status=status)


def _first(request: HttpRequest, actor: Authority) -> dict[str, Any]:
    """A fresh form: its token, and what the address tells: a region, or the event it is a batch of."""
    first: dict[str, Any] = {"token": new_token()}
    region, parent = request.GET.get("wilayah", ""), request.GET.get("induk", "")
    if valid_code(region):
        first["region"] = Region.objects.filter(code=region).first()
    if parent:
        whole = access.get_event(parent, actor)
        first |= facts_of(whole) | {"parent": whole.code}
        first["agenda"] = "\n".join(whole.agenda.values_list("title", flat=True))
    return first
