"""The verbs of events, their speakers, attendance and papers."""

from kentongan.domain.events.actions.agenda import (
    Item,
    add_party,
    add_speaker,
    check_condition,
    remove_party,
    remove_speaker,
    set_conditions,
)
from kentongan.domain.events.actions.attending import (
    correct_attendance,
    record_attendance,
    remove_attendance,
    restore_attendance,
)
from kentongan.domain.events.actions.closing import (
    add_follow_up,
    close_follow_up,
    hold,
    report_event,
    write_minutes,
)
from kentongan.domain.events.actions.inviting import change_seats, confirm, invite, withdraw_invitation
from kentongan.domain.events.actions.lists import load_lists, usual_conditions
from kentongan.domain.events.actions.papers import add_file, add_funding_line, remove_file, write_letter
from kentongan.domain.events.actions.planning import cancel_event, change_event, move_event, plan_event
from kentongan.domain.events.actions.speakers import (
    add_absence,
    change_speaker,
    end_speaker,
    register_speaker,
    remove_absence,
)

__all__ = [
    "Item",
    "add_absence",
    "add_file",
    "add_follow_up",
    "add_funding_line",
    "add_party",
    "add_speaker",
    "cancel_event",
    "change_event",
    "change_seats",
    "change_speaker",
    "check_condition",
    "close_follow_up",
    "confirm",
    "correct_attendance",
    "end_speaker",
    "hold",
    "invite",
    "load_lists",
    "move_event",
    "plan_event",
    "record_attendance",
    "register_speaker",
    "remove_absence",
    "remove_attendance",
    "remove_file",
    "remove_party",
    "remove_speaker",
    "report_event",
    "restore_attendance",
    "set_conditions",
    "usual_conditions",
    "withdraw_invitation",
    "write_letter",
    "write_minutes",
]
