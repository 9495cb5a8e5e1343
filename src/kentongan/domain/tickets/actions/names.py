"""A hidden name is opened by two persons with a written reason, and not in secret.

security.md 34: the reporter reads it with the tracking code; the data-protection officer finds it in the list
of openings, and notes having seen it. Every look goes to the audit log.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import audit, record
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.tickets.actions.moving import desk_name, write_step
from kentongan.domain.tickets.actions.sorting import reason_of
from kentongan.domain.tickets.models import Opening, Reporter, Step, Ticket
from kentongan.domain.tickets.models.kinds import Identity


@transaction.atomic
def ask_opening(ticket: Ticket, reason: str, *, by: Actor) -> Opening:
    """Ask that a hidden name be opened. Raises ``Invalid`` when there is none, or one was asked for."""
    by.require("tickets.restricted", ticket.region_id)
    said = reason_of(reason, _("Tulis mengapa nama pelapor perlu dibuka."))
    if ticket.identity != Identity.HIDDEN:
        raise Invalid(_("Laporan ini tidak menyimpan nama yang disembunyikan."))
    try:
        with transaction.atomic():
            made = Opening.objects.create(
                ticket=ticket, reason=said, asked_by_id=by.user_id, asked_by_name=by.name
            )
    except IntegrityError as error:
        raise Invalid(_("Pembukaan nama ini sudah dimohonkan dan menunggu keputusan.")) from error
    record("tickets.ask_name", ticket, by=by, region=ticket.region_id)
    audit("tickets.ask_name", name=_account(by), ticket=ticket.code, region=ticket.region_id)
    return made


@transaction.atomic
def decide_opening(opening: Opening, *, granted: bool, decision: str = "", by: Actor) -> Opening:
    """The second person opens the name or refuses, with a reason. Nobody decides on what they asked for."""
    ticket = opening.ticket
    by.require("tickets.names", ticket.region_id)
    if by.user_id is None or by.user_id == opening.asked_by_id:
        raise Refused(_("Anda yang memohon, jadi orang kedua yang memutuskan."))
    said = decision.strip()[:500]
    if not granted and not said:
        raise Invalid(_("Tulis mengapa nama tidak dibuka."), field="decision")
    rows = Opening.objects.filter(pk=opening.pk, decided_at=None)
    now = timezone.now()
    if not rows.update(
        granted=granted, decision=said, decided_by_id=by.user_id, decided_by_name=by.name, decided_at=now
    ):
        raise Stale(_("Permohonan ini sudah diputuskan orang lain."))
    opening.refresh_from_db()
    if granted:  # the reporter reads this line with the tracking code
        write_step(
            ticket, Step.Kind.NAME_OPENED, by=by, text=opening.reason, office=desk_name(ticket.region_id)
        )
    record("tickets.decide_name", ticket, by=by, region=ticket.region_id, granted=granted)
    audit(
        "tickets.decide_name",
        name=_account(by),
        ticket=ticket.code,
        region=ticket.region_id,
        granted=granted,
        number=opening.pk,
    )
    return opening


@transaction.atomic
def read_name(opening: Opening, *, by: Actor) -> Reporter:
    """The name behind a granted opening, for the two persons alone; each look is audited."""
    if not opening.granted or by.user_id not in {opening.asked_by_id, opening.decided_by_id}:
        raise Refused(_("Nama ini hanya dibaca oleh dua petugas yang membukanya."))
    by.require("tickets.restricted", opening.ticket.region_id)
    audit("tickets.read_name", name=_account(by), ticket=opening.ticket.code, region=opening.ticket.region_id)
    return opening.ticket.reporter


@transaction.atomic
def note_opening(opening: Opening, *, by: Actor) -> Opening:
    """The data-protection officer took note; it no longer stands on the home page."""
    by.require("tickets.privacy", opening.ticket.region_id)
    rows = Opening.objects.filter(pk=opening.pk, noted_at=None)
    if rows.update(noted_at=timezone.now(), noted_by_name=by.name):
        record("tickets.note_name", opening.ticket, by=by, region=opening.ticket.region_id)
    opening.refresh_from_db()
    return opening


def _account(by: Actor) -> str:
    user = getattr(by, "user", None)
    return str(user) if user is not None else by.name
