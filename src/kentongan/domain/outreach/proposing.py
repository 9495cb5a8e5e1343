"""From a tour's rows to the planner's problem, and from its plan back to rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.outreach.actions.stops import village_row
from kentongan.domain.outreach.checking import away
from kentongan.domain.outreach.choosing import Proposal, Remark, choose
from kentongan.domain.outreach.middles import middles
from kentongan.domain.outreach.models import Stop, StopVillage, Team, Tour, TourSpeaker
from kentongan.domain.outreach.planning import shapes
from kentongan.domain.outreach.planning.distances import Point
from kentongan.domain.regions.calendar import (
    add_working_days,
    holidays,
    working_days,
    years_without_list,
)

MOST_STOPS = 1000


@dataclass(frozen=True)
class Asked:
    """Everything a run needs between reading the tour and writing the plan."""

    problem: shapes.Problem
    proposals: list[Proposal]
    remarks: list[Remark]
    unmet: list[Remark]


def ask_for(tour: Tour) -> Asked:
    """The problem of a tour as its rows stand. Raises ``Invalid`` beyond a thousand meetings."""
    rows = tour.stops.filter(locked=True).select_related("team", "district__region")
    locked = list(rows.with_villages().order_by("date", "position", "pk"))
    proposals, remarks, unmet = choose(tour, locked)
    if len(proposals) > MOST_STOPS:
        raise Invalid(
            _("Keliling ini memuat %(count)d pertemuan; paling banyak %(most)d. Bagi menurut wilayah.")
            % {"count": len(proposals), "most": MOST_STOPS}
        )
    days = working_days(tour.region_id, tour.starts_on, tour.ends_on)
    teams = list(tour.teams.prefetch_related("members"))
    speakers = list(tour.speakers.select_related("speaker"))
    known = middles(tour.region_id)
    base = tour.base_id or tour.region_id
    problem = shapes.Problem(
        days=days,
        teams=_teams(tour, teams, speakers),
        stops=[_stop(proposal, known) for proposal in proposals],
        base=base,
        base_point=known.get(base),
        most_per_day=tour.max_stops_per_day,
        minutes_per_stop=tour.minutes_per_stop,
        minutes_per_day=tour.minutes_per_day,
        km_per_hour=tour.km_per_hour,
        apart=_apart(teams, speakers),
    )
    return Asked(problem, proposals, [*remarks, *_calendar_remarks(tour)], unmet)


def result_of(tour: Tour, asked: Asked, plan: shapes.Plan) -> dict[str, Any]:
    """What the run says: counts, remarks, and what is unmet with what to relax (see `wording`)."""
    per_day = Counter(place.day for place in plan.places)
    districts = {proposal.key: proposal.district.region_id for proposal in asked.proposals}
    remarks = list(asked.remarks)
    if len(plan.places) > len(asked.problem.days):
        double = sorted(day.isoformat() for day, count in per_day.items() if count > 1)
        remarks.insert(0, _spread(asked, len(plan.places), double))
    if plan.by_tree:
        remarks.append({"kind": "by_tree"})
    return {
        "districts": len(set(districts.values())),
        "stops": len(asked.proposals),
        "placed": len(plan.places),
        "villages": sum(_village_count(proposal) for proposal in asked.proposals),
        "working_days": len(asked.problem.days),
        "team_days": plan.team_days,
        "days_used": len(per_day),
        "km": None if plan.by_tree else round(plan.metres / 1000),
        "remarks": remarks,
        "unmet": asked.unmet + _unplaced(tour, asked, plan, districts),
    }


def write(tour: Tour, asked: Asked, plan: shapes.Plan) -> None:
    """Put the plan into the tour's rows instead of what is not locked. Inside the verb's transaction."""
    tour.stops.filter(locked=False).delete()
    places = {place.stop: place for place in plan.places}
    teams = {team.name: team.pk for team in tour.teams.all()}
    stops, villages = [], []
    for proposal in asked.proposals:
        if proposal.locked:
            continue
        place = places.get(proposal.key)
        stop = Stop(tour=tour, district=proposal.district)
        if place:
            stop.date, stop.team_id, stop.position = place.day, teams[place.team], place.position
        stops.append(stop)
        villages += [village_row(tour, stop, row, by_hand=False) for row in proposal.villages]
    Stop.objects.bulk_create(stops, batch_size=500)
    StopVillage.objects.bulk_create(villages, batch_size=500)


def _teams(tour: Tour, teams: Sequence[Team], speakers: Sequence[TourSpeaker]) -> list[shapes.Team]:
    """The teams with the days on which they, their people or their speakers cannot travel."""
    gone = away(tour, teams, speakers, tour.starts_on, tour.ends_on)
    found = []
    for team in teams:
        keys = {team.name, *(f"person:{row.person_id}" for row in team.members.all() if row.person_id)}
        keys |= {f"speaker:{row.speaker_id}" for row in speakers if row.team_id in (None, team.pk)}
        found.append(shapes.Team(team.name, frozenset(day for key, day in gone if key in keys)))
    return found


def _apart(teams: Sequence[Team], speakers: Sequence[TourSpeaker]) -> list[frozenset[str]]:
    """The teams that share a person or a speaker."""
    holders: dict[str, set[str]] = {}
    for team in teams:
        for member in team.members.all():
            if member.person_id:
                holders.setdefault(f"person:{member.person_id}", set()).add(team.name)
        for row in speakers:
            if row.team_id in (None, team.pk):
                holders.setdefault(f"speaker:{row.speaker_id}", set()).add(team.name)
    shared = {frozenset(names) for names in holders.values() if len(names) > 1}
    return sorted(shared, key=sorted)


def _stop(proposal: Proposal, known: dict[str, Point]) -> shapes.Stop:
    stop = proposal.locked
    codes = (
        [row.village_id for row in stop.villages.all()]
        if stop
        else [row.region.code for row in proposal.villages]
    )
    points = [known[code] for code in codes if code in known]
    middle = (
        (sum(lon for lon, _lat in points) / len(points), sum(lat for _lon, lat in points) / len(points))
        if points
        else known.get(proposal.district.region_id)
    )
    fixed = None
    if stop and stop.date and stop.team:
        fixed = shapes.Fixed(stop.date, stop.team.name, stop.position)
    return shapes.Stop(proposal.key, proposal.district.region_id, middle, round(proposal.points, 2), fixed)


def _village_count(proposal: Proposal) -> int:
    return len(proposal.locked.villages.all()) if proposal.locked else len(proposal.villages)


def _calendar_remarks(tour: Tour) -> list[Remark]:
    off = holidays(tour.region_id, tour.starts_on, tour.ends_on)
    named = [
        {"date": day.isoformat(), "name": name} for day, name in sorted(off.items()) if day.weekday() < 5
    ]
    remarks: list[Remark] = [{"kind": "days_off", "days": named}] if named else []
    missing = years_without_list(tour.starts_on, tour.ends_on)
    return remarks + ([{"kind": "no_list", "years": missing}] if missing else [])


def _spread(asked: Asked, placed: int, double: list[str]) -> Remark:
    districts = {proposal.district.region_id for proposal in asked.proposals}
    days = len(asked.problem.days)
    return {"kind": "spread", "days": days, "districts": len(districts), "stops": placed, "double": double}


def _unplaced(tour: Tour, asked: Asked, plan: shapes.Plan, districts: dict[str, str]) -> list[Remark]:
    """What found no room, with the smallest change of each kind that would give it some."""
    found: list[Remark] = []
    for why in ("too_far", "capacity", "time"):
        left = [districts[row.stop] for row in plan.unplaced if row.why == why]
        if left:
            named = {"kind": why, "stops": len(left), "districts": sorted(set(left))}
            found.append(named | (_relaxed(tour, asked, plan, len(left)) if why != "too_far" else {}))
    return found


def _relaxed(tour: Tour, asked: Asked, plan: shapes.Plan, left: int) -> Remark:
    """How far each limit would have to move: stops a day, teams, last day."""
    stops, days, teams = len(asked.proposals), len(asked.problem.days), len(asked.problem.teams)
    relaxed: Remark = {"team_days": plan.team_days, "most": tour.max_stops_per_day}
    if plan.team_days:
        relaxed["need_most"] = max(-(-stops // plan.team_days), tour.max_stops_per_day + 1)
    if days:
        relaxed["need_teams"] = max(-(-stops // (days * tour.max_stops_per_day)), teams + 1)
    more = -(-left // (tour.max_stops_per_day * max(teams, 1)))
    relaxed["need_until"] = add_working_days(tour.region_id, tour.ends_on, more).isoformat()
    return relaxed
