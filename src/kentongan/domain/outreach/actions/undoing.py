"""The last change of the rows taken back: what was moved, chosen, locked, added or removed, or planned."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events.actions.planning import change_event
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_open
from kentongan.domain.outreach.actions.planning import undo_plan
from kentongan.domain.outreach.actions.stops import move_events, place_stop
from kentongan.domain.outreach.models import StopVillage, Tour
from kentongan.domain.outreach.snapshots import Row, stop_of

PLANNED, PLAN_UNDONE, UNDONE = "tours.plan", "tours.undo_plan", "tours.undo"
_ROWS = frozenset(
    {
        "tours.add_stop", "tours.move_stop", "tours.remove_stop", "tours.lock_stop", "tours.unlock_stop",
        "tours.villages",
    }
)  # fmt: skip
_DEPTH = 200  # history entries looked through for something to take back


def last_change(tour: Tour) -> Entry | None:
    """The last change of the rows that stands, where it can be taken back; one query.

    A change of the frame, of a district or of the tour's state closes what lies before it.
    """
    undone: set[int] = set()
    runs: set[str] = set()
    for entry in Entry.objects.about(tour)[:_DEPTH]:
        if entry.verb == UNDONE:
            undone.add(entry.detail["entry"])
        elif entry.verb == PLAN_UNDONE:
            runs.add(entry.detail["run"])
        elif entry.pk in undone or (entry.verb == PLANNED and entry.detail["run"] in runs):
            continue
        elif entry.verb in _ROWS and "row" in entry.detail:
            return entry
        else:
            return entry if entry.verb == PLANNED else None
    return None


@transaction.atomic
def undo_last(tour: Tour, *, by: Actor) -> Entry:
    """Put the rows back as they were before the last change by hand, or before the last plan.

    A second call takes back the change before that. Returns the entry of what was taken back. Raises
    ``Invalid`` where there is nothing to take back or an event was opened for a row that would go.
    """
    held = lock_tour(tour, by=by)
    require_open(held)
    entry = last_change(held)
    if entry is None:
        raise Invalid(_("Tidak ada perubahan baris yang dapat diurungkan."))
    if entry.verb == PLANNED:
        undo_plan(held, by=by)
        return entry
    _put_back(held, UUID(entry.detail["stop"]), entry.detail["row"], by)
    noted(held, UNDONE, by=by, entry=entry.pk, what=entry.verb)
    return entry


def _put_back(tour: Tour, key: UUID, kept: Row | None, by: Actor) -> None:
    """The row as it was; one that was not there goes."""
    now = tour.stops.select_related("event__region").filter(pk=key).first()
    day = now.date if now else None
    if now and now.event_id and (kept is None or kept["date"] is None):
        raise Invalid(_("Acaranya sudah dibuka; batalkan dahulu acaranya."))
    if kept is None:
        if now:
            place_stop(tour, now, None, None, None)
            now.delete()
        return
    _refuse_taken(tour, key, kept)
    stop, villages = stop_of(tour, kept, set(tour.teams.values_list("pk", flat=True)))
    wanted: dict[str, Any] = {"date": stop.date, "team": stop.team, "position": stop.position}
    locked = stop.locked
    if now:
        now.locked, now.place = False, stop.place
        now.save(update_fields=["locked", "place"])
        now.villages.all().delete()
        stop = now
    else:
        stop.date = stop.team = None
        stop.locked = False
        stop.save(force_insert=True)
    for village in villages:
        village.stop = stop
    StopVillage.objects.bulk_create(villages)
    place_stop(tour, stop, wanted["date"], wanted["team"], wanted["position"])
    if locked:
        stop.locked = True
        stop.save(update_fields=["locked"])
    if stop.event:
        change_event(stop.event, place=stop.place, areas=[row.village for row in stop.villages.all()], by=by)
    move_events(tour, (day, stop.date), _("Perubahan jadwal diurungkan"), by)


def _refuse_taken(tour: Tour, key: UUID, kept: Row) -> None:
    """Raise ``Invalid`` when another row has taken one of its villages since."""
    codes = [village["village_id"] for village in kept["villages"]]
    taken = StopVillage.objects.filter(tour=tour, village__in=codes).exclude(stop=key)
    twice = taken.select_related("village").order_by("village_id").first()
    if twice:
        raise Invalid(
            _("%(village)s sudah dipilih pada pertemuan lain keliling ini.")
            % {"village": twice.village.title}
        )
