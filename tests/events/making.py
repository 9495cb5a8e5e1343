"""Short ways to make events in tests, through the verbs."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.events.actions import plan_event, record_attendance
from kentongan.domain.events.models import Attendance, Event
from tests.cast import BATANG
from tests.groups.making import region

BY = System("Uji")


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """The moment by the clocks of the region: without zone."""
    return datetime.combine(day, time(hour, minute))


def past(days: int = 7) -> date:
    """A day so many days ago."""
    return timezone.localdate() - timedelta(days=days)


def event(code: str = BATANG, *, on: date | None = None, by: Actor | None = None, **fields: Any) -> Event:
    """An event of one morning in the region, a week ago unless told."""
    day = on or past()
    facts: dict[str, Any] = {
        "kind": "outreach",
        "title": "Sosialisasi KIM",
        "starts_at": at(day),
        "ends_at": at(fields.pop("until", day), 12),
    }
    return plan_event(region=region(code), by=by or BY, **facts | fields)


def come(to: Event, name: str, *, by: Actor | None = None, **fields: Any) -> Attendance:
    """Somebody came."""
    return record_attendance(event=to, id=fields.pop("id", None) or uuid4(), name=name, by=by or BY, **fields)


def moment(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
