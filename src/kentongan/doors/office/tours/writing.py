"""A tour from the beginning, and its frame changed: the form, one verb, the way on to the plan."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.domain.core.problems import Refused
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.models import Tour
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run
from kentongan.doors.office.tours.forms import NewTourForm, TourForm, facts_of
from kentongan.doors.office.tours.planning import ask_for_plan
from kentongan.doors.office.tours.weights import PREFIX, as_fields
from kentongan.doors.office.tours.words import trail_of

KEEP = "keliling-baru"


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Make a tour; by the main button its plan is made at once."""
    actor = actor_of(request)
    region = _region(request.GET, actor)
    given = {name: value for name, value in request.GET.items() if name.startswith(PREFIX)}
    initial = {
        "token": new_token(),
        "title": _("Sosialisasi keliling KIM %(area)s") % {"area": region.title},
        "teams": _("Tim 1"),
        **given,
    }
    form = NewTourForm(posted(request), region=region, by=actor, initial=initial)
    if given:
        _only_given(form, given)
    if request.method != "POST":
        return _new_page(request, form)
    done: list[str] = []
    status = run(
        form, lambda: done.append(once(form.cleaned_data["token"], lambda: _made(request, form), by=actor))
    )
    if status != 200:
        return _new_page(request, form, status)
    messages.success(request, _("Rancangan keliling tersimpan."), extra_tags=KEEP)
    return redirect(done[0])


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the frame while it is a draft; the rows stay until the plan is made anew."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    actor.require("tours.edit", tour.region_id)
    kept = list(tour.agenda.select_related("regulation"))
    form = TourForm(posted(request), region=tour.region, by=actor, initial=facts_of(tour))
    _only_given(form, as_fields(tour.weights))
    status = 200
    if request.method == "POST":
        status = run(
            form,
            lambda: actions.change_tour(tour, by=actor, agenda=form.agenda_lines(kept), **form.frame()),
        )
        if status == 200:
            messages.success(request, _("Perubahan tersimpan. Susun ulang rencananya bila perlu."))
            return redirect("office:tour-detail", code=tour.code)
    context = {"form": form, "tour": tour, "uses_htmx": True}
    trail = trail_of(tour, _("Ubah kerangka"))
    return page(request, "office/tours/edit.html", context, section="tours", trail=trail, status=status)


def _made(request: HttpRequest, form: NewTourForm) -> str:
    """The tour with its teams and speakers; the address to go on to."""
    actor = actor_of(request)
    with transaction.atomic():  # a refused team leaves no tour behind
        tour = actions.create_tour(
            region=form.region,
            agenda=form.agenda_lines(),
            districts=form.chosen_districts(),
            by=actor,
            **form.frame(),
        )
        _write_teams(tour, form, actor)
        if form.cleaned_data["speakers"]:
            companions = [actions.Companion(speaker) for speaker in form.cleaned_data["speakers"]]
            actions.set_speakers(tour, companions, by=actor)
    if "simpan" in request.POST:
        return reverse("office:tour-detail", args=[tour.code])
    return ask_for_plan(tour, actor)


def _write_teams(tour: Tour, form: NewTourForm, by: Authority) -> None:
    first = tour.teams.first()
    for name, people in form.named_teams():
        actions.save_team(tour, name=name, members=people, team=first, by=by)
        first = None


def _only_given(form: TourForm, given: dict[str, Any]) -> None:
    """No usual weight stands where others were chosen."""
    for bound in form.weight_fields:
        form.initial[bound.name] = given.get(bound.name, "")


def _region(params: QueryDict, actor: Authority) -> Region:
    """The area asked for, else the person's own. Raises ``Refused`` for one outside."""
    asked = params.get("wilayah", "")
    home = min(actor.areas("tours.edit"), key=len, default="")
    code = asked if valid_code(asked) else home
    if not code:
        raise Refused(_("Anda tidak berwenang merencanakan keliling."))
    region = get_region(code)
    actor.require("tours.edit", region.code)
    return region


def _new_page(request: HttpRequest, form: NewTourForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "region": form.region, "keep_key": KEEP, "uses_htmx": True}
    trail = trail_of(None, _("Rencanakan keliling"))
    return page(request, "office/tours/new.html", context, section="tours", trail=trail, status=status)
