"""The thread as a citizen reads it: what was done, by which office, on which day; nobody's name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core import signing
from django.db.models import Q
from django.urls import reverse

from kentongan.domain.core.models import Attachment
from kentongan.domain.tickets.models import Step, Ticket

OWN_ALONE = {Step.Kind.RETURNED, Step.Kind.NAME_OPENED, Step.Kind.REJECTED, Step.Kind.ACCEPTED}

OWN_SECONDS = 3600  # how long a reporter's page leads to the photos of the answer
_SALT = "kentongan.own-photo"


@dataclass(frozen=True)
class Line:
    """One line of the thread."""

    what: str
    on: date
    office: str
    text: str
    photos: list[str]  # where they are


def thread_of(ticket: Ticket, *, public: bool, by_code: bool = False) -> list[Line]:
    """The lines of a ticket in order; the public does not read what was said to or by the reporter alone.

    Whoever came by a code (``by_code``) reads the photos of a restricted one too.
    """
    answers = list(ticket.answers.prefetch_related("photos"))
    lines = []
    for step in ticket.steps.filter(Q(inside=False) | Q(kind=Step.Kind.COMPLETED)):
        if public and step.kind in {Step.Kind.COMPLETED, Step.Kind.NAME_OPENED}:
            continue
        hidden = public and step.kind in OWN_ALONE
        answer = answers.pop(0) if step.kind == Step.Kind.ANSWERED and answers else None
        lines.append(
            Line(
                str(step.get_kind_display()),
                step.at.astimezone(ticket.region.zone).date(),
                step.office,
                answer.text if answer else "" if hidden else step.said,
                [_address(ticket, photo, by_code) for photo in answer.photos.all()] if answer else [],
            )
        )
    return lines


def read_own_photo(token: str) -> tuple[UUID, UUID] | None:
    """The ticket and the photo that the address of a reporter's own page names, for an hour."""
    try:
        ticket, photo = signing.loads(token, salt=_SALT, max_age=OWN_SECONDS)
        return UUID(ticket), UUID(photo)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _address(ticket: Ticket, photo: Attachment, by_code: bool) -> str:
    """Of a page opened by a code the address holds neither code nor number, and soon leads nowhere (36)."""
    if not by_code:
        return reverse("portal:ticket-answer-photo", args=[ticket.code, photo.pk])
    token = signing.dumps([ticket.pk.hex, photo.pk.hex], salt=_SALT, compress=True)
    return reverse("portal:ticket-own-photo", args=[token])
