"""The verbs of the sync room."""

from kentongan.domain.sync.actions.devices import Greeting, greet, revoke
from kentongan.domain.sync.actions.holding import give_up_overdue, release_held, try_carried
from kentongan.domain.sync.actions.seeing import mark_seen
from kentongan.domain.sync.actions.taking import take

__all__ = [
    "Greeting",
    "give_up_overdue",
    "greet",
    "mark_seen",
    "release_held",
    "revoke",
    "take",
    "try_carried",
]
