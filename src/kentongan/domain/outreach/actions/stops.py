"""Stops by hand: placed, moved, locked, their villages chosen."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line
from kentongan.domain.events.actions.planning import change_event, move_event
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_open
from kentongan.domain.outreach.models import Stop, StopVillage, Team, Tour, TourDistrict
from kentongan.domain.outreach.priority import RankedVillage, rank_villages
from kentongan.domain.outreach.rules import starting_time
from kentongan.domain.outreach.snapshots import row_of
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within

_FAR = timedelta(days=366)  # beyond the period nothing is a slip of the hand any more


@transaction.atomic
def add_stop(
    tour: Tour,
    region: Region,
    *,
    by: Actor,
    date: date | None = None,
    team: Team | None = None,
    villages: Sequence[Region] = (),
) -> Stop:
    """A further stop in a district of the tour, by hand."""
    held = lock_tour(tour, by=by)
    require_open(held)
    district = TourDistrict.objects.filter(tour=held, region=region, left_out_reason="").first()
    if district is None:
        raise Invalid(_("Kecamatan ini tidak ikut dalam keliling."), field="district")
    stop = Stop.objects.create(tour=held, district=district)
    if villages:
        _choose(held, stop, district, villages)
    if date or team:
        place_stop(held, stop, date, team, None)
    noted(held, "tours.add_stop", by=by, district=region.code, stop=str(stop.pk), row=None)
    return stop


@transaction.atomic
def move_stop(
    stop: Stop,
    *,
    by: Actor,
    date: date | None,
    team: Team | None,
    position: int | None = None,
    place: str | None = None,
    reason: str = "",
    version: int | None = None,
) -> Stop:
    """Put a stop on a day with a team, or take it off its day (``None``); by default the last turn there.

    An event that was opened for it moves along and keeps ``reason``. Raises ``Invalid``, ``Stale``.
    """
    held = lock_tour(stop.tour, by=by, version=version)
    require_open(held)
    row = _current(held, stop)
    day_before, old = row.date, row_of(row)
    if row.event_id and date is None:
        raise Invalid(_("Acaranya sudah dibuka; batalkan dahulu acaranya."), field="date")
    if row.locked and (date is None or team is None):
        raise Invalid(_("Buka dahulu kunci baris ini."), field="date")
    if place is not None:
        row.place = one_line(place)[:150]
        row.save(update_fields=["place"])
        if row.event and row.event.place != row.place:
            change_event(row.event, place=row.place, by=by)
    place_stop(held, row, date, team, position)
    move_events(held, (day_before, date), reason, by)
    said = {"date": str(date or ""), "district": row.district.region_id, "reason": one_line(reason)}
    noted(held, "tours.move_stop", by=by, stop=str(row.pk), row=old, **said)
    return row


@transaction.atomic
def lock_stop(stop: Stop, *, by: Actor, locked: bool = True) -> Stop:
    """Keep the planner from touching a stop, or let it again. Only a stop with day and team is locked."""
    held = lock_tour(stop.tour, by=by)
    require_open(held)
    row = _current(held, stop)
    if locked and (row.date is None or row.team_id is None):
        raise Invalid(_("Isi dahulu tanggal dan timnya; baru baris ini dapat dikunci."), field="locked")
    if row.locked != locked:
        old = row_of(row)
        row.locked = locked
        row.save(update_fields=["locked"])
        noted(held, "tours.lock_stop" if locked else "tours.unlock_stop", by=by, stop=str(row.pk), row=old)
    return row


@transaction.atomic
def set_villages(
    stop: Stop, villages: Sequence[Region], *, by: Actor, version: int | None = None
) -> list[StopVillage]:
    """Choose the villages of a stop by hand; those that stay keep the reasons they were chosen for.

    Four or six instead of five is warned about, not refused. Raises ``Invalid`` for a village of another
    district, one that is no village, or one that another stop has.
    """
    held = lock_tour(stop.tour, by=by, version=version)
    require_open(held)
    row = _current(held, stop)
    old = row_of(row)
    _choose(held, row, row.district, villages)
    if row.event:
        change_event(row.event, areas=list(villages), by=by)
    codes = sorted(village.code for village in villages)
    noted(held, "tours.villages", by=by, stop=str(row.pk), villages=codes, row=old)
    return list(row.villages.select_related("village"))


@transaction.atomic
def remove_stop(stop: Stop, *, by: Actor) -> None:
    """Take a stop off the tour. Raises ``Invalid`` once its event was opened."""
    held = lock_tour(stop.tour, by=by)
    require_open(held)
    row = _current(held, stop)
    if row.event_id:
        raise Invalid(_("Acaranya sudah dibuka; batalkan dahulu acaranya."), field="stop")
    day, team = row.date, row.team_id
    noted(
        held, "tours.remove_stop", by=by, stop=str(row.pk), district=row.district.region_id, row=row_of(row)
    )
    row.delete()
    _renumber(held, day, team)
    move_events(held, (day,), "", by)


def _current(tour: Tour, stop: Stop) -> Stop:
    row = tour.stops.select_related("district__region", "event__region").get(pk=stop.pk)
    row.tour = tour
    return row


def place_stop(tour: Tour, stop: Stop, day: date | None, team: Team | None, position: int | None) -> None:
    """Put a row on a day with a team at a turn, the last by default, and number the turns anew."""
    if team and team.tour_id != tour.pk:
        raise Invalid(_("Tim ini bukan tim keliling ini."), field="team")
    if day and not tour.starts_on - _FAR <= day <= tour.ends_on + _FAR:
        raise Invalid(_("Tanggal ini jauh di luar masa keliling. Periksa tahunnya."), field="date")
    before = (stop.date, stop.team_id)
    stop.date, stop.team_id = day, team.pk if team else None
    others = tour.stops.filter(date=day, team=team).exclude(pk=stop.pk).order_by("position", "pk")
    turns = list(others) if day and team else []
    turns.insert(len(turns) if position is None else max(position - 1, 0), stop)
    stop.save(update_fields=["date", "team"])
    _number(turns)
    if before != (stop.date, stop.team_id):
        _renumber(tour, *before)


def _renumber(tour: Tour, day: date | None, team: int | None) -> None:
    if day and team:
        _number(list(tour.stops.filter(date=day, team=team).order_by("position", "pk")))


def _number(turns: Sequence[Stop]) -> None:
    for position, row in enumerate(turns, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _choose(tour: Tour, stop: Stop, district: TourDistrict, villages: Sequence[Region]) -> None:
    wanted = {village.code: village for village in villages}
    for village in wanted.values():
        if not village.is_village or not is_within(village.code, district.region_id):
            raise Invalid(
                _("%(village)s tidak ada di %(district)s.")
                % {"village": village.title, "district": district.region.title},
                field="villages",
            )
    taken = StopVillage.objects.filter(tour=tour, village__in=wanted).exclude(stop=stop)
    twice = taken.select_related("village").order_by("village_id").first()
    if twice:
        raise Invalid(
            _("%(village)s sudah dipilih pada pertemuan lain keliling ini.")
            % {"village": twice.village.title},
            field="villages",
        )
    stop.villages.exclude(village__in=wanted).delete()
    kept = set(stop.villages.values_list("village_id", flat=True))
    fresh = [code for code in wanted if code not in kept]
    if fresh:
        ranked = {
            row.region.code: row for row in rank_villages(district.region, tour.weights, tour.ranked_on)
        }
        StopVillage.objects.bulk_create(village_row(tour, stop, ranked[code], by_hand=True) for code in fresh)


def village_row(tour: Tour, stop: Stop, ranked: RankedVillage, *, by_hand: bool) -> StopVillage:
    """The unsaved row of a chosen village, with the reasons as the ranking gave them."""
    return StopVillage(
        tour=tour,
        stop=stop,
        village=ranked.region,
        rank=ranked.rank,
        points=ranked.points,
        reasons=[vars(reason) for reason in ranked.reasons],
        had_kim=ranked.has_kim,
        by_hand=by_hand,
    )


def event_times(tour: Tour, stop: Stop) -> tuple[datetime, datetime]:
    """When the stop's event starts and ends, by the clocks of its district. The stop has a day."""
    if stop.date is None:
        raise ValueError("a stop without a day has no time")
    begin = starting_time(tour.day_starts_at, tour.minutes_per_stop, stop.position)
    start = datetime.combine(stop.date, begin, tzinfo=stop.district.region.zone)
    return start, start + timedelta(minutes=tour.minutes_per_stop)


def move_events(tour: Tour, days: Sequence[date | None], reason: str, by: Actor) -> None:
    """The events of the stops of these days to the times their turns have now."""
    why = one_line(reason) or _("Jadwal keliling diubah")
    rows = tour.stops.filter(event__isnull=False, date__in=[day for day in days if day])
    for row in rows.select_related("district__region", "event__region"):
        event = row.event
        starts_at, ends_at = event_times(tour, row)
        if event and event.cancelled_on is None and event.held_on is None and event.starts_at != starts_at:
            move_event(event, starts_at=starts_at, ends_at=ends_at, reason=why, by=by)
