"""Events as an iCalendar file (RFC 5545), for phones and office calendars."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar
from icalendar import Event as Entry

from kentongan.domain.events.models import Event

REFRESH = timedelta(hours=6)


def calendar_of(events: Sequence[Event], name: str) -> bytes:
    """The events under the name. Needs their regions at hand; participants are not part of it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kentongan//Agenda//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_entry(event))
    return bytes(calendar.to_ical())


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"{event.code}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("dtstamp", event.created_at.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("categories", [str(event.get_kind_display())])
    entry.add("location", ", ".join(part for part in (event.place, event.region.title) if part))
    entry.add("url", settings.BASE_URL + reverse("portal:event", args=[event.code]))
    entry.add("status", "CANCELLED" if event.cancelled_on else "CONFIRMED")
    return entry
