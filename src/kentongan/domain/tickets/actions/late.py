"""What is late goes up the tree: to the regency's head, then to the province."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at
from kentongan.domain.tickets import clocks
from kentongan.domain.tickets.actions.moving import touch, write_step
from kentongan.domain.tickets.models import Escalation, Step, Ticket
from kentongan.domain.tickets.models.kinds import OPEN, Stage
from kentongan.domain.tickets.rules import Clock, clock_of

OPEN_STATES = {str(state) for state in OPEN}
_LEVELS = {1: Region.Level.REGENCY, 2: Region.Level.PROVINCE}


@transaction.atomic
def escalate(ticket: Ticket, note: str, *, by: Actor) -> Escalation:
    """Bring a ticket before the next above, with a reason: the regency's head, then the province."""
    by.require("tickets.verify", ticket.region_id)
    said = one_line(note)[:300]
    if not said:
        raise Invalid(_("Tulis mengapa laporan ini perlu dilihat atasan."), field="note")
    if ticket.state not in OPEN_STATES:
        raise Invalid(_("Laporan ini sudah selesai."))
    touch(ticket)
    made = _raise_to(ticket, min(ticket.escalated + 1, 2), Escalation.Reason.ASKED, said, by)
    if made is None:
        raise Invalid(_("Laporan ini sudah ada pada tingkat itu."))
    return made


def escalate_late(limit: int = 1000) -> int:
    """Bring up what is overdue (to the head) and very overdue (to the province); returns how many moved.

    Once for each clock; runs every day and may run twice.
    """
    today = timezone.localdate()
    due = Q(escalated=0) | Q(escalated=1, very_due_on__lt=today)  # else those that are up fill the round
    rows = Ticket.objects.overdue(today).exclude(stage=Stage.RESPOND).filter(due)
    moved = 0
    for ticket in rows.select_related("region", "category").order_by("due_on")[:limit]:
        clock = clock_of(ticket.due_on, ticket.very_due_on, clocks.today_in(ticket.region))
        if clock == Clock.VERY_OVERDUE:
            level, reason = 2, Escalation.Reason.VERY_OVERDUE
        elif clock == Clock.OVERDUE:
            level, reason = 1, Escalation.Reason.OVERDUE
        else:
            continue
        if ticket.escalated < level:
            with transaction.atomic():
                moved += _raise_to(ticket, level, reason, "", System()) is not None
    return moved


def _raise_to(ticket: Ticket, level: int, reason: str, note: str, by: Actor) -> Escalation | None:
    target = ancestor_at(ticket.region_id, _LEVELS[level]) or ticket.region_id
    made, new = Escalation.objects.get_or_create(
        ticket=ticket,
        round=ticket.round,
        stage=ticket.stage,
        level=level,
        defaults={
            "to_region_id": target,
            "reason": reason,
            "note": note,
            "by_id": by.user_id,
            "by_name": by.name,
        },
    )
    if not new:
        return None
    Ticket.objects.filter(pk=ticket.pk, escalated__lt=level).update(escalated=level)
    ticket.escalated = max(level, ticket.escalated)
    write_step(ticket, Step.Kind.ESCALATED, by=by, text=note or str(made.get_reason_display()), inside=True)
    record("tickets.escalate", ticket, by=by, region=ticket.region_id, level=level, reason=reason)
    return made
