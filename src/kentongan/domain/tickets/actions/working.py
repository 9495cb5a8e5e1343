"""A ticket goes to those who can do something about it, and they answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import without_hidden
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at, is_within, lineage
from kentongan.domain.tickets import access, clocks
from kentongan.domain.tickets.actions.demands import end_demand, note_pledge
from kentongan.domain.tickets.actions.moving import (
    NO_CLOCK,
    clock_fields,
    desk_name,
    known_by_id,
    move,
    write_step,
)
from kentongan.domain.tickets.actions.sorting import reason_of
from kentongan.domain.tickets.models import Answer, Disposition, Step, Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY, Stage, State
from kentongan.domain.tickets.rules import MOST_PHOTOS

ANSWER_LIMIT = 5000


@transaction.atomic
def disposition(
    ticket: Ticket,
    instruction: str,
    *,
    by: Actor,
    agency: Agency | None = None,
    region: Region | None = None,
    due_on: date | None = None,
) -> Disposition:
    """Send it on with an instruction and a day; the citizen's clocks go on as they are.

    Raises ``Invalid`` for a place that may not have it: an area that the ticket bypasses, a day after the
    answer is due, or an agency of elsewhere.
    """
    access.require_turn(ticket, "tickets.disposition", by)
    said = reason_of(instruction, _("Tulis apa yang diminta dari penerima."), field="instruction")
    if (agency is None) == (region is None):
        raise Invalid(_("Pilih satu tujuan: perangkat daerah atau wilayah."), field="agency")
    _check_target(ticket, agency, region)
    last = due_on or ticket.answer_due_on or clocks.today_in(ticket.region)
    _check_day(ticket, last)
    sender = ticket.agency
    allowed = [State.VERIFIED, State.REOPENED, *AT_AGENCY]
    move(ticket, allowed, state=State.DISPOSITIONED, agency=agency, handler=region)
    hop = _hop(ticket, sender, said, last, by)
    target = agency.short_name if agency else region.title if region else ""
    write_step(ticket, Step.Kind.DISPOSITIONED, by=by, text=target, office=hop.from_name)
    record("tickets.disposition", ticket, by=by, region=ticket.region_id, number=hop.number, to=target)
    return hop


@transaction.atomic
def send_back(ticket: Ticket, reason: str, *, by: Actor) -> Ticket:
    """The address was wrong: back to the desk with a reason. The clock stays visible and runs on."""
    access.require_turn(ticket, "tickets.answer", by)
    said = reason_of(reason, _("Tulis mengapa laporan ini salah alamat."))
    office = office_of(ticket)
    hop = ticket.hops.filter(returned_at=None).order_by("-number").first()
    move(ticket, AT_AGENCY, state=State.VERIFIED, agency=None, handler=None)
    if hop is not None:
        Disposition.objects.filter(pk=hop.pk).update(
            returned_at=timezone.now(), returned_by_name=by.name, returned_reason=said
        )
    write_step(ticket, Step.Kind.SENT_BACK, by=by, text=said, office=office)
    record("tickets.send_back", ticket, by=by, region=ticket.region_id)
    return ticket


@transaction.atomic
def start(ticket: Ticket, note: str = "", *, by: Actor) -> Ticket:
    """Work has begun: from now on only the answer is due."""
    access.require_turn(ticket, "tickets.answer", by)
    move(
        ticket,
        [State.VERIFIED, State.DISPOSITIONED, State.REOPENED],
        state=State.IN_PROGRESS,
        **_answer_clock(ticket),
    )
    write_step(ticket, Step.Kind.STARTED, by=by, text=without_hidden(note).strip(), office=office_of(ticket))
    record("tickets.start", ticket, by=by, region=ticket.region_id)
    return ticket


@transaction.atomic
def answer(
    ticket: Ticket,
    text: str,
    *,
    by: Actor,
    photos: Sequence[Attachment] = (),
    met: bool | None = None,
    promised_on: date | None = None,
    stays_open: bool = False,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
) -> Answer:
    """Answer the citizen. The answer to a demand says whether it is met, refused, or promised for a day.

    With ``stays_open`` it says none of these, as an answer of another register: the demand stands.
    The first answer of the first round is what the figures count. Raises ``Invalid``.
    """
    access.require_turn(ticket, "tickets.answer", by)
    known = known_by_id(Answer.objects.all(), id, ticket)
    if known:
        return known
    said = without_hidden(text).strip()
    _check_answer(ticket, said, photos, met, promised_on or stays_open)
    office, today = office_of(ticket), clocks.today_in(ticket.region)
    move(
        ticket,
        [State.VERIFIED, *AT_AGENCY, State.REOPENED],
        state=State.ANSWERED,
        told_on=None,
        **_waiting_clock(ticket, today),
        **_first_answer(ticket, today),
    )
    made = _written(ticket, said, office, id, by)
    made.photos.set(photos)
    if ticket.demand_open and met is not None:
        end_demand(ticket, met=met, reason=said, on=today, by=by)
    elif ticket.demand_open and promised_on:
        note_pledge(ticket, promised_on, said, by=by)
    write_step(ticket, Step.Kind.ANSWERED, by=by, text=said, office=office)
    record("tickets.answer", ticket, by=by, region=ticket.region_id, round=ticket.round)
    return made


def _hop(ticket: Ticket, sender: Agency | None, instruction: str, due_on: date, by: Actor) -> Disposition:
    """The next hop, to whom the ticket lies with now."""
    return Disposition.objects.create(
        ticket=ticket,
        round=ticket.round,
        number=(ticket.hops.aggregate(last=Max("number"))["last"] or 0) + 1,
        from_agency=sender,
        from_name=sender.short_name if sender else desk_name(ticket.region_id),
        to_agency=ticket.agency,
        to_region=ticket.handler,
        instruction=instruction,
        due_on=due_on,
        by_id=by.user_id,
        by_name=by.name,
    )


def _written(ticket: Ticket, text: str, office: str, key: UUID | None, by: Actor) -> Answer:
    """The answer of this round, under the name of the office."""
    return Answer.objects.create(
        pk=key or uuid4(),
        ticket=ticket,
        round=ticket.round,
        agency=ticket.agency,
        from_name=office,
        text=text,
        by_id=by.user_id,
        by_name=by.name,
    )


def office_of(ticket: Ticket) -> str:
    """The office whose turn it is, as the public reads it."""
    if ticket.agency:
        return ticket.agency.short_name
    return ticket.handler.title if ticket.handler else desk_name(ticket.region_id)


def _check_target(ticket: Ticket, agency: Agency | None, region: Region | None) -> None:
    if agency is not None and agency.region_id not in lineage(ticket.region_id):
        raise Invalid(_("Perangkat daerah ini tidak melayani wilayah laporan."), field="agency")
    if region is None:
        if agency is not None and ticket.bypasses and is_within(agency.region_id, _village(ticket)):
            raise Invalid(_("Laporan ini tidak diteruskan ke desa yang dilaporkan."), field="agency")
        return
    if region.level < Region.Level.DISTRICT or not (
        is_within(ticket.region_id, region.code) or is_within(region.code, ticket.region_id)
    ):
        raise Invalid(_("Pilih kecamatan atau desa tempat laporan ini."), field="region")
    if ticket.bypasses and is_within(region.code, _village(ticket)):
        raise Invalid(_("Laporan ini tidak diteruskan ke desa yang dilaporkan."), field="region")


def _village(ticket: Ticket) -> str:
    """The village that is bypassed; a district's own officials where no village is named."""
    return ancestor_at(ticket.region_id, Region.Level.VILLAGE) or ticket.region_id


def _check_day(ticket: Ticket, day: date) -> None:
    if ticket.answer_due_on and day > max(ticket.answer_due_on, clocks.today_in(ticket.region)):
        raise Invalid(_("Batas ini melewati hari jawaban harus sampai ke warga."), field="due_on")
    if day < clocks.today_in(ticket.region) and day != ticket.answer_due_on:
        raise Invalid(_("Batas ini sudah lewat. Pilih hari ini atau sesudahnya."), field="due_on")


def _check_answer(
    ticket: Ticket,
    text: str,
    photos: Sequence[Attachment],
    met: bool | None,
    later: date | bool,
) -> None:
    """``later`` is the day that is promised, or whether the demand simply stays open."""
    if not text:
        raise Invalid(_("Tulis jawaban untuk warga."), field="text")
    if len(text) > ANSWER_LIMIT:
        raise Invalid(_("Paling banyak %(count)d huruf.") % {"count": ANSWER_LIMIT}, field="text")
    if len(photos) > MOST_PHOTOS:
        raise Invalid(_("Paling banyak %(count)d foto.") % {"count": MOST_PHOTOS}, field="photos")
    if ticket.demand_open and met is None and not later:
        raise Invalid(_("Pilih apakah permintaan ini terpenuhi, ditolak, atau dijanjikan."), field="outcome")
    if met is None and isinstance(later, date) and later < clocks.today_in(ticket.region):
        raise Invalid(_("Tanggal yang dijanjikan sudah lewat."), field="promised_on")


def _answer_clock(ticket: Ticket) -> dict[str, Any]:
    """The clock of the answer, as it was started when the ticket was verified."""
    if ticket.answer_due_on is None:
        return dict(NO_CLOCK)
    grace = clocks.grace_after(
        Stage.ANSWER,
        ticket.answer_due_on,
        region=ticket.region_id,
        kind=ticket.kind,
        category=ticket.category,
    )
    return clock_fields(Stage.ANSWER, ticket.answer_due_on, grace)


def _waiting_clock(ticket: Ticket, today: date) -> dict[str, Any]:
    """After an answer: the KIM that brought it tells it; without one the citizen has it at once."""
    asked: dict[str, Any] = {
        "region": ticket.region_id,
        "kind": ticket.kind,
        "category": ticket.category,
    }
    if ticket.group_id:
        due = clocks.due(Stage.TELL, today, **asked)
        return clock_fields(Stage.TELL, due.on, due.very_on)
    return clock_fields(Stage.RESPOND, clocks.last_day_to_respond(today, **asked), None)


def _first_answer(ticket: Ticket, today: date) -> dict[str, Any]:
    if ticket.answered_on is not None:
        return {}
    return {
        "answered_on": today,
        "answer_days": clocks.working_days_between(ticket.region_id, ticket.received_on, today),
        "in_time": None if ticket.answer_due_on is None else today <= ticket.answer_due_on,
    }
