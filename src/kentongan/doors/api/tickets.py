"""The villagers' word: tickets with their dispositions, answers, tellings and closure."""

from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.access import acting_group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import access, actions
from kentongan.domain.tickets.models import Answer, Category, Disposition, Ticket
from kentongan.domain.tickets.models.kinds import Door, Identity
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.rules import clock_of
from kentongan.doors.api.common.fields import Page, files_of, known, known_region, moment, region_of
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.ticket_shapes import (
    AnswerIn,
    AnswerOut,
    ClosureIn,
    ClosureOut,
    DispositionIn,
    DispositionOut,
    RaisedOut,
    TellingIn,
    TicketFilter,
    TicketIn,
    TicketOut,
    VerificationIn,
)

router = Router(tags=["tickets"])


@router.get("/tickets", response=Page[TicketOut], url_name="tickets", summary="List tickets")
def list_tickets(request: HttpRequest, filters: Query[TicketFilter]) -> Any:
    """The tickets you may read, newest first; restricted ones for the desk and whom they were sent to."""
    known_region(filters.region)
    wanted = {
        "kind": filters.kind,
        "category_id": filters.category,
        "state": filters.state,
        "content": filters.content,
        "group__code": filters.group,
        "demand_open": filters.demand_open,
    }
    by, parts = actor_of(request), []
    for part in access.visible_parts(by):
        rows = part.filter(**{name: value for name, value in wanted.items() if value is not None})
        rows = rows.overdue() if filters.overdue else rows
        parts.append(rows.for_region(filters.region) if filters.region else rows)
    return page(
        request,
        _whole(access.visible(by)),
        ["-received_on", "-id"],
        filters,
        lambda found: [_show(row) for row in found],
        parts=parts,
    )


@router.post("/tickets", response={201: RaisedOut}, url_name="tickets", summary="Raise a ticket")
def create_ticket(request: HttpRequest, payload: TicketIn) -> Any:
    """Tell a matter. The same ``id`` with the same content is the same ticket.

    With identity ``none`` your account is not written down, with ``hidden`` or in a category about persons it
    is sealed; such a request carries no ``Idempotency-Key``, since that would keep the answer under it.
    """
    by = actor_of(request)
    nameless = payload.identity == Identity.NONE
    category = (
        Category.objects.filter(pk=payload.category, retired=False).first() if payload.category else None
    )
    if payload.category and category is None:
        raise Invalid(_("Pilih kategori dari daftar."), field="category")
    hides = payload.identity != Identity.NAMED or (category is not None and category.is_sensitive)
    if hides and request.headers.get("Idempotency-Key"):
        raise Invalid(
            _("Laporan tanpa nama atau dengan nama tersembunyi dikirim tanpa Idempotency-Key."),
            field="identity",
        )
    word = actions.Word(
        kind=payload.kind,
        region=region_of(payload.region),
        text=payload.text,
        identity=payload.identity,
        content=payload.content,
        category=category,
        group=acting_group(payload.group, "tickets.raise", by) if payload.group else None,
        title=payload.title or "",
        place=payload.place or "",
        name=payload.name or "",
        contact=payload.contact or "",
        on_behalf=bool(payload.name),
        consent=payload.consent or "",
    )
    raised = actions.raise_ticket(word, by=by, door=Door.MACHINE, id=None if nameless else payload.id)
    shown = _show(_whole(Ticket.objects.filter(pk=raised.ticket.pk)).get())
    return Status(201, RaisedOut(**shown.model_dump(), tracking=raised.digits))


@router.get("/tickets/{code}", response=TicketOut, url_name="ticket", summary="One ticket")
def read_ticket(request: HttpRequest, code: str) -> Any:
    """A ticket by its code."""
    return _fresh(access.get_ticket(code, actor_of(request)))


@router.post(
    "/tickets/{code}/verification", response=TicketOut, url_name="ticket-verification", summary="Verify"
)
def verify(request: HttpRequest, code: str, payload: VerificationIn | None = None) -> Any:
    """The matter belongs here; the clocks of beginning and answering start."""
    by = actor_of(request)
    return _fresh(actions.verify(_expected(code, payload.version if payload else None, by), by=by))


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
    return [_answer(one) for one in ticket.answers.prefetch_related("photos")]


@router.post(
    "/tickets/{code}/answers", response={201: AnswerOut}, url_name="ticket-answers", summary="Answer"
)
def create_answer(request: HttpRequest, code: str, payload: AnswerIn) -> Any:
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
    return Status(201, _answer(made))


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
    return _fresh(ticket)


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
    return _fresh(ticket)


def _expected(code: str, version: int | None, by: Actor) -> Ticket:
    """The ticket to decide on, if it still is the one that was read."""
    ticket = access.get_ticket(code, by)
    actions.expect(ticket, version)
    return ticket


def _whole(rows: TicketQuerySet) -> TicketQuerySet:
    answers = Answer.objects.prefetch_related("photos")
    return (
        rows.select_related("region", "group", "merged_into")
        .annotate(pictures=Count("photos"))
        .prefetch_related(Prefetch("answers", answers))
    )


def _fresh(ticket: Ticket) -> TicketOut:
    return _show(_whole(Ticket.objects.filter(pk=ticket.pk)).get())


def _show(row: Ticket) -> TicketOut:
    return TicketOut(
        id=row.pk,
        code=row.code,
        kind=row.kind,
        category=row.category_id,
        region=row.region_id,
        group=row.group.code if row.group else None,
        place=known(row.place),
        title=row.title,
        text=row.text,
        identity=row.identity,
        content=row.content,
        state=row.state,
        version=row.version,
        clock=known(clock_of(row.due_on, row.very_due_on, timezone.localdate()).value),
        stage=known(row.stage),
        due_on=row.due_on,
        answer_due_on=row.answer_due_on,
        agency=row.agency_id,
        handler=row.handler_id,
        received_on=row.received_on,
        told_on=row.told_on,
        closed_on=row.closed_on,
        promised_on=row.promised_on,
        demand_open=row.demand_open,
        supporters=row.supporters,
        merged_into=row.merged_into.code if row.merged_into else None,
        photos=row.pictures,  # type: ignore[attr-defined]  # annotated
        answers=[_answer(one) for one in row.answers.all()],
    )


def _answer(one: Answer) -> AnswerOut:
    return AnswerOut(
        id=one.pk,
        round=one.round,
        office=one.from_name,
        text=one.text,
        photos=[file.pk for file in one.photos.all()],
        at=moment(one.at),
    )


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
