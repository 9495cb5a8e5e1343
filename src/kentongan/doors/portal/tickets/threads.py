"""The thread as a citizen reads it: what was done, by which office, on which day; nobody's name."""

from dataclasses import dataclass
from datetime import date

from kentongan.domain.core.models import Attachment
from kentongan.domain.tickets.models import Step, Ticket

OWN_ALONE = {Step.Kind.RETURNED, Step.Kind.NAME_OPENED, Step.Kind.REJECTED, Step.Kind.ACCEPTED}


@dataclass(frozen=True)
class Line:
    """One line of the thread."""

    what: str
    on: date
    office: str
    text: str
    photos: list[Attachment]


def thread_of(ticket: Ticket, *, public: bool) -> list[Line]:
    """The lines of a ticket in order; the public does not read what was said to the reporter alone."""
    answers = list(ticket.answers.prefetch_related("photos"))
    lines = []
    for step in ticket.steps.filter(inside=False):
        if public and step.kind == Step.Kind.NAME_OPENED:
            continue
        hidden = public and step.kind in OWN_ALONE
        answer = answers.pop(0) if step.kind == Step.Kind.ANSWERED and answers else None
        lines.append(
            Line(
                str(step.get_kind_display()),
                step.at.astimezone(ticket.region.zone).date(),
                step.office,
                answer.text if answer else "" if hidden else step.text,
                list(answer.photos.all()) if answer else [],
            )
        )
    return lines
