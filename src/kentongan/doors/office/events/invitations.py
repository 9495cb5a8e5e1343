"""Who is asked to come, and what they answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.domain.core.problems import Absent
from kentongan.domain.events import access, actions
from kentongan.domain.events.models import Event, Invitation
from kentongan.domain.groups.access import visible
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.events.acts import asked, event_to_edit
from kentongan.doors.office.events.forms import ConfirmForm, InviteForm
from kentongan.doors.office.events.words import trail_of
from kentongan.doors.office.pages import actor_of, page, posted, run

CHOOSABLE = 300  # groups to tick at once; more are found by area


@require_http_methods(ASKED_AND_DONE)
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Tick groups, offices and areas. "Tampilkan" only lists other groups; who is invited stays invited."""
    actor = actor_of(request)
    event = event_to_edit(request, code)
    form = InviteForm(posted(request), event=event)
    status = 200
    if "tampilkan" in request.POST:
        form = InviteForm(initial={name: form[name].value() for name in form.fields}, event=event)
    elif request.method == "POST":
        made: list[Any] = []
        status = run(form, lambda: made.extend(_invited(form, event, actor)))
        if status == 200:
            words = ngettext("%(count)d undangan tercatat.", "%(count)d undangan tercatat.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("office:event-people", code=event.code)
    context = {"event": event, "form": form, **_choices(request, form, event, actor)}
    trail = trail_of(event, _("Undang"))
    return page(request, "office/events/invite.html", context, section="events", trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def confirmation(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Note the answer of somebody who was invited: by letter, by phone."""
    actor = actor_of(request)
    event = event_to_edit(request, code)
    invitation = _invitation(event, number, actor)
    told = invitation.confirmed_seats
    first = {"seats": invitation.seats if told is None else told} | {
        name: getattr(invitation, name) for name in ("head_title", "delegate_name", "delegate_title", "note")
    }
    form = ConfirmForm(posted(request), initial=first)
    return asked(
        request,
        event,
        form,
        lambda: actions.confirm(invitation, by=actor, **form.cleaned_data),
        question=_("Catat jawaban %(name)s") % {"name": invitation.addressee},
        consequence=_("Diundang %(seats)d orang.") % {"seats": invitation.seats},
        button=_("Simpan jawaban"),
        done=_("Jawaban tercatat."),
        back="people",
    )


@require_POST
def withdrawal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take an invitation back."""
    actor = actor_of(request)
    event = event_to_edit(request, code)
    actions.withdraw_invitation(_invitation(event, number, actor), by=actor)
    messages.success(request, _("Undangan ditarik."))
    return redirect("office:event-people", code=event.code)


def _invited(form: InviteForm, event: Event, actor: Authority) -> list[Invitation]:
    data = form.cleaned_data
    return actions.invite(
        event,
        groups=list(visible(actor).filter(code__in=form.chosen).select_related("region")),
        agencies=list(data["agencies"]),
        regions=list(Region.objects.filter(code__in=data["regions"])),
        names=[line for line in data["names"].splitlines() if line.strip()],
        role=data["role"],
        seats=data["seats"],
        by=actor,
    )


def _invitation(event: Event, number: int, actor: Authority) -> Invitation:
    found = access.get_invitation(number, actor)
    if found.event_id != event.pk:
        raise Absent(_("Undangan ini tidak ditemukan."))
    return found


def _choices(request: HttpRequest, form: InviteForm, event: Event, actor: Authority) -> dict[str, Any]:
    """The groups to tick: those chosen, and those of the area and name looked for; the areas to tick."""
    asked_for = request.POST if request.method == "POST" else request.GET
    area, words = asked_for.get("cari_wilayah", ""), asked_for.get("cari_nama", "").strip()[:80]
    invited = event.invitations.exclude(group=None).values("group_id")
    inside = visible(actor).standing().for_region(event.region_id).exclude(pk__in=invited)
    offered = inside.for_region(area) if valid_code(area) else inside
    offered = offered.named(words) if words else offered
    rows = list(offered.select_related("region").order_by("region_id", "name")[: CHOOSABLE + 1])
    listed = {group.code for group in rows}
    chosen = set(form.chosen)
    others = visible(actor).filter(code__in=chosen - listed).select_related("region").order_by("region_id")
    areas = Region.objects.current().filter(parent_id=event.region_id)
    return {
        "offered": [*others, *rows[:CHOOSABLE]],
        "chosen": chosen,
        "too_many": len(rows) > CHOOSABLE,
        "limit": CHOOSABLE,
        "areas": [event.region, *areas],
        "chosen_areas": set(form["regions"].value() or []),
        "area": area,
        "words": words,
        "back_url": reverse("office:event-people", args=[event.code]),
    }
