"""The public agenda: what comes, area by area, one event, and a calendar feed. No participants."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.design.parts import Crumb
from kentongan.domain.events.access import public_event, public_events
from kentongan.domain.events.models.queries import EventQuerySet
from kentongan.domain.regions.access import code_today, get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.queries import attach_paths
from kentongan.doors.portal.agenda.feed import calendar_of
from kentongan.doors.portal.pages import carried, public, show
from kentongan.doors.portal.places.views import trail_to

PAGE_SIZE = 30
COUNTED = 2000  # events looked at to tell which areas have some
FEED_EVENTS = 500
FEED_SECONDS = 300
FEED_BACK = timedelta(days=60)  # a calendar that subscribes keeps what is just over
_CODE_LENGTHS = (2, 5, 8, 13)  # of the areas below each level


@public
def agenda(request: HttpRequest) -> HttpResponse:
    """What comes in the installation's area."""
    return _agenda(request, get_region(settings.HOME_REGION), [Crumb(_("Agenda"))])


@public
def region_agenda(request: HttpRequest, code: str) -> HttpResponse:
    """What comes in one area."""
    region = get_region(code)
    if region.gone_on and (today := code_today(code)) != code:
        return redirect("portal:region-agenda", code=today)
    return _agenda(request, region, [*trail_to(request, region, ends=False), Crumb(_("Agenda"))])


@public
def event(request: HttpRequest, code: str) -> HttpResponse:
    """One public event; a cancelled one says so."""
    event = public_event(code)
    if event.code != code:
        return redirect(f"/agenda/{event.code}/{carried(request)}", permanent=True)
    context = {
        "event": event,
        "items": list(event.agenda.prefetch_related("speakers")),
        "trail": trail_to(request, event.region, ends=False),
    }
    return show(request, "portal/agenda/event.html", context, place=event.region, here="agenda")


@public
def feed(request: HttpRequest, code: str = "") -> HttpResponse:
    """The agenda of an area for a calendar that subscribes to it; cancelled events are told as such."""
    region = get_region(code or settings.HOME_REGION)
    since = timezone.now() - FEED_BACK
    found = public_events(with_cancelled=True).for_region(region.code).filter(ends_at__gte=since)
    events = found.select_related("region").order_by("starts_at", "pk")[:FEED_EVENTS]
    response = HttpResponse(
        calendar_of(list(events), _("Agenda %(place)s") % {"place": region.title}),
        content_type="text/calendar; charset=utf-8",
    )
    response["Cache-Control"] = f"public, max-age={FEED_SECONDS}"
    return response


def _agenda(request: HttpRequest, region: Region, trail: list[Crumb]) -> HttpResponse:
    coming = public_events().for_region(region.code).coming()
    found = coming
    last = coming.filter(code=request.GET.get("sesudah", "")).first()
    if last is not None:
        found = coming.filter(Q(starts_at=last.starts_at, pk__gt=last.pk) | Q(starts_at__gt=last.starts_at))
    rows = list(found.select_related("region")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    attach_paths([event.region for event in shown], Region)
    query = request.GET.copy()
    query["sesudah"] = shown[-1].code if shown else ""
    context = {
        "region": region,
        "trail": trail if len(trail) > 1 else [],
        "events": shown,
        "areas": _areas(region, coming),
        "next": f"?{query.urlencode()}" if len(rows) > PAGE_SIZE else "",
        "feed_url": reverse("portal:region-agenda-feed", args=[region.code]),
    }
    return show(request, "portal/agenda/agenda.html", context, place=region, here="agenda")


def _areas(region: Region, coming: EventQuerySet) -> list[tuple[Region, int]]:
    """The areas below with the number of events that come there; two queries."""
    if region.level >= Region.Level.VILLAGE:
        return []
    length = _CODE_LENGTHS[region.level]
    codes = coming.values_list("region_id", flat=True)[:COUNTED]
    counted = Counter(code[:length] for code in codes if len(code) >= length)
    areas = Region.objects.in_bulk(list(counted))
    return [(areas[code], counted[code]) for code in sorted(counted) if code in areas]
