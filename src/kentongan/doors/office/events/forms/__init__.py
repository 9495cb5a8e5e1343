"""What the pages of events read. Whether it may be so is decided by the events room."""

from kentongan.doors.office.events.forms.people import (
    AgendaForm,
    ConfirmForm,
    CorrectForm,
    InviteForm,
    PartyForm,
    ReasonForm,
    SpeakerForm,
)
from kentongan.doors.office.events.forms.planning import (
    CancelForm,
    ConditionsForm,
    EventForm,
    FundingForm,
    HoldForm,
    MoveForm,
    facts_of,
)
from kentongan.doors.office.events.forms.results import (
    DoneForm,
    FileForm,
    FollowUpForm,
    LetterForm,
    MinutesForm,
)

__all__ = [
    "AgendaForm",
    "CancelForm",
    "ConditionsForm",
    "ConfirmForm",
    "CorrectForm",
    "DoneForm",
    "EventForm",
    "FileForm",
    "FollowUpForm",
    "FundingForm",
    "HoldForm",
    "InviteForm",
    "LetterForm",
    "MinutesForm",
    "MoveForm",
    "PartyForm",
    "ReasonForm",
    "SpeakerForm",
    "facts_of",
]
