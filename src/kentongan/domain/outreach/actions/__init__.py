"""The verbs of tours."""

from kentongan.domain.outreach.actions.letters import write_letters
from kentongan.domain.outreach.actions.parts import (
    Companion,
    Member,
    add_absence,
    remove_absence,
    remove_team,
    save_team,
    set_district,
    set_speakers,
)
from kentongan.domain.outreach.actions.planning import plan_now, propose_plan, run_plan, undo_plan
from kentongan.domain.outreach.actions.steps import (
    approve_tour,
    cancel_tour,
    evaluate_tour,
    finish_tour,
    open_events,
    reopen_tour,
)
from kentongan.domain.outreach.actions.stops import (
    add_stop,
    lock_stop,
    move_stop,
    remove_stop,
    set_villages,
)
from kentongan.domain.outreach.actions.tours import change_tour, create_tour
from kentongan.domain.outreach.actions.undoing import last_change, undo_last

__all__ = [
    "Companion",
    "Member",
    "add_absence",
    "add_stop",
    "approve_tour",
    "cancel_tour",
    "change_tour",
    "create_tour",
    "evaluate_tour",
    "finish_tour",
    "last_change",
    "lock_stop",
    "move_stop",
    "open_events",
    "plan_now",
    "propose_plan",
    "remove_absence",
    "remove_stop",
    "remove_team",
    "reopen_tour",
    "run_plan",
    "save_team",
    "set_district",
    "set_speakers",
    "set_villages",
    "undo_last",
    "undo_plan",
    "write_letters",
]
