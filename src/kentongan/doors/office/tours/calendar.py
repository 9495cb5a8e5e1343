"""A tour on the calendar: month by month, as a list of days, district by district; and as a feed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.formats import month_name
from kentongan.design.months import beside, month_of, month_start
from kentongan.design.parts import Link
from kentongan.domain.outreach import access
from kentongan.domain.outreach.models import Stop, Tour
from kentongan.domain.regions.calendar import holidays
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.tours.words import period, trail_of, views_of

MONTH, LIST, DISTRICT = "", "daftar", "kecamatan"


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The rows with a day, in one of three views; the view stands in the address."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    stops = list(access.stops(tour, actor))
    placed = [stop for stop in stops if stop.date]
    view = request.GET.get("tampilan", MONTH)
    context = {
        "tour": tour,
        "period": period(tour.starts_on, tour.ends_on),
        "views": views_of(tour, "calendar"),
        "choices": _choices(request, view),
        "view": view,
        "unplaced": len(stops) - len(placed),
        "may_feed": bool(placed),
    }
    if view == LIST:
        context["days"] = [(day, list(rows)) for day, rows in groupby(placed, key=lambda stop: stop.date)]
    elif view == DISTRICT:
        by_code = sorted(stops, key=lambda stop: stop.district.region_id)
        context["districts"] = [
            (rows[0].district.region, rows)
            for _code, found in groupby(by_code, key=lambda stop: stop.district.region_id)
            for rows in (list(found),)
        ]
    else:
        context |= _month(request, tour, placed)
    return page(request, "office/tours/calendar.html", context, section="tours", trail=trail_of(tour))


def _month(request: HttpRequest, tour: Tour, placed: Sequence[Stop]) -> dict[str, object]:
    """The month asked for, else the one the tour begins in."""
    first = month_start(request.GET.get("bulan", ""), tour.starts_on)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    weeks = month_of(
        first,
        _entries(tour, placed),
        holidays=holidays(tour.region_id, first, last),
        today=timezone.localdate(),
    )
    return {
        "weeks": weeks,
        "month": month_name(first),
        "earlier": "?" + with_params(request.GET, bulan=beside(first, -1)),
        "later": "?" + with_params(request.GET, bulan=beside(first, 1)),
    }


def _entries(tour: Tour, placed: Sequence[Stop]) -> Iterator[tuple[date, Link]]:
    plan = reverse("office:tour-detail", args=[tour.code])
    for stop in placed:
        if stop.date:
            label = f"{stop.district.region.name} · {stop.team}" if stop.team else stop.district.region.name
            yield stop.date, Link(label, f"{plan}#p-{stop.pk}")


def _choices(request: HttpRequest, view: str) -> list[Link]:
    names = {MONTH: _("Bulan"), LIST: _("Daftar"), DISTRICT: _("Per kecamatan")}
    return [
        Link(label, "?" + with_params(request.GET, tampilan=key, bulan=""), current=key == view)
        for key, label in names.items()
    ]
