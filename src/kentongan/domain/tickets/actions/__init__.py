"""The verbs of the village's word."""

from kentongan.domain.tickets.actions.demands import fulfil, note_national, pledge, put_to_forum
from kentongan.domain.tickets.actions.evidence import approve_copy, keep_photo, redact
from kentongan.domain.tickets.actions.late import escalate, escalate_late
from kentongan.domain.tickets.actions.moving import expect
from kentongan.domain.tickets.actions.names import ask_opening, decide_opening, note_opening, read_name
from kentongan.domain.tickets.actions.raising import (
    Raised,
    Word,
    add_photo,
    complete,
    consent_wording,
    raise_ticket,
    support,
)
from kentongan.domain.tickets.actions.ruling import (
    load_examples,
    remove_route,
    save_category,
    save_deadline,
    save_route,
)
from kentongan.domain.tickets.actions.sorting import amend, merge, out_of_scope, return_ticket, verify
from kentongan.domain.tickets.actions.telling import close, close_lapsed, confirm, reopen, tell
from kentongan.domain.tickets.actions.working import answer, disposition, send_back, start

__all__ = [
    "Raised",
    "Word",
    "add_photo",
    "amend",
    "answer",
    "approve_copy",
    "ask_opening",
    "close",
    "close_lapsed",
    "complete",
    "confirm",
    "consent_wording",
    "decide_opening",
    "disposition",
    "escalate",
    "escalate_late",
    "expect",
    "fulfil",
    "keep_photo",
    "load_examples",
    "merge",
    "note_national",
    "note_opening",
    "out_of_scope",
    "pledge",
    "put_to_forum",
    "raise_ticket",
    "read_name",
    "redact",
    "remove_route",
    "reopen",
    "return_ticket",
    "save_category",
    "save_deadline",
    "save_route",
    "send_back",
    "start",
    "support",
    "tell",
    "verify",
]
