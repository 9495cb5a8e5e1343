"""Steps that no other record says: noted with evidence, left out with a reason, taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.events.models import Event
from kentongan.domain.founding import rules
from kentongan.domain.founding.actions.paths import locked
from kentongan.domain.founding.models import Coordination, Path, Step, StepKind
from kentongan.domain.founding.standing import Standing, standing_of

# Coordination and deliberation have verbs of their own, which say more than a day.
NOTED = frozenset({"visited", "deliberation", "briefed", "first_activity"})


@transaction.atomic
def record_step(
    path: Path,
    *,
    kind: str,
    on: date,
    by: Actor,
    event: Event | None = None,
    attachment: Attachment | None = None,
    note: str = "",
    order_reason: str = "",
) -> Step:
    """Note a step with its evidence: an event, a file or a note.

    Raises ``Invalid`` on ``order_reason`` when an earlier step is open or later by date and no reason is
    given: it is possible, and has to be meant. Raises ``Stale`` when a record says the step already.
    """
    current = locked(path, by)
    if kind not in NOTED:
        raise Invalid(_("Langkah ini terbaca dari catatan lain dan tidak diketik di sini."), field="kind")
    if not (event or attachment or note.strip()):
        raise Invalid(_("Sertakan bukti: acara, berkas, atau catatan."), field="note")
    if event and not concerns(event, current):
        raise Invalid(_("Acara ini bukan untuk tempat ini."), field="event")
    standing = standing_of(current)
    if standing.days.get(kind):
        raise Stale(_("Langkah ini sudah tercatat. Muat ulang halaman."))
    check_order(standing, kind, on, order_reason)
    step = write_step(
        current, kind, on, by, event=event, attachment=attachment, note=note, order_reason=order_reason
    )
    record("founding.step", current, by=by, region=current.region_id, step=kind, on=on.isoformat())
    return step


@transaction.atomic
def skip_step(path: Path, *, kind: str, reason: str, by: Actor) -> Step:
    """Leave a step out, with the reason; a record that comes later still counts."""
    current = locked(path, by)
    if not reason.strip():
        raise Invalid(_("Tulis alasan langkah ini dilewati."), field="reason")
    standing = standing_of(current)
    if kind not in standing.days or kind == StepKind.SELECTED:
        raise Invalid(_("Langkah ini tidak dapat dilewati."), field="kind")
    if standing.days[kind] or kind in standing.skipped:
        raise Stale(_("Langkah ini sudah tercatat. Muat ulang halaman."))
    step = write_step(current, kind, timezone.localdate(), by, skipped_reason=reason.strip()[:300])
    record("founding.skip", current, by=by, region=current.region_id, step=kind, reason=step.skipped_reason)
    return step


@transaction.atomic
def take_back_step(path: Path, *, kind: str, reason: str, by: Actor) -> None:
    """Take back what was noted of a step by mistake; the history keeps it."""
    current = locked(path, by)
    if not reason.strip():
        raise Invalid(_("Tulis alasan catatan ini ditarik."), field="reason")
    step = Step.objects.filter(path=current, kind=kind).first()
    if step is None:
        raise Stale(_("Langkah ini tidak diketik di sini, atau sudah ditarik. Muat ulang halaman."))
    was = {"on": step.on.isoformat(), "note": step.note, "skipped": step.skipped_reason}
    if kind == StepKind.COORDINATED:
        current.coordinations.all().delete()
    step.delete()
    record(
        "founding.take_back",
        current,
        by=by,
        region=current.region_id,
        step=kind,
        reason=reason.strip(),
        **was,
    )


@transaction.atomic
def coordinate(
    path: Path,
    *,
    on: date,
    by: Actor,
    head: str = "",
    groups: Sequence[str] = (),
    no_groups: bool = False,
    outcome: str = "",
    order_reason: str = "",
) -> bool:
    """Note who was asked before founding: the village head and the groups that are there (domain.md G4).

    Both may come on different days; the step is done when both are. Returns whether it is.
    """
    current = locked(path, by)
    names = [name.strip() for name in groups if name.strip()]
    if not (head.strip() or names or no_groups):
        raise Invalid(_("Tulis siapa yang diajak berkoordinasi."), field="head")
    if on > timezone.localdate():
        raise Invalid(_("Tanggal ini belum tiba. Periksa tahunnya."), field="on")
    party = Coordination.Party
    asked = [(party.HEAD, head.strip())] if head.strip() else []
    asked += [(party.GROUP, name) for name in names]
    asked += [(party.NO_GROUPS, "")] if no_groups and not names else []
    for who, name in asked:
        Coordination.objects.get_or_create(
            path=current,
            party=who,
            name=name[:150],
            on=on,
            defaults={"outcome": outcome.strip(), "by_name": by.name},
        )
    record("founding.coordinate", current, by=by, region=current.region_id, name=", ".join([head, *names]))
    return _finish_coordination(current, by, order_reason)


def check_order(standing: Standing, kind: str, on: date, order_reason: str) -> None:
    """A step before the one it needs, or with an earlier day, takes a reason. Raises ``Invalid``."""
    if on > timezone.localdate():
        raise Invalid(_("Tanggal ini belum tiba. Periksa tahunnya."), field="on")
    if order_reason.strip():
        return
    reached = {step: day or step in standing.skipped for step, day in standing.days.items()}
    missing = rules.missing_before(kind, standing.way, reached)
    if missing:
        raise Invalid(
            _("Belum tercatat: %(steps)s. Catat dahulu, atau tulis alasan urutannya berbeda.")
            % {"steps": names_of(missing)},
            field="order_reason",
        )
    later = rules.later_dates(kind, on, standing.way, standing.days)
    if later:
        raise Invalid(
            _("Tanggal ini mendahului langkah sebelumnya: %(steps)s. Periksa, atau tulis alasannya.")
            % {"steps": names_of(later)},
            field="order_reason",
        )


def write_step(path: Path, kind: str, on: date, by: Actor, **values: Any) -> Step:
    """The row of a step; one that was skipped before is now reached."""
    values["note"] = values.get("note", "").strip()
    values["order_reason"] = values.get("order_reason", "").strip()[:300]
    blank = {"event": None, "attachment": None, "skipped_reason": ""}
    step, _new = Step.objects.update_or_create(
        path=path,
        kind=kind,
        defaults=blank | values | {"on": on, "by_id": by.user_id, "by_name": by.name},
    )
    return step


def concerns(event: Event, path: Path) -> bool:
    """Whether the event was for the place of the path or its group."""
    if event.region_id == path.region_id or event.areas.filter(pk=path.region_id).exists():
        return True
    return path.group_id is not None and event.groups.filter(pk=path.group_id).exists()


def names_of(kinds: Sequence[str]) -> str:
    """Steps as words: "dikunjungi, musyawarah"."""
    return ", ".join(str(StepKind(kind).label) for kind in kinds)


def _finish_coordination(path: Path, by: Actor, order_reason: str) -> bool:
    party = Coordination.Party
    rows = list(path.coordinations.order_by("on", "pk"))
    head = [row for row in rows if row.party == party.HEAD]
    groups = [row for row in rows if row.party != party.HEAD]
    if not head or not groups:
        return False
    standing = standing_of(path)
    if standing.days["coordinated"]:
        return True
    day = max(head[0].on, groups[0].on)
    check_order(standing, StepKind.COORDINATED, day, order_reason)
    note = ", ".join(row.name or str(party(row.party).label) for row in rows)
    write_step(path, StepKind.COORDINATED, day, by, note=note, order_reason=order_reason)
    return True
