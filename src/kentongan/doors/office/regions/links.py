"""Villages whose network stays bad, as the app on their phones measured it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.regions.models import Connectivity
from kentongan.domain.regions.rules import ROOT
from kentongan.domain.sync.boards import bad_villages
from kentongan.domain.sync.links.rules import thresholds
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.visits.forms import AreaFilter

SHOWN = 50


@require_safe
def bad(request: HttpRequest) -> HttpResponse:
    """The worst first, with the evidence, each a candidate for a request for infrastructure."""
    actor = actor_of(request)
    form = AreaFilter(request.GET, by=actor, verb="groups.read")
    found = bad_villages(actor, form.region.code if form.region else ROOT)
    kinds = dict(Connectivity.Kind.choices)
    context = {
        "form": form,
        "rows": [(one.region, kinds[one.found.kind], one.found) for one in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "limits": thresholds()["bad"],
        "may_raise": actor.may("tickets.raise"),
    }
    trail = [Crumb(_("Wilayah"), reverse("office:region-list")), Crumb(_("Jaringan buruk"))]
    return page(request, "office/regions/bad_links.html", context, section="regions", trail=trail)
