"""A promise gets more time: the new day and why, in the history of the follow-up."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events import rules
from kentongan.domain.events.models import FollowUp


@transaction.atomic
def prolong_follow_up(follow_up: FollowUp, *, due_on: date, reason: str, by: Actor) -> FollowUp:
    """Give an open follow-up a later day, for a reason. Raises ``Stale`` for one closed meanwhile."""
    by.require("events.edit", follow_up.event.region_id if follow_up.event else follow_up.region_id)
    reason = rules.check_line(reason, 500, "reason", _("Tulis mengapa waktunya ditambah."))
    if follow_up.due_on and due_on <= follow_up.due_on:
        raise Invalid(_("Tenggat baru harus sesudah tenggat yang lama."), field="due_on")
    earlier = follow_up.due_on
    if not FollowUp.objects.filter(pk=follow_up.pk, done_on=None).update(due_on=due_on):
        raise Stale(_("Tindak lanjut ini sudah ditandai selesai. Muat ulang halaman."))
    follow_up.due_on = due_on
    record(
        "events.prolong_follow_up",
        follow_up.event or follow_up,
        by=by,
        region=follow_up.region_id,
        text=follow_up.text,
        reason=reason,
        due_on=due_on.isoformat(),
        earlier=earlier.isoformat() if earlier else "",
    )
    return follow_up
