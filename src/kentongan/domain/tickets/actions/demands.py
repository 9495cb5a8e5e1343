"""Promised dates, the end of a demand, musrenbang, and the number in SP4N-LAPOR!."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.tickets import access, clocks
from kentongan.domain.tickets.actions.moving import desk_name, touch, write_step
from kentongan.domain.tickets.models import ForumStage, Fulfilment, NationalNumber, Pledge, Step, Ticket


@transaction.atomic
def pledge(ticket: Ticket, promised_on: date, note: str, *, by: Actor) -> Pledge:
    """Promise a day for what was asked. The latest promise is shown, all are kept."""
    access.require_turn(ticket, "tickets.answer", by)
    said = one_line(note)[:500]
    if not ticket.demand_open:
        raise Invalid(_("Permintaan ini sudah selesai, jadi tidak ada yang perlu dijanjikan."))
    if not said:
        raise Invalid(_("Tulis apa yang dijanjikan."), field="note")
    if promised_on < clocks.today_in(ticket.region):
        raise Invalid(_("Tanggal yang dijanjikan sudah lewat."), field="promised_on")
    made = note_pledge(ticket, promised_on, said, by=by)
    record("tickets.pledge", ticket, by=by, region=ticket.region_id, on=promised_on.isoformat())
    return made


@transaction.atomic
def fulfil(ticket: Ticket, *, met: bool, reason: str, on: date | None = None, by: Actor) -> Fulfilment:
    """End a demand: met, or refused with a reason. Until then it stands on the village's page."""
    access.require_turn(ticket, "tickets.answer", by)
    today = clocks.today_in(ticket.region)
    if on and on > today:
        raise Invalid(_("Tanggal ini belum tiba."), field="on")
    made = end_demand(ticket, met=met, reason=one_line(reason)[:500], on=on or today, by=by)
    record("tickets.fulfil", ticket, by=by, region=ticket.region_id, met=met)
    return made


def note_pledge(ticket: Ticket, promised_on: date, note: str, *, by: Actor) -> Pledge:
    """The promise and its line of the thread, inside a verb's transaction."""
    made = Pledge.objects.create(
        ticket=ticket, promised_on=promised_on, note=note[:500], by_id=by.user_id, by_name=by.name
    )
    touch(ticket, promised_on=promised_on)
    office = ticket.agency.short_name if ticket.agency else desk_name(ticket.region_id)
    write_step(
        ticket, Step.Kind.PLEDGED, by=by, text=f"{date_format(promised_on, 'j F Y')}: {note}", office=office
    )
    return made


def end_demand(ticket: Ticket, *, met: bool, reason: str, on: date, by: Actor) -> Fulfilment:
    """The end of the demand and its line of the thread, inside a verb's transaction."""
    if not met and not reason:
        raise Invalid(_("Tulis mengapa permintaan ini tidak dapat dipenuhi."), field="reason")
    if not ticket.demand_open:
        raise Invalid(_("Permintaan ini sudah selesai."))
    touch(ticket, demand_open=False)
    made = Fulfilment.objects.create(
        ticket=ticket, met=met, reason=reason[:500], on=on, by_id=by.user_id, by_name=by.name
    )
    office = ticket.agency.short_name if ticket.agency else desk_name(ticket.region_id)
    kind = Step.Kind.MET if met else Step.Kind.REFUSED
    write_step(ticket, kind, by=by, text=reason, office=office)
    return made


@transaction.atomic
def put_to_forum(
    ticket: Ticket, *, year: int, level: str, outcome: str = "", reason: str = "", by: Actor
) -> ForumStage:
    """Note a stage of musrenbang with its outcome; the same year and level again corrects it."""
    by.require("tickets.verify", ticket.region_id)
    if level not in ForumStage.Level.values or outcome not in ForumStage.Outcome.values:
        raise Invalid(_("Pilih salah satu dari daftar."), field="level")
    if not 2000 <= year <= 2100:
        raise Invalid(_("Tulis tahun dengan empat angka."), field="year")
    said = one_line(reason)[:500]
    if outcome == ForumStage.Outcome.REJECTED and not said:
        raise Invalid(_("Tulis mengapa usulan ini ditolak."), field="reason")
    touch(ticket)
    made, _new = ForumStage.objects.update_or_create(
        ticket=ticket,
        year=year,
        level=level,
        defaults={"outcome": outcome, "reason": said, "by_id": by.user_id, "by_name": by.name},
    )
    words = f"{year} {made.get_level_display()}: {made.get_outcome_display()}"
    write_step(ticket, Step.Kind.FORUM, by=by, text=f"{words}. {said}".rstrip(". "))
    record("tickets.forum", ticket, by=by, region=ticket.region_id, year=year, level=level, outcome=outcome)
    return made


@transaction.atomic
def note_national(
    ticket: Ticket,
    number: str,
    *,
    registered_on: date,
    due_on: date | None = None,
    status: str = "",
    by: Actor,
) -> NationalNumber:
    """Keep the number and the clock that the ticket has in SP4N-LAPOR!. Raises ``Invalid`` for one taken."""
    by.require("tickets.verify", ticket.region_id)
    plain = one_line(number)
    if not plain or len(plain) > 30:
        raise Invalid(_("Tulis nomor SP4N-LAPOR! sebagaimana tertera di sana."), field="number")
    values = {
        "number": plain,
        "registered_on": registered_on,
        "due_on": due_on,
        "status": one_line(status)[:60],
        "by_id": by.user_id,
        "by_name": by.name,
    }
    touch(ticket)
    try:
        with transaction.atomic():
            made, _new = NationalNumber.objects.update_or_create(ticket=ticket, defaults=values)
    except IntegrityError as error:
        raise Invalid(_("Nomor ini sudah dipakai laporan lain."), field="number") from error
    record("tickets.national", ticket, by=by, region=ticket.region_id, number=plain)
    return made
