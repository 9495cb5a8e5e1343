"""The verbs of the information packages."""

from kentongan.domain.releases.actions.deciding import approve, return_to_author, submit
from kentongan.domain.releases.actions.labels import load_topics, start_campaign
from kentongan.domain.releases.actions.publishing import (
    approve_and_publish,
    cancel_schedule,
    publish,
    publish_in_emergency,
    refuse_own_emergency,
    review_emergency,
    withdraw,
)
from kentongan.domain.releases.actions.receiving import pass_on, record_office_receipt, record_receipt
from kentongan.domain.releases.actions.requests import answer_request, make_request, release_from_request
from kentongan.domain.releases.actions.writing import correct, draft, edit

__all__ = [
    "answer_request",
    "approve",
    "approve_and_publish",
    "cancel_schedule",
    "correct",
    "draft",
    "edit",
    "load_topics",
    "make_request",
    "pass_on",
    "publish",
    "publish_in_emergency",
    "record_office_receipt",
    "record_receipt",
    "refuse_own_emergency",
    "release_from_request",
    "return_to_author",
    "review_emergency",
    "start_campaign",
    "submit",
    "withdraw",
]
