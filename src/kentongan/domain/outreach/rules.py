"""What a tour has to keep, as pure functions over facts. Warnings name what is wrong and refuse nothing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.domain.outreach.planning.distances import Point, minutes, straight_km

# Points of the ranking where an office says nothing else: our choice, editable, no standard (design.md §3.6).
DEFAULT_WEIGHTS = {"no_kim_village": 40.0, "no_kim_district": 10.0}
MINUTES_BETWEEN = 60  # of the way from one meeting of a day to the next, in the times that are printed
LATEST_START = 22 * 60  # minutes of the day; a turn beyond it is warned about, not printed as next day
PLAIN_WEIGHTS = ("no_kim_village", "no_kim_district", "no_signal", "weak_signal", "distance")
_CODED_WEIGHT = re.compile(r"(?:tag|measure):[a-z0-9][\w-]{0,49}")


def known_weight(key: object) -> bool:
    """Whether a plan can weigh by this: ``tag:zona-merah``, ``measure:poverty``, or one of the plain keys."""
    return isinstance(key, str) and (key in PLAIN_WEIGHTS or _CODED_WEIGHT.fullmatch(key) is not None)


def starting_time(first: time, minutes_per_stop: int, position: int) -> time:
    """When the meeting of a turn begins: an hour for the way after each one before it."""
    begin = first.hour * 60 + first.minute + (position - 1) * (minutes_per_stop + MINUTES_BETWEEN)
    return time(*divmod(min(begin, LATEST_START), 60))


@dataclass(frozen=True)
class DistrictFacts:
    """A district of the tour: what it should give and what it has."""

    code: str
    title: str
    quota: int
    left_out: bool = False
    villages: int | None = None  # there are in the register; ``None``: not looked up


@dataclass(frozen=True)
class StopFacts:
    """A stop as it is planned. People and speakers are keys with the names to say."""

    id: str
    district: str
    title: str  # of the district
    day: date | None = None
    team: str = ""
    position: int = 1
    villages: tuple[tuple[str, str], ...] = ()  # code and title
    people: tuple[tuple[str, str], ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
    point: Point | None = None


@dataclass(frozen=True)
class TourFacts:
    """Everything the warnings look at."""

    starts_on: date
    ends_on: date
    max_stops_per_day: int
    minutes_per_stop: int
    minutes_per_day: int
    km_per_hour: int
    districts: Sequence[DistrictFacts] = ()
    stops: Sequence[StopFacts] = ()
    days_off: dict[date, str] = field(default_factory=dict)  # of every day asked about; "" for a weekend
    away: dict[tuple[str, date], str] = field(default_factory=dict)  # team, person or speaker key: why
    chosen_elsewhere: dict[str, str] = field(default_factory=dict)  # village code: the other tour
    base: Point | None = None


@dataclass(frozen=True)
class Warning:  # noqa: A001 - the office's word for it
    """One thing that is not as it should be, in a sentence, with what it is about."""

    kind: str
    text: str
    district: str = ""
    stop: str = ""
    day: date | None = None


def warnings(tour: TourFacts) -> list[Warning]:
    """Everything that is not as it should be, district by district, then day by day."""
    return [
        *_districts(tour),
        *_dates(tour),
        *_teams(tour),
        *_shared(tour),
        *_villages(tour),
        *_travel(tour),
    ]


def _districts(tour: TourFacts) -> Iterator[Warning]:
    chosen: dict[str, int] = defaultdict(int)
    placed: set[str] = set()
    for stop in tour.stops:
        chosen[stop.district] += len(stop.villages)
        if stop.day:
            placed.add(stop.district)
    for district in tour.districts:
        if district.left_out:
            continue
        count, names = chosen[district.code], {"district": district.title, "quota": district.quota}
        if district.villages is not None and district.villages < district.quota:
            text = _("%(district)s hanya memiliki %(there)d desa dan kelurahan; kuotanya %(quota)d.")
            yield Warning("quota_too_large", text % (names | {"there": district.villages}), district.code)
        if count < district.quota:
            text = _("%(district)s baru %(count)d desa, kuotanya %(quota)d.")
            yield Warning("too_few", text % (names | {"count": count}), district.code)
        elif count > district.quota:
            text = _("%(district)s sudah %(count)d desa, kuotanya %(quota)d.")
            yield Warning("too_many", text % (names | {"count": count}), district.code)
        if district.code not in placed:
            yield Warning("no_date", _("%(district)s belum bertanggal.") % names, district.code)


def _dates(tour: TourFacts) -> Iterator[Warning]:
    without_day = {stop.district for stop in tour.stops if stop.day is None}
    with_day = {stop.district for stop in tour.stops if stop.day}
    for stop in tour.stops:
        if stop.day is None:
            if stop.district in with_day & without_day:  # a district without any day is named once above
                text = _("Satu pertemuan %(district)s belum bertanggal.") % {"district": stop.title}
                yield Warning("no_date", text, stop.district, stop.id)
            continue
        names = {"district": stop.title, "day": _day(stop.day)}
        if not tour.starts_on <= stop.day <= tour.ends_on:
            text = _("%(district)s pada %(day)s, di luar masa keliling.") % names
            yield Warning("outside_period", text, stop.district, stop.id, stop.day)
        if stop.day in tour.days_off:
            reason = tour.days_off[stop.day].rstrip(".") or _("akhir pekan")
            text = _("%(district)s pada %(day)s: %(reason)s.") % (names | {"reason": reason})
            yield Warning("day_off", text, stop.district, stop.id, stop.day)
        if not stop.team:
            text = _("%(district)s pada %(day)s belum ada timnya.") % names
            yield Warning("no_team", text, stop.district, stop.id, stop.day)


def _teams(tour: TourFacts) -> Iterator[Warning]:
    for (day, team), stops in _routes(tour).items():
        names = {"team": team, "day": _day(day), "count": len(stops), "most": tour.max_stops_per_day}
        if len(stops) > tour.max_stops_per_day:
            text = _("%(team)s pada %(day)s di %(count)d tempat; paling banyak %(most)d.") % names
            yield Warning("team_twice", text, stop=stops[-1].id, district=stops[-1].district, day=day)
        turns = [stop.position for stop in stops]
        if len(set(turns)) < len(turns):
            text = _("%(team)s pada %(day)s di dua tempat pada giliran yang sama.") % names
            yield Warning("team_twice", text, stop=stops[-1].id, district=stops[-1].district, day=day)
        if (team, day) in tour.away:
            text = _("%(team)s tidak dapat bertugas pada %(day)s: %(reason)s.")
            reason = tour.away[team, day] or _("berhalangan")
            yield Warning("team_away", text % (names | {"reason": reason}), day=day, stop=stops[0].id)


def _shared(tour: TourFacts) -> Iterator[Warning]:
    """Somebody who would have to be with two teams on one day, or is away."""
    for kind, group in (("person", "people"), ("speaker", "speakers")):
        seen: dict[tuple[date, str], dict[str, StopFacts]] = defaultdict(dict)
        named: dict[str, str] = {}
        for stop in tour.stops:
            if stop.day is None or not stop.team:
                continue
            for key, name in getattr(stop, group):
                named[key] = name
                seen[stop.day, key].setdefault(stop.team, stop)
        for (day, key), teams in sorted(seen.items()):
            names = {"name": named[key], "day": _day(day)}
            last = list(teams.values())[-1]
            if len(teams) > 1:
                places = ", ".join(stop.title for stop in teams.values())
                text = _("%(name)s pada %(day)s di dua tempat: %(places)s.") % (names | {"places": places})
                yield Warning(f"{kind}_twice", text, last.district, last.id, day)
            if (key, day) in tour.away:
                reason = tour.away[key, day] or _("berhalangan")
                text = _("%(name)s tidak dapat hadir pada %(day)s: %(reason)s.") % (
                    names | {"reason": reason}
                )
                yield Warning(f"{kind}_away", text, last.district, last.id, day)


def _villages(tour: TourFacts) -> Iterator[Warning]:
    seen: set[str] = set()
    for stop in tour.stops:
        for code, title in stop.villages:
            if code in seen:
                text = _("%(village)s dipilih dua kali.") % {"village": title}
                yield Warning("village_twice", text, stop.district, stop.id)
            elif code in tour.chosen_elsewhere:
                names = {"village": title, "tour": tour.chosen_elsewhere[code]}
                text = _("%(village)s juga dipilih dalam keliling %(tour)s.") % names
                yield Warning("village_twice", text, stop.district, stop.id)
            seen.add(code)


def _travel(tour: TourFacts) -> Iterator[Warning]:
    """Days whose way and meetings take longer than the day; not judged where a middle is unknown."""
    if tour.base is None:
        return
    for (day, team), stops in _routes(tour).items():
        points = [stop.point for stop in sorted(stops, key=lambda stop: stop.position)]
        known = [point for point in points if point is not None]
        if len(known) < len(points):
            continue
        way = [tour.base, *known, tour.base]
        metres = sum(round(straight_km(here, there) * 1000) for here, there in pairwise(way))
        needed = minutes(metres, tour.km_per_hour) + len(stops) * tour.minutes_per_stop
        if needed > tour.minutes_per_day:
            text = _(
                "Perjalanan %(team)s pada %(day)s tidak dapat selesai dalam sehari: %(km)d km dan "
                "%(count)d pertemuan memerlukan %(needed)s jam, tersedia %(there)s jam."
            )
            names = {"team": team, "day": _day(day), "km": round(metres / 1000), "count": len(stops)}
            hours = {"needed": _hours(needed), "there": _hours(tour.minutes_per_day)}
            yield Warning("travel", text % (names | hours), stops[-1].district, stops[-1].id, day)


def _routes(tour: TourFacts) -> dict[tuple[date, str], list[StopFacts]]:
    """The stops of each team's day, in the order of days."""
    routes: dict[tuple[date, str], list[StopFacts]] = defaultdict(list)
    for stop in tour.stops:
        if stop.day and stop.team:
            routes[stop.day, stop.team].append(stop)
    return dict(sorted(routes.items()))


def _day(day: date) -> str:
    return date_format(day, "l j F Y")


def _hours(count: int) -> str:
    hours = f"{count / 60:.1f}".removesuffix(".0")
    return hours.replace(".", ",")
