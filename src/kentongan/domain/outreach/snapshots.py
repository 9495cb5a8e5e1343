"""The rows of a tour as JSON, and back: what a plan or a change replaced can be put in place again."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from kentongan.domain.outreach.models import Stop, StopVillage, Tour

Row = dict[str, Any]
_VILLAGE = ("village_id", "rank", "reasons", "had_kim", "by_hand")


def snapshot(tour: Tour) -> list[Row]:
    """All rows in a fixed order; what :func:`restore` writes back."""
    rows = tour.stops.prefetch_related("villages").order_by("date", "team_id", "position", "pk")
    return [row_of(stop) for stop in rows]


def row_of(stop: Stop) -> Row:
    """One row with its villages."""
    return {
        "id": str(stop.pk),
        "district": stop.district_id,
        "date": stop.date.isoformat() if stop.date else None,
        "team": stop.team_id,
        "position": stop.position,
        "place": stop.place,
        "locked": stop.locked,
        "villages": [
            {name: getattr(row, name) for name in _VILLAGE}
            | {"points": None if row.points is None else float(row.points)}
            for row in stop.villages.all()
        ],
    }


def restore(tour: Tour, rows: Sequence[Row]) -> None:
    """The rows as they were, instead of those that stand; a team that is gone leaves its stops without."""
    tour.stops.all().delete()
    teams = set(tour.teams.values_list("pk", flat=True))
    stops, villages = [], []
    for kept in rows:
        stop, chosen = stop_of(tour, kept, teams)
        stops.append(stop)
        villages += chosen
    Stop.objects.bulk_create(stops, batch_size=500)
    StopVillage.objects.bulk_create(villages, batch_size=500)


def stop_of(tour: Tour, kept: Row, teams: set[int]) -> tuple[Stop, list[StopVillage]]:
    """The unsaved row with its unsaved villages; without its team, and unlocked, when that is gone."""
    row = dict(kept)
    team = row.pop("team") if row["team"] in teams else row.pop("team") and None
    row["date"] = date.fromisoformat(row["date"]) if row["date"] else None
    chosen, district = row.pop("villages"), row.pop("district")
    locked = row.pop("locked") and team is not None
    stop = Stop(tour=tour, district_id=district, team_id=team, locked=locked, **row)
    stop.pk = UUID(kept["id"])
    return stop, [StopVillage(tour=tour, stop=stop, **village) for village in chosen]
