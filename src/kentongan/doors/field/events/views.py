"""The agenda on the phone: what comes, to what one is invited, and the answer."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.core.problems import Absent
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Event, Invitation
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.doors.field.events.forms import AnswerForm, DeclineForm
from kentongan.doors.field.pages import actor_of, open_page, run

SHOWN = 60
BACK = timedelta(days=7)  # an event that is just over may still want names
ANSWERED = ["GET", "HEAD", "POST"]


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Events of these days and to come, with what was answered to the invitations of one's own."""
    actor = actor_of(request)
    since = timezone.now() - BACK
    rows = access.visible(actor).standing().filter(ends_at__gte=since).order_by("starts_at", "pk")
    events = list(rows[:SHOWN])
    mine: dict[Any, list[Invitation]] = {}
    for invitation in access.own_invitations(actor).filter(event__in=events):
        mine.setdefault(invitation.event_id, []).append(invitation)
    now = timezone.now()
    listed = [(event, mine.get(event.pk, []), event.starts_on) for event in events]
    context = {
        "today": [row for row in listed if row[0].starts_at <= now or _is_today(row[0])],
        "coming": [row for row in listed if row[0].starts_at > now and not _is_today(row[0])],
        "office": actor.may("events.edit"),
    }
    return open_page(request, "field/events/agenda.html", context, region=_place(actor))


@require_safe
def detail(request: HttpRequest, event: str) -> HttpResponse:
    """One event: when, where, what about, and what one is asked."""
    actor = actor_of(request)
    found = access.get_event(event, actor)
    context = {
        "event": found,
        "items": list(found.agenda.all()),
        "speakers": list(found.speakers.all()),
        "invitations": list(access.own_invitations(actor).filter(event=found)),
        "may_attend": not found.cancelled_on and access.may_attend(found, actor),
        "begun": found.starts_at <= timezone.now() or _is_today(found),
    }
    return open_page(request, "field/events/detail.html", context, region=found.region, back=_back())


@require_http_methods(ANSWERED)
def answer(request: HttpRequest, event: str, invitation: int) -> HttpResponse:
    """Say how many come."""
    return _answering(request, event, invitation, comes=True)


@require_http_methods(ANSWERED)
def decline(request: HttpRequest, event: str, invitation: int) -> HttpResponse:
    """Say that nobody can come, and why."""
    return _answering(request, event, invitation, comes=False)


def _answering(request: HttpRequest, event: str, number: int, *, comes: bool) -> HttpResponse:
    actor = actor_of(request)
    invitation = access.get_invitation(number, actor)
    if invitation.event.code != event or not access.may_answer(invitation, actor):
        raise Absent(_("Undangan ini tidak ditemukan."))
    data = request.POST if request.method == "POST" else None
    form: AnswerForm | DeclineForm = (
        AnswerForm(data, initial={"seats": invitation.confirmed_seats or invitation.seats})
        if comes
        else DeclineForm(data)
    )
    status = 200
    if request.method == "POST":
        status = run(form, lambda: actions.confirm(invitation, by=actor, **_facts(form)))
        if status == 200:
            messages.success(
                request, _("Jawaban Anda tercatat: hadir.") if comes else _("Jawaban Anda tercatat.")
            )
            return redirect("field:event", event=event)
    context = {"event": invitation.event, "invitation": invitation, "form": form, "comes": comes}
    back = (reverse("field:event", args=[event]), _("Kembali"))
    return open_page(
        request,
        "field/events/answer.html",
        context,
        region=invitation.event.region,
        back=back,
        status=status,
    )


def _facts(form: AnswerForm | DeclineForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {"seats": data["seats"]} if isinstance(form, AnswerForm) else {"seats": 0, "note": data["note"]}


def _is_today(event: Event) -> bool:
    today = timezone.now().astimezone(event.region.zone).date()
    return event.starts_on <= today <= event.ends_on


def _place(actor: Authority) -> Region:
    codes = actor.areas("events.read") or [grant.region_id for grant in actor.grants]
    return get_region(codes[0])


def _back() -> tuple[str, str]:
    return reverse("field:events"), _("Acara")
