"""Whom to visit next, how an area is served, who fell asleep and is called back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.events.models import Kind
from kentongan.domain.groups.access import get_group
from kentongan.domain.mentoring import boards
from kentongan.domain.mentoring.actions import revive_dormant
from kentongan.domain.mentoring.boards.services import VISIT
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.rules import ROOT, level_of
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.pages import actor_of, page, posted
from kentongan.doors.office.paging import page_after
from kentongan.doors.office.visits.forms import AreaFilter, DayAreaFilter, RevivalForm, SilenceFilter
from kentongan.doors.office.visits.listing import tabs

SHOWN = 50
BY_PLACE = ("region_id", "name", "pk")


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The groups nobody visited longest; each leads to the form."""
    actor = actor_of(request)
    form = AreaFilter(request.GET, by=actor, verb="visits.record")
    rows = boards.visit_plan(form.region.code if form.region else ROOT, actor)
    found = list(rows[: SHOWN + 1])
    context = {
        "form": form,
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "tabs": tabs(actor, "visit-plan"),
    }
    return page(request, "office/visits/plan.html", context, section="visits")


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """How many groups of each area had which service up to a day, and those without any for months."""
    actor = actor_of(request)
    form = DayAreaFilter(request.GET, by=actor, verb="visits.read")
    silence = SilenceFilter(request.GET, by=actor, verb="visits.read")
    widest = sorted(form.roots, key=level_of)[:1]
    region = form.region or (get_region(widest[0]) if widest else None)
    table = boards.services_by_area(region, form.cleaned_data.get("pada")) if region else None
    rows, following = page_after(
        boards.unserved_groups(region.code if region else ROOT, actor, months=silence.months),
        request.GET,
        BY_PLACE,
    )
    words = dict(Kind.choices) | {VISIT: _("kunjungan")}
    kinds = [kind for kind in table.kinds if table.total.kinds.get(kind)] if table else []
    context = {
        "form": form,
        "silence": silence,
        "months": silence.months,
        "table": table,
        "kinds": [words[kind] for kind in kinds],
        "lines": [
            (row, [(words[kind], row.kinds.get(kind, 0)) for kind in kinds])
            for row in ([table.total, *table.rows] if table else [])
        ],
        "rows": rows,
        "next_url": following,
        "tabs": tabs(actor, "visit-services"),
    }
    return page(request, "office/visits/services.html", context, section="visits")


@require_safe
def dormant(request: HttpRequest) -> HttpResponse:
    """The groups without a recorded activity for months, to be called back to life."""
    actor = actor_of(request)
    form = SilenceFilter(request.GET, by=actor, verb="visits.read")
    region = form.region.code if form.region else ROOT
    found = boards.dormant_groups(region, actor, months=form.months)
    rows, following = page_after(found, request.GET, BY_PLACE)
    context = {
        "form": form,
        "months": form.months,
        "rows": rows,
        "next_url": following,
        "may_revive": actor.may("groups.edit"),
        "tabs": tabs(actor, "visit-dormant"),
    }
    return page(request, "office/visits/dormant.html", context, section="visits")


@require_http_methods(ASKED_AND_DONE)
def revival(request: HttpRequest, group_code: str) -> HttpResponse:
    """Note that the work with a dormant group begins again."""
    actor = actor_of(request)
    group = get_group(group_code, actor)
    actor.require("groups.edit", group.region_id, group=group.pk)
    form = RevivalForm(posted(request), initial={"on": timezone.localdate()})
    back = reverse("office:visit-dormant")
    return ask(
        request,
        form,
        lambda: revive_dormant(group, by=actor, **form.cleaned_data),
        section="visits",
        trail=[Crumb(_("KIM vakum"), back), Crumb(group.name)],
        back=back,
        question=_("Hidupkan kembali %(group)s") % {"group": group.name},
        consequence=_("KIM ini tidak lagi tampil sebagai vakum. Ia kembali aktif begitu mencatat kegiatan."),
        button=_("Catat dihidupkan"),
        done=_("Tercatat. Alasannya tampil di riwayat KIM."),
    )
