"""The list of visits, with filters that can be shared as a link."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Link
from kentongan.domain.core.acting import Actor
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access
from kentongan.doors.office.pages import actor_of, next_page, page, with_params
from kentongan.doors.office.visits.forms import VisitFilter

PAGES = {  # each page of mentoring and the verb that opens it
    "visit-list": "visits.read",
    "visit-plan": "visits.record",
    "visit-services": "visits.read",
    "visit-dormant": "visits.read",
    "instrument-list": "visits.forms",
}


def tabs(actor: Actor, current: str) -> list[Link]:
    """The pages of mentoring the actor may open."""
    words = {
        "visit-list": _("Kunjungan"),
        "visit-plan": _("Rencana"),
        "visit-services": _("Layanan"),
        "visit-dormant": _("Vakum"),
        "instrument-list": _("Instrumen"),
    }
    return [
        Link(words[name], reverse(f"office:{name}"), current=name == current)
        for name, verb in PAGES.items()
        if actor.may(verb)
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The visits in one's area, latest record first."""
    actor = actor_of(request)
    form = VisitFilter(request.GET, by=actor, verb="visits.read")
    rows, wanted = access.visible(actor), form.cleaned_data
    if form.region:
        rows = rows.for_region(form.region.code)
    if wanted.get("q"):
        rows = rows.filter(group__in=Group.objects.named(wanted["q"]))
    if wanted.get("sejak"):
        rows = rows.filter(held_on__gte=wanted["sejak"])
    found, following = next_page(rows, request.GET, field="recorded_at")
    active = [
        Link(f"{form.fields[name].label}: {value}", "?" + with_params(request.GET, **{name: ""}))
        for name, value in (wanted | {"wilayah": form.region.title if form.region else ""}).items()
        if value
    ]
    context = {
        "form": form,
        "rows": found,
        "active": active,
        "next_url": following,
        "tabs": tabs(actor, "visit-list"),
        "may_record": actor.may("visits.record"),
    }
    return page(request, "office/visits/list.html", context, section="visits")
