"""What is done with a ticket: verification, dispositions, answers, tellings, closure."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.access import acting_group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import access, actions
from kentongan.domain.tickets.models import Disposition, Ticket
from kentongan.doors.api.common.fields import files_of, known, moment
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.ticket_shapes import (
    AnswerIn,
    AnswerOut,
    ClosureIn,
    ClosureOut,
    DispositionIn,
    DispositionOut,
    TellingIn,
    TicketOut,
    VerificationIn,
)
from kentongan.doors.api.tickets import show, show_answer

router = Router(tags=["tickets"])


@router.post(
    "/tickets/{code}/verification", response=TicketOut, url_name="ticket-verification", summary="Verify"
)
def verify(request: HttpRequest, code: str, payload: VerificationIn | None = None) -> Any:
    """The matter belongs here; the clocks of beginning and answering start."""
    by = actor_of(request)
    return show(actions.verify(_expected(code, payload.version if payload else None, by), by=by))


@router.get(
    "/tickets/{code}/dispositions",
    response=list[DispositionOut],
    url_name="ticket-dispositions",
    summary="The hops of a ticket",
)
def list_dispositions(request: HttpRequest, code: str) -> Any:
    """From whom to whom, with what and until when; wrong addresses too."""
    ticket = access.get_ticket(code, actor_of(request))
    return [_hop(hop) for hop in ticket.hops.all()]


@router.post(
    "/tickets/{code}/dispositions",
    response={201: DispositionOut},
    url_name="ticket-dispositions",
    summary="Send a ticket on",
)
def create_disposition(request: HttpRequest, code: str, payload: DispositionIn) -> Any:
    """To an agency, or to a district or village office. The citizen's clocks go on as they are."""
    by = actor_of(request)
    ticket = _expected(code, payload.version, by)
    agency = Agency.objects.filter(pk=payload.agency).first() if payload.agency else None
    if payload.agency and agency is None:
        raise Invalid(_("Perangkat daerah ini tidak ada."), field="agency")
    region = Region.objects.filter(code=payload.region).first() if payload.region else None
    hop = actions.disposition(
        ticket, payload.instruction, agency=agency, region=region, due_on=payload.due_on, by=by
    )
    return Status(201, _hop(hop))


@router.get(
    "/tickets/{code}/answers", response=list[AnswerOut], url_name="ticket-answers", summary="The answers"
)
def list_answers(request: HttpRequest, code: str) -> Any:
    """What the offices answered, oldest first."""
    ticket = access.get_ticket(code, actor_of(request))
    return [show_answer(one) for one in ticket.answers.prefetch_related("photos")]


@router.post(
    "/tickets/{code}/answers", response={201: AnswerOut}, url_name="ticket-answers", summary="Answer"
)
def createshow_answer(request: HttpRequest, code: str, payload: AnswerIn) -> Any:
    """Answer the citizen; of an open demand say ``met`` or ``promised_on``."""
    by = actor_of(request)
    made = actions.answer(
        _expected(code, payload.version, by),
        payload.text,
        photos=files_of(payload.photos, "photos", by.user_id),
        met=payload.met,
        promised_on=payload.promised_on,
        id=payload.id,
        by=by,
    )
    return Status(201, show_answer(made))


@router.post(
    "/tickets/{code}/tellings",
    response=TicketOut,
    url_name="ticket-tellings",
    summary="Note the telling back",
)
def create_telling(request: HttpRequest, code: str, payload: TellingIn) -> Any:
    """The answer was told to the person who asked."""
    by = actor_of(request)
    ticket = access.get_ticket(code, by)
    group = acting_group(payload.group, "tickets.tell", by) if payload.group else None
    actions.tell(
        ticket,
        way=payload.way,
        told_on=payload.told_on,
        note=payload.note or "",
        group=group,
        id=payload.id,
        by=by,
    )
    return show(ticket)


@router.get(
    "/tickets/{code}/closure", response=list[ClosureOut], url_name="ticket-closure", summary="How it ended"
)
def read_closure(request: HttpRequest, code: str) -> Any:
    """The end of each round: agreed by the citizen, or by time."""
    ticket = access.get_ticket(code, actor_of(request))
    return [
        ClosureOut(round=one.round, ground=one.ground, rating=one.reaction.rating if one.reaction else None)
        for one in ticket.closures.select_related("reaction")
    ]


@router.post("/tickets/{code}/closure", response=TicketOut, url_name="ticket-closure", summary="Close")
def create_closure(request: HttpRequest, code: str, payload: ClosureIn) -> Any:
    """Note what the citizen said, or close after ten working days of silence. Never on your own answer."""
    by = actor_of(request)
    ticket = _expected(code, payload.version, by)
    if payload.accepted is None:
        actions.close(ticket, by=by)
    else:
        actions.confirm(
            ticket,
            accepted=payload.accepted,
            rating=payload.rating,
            comment=payload.comment or "",
            way="office",
            by=by,
        )
    return show(ticket)


def _expected(code: str, version: int | None, by: Actor) -> Ticket:
    """The ticket to decide on, if it still is the one that was read."""
    ticket = access.get_ticket(code, by)
    actions.expect(ticket, version)
    return ticket


def _hop(hop: Disposition) -> DispositionOut:
    return DispositionOut(
        number=hop.number,
        round=hop.round,
        sender=hop.from_name,
        agency=hop.to_agency_id,
        region=hop.to_region_id,
        instruction=hop.instruction,
        due_on=hop.due_on,
        at=moment(hop.at),
        returned_reason=known(hop.returned_reason),
    )
