"""Tables of events: what is planned, who speaks, who is invited, who came, what was decided."""

from kentongan.domain.events.models.agenda import (
    AgendaItem,
    Condition,
    EventFile,
    EventSpeaker,
    Letter,
    Party,
)
from kentongan.domain.events.models.attendance import Attendance, AttendanceSheet
from kentongan.domain.events.models.events import Event, EventMove, Kind, Mode, State
from kentongan.domain.events.models.funding import FundingLine
from kentongan.domain.events.models.invitations import Invitation
from kentongan.domain.events.models.lists import Element, Sector
from kentongan.domain.events.models.minutes import FollowUp, Minutes
from kentongan.domain.events.models.queries import EventQuerySet
from kentongan.domain.events.models.speakers import Speaker, SpeakerAbsence

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceSheet",
    "Condition",
    "Element",
    "Event",
    "EventFile",
    "EventMove",
    "EventQuerySet",
    "EventSpeaker",
    "FollowUp",
    "FundingLine",
    "Invitation",
    "Kind",
    "Letter",
    "Minutes",
    "Mode",
    "Party",
    "Sector",
    "Speaker",
    "SpeakerAbsence",
    "State",
]
