"""What a visit agrees on: open follow-ups closed or given more time, and new ones with owner and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events import actions as events
from kentongan.domain.events.actions.prolonging import prolong_follow_up
from kentongan.domain.events.models import FollowUp
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.models import Outcome, Visit
from kentongan.domain.releases.checks import check_reason

MOST = 30


@dataclass(frozen=True)
class Agreement:
    """One line: what becomes of a follow-up that is there, or a new one with its owner.

    ``text`` is the result when closed, the reason for more time, or what is to be done.
    """

    act: str
    text: str = ""
    follow_up: FollowUp | None = None
    owner_name: str = ""
    due_on: date | None = None

    @property
    def plain(self) -> list[object]:
        """What the digest is made of."""
        due = self.due_on.isoformat() if self.due_on else None
        return [
            self.act,
            self.text.strip(),
            str(self.follow_up.pk) if self.follow_up else None,
            self.owner_name.strip(),
            due,
        ]


def check_agreements(agreements: Sequence[Agreement], group: Group, held_on: date) -> None:
    """Raise ``Invalid`` for a line that says too little; it names the line as ``agreement<place>``."""
    if len(agreements) > MOST:
        raise Invalid(_("Tindak lanjut paling banyak %(count)d.") % {"count": MOST})
    for place, line in enumerate(agreements):
        field = f"agreement{place}"
        if line.act not in Outcome.Act.values:
            raise Invalid(_("Pilih selesai, diperpanjang, atau tindak lanjut baru."), field=field)
        check_reason(line.text, _("Tulis apa hasilnya atau apa yang disepakati."), limit=500, field=field)
        if line.act == Outcome.Act.OPENED:
            _check_new(line, held_on, field)
        elif line.follow_up is None or line.follow_up.group_id != group.pk:
            raise Invalid(_("Tindak lanjut ini bukan milik KIM yang dikunjungi."), field=field)
        if line.act == Outcome.Act.PROLONGED and (line.due_on is None or line.due_on < held_on):
            raise Invalid(_("Isi tenggat baru, paling awal pada hari kunjungan."), field=field)


def keep_agreements(visit: Visit, agreements: Sequence[Agreement], *, by: Actor) -> None:
    """Do what was agreed. Raises ``Stale`` for a follow-up that somebody closed meanwhile."""
    for line in agreements:
        text = line.text.strip()
        follow_up = _done(visit, line, text, by)
        Outcome.objects.create(
            visit=visit, follow_up=follow_up, act=line.act, due_on=follow_up.due_on, text=text
        )


def _done(visit: Visit, line: Agreement, text: str, by: Actor) -> FollowUp:
    if line.follow_up is None:
        return events.add_follow_up(
            text=text,
            owner_name=line.owner_name.strip(),
            group=visit.group,
            region=visit.region,
            due_on=line.due_on,
            by=by,
        )
    if line.act == Outcome.Act.CLOSED:
        return events.close_follow_up(line.follow_up, outcome=text, done_on=visit.held_on, by=by)
    assert line.due_on is not None  # noqa: S101 - checked before
    return prolong_follow_up(line.follow_up, due_on=line.due_on, reason=text, by=by)


def _check_new(line: Agreement, held_on: date, field: str) -> None:
    if not line.owner_name.strip():
        raise Invalid(_("Tulis siapa yang mengerjakan tindak lanjut ini."), field=field)
    if line.due_on is None or line.due_on < held_on:
        raise Invalid(_("Isi tenggat, paling awal pada hari kunjungan."), field=field)
