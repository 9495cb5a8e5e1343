"""The facts of a tour gathered for `rules.warnings`: a constant number of queries, whatever its size."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from kentongan.domain.events.models import EventSpeaker, SpeakerAbsence
from kentongan.domain.outreach import rules
from kentongan.domain.outreach.middles import middles
from kentongan.domain.outreach.models import Stop, StopVillage, Team, TeamAbsence, Tour, TourSpeaker
from kentongan.domain.outreach.planning.distances import Point
from kentongan.domain.regions.calendar import days_between, holidays, is_weekend
from kentongan.domain.regions.models import Region

Away = dict[tuple[str, date], str]


def tour_warnings(tour: Tour, stops: Sequence[Stop] | None = None) -> list[rules.Warning]:
    """What is not as it should be with the tour as its rows stand now.

    ``stops`` are all its rows where they are at hand already, as `access.stops` gives them.
    """
    return rules.warnings(facts_of(tour, stops))


def facts_of(tour: Tour, stops: Sequence[Stop] | None = None) -> rules.TourFacts:
    """The tour with its rows, calendar and people as the rules read them."""
    if stops is None:
        rows = tour.stops.in_order().select_related("district__region", "team")
        stops = list(rows.with_villages())
    teams = list(tour.teams.prefetch_related("members"))
    speakers = list(tour.speakers.select_related("speaker"))
    known = middles(tour.region_id)
    days = [stop.date for stop in stops if stop.date]
    start, end = min([tour.starts_on, *days]), max([tour.ends_on, *days])
    off = holidays(tour.region_id, start, end)
    weekend = {day: "" for day in days_between(start, end) if is_weekend(day)}
    base = tour.base_id or tour.region_id
    return rules.TourFacts(
        starts_on=tour.starts_on,
        ends_on=tour.ends_on,
        max_stops_per_day=tour.max_stops_per_day,
        minutes_per_stop=tour.minutes_per_stop,
        minutes_per_day=tour.minutes_per_day,
        km_per_hour=tour.km_per_hour,
        districts=_districts(tour),
        stops=[_stop(stop, teams, speakers, known) for stop in stops],
        days_off=weekend | off,
        away=away(tour, teams, speakers, start, end),
        chosen_elsewhere=_chosen_elsewhere(tour, stops),
        base=known.get(base),
    )


def away(tour: Tour, teams: Sequence[Team], speakers: Sequence[TourSpeaker], start: date, end: date) -> Away:
    """Who cannot travel on which day and why: teams by name, speakers and people by key."""
    found: Away = {}
    names = {team.pk: team.name for team in teams}
    for absence in TeamAbsence.objects.filter(team__tour=tour).touching(start, end):
        for day in days_between(max(absence.starts_on, start), min(absence.ends_on, end)):
            found[names[absence.team_id], day] = absence.reason
    keys = [row.speaker_id for row in speakers]
    for gone in SpeakerAbsence.objects.filter(speaker__in=keys).touching(start, end):
        for day in days_between(max(gone.starts_on, start), min(gone.ends_on, end)):
            found[f"speaker:{gone.speaker_id}", day] = gone.reason
    booked = EventSpeaker.objects.filter(
        speaker__in=keys, event__cancelled_on=None, event__starts_at__date__lte=end
    ).exclude(event__stop__tour=tour)
    for row in booked.filter(event__ends_at__date__gte=start).select_related("event__region"):
        for day in days_between(max(row.event.starts_on, start), min(row.event.ends_on, end)):
            found[f"speaker:{row.speaker_id}", day] = f"{row.event.title} ({row.event.code})"
    people = {member.person_id for team in teams for member in team.members.all() if member.person_id}
    elsewhere = Stop.objects.filter(
        tour__cancelled_on=None, date__gte=start, date__lte=end, team__members__person__in=people
    ).exclude(tour=tour)
    for person, on, code in elsewhere.values_list("team__members__person_id", "date", "tour__code"):
        if on is not None:
            found[f"person:{person}", on] = code
    return found


def _districts(tour: Tour) -> list[rules.DistrictFacts]:
    counted = (
        Region.objects.current()
        .within(tour.region_id)
        .at_level(Region.Level.VILLAGE)
        .values("parent_id")
        .annotate(count=Count("pk"))
        .values_list("parent_id", "count")
        .order_by()
    )
    villages = dict(counted)
    return [
        rules.DistrictFacts(
            code=district.region_id,
            title=district.region.title,
            quota=district.quota or tour.quota_per_district,
            left_out=district.is_left_out,
            villages=villages.get(district.region_id, 0),
        )
        for district in tour.districts.select_related("region")
    ]


def _stop(
    stop: Stop, teams: Sequence[Team], speakers: Sequence[TourSpeaker], known: dict[str, Point]
) -> rules.StopFacts:
    team = next((team for team in teams if team.pk == stop.team_id), None)
    members = list(team.members.all()) if team else []
    return rules.StopFacts(
        id=str(stop.pk),
        district=stop.district.region_id,
        title=stop.district.region.title,
        day=stop.date,
        team=team.name if team else "",
        position=stop.position,
        villages=tuple((row.village_id, row.village.title) for row in stop.villages.all()),
        people=tuple((f"person:{row.person_id}", row.name) for row in members if row.person_id),
        speakers=tuple(
            (f"speaker:{row.speaker_id}", row.speaker.name)
            for row in speakers
            if row.team_id in (None, stop.team_id)
        ),
        point=known.get(stop.district.region_id),
    )


def _chosen_elsewhere(tour: Tour, stops: Sequence[Stop]) -> dict[str, str]:
    """The villages that another tour of the same time has as well."""
    codes = [row.village_id for stop in stops for row in stop.villages.all()]
    others = StopVillage.objects.filter(village__in=codes).exclude(tour=tour)
    same_time = others.filter(
        tour__cancelled_on=None, tour__starts_on__lte=tour.ends_on, tour__ends_on__gte=tour.starts_on
    )
    return dict(same_time.values_list("village_id", "tour__title"))
