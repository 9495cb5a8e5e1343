"""What handlers and feeds of the rooms share: parents, days told by a wrong clock, payloads."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import Field

from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.shapes import In
from kentongan.domain.sync.registry import Envelope

APP_SINCE = date(2025, 1, 1)  # no phone with this app had a right clock that showed an earlier day


class Point(In):
    """Where a picture was taken, told only when the person asked to keep it: millionths of a degree."""

    lat: Annotated[int, Field(strict=True, ge=-90_000_000, le=90_000_000)]
    lon: Annotated[int, Field(strict=True, ge=-180_000_000, le=180_000_000)]


def parent_of(envelope: Envelope, told: UUID | None, model: type[Model]) -> UUID:
    """The id of the record a picture belongs to: what the operation before it made, else the one told.

    Raises ``Invalid`` when neither is there.
    """
    made = [row.object_id for row in envelope.parents if row.object_type == model._meta.label_lower]
    if made:
        return UUID(made[0])
    if told is None:
        raise Invalid(_("Foto ini tidak menyebut catatannya. Lampirkan lagi dari catatannya."), field="after")
    return told


def attached(envelope: Envelope) -> Attachment:
    """The file of an operation whose verb needs one: it is not handled before the file is whole."""
    assert envelope.file is not None  # noqa: S101 - the verb is registered with ``file=True``
    return envelope.file


def coordinates(point: Point | None) -> list[int]:
    """The point as the history keeps it: latitude and longitude in millionths, or nothing."""
    return [point.lat, point.lon] if point else []


def day_meant(told: date, envelope: Envelope, zone: ZoneInfo, earliest: date | None = None) -> date:
    """The day a person meant who could only read it off the phone (security.md 15).

    A day to come that had come by the phone's own clock means that this clock runs ahead; a day before
    ``earliest``, told by a clock that stands there too, that it fell back. In both cases it is the day of
    arrival. Any other day is the person's word and stays: a mistake is theirs to mend.
    """
    today = timezone.now().astimezone(zone).date()
    if envelope.at is None:
        return told
    shown = envelope.at.astimezone(zone).date()
    runs_ahead = today < told <= shown
    fell_back = told <= shown < max(earliest or APP_SINCE, APP_SINCE)
    return today if runs_ahead or fell_back else told


def day_said(envelope: Envelope, zone: ZoneInfo) -> date:
    """The day the operation was written, by the phone's word but never one to come."""
    today = timezone.now().astimezone(zone).date()
    return min(envelope.at.astimezone(zone).date(), today) if envelope.at else today


def lean(payload: dict[str, Any]) -> dict[str, Any]:
    """What goes to a phone: days and moments as text, nothing that is empty, unknown or false."""
    return {name: _plain(value) for name, value in payload.items() if not _says_nothing(value)}


def _says_nothing(value: Any) -> bool:
    """A number always says something: 0 seats is an answer."""
    return not value and (isinstance(value, bool) or not isinstance(value, int | Decimal))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, UUID):
        return str(value)
    return value
