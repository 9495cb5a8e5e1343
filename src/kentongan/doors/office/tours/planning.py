"""The planner asked for, waited for, its answer read; the last change taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.domain.core.problems import Problem
from kentongan.domain.outreach import access, actions
from kentongan.domain.outreach.models import PlanRun, Tour
from kentongan.domain.outreach.wording import report
from kentongan.domain.people.access import Authority
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.tours.words import trail_of

SAID = {403, 409, 422}  # refusals that are told on the plan's own page


def ask_for_plan(tour: Tour, actor: Authority) -> str:
    """Queue the planner; the address where its answer will stand."""
    run = actions.propose_plan(tour, by=actor)
    return reverse("office:tour-run", args=[tour.code, run.pk])


@require_POST
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Make the plan, or make it anew around the locked rows; while one is under way, go and see it."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    try:
        return redirect(ask_for_plan(tour, actor))
    except Problem as problem:
        if problem.status not in SAID:
            raise
        latest = access.latest_run(tour)
        if latest and not latest.is_finished:
            return redirect("office:tour-run", code=tour.code, key=latest.pk)
        messages.error(request, problem.message)
        return redirect("office:tour-detail", code=tour.code)


@require_safe
def run(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """How far the planner is; then what it placed, what it could not, and what would help."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    actor.require("tours.edit", tour.region_id)
    found = access.get_run(tour, key)
    context = {
        "tour": tour,
        "run": found,
        "waits": not found.is_finished,
        "failed": found.state == PlanRun.State.FAILED,
        "report": report(found) if found.state == PlanRun.State.DONE else None,
    }
    trail = trail_of(tour, _("Penyusunan rencana"))
    return page(request, "office/tours/run.html", context, section="tours", trail=trail)


@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take the last change of the rows back."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    try:
        actions.undo_last(tour, by=actor)
    except Problem as problem:
        if problem.status not in SAID:
            raise
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Perubahan terakhir diurungkan."))
    return redirect("office:tour-detail", code=tour.code)
