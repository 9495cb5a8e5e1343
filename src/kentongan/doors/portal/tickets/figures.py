"""What the public of an area asked, and how it was answered; small counts are hidden (security.md 35)."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.design.parts import Crumb
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import access, boards
from kentongan.domain.tickets.models import Category, Ticket
from kentongan.domain.tickets.models.kinds import Content
from kentongan.domain.tickets.rules import small_count
from kentongan.doors.portal.pages import public, show
from kentongan.doors.portal.places.views import trail_to

PAGE_SIZE = 25
LONG = 365


@public
def region_tickets(request: HttpRequest, code: str) -> HttpResponse:
    """The public tickets of an area, newest first, with the figures of a year over all of them."""
    region = get_region(code)
    rows = access.public().for_region(code)
    last = rows.filter(code=request.GET.get("sesudah", "")).first()
    page = rows.newest()
    if last is not None:
        page = page.filter(received_on__lte=last.received_on).exclude(
            received_on=last.received_on, pk__gte=last.pk
        )
    found = list(page[: PAGE_SIZE + 1])
    today = timezone.localdate()
    since = (today - timedelta(days=LONG)).replace(day=1)  # whole months are read from sums
    context = {
        "region": region,
        "trail": [*trail_to(request, region, ends=False), Crumb(_("Laporan warga"))],
        "rows": found[:PAGE_SIZE],
        "next": f"?sesudah={found[PAGE_SIZE - 1].code}" if len(found) > PAGE_SIZE else "",
        "figures": _figures(region, since, today) if last is None else None,
        "since": since,
        "today": today,
    }
    return show(request, "portal/tickets/region.html", context, place=region, here="tickets")


def _figures(region: Region, since: date, until: date) -> dict[str, object]:
    """Public tickets alone: beside the list of them, others could be had by subtraction (security.md 33)."""
    rows = Ticket.objects.filter(content=Content.PUBLIC)
    found = boards.overview(rows, region, since, until, whole=[Content.PUBLIC])
    all_of_them = found.sums
    enough = all_of_them.answered >= 5
    names = dict(Category.objects.values_list("pk", "name"))
    return {
        "total": small_count(all_of_them.total),
        "answered": small_count(all_of_them.answered),
        "median": all_of_them.median_days if enough else None,
        "in_time": all_of_them.in_time_share if enough else None,
        "told": all_of_them.told_share if enough else None,
        "categories": [(names.get(pk, pk), small_count(n)) for pk, n in found.categories[:6]],
    }
