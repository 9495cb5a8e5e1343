"""The verbs of claims: asking, checking, judging, sending back."""

from kentongan.domain.claims.actions.carrying import ask_to_carry, carry_back
from kentongan.domain.claims.actions.choices import load_choices
from kentongan.domain.claims.actions.desk import ask_for_data, describe, give_up, is_judged, merge, take_up
from kentongan.domain.claims.actions.enclosing import add_photo, add_voice
from kentongan.domain.claims.actions.importing import Check, bring_in
from kentongan.domain.claims.actions.reporting import Question, report
from kentongan.domain.claims.actions.verdicts import (
    approve_verdict,
    draft_verdict,
    publish_verdict,
    return_verdict,
    submit_verdict,
)

__all__ = [
    "Check",
    "Question",
    "add_photo",
    "add_voice",
    "approve_verdict",
    "ask_for_data",
    "ask_to_carry",
    "bring_in",
    "carry_back",
    "describe",
    "draft_verdict",
    "give_up",
    "is_judged",
    "load_choices",
    "merge",
    "publish_verdict",
    "report",
    "return_verdict",
    "submit_verdict",
    "take_up",
]
