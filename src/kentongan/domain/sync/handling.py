"""What the handlers of the rooms share: the record a child belongs to, and days told by a wrong clock."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils import timezone

from kentongan.domain.core.models import Attachment
from kentongan.domain.sync.registry import Envelope

APP_SINCE = date(2025, 1, 1)  # no phone with this app had a right clock that showed an earlier day


def made_by(envelope: Envelope, told: UUID, model: type[Model]) -> UUID:
    """The id of the record a child names: what the operation with this id made, else the id itself."""
    kind = model._meta.label_lower
    made = (row for row in envelope.parents if (row.operation, row.object_type) == (told, kind))
    return next((UUID(row.object_id) for row in made), told)


def attached(envelope: Envelope) -> Attachment:
    """The file of an operation whose verb needs one: it is not handled before the file is whole."""
    assert envelope.file is not None  # noqa: S101 - the verb is registered with ``file=True``
    return envelope.file


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
