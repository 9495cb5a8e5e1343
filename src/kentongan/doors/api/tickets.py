"""The villagers' word: tickets with their answers."""

from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.access import acting_group
from kentongan.domain.tickets import access, actions
from kentongan.domain.tickets.models import Answer, Category, Ticket
from kentongan.domain.tickets.models.kinds import Door, Identity
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.rules import clock_of
from kentongan.doors.api.common.fields import Page, known, known_region, moment, region_of
from kentongan.doors.api.common.paging import page
from kentongan.doors.api.common.service import actor_of
from kentongan.doors.api.ticket_shapes import (
    AnswerOut,
    RaisedOut,
    TicketFilter,
    TicketIn,
    TicketOut,
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
    shown = show(raised.ticket)
    return Status(201, RaisedOut(**shown.model_dump(), tracking=raised.digits))


@router.get("/tickets/{code}", response=TicketOut, url_name="ticket", summary="One ticket")
def read_ticket(request: HttpRequest, code: str) -> Any:
    """A ticket by its code."""
    return show(access.get_ticket(code, actor_of(request)))


def _whole(rows: TicketQuerySet) -> TicketQuerySet:
    answers = Answer.objects.prefetch_related("photos")
    return (
        rows.select_related("region", "group", "merged_into")
        .annotate(pictures=Count("photos"))
        .prefetch_related(Prefetch("answers", answers))
    )


def show(ticket: Ticket) -> TicketOut:
    """The ticket as it stands now."""
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
        answers=[show_answer(one) for one in row.answers.all()],
    )


def show_answer(one: Answer) -> AnswerOut:
    """An office's answer."""
    return AnswerOut(
        id=one.pk,
        round=one.round,
        office=one.from_name,
        text=one.text,
        photos=[file.pk for file in one.photos.all()],
        at=moment(one.at),
    )
