"""A tour to carry along: its calendar as a feed, its schedule and letters as PDF."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as Entry

from kentongan.domain.outreach import access
from kentongan.domain.outreach.actions.stops import event_times
from kentongan.domain.outreach.models import Stop, Tour
from kentongan.doors.office.pages import actor_of


@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The rows with a day as an iCalendar file, those of one's own area."""
    actor = actor_of(request)
    tour = access.get_tour(code, actor)
    calendar = Calendar()
    calendar.add("prodid", "-//Kentongan//Keliling//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", tour.title)
    for stop in access.stops(tour, actor):
        if stop.date:
            calendar.add_component(_entry(tour, stop))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{tour.code}.ics"'
    return answer


def _entry(tour: Tour, stop: Stop) -> Entry:
    starts_at, ends_at = event_times(tour, stop)
    district = stop.district.region
    villages = ", ".join(row.village.name for row in stop.villages.all())
    entry = Entry()
    entry.add("uid", f"{stop.pk}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("dtstamp", tour.created_at.astimezone(UTC))
    entry.add("dtstart", starts_at.astimezone(UTC))
    entry.add("dtend", ends_at.astimezone(UTC))
    entry.add("summary", _("%(district)s: %(tour)s") % {"district": district.title, "tour": tour.title})
    entry.add("location", ", ".join(part for part in (stop.place, district.title) if part))
    entry.add("description", villages)
    entry.add("url", settings.BASE_URL + reverse("office:tour-detail", args=[tour.code]) + f"#p-{stop.pk}")
    return entry
