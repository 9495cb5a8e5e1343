"""Health: for people in plain words, for machines in one."""

from importlib.metadata import version

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kentongan.doors.portal.health.checks import checks, database_answers
from kentongan.doors.portal.pages import public, show


@public
def page(request: HttpRequest) -> HttpResponse:
    """What is well and what is not; figures and the version only for officers who have signed in."""
    found = checks()
    context = {
        "checks": found,
        "well": all(check.well for check in found),
        "officer": request.actor.is_officer,  # type: ignore[attr-defined]  # set by the gate
        "version": version("kentongan"),
    }
    return show(request, "portal/health/page.html", context)


@require_safe
def machine(request: HttpRequest) -> HttpResponse:
    """``ok`` with 200 while the store answers, else 503."""
    well = database_answers()
    response = HttpResponse(
        "ok\n" if well else "not ok\n", content_type="text/plain", status=200 if well else 503
    )
    response["Cache-Control"] = "no-store"
    return response
