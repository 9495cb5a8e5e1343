"""The answer is told to the person who asked, who agrees or not; a ticket closes or opens again."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.core.texts import one_line, without_hidden
from kentongan.domain.groups.models import Group
from kentongan.domain.tickets import access, clocks
from kentongan.domain.tickets.actions.moving import (
    NO_CLOCK,
    citizen_moment,
    clock_fields,
    desk_name,
    known_by_id,
    move,
    write_step,
)
from kentongan.domain.tickets.actions.sorting import answering_clocks, reason_of
from kentongan.domain.tickets.models import Closure, Fulfilment, Reaction, Step, Telling, Ticket
from kentongan.domain.tickets.models.kinds import DEMANDS, Stage, State

LONGEST_AGO = 90  # days a telling may be written down late


@transaction.atomic
def tell(
    ticket: Ticket,
    *,
    way: str,
    told_on: date,
    by: Actor,
    group: Group | None = None,
    note: str = "",
    id: UUID | None = None,  # noqa: A002 - the name in every contract
) -> Telling:
    """Note that the answer was told, by the KIM that brought the matter, by the desk or who has it in hand.

    The same id is the same telling. One that arrives after the end is kept and moves nothing.
    """
    by.require("tickets.tell", ticket.region_id, group=group.pk if group else access.NOBODY)
    if group is not None and ticket.group_id not in {one.pk for one in Group.objects.same_as(group)}:
        raise Refused(_("Laporan ini disampaikan oleh kelompok yang membawanya."))
    if group is None and not access.has_turn(ticket, by):
        raise Refused(
            _("Penyampaian dicatat kelompok yang membawa laporan ini, atau kantor yang menanganinya.")
        )
    known = known_by_id(Telling.objects.all(), id, ticket)
    if known:
        return known
    _check_telling(ticket, way, told_on)
    made = Telling.objects.create(
        pk=id or uuid4(),
        ticket=ticket,
        round=ticket.round,
        group=group,
        way=way,
        told_on=told_on,
        note=without_hidden(note).strip()[:500],
        by_id=by.user_id,
        by_name=by.name,
    )
    _move_to_told(ticket, told_on)
    office = group.name if group else desk_name(ticket.region_id)
    write_step(ticket, Step.Kind.TOLD, by=by, text=made.get_way_display(), office=office)
    record("tickets.tell", ticket, by=by, region=ticket.region_id, way=way)
    return made


@transaction.atomic
def confirm(
    ticket: Ticket,
    *,
    accepted: bool,
    way: str,
    by: Actor,
    rating: int | None = None,
    comment: str = "",
    group: Group | None = None,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
) -> Reaction:
    """The citizen's word on the answer: agreed closes the ticket, not agreed opens it again.

    By code (``by`` is nobody), through the KIM, or spoken to an officer, who must not be the one that
    answered. Once for each round; the same word again changes nothing.
    """
    known = known_by_id(Reaction.objects.all(), id, ticket)
    if known:
        return known
    _check_reaction(ticket, accepted, rating, comment, way, by, group)
    made = Reaction.objects.create(
        pk=id or uuid4(),
        ticket=ticket,
        round=ticket.round,
        accepted=accepted,
        rating=rating,
        comment=without_hidden(comment).strip()[:1000],
        way=way,
        group=group,
        by_name="" if way == Reaction.Way.CODE else by.name,
        on=clocks.today_in(ticket.region),
    )
    _follow(ticket, made, System(_("Warga")) if way == Reaction.Way.CODE else by)
    if way != Reaction.Way.CODE:
        record("tickets.confirm", ticket, by=by, region=ticket.region_id, accepted=accepted)
    return made


@transaction.atomic
def close(ticket: Ticket, *, by: Actor) -> Closure:
    """Close what the citizen left without a word for ten working days.

    Nobody closes on an answer of their own (security.md 5). Raises ``Invalid`` while there is still time.
    """
    by.require("tickets.close", ticket.region_id)
    if by.user_id is not None and ticket.answers.filter(round=ticket.round, by_id=by.user_id).exists():
        raise Refused(_("Anda yang menjawab laporan ini, jadi orang lain yang menutupnya."))
    if ticket.stage != Stage.RESPOND or ticket.due_on is None:
        raise Invalid(_("Laporan ini belum dapat ditutup: jawabannya belum sampai ke warga."), field="state")
    if clocks.today_in(ticket.region) <= ticket.due_on:
        raise Invalid(
            _(
                "Warga masih dapat menanggapi sampai %(day)s. "
                "Laporan ditutup bila warga setuju, atau sesudah itu."
            )
            % {"day": date_format(ticket.due_on, "j F Y")},
            field="state",
        )
    return _close(ticket, Closure.Ground.TIME, None, by)


def close_lapsed(limit: int = 500) -> int:
    """Close what waited for the citizen long enough; returns how many. Runs every day, may run twice."""
    rows = Ticket.objects.filter(
        state__in=[State.ANSWERED, State.TOLD],
        stage=Stage.RESPOND,
        due_on__lt=timezone.localdate() - timedelta(days=1),  # over in every time zone
    )
    done = 0
    for ticket in rows.select_related("region", "category").order_by("due_on")[:limit]:
        with suppress(Stale), transaction.atomic():  # somebody did something to it just now
            _close(ticket, Closure.Ground.TIME, None, System())
            done += 1
    return done


@transaction.atomic
def reopen(ticket: Ticket, reason: str, *, by: Actor) -> Ticket:
    """Open an ended ticket again, with a reason: a new round with new clocks from today.

    Also what was called out of scope by mistake; what was merged lives on in the other.
    """
    by.require("tickets.verify", ticket.region_id)
    said = reason_of(reason, _("Tulis mengapa laporan ini dibuka kembali."))
    return _open_again(ticket, by, said, office=desk_name(ticket.region_id))


def _move_to_told(ticket: Ticket, told_on: date) -> None:
    """From now on the citizen may respond; a telling that comes after the end moves nothing."""
    if ticket.state != State.ANSWERED:
        return
    answer = ticket.answers.order_by("-at").first()
    heard = max(told_on, clocks.today_in(ticket.region, answer.at)) if answer else told_on
    last = clocks.last_day_to_respond(  # never from a day before the answer, whatever a clock said
        heard, region=ticket.region_id, kind=ticket.kind, category=ticket.category
    )
    clock = clock_fields(Stage.RESPOND, last, None)
    move(ticket, [State.ANSWERED], state=State.TOLD, told_on=told_on, **clock)


def _follow(ticket: Ticket, reaction: Reaction, by: Actor) -> None:
    """What the citizen's word does: the line of the thread, and the end or a new round."""
    by_citizen = reaction.way == Reaction.Way.CODE
    kind = Step.Kind.ACCEPTED if reaction.accepted else Step.Kind.REJECTED
    write_step(ticket, kind, by=by, text=reaction.comment, by_citizen=by_citizen)
    if reaction.accepted:
        _close(ticket, Closure.Ground.AGREED, reaction, by)
    else:
        _open_again(ticket, by, "", reaction=reaction)


def _open_again(
    ticket: Ticket, by: Actor, reason: str, *, office: str = "", reaction: Reaction | None = None
) -> Ticket:
    by_citizen = reaction is not None and reaction.way == Reaction.Way.CODE
    today = clocks.today_in(ticket.region)
    move(
        ticket,
        [State.ANSWERED, State.TOLD, State.CLOSED, State.OUT_OF_SCOPE],
        state=State.REOPENED,
        round=ticket.round + 1,
        agency=None,
        handler=None,
        told_on=None,
        closed_on=None,
        escalated=0,
        demand_open=ticket.kind in DEMANDS,  # whatever was said of it: the answer did not hold
        **_marked(reaction),
        **answering_clocks(ticket, today),
    )
    Fulfilment.objects.filter(ticket=ticket).delete()  # the line of the thread stays
    write_step(ticket, Step.Kind.REOPENED, by=by, text=reason, office=office, by_citizen=by_citizen)
    if not by_citizen:
        record("tickets.reopen", ticket, by=by, region=ticket.region_id, round=ticket.round)
    return ticket


def _close(ticket: Ticket, ground: str, reaction: Reaction | None, by: Actor) -> Closure:
    by_citizen = reaction is not None and reaction.way == Reaction.Way.CODE
    told = {"told_on": reaction.on} if reaction and ticket.told_on is None else {}  # who agrees has read it
    move(
        ticket,
        [State.ANSWERED, State.TOLD],
        state=State.CLOSED,
        closed_on=clocks.today_in(ticket.region),
        **told,
        **_marked(reaction),
        **NO_CLOCK,
    )
    made = Closure.objects.create(
        ticket=ticket,
        round=ticket.round,
        ground=ground,
        reaction=reaction,
        by_id=by.user_id,
        by_name=by.name,
        at=citizen_moment(ticket) if by_citizen else timezone.now(),
    )
    write_step(ticket, Step.Kind.CLOSED, by=by, text=made.get_ground_display(), by_citizen=by_citizen)
    if not by_citizen:
        record("tickets.close", ticket, by=by, region=ticket.region_id, ground=ground)
    return made


def _marked(reaction: Reaction | None) -> dict[str, Any]:
    """The citizen's mark as the figures count it; one given earlier stays when there is no new one."""
    return {"rating": reaction.rating} if reaction and reaction.rating else {}


def _check_telling(ticket: Ticket, way: str, told_on: date) -> None:
    if way not in Telling.Way.values:
        raise Invalid(_("Pilih bagaimana jawaban disampaikan."), field="way")
    if not ticket.answers.exists() or ticket.state == State.REOPENED:
        raise Invalid(_("Laporan ini belum dijawab, jadi belum ada yang disampaikan."))
    today = clocks.today_in(ticket.region)
    if told_on > today:
        raise Invalid(_("Tanggal ini belum tiba."), field="told_on")
    if told_on < today - timedelta(days=LONGEST_AGO):
        raise Invalid(_("Tanggal ini terlalu lama berlalu."), field="told_on")


def _check_reaction(
    ticket: Ticket,
    accepted: bool,
    rating: int | None,
    comment: str,
    way: str,
    by: Actor,
    group: Group | None,
) -> None:
    if way == Reaction.Way.GROUP:
        by.require("tickets.tell", ticket.region_id, group=group.pk if group else access.NOBODY)
        if group is None or ticket.group_id not in {one.pk for one in Group.objects.same_as(group)}:
            raise Refused(_("Tanggapan warga dicatat oleh kelompok yang membawa laporannya."))
    elif way == Reaction.Way.OFFICE:
        by.require("tickets.close", ticket.region_id)
    if by.user_id is not None and ticket.answers.filter(round=ticket.round, by_id=by.user_id).exists():
        raise Refused(_("Anda yang menjawab laporan ini, jadi orang lain yang mencatat tanggapan warga."))
    waiting = ticket.state in {State.ANSWERED, State.TOLD}
    if not waiting and not (ticket.state == State.CLOSED and not accepted):
        raise Invalid(_("Laporan ini belum dijawab, atau sudah selesai."))
    if ticket.reactions.filter(round=ticket.round).exists():
        raise Invalid(_("Jawaban ini sudah ditanggapi. Terima kasih."))
    if rating is not None and not 1 <= rating <= 5:
        raise Invalid(_("Pilih nilai dari 1 sampai 5."), field="rating")
    if not accepted and not one_line(comment):
        raise Invalid(_("Tulis apa yang masih kurang."), field="comment")
