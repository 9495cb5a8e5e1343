"""Tables of the village's word: tickets, their thread, the sealed reporter, what an office rules."""

from kentongan.domain.tickets.models.counts import Facet, TicketCount
from kentongan.domain.tickets.models.demands import (
    ForumStage,
    Fulfilment,
    NationalNumber,
    Pledge,
    ReceivedSheet,
)
from kentongan.domain.tickets.models.ruling import Category, DeadlineRule, RoutingRule
from kentongan.domain.tickets.models.sealed import Opening, Reporter
from kentongan.domain.tickets.models.thread import (
    Answer,
    Closure,
    Disposition,
    Escalation,
    Reaction,
    Step,
    Telling,
)
from kentongan.domain.tickets.models.tickets import Supporter, Ticket, TicketPhoto, Tracking

__all__ = [
    "Answer",
    "Category",
    "Closure",
    "DeadlineRule",
    "Disposition",
    "Escalation",
    "Facet",
    "ForumStage",
    "Fulfilment",
    "NationalNumber",
    "Opening",
    "Pledge",
    "Reaction",
    "ReceivedSheet",
    "Reporter",
    "RoutingRule",
    "Step",
    "Supporter",
    "Telling",
    "Ticket",
    "TicketCount",
    "TicketPhoto",
    "Tracking",
]
