"""The tours one may read, latest first."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Link
from kentongan.domain.outreach import access
from kentongan.domain.outreach.models import TourState
from kentongan.doors.office.groups.words import capital
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import page_after
from kentongan.doors.office.tours.words import period

ORDER = ("-starts_on", "pk")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tours in one's area and those that pass through it; one state can be picked out."""
    actor, state = actor_of(request), request.GET.get("keadaan", "")
    counts = {
        "stop_count": Count("stops", distinct=True),
        "placed_count": Count("stops", filter=Q(stops__date__isnull=False), distinct=True),
    }
    rows = access.visible(actor).with_state()
    if state in TourState.values:
        rows = rows.filter(Q(state_now=state))
    found, following = page_after(rows.select_related("region").annotate(**counts), request.GET, ORDER)
    chips = [Link(_("Semua"), "?", current=not state)] + [
        Link(capital(label), "?" + with_params(request.GET, keadaan=value), current=value == state)
        for value, label in TourState.choices
    ]
    context = {
        "rows": [(tour, period(tour.starts_on, tour.ends_on)) for tour in found],
        "chips": chips,
        "filtered": bool(state),
        "next_url": following,
        "may_plan": actor.may("tours.edit"),
    }
    return page(request, "office/tours/list.html", context, section="tours")
