"""One event with everything an event can have, and one speaker, to put into addresses."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.events import actions, sheets
from kentongan.domain.events.models import EventFile
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region

BY = System("Uji")


@dataclass(frozen=True)
class Meeting:
    """The codes and keys of what belongs to it."""

    event: str
    speaker: str
    values: dict[str, Any]  # by the name of the placeholder
    numbers: dict[str, int]  # by the name of the address


def make_meeting(region: str, group: Group, file: Attachment, mark: str) -> Meeting:
    """A meeting of the regency that is not public, with ``mark`` in all its texts."""
    event = actions.plan_event(
        kind="coordination_meeting",
        title=f"Rapat {mark}",
        region=Region.objects.get(code=region),
        starts_at=datetime(2026, 1, 5, 2, tzinfo=UTC),
        ends_at=datetime(2026, 1, 5, 5, tzinfo=UTC),
        agenda=[f"Mata {mark}"],
        conditions=[f"Syarat {mark}"],
        groups=[group],
        by=BY,
    )
    (invitation,) = actions.invite(event, groups=[group], by=BY)
    came = actions.record_attendance(event=event, id=uuid4(), name=f"Peserta {mark}", by=BY)
    task = actions.add_follow_up(event=event, text=f"Tugas {mark}", owner_name="Sekcam", by=BY)
    EventFile.objects.create(event=event, attachment=file, kind=EventFile.Kind.PHOTO, by_name=BY.name)
    content = io.BytesIO(f"nama\nTamu {mark}\n".encode())
    typed = sheets.receive(sheets.read_sheet(content, "hadir.csv"), event, by=BY)
    speaker, absence = _speaker(region, mark)
    return Meeting(
        event.code,
        speaker,
        {
            "event": event.code,
            "invitation": invitation.pk,
            "row": came.pk,
            "task": task.pk,
            "paper": "undangan",
            "speaker": speaker,
        },
        {
            "event-speaker-end": actions.add_speaker(event, name=f"Guru {mark}", by=BY).pk,
            "event-party-end": actions.add_party(event, role="host", name=f"Bidang {mark}", by=BY).pk,
            "event-condition": event.conditions.get().pk,
            "event-confirmation": invitation.pk,
            "event-invitation-end": invitation.pk,
            "event-sheet-batch": typed.pk,
            "event-sheet-errors": typed.pk,
            "speaker-absence-end": absence,
        },
    )


def _speaker(region: str, mark: str) -> tuple[str, int]:
    """The code of a speaker, and a note of absence. All read the register; the phone is for the office."""
    place = Region.objects.get(code=region)
    speaker = actions.register_speaker(name=f"Guru {region}", sector="hukum", region=place, phone=mark, by=BY)
    absence = actions.add_absence(speaker, starts_on=date(2030, 1, 1), ends_on=date(2030, 1, 2), by=BY)
    return speaker.code, absence.pk
