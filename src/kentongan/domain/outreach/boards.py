"""What came of a tour, per district and village (domain.md B8). A constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from kentongan.domain.core.acting import Actor
from kentongan.domain.events.boards import counts_of
from kentongan.domain.events.boards.counts import Counts
from kentongan.domain.events.models import Attendance, Element, Event
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import Kind as GroupKind
from kentongan.domain.outreach import access
from kentongan.domain.outreach.models import Stop, Tour, TourDistrict
from kentongan.domain.regions.models import Region


@dataclass(frozen=True)
class VillageRow:
    """A village of the tour: whether it had a KIM before, has one now, and who came from it."""

    region: Region
    had_kim: bool
    has_kim: bool
    attended: int
    by_hand: bool = False

    @property
    def is_new(self) -> bool:
        """Whether its first KIM came since the tour began."""
        return self.has_kim and not self.had_kim


@dataclass(frozen=True)
class StopRow:
    """A stop with its event's three numbers and its villages."""

    stop: Stop
    counts: Counts
    villages: list[VillageRow]

    @property
    def was_held(self) -> bool:
        """Whether its event took place."""
        return bool(self.stop.event and self.stop.event.held_on)


@dataclass(frozen=True)
class Totals:
    """Sums over rows that are shown; ``with_kim_before`` and ``without_kim_before`` are never one number."""

    villages: int = 0
    with_kim_before: int = 0
    new_kim: int = 0
    stops: int = 0
    held: int = 0
    attended: int | None = None

    @property
    def without_kim_before(self) -> int:
        """Villages that had none when the tour began."""
        return self.villages - self.with_kim_before


@dataclass(frozen=True)
class DistrictRow:
    """A district of the tour with what happened in it."""

    district: TourDistrict
    quota: int
    stops: list[StopRow]

    @property
    def totals(self) -> Totals:
        """Of its stops."""
        return total(self.stops)


@dataclass(frozen=True)
class TourReport:
    """A tour as of a day. People are counted once each, however many stops they came to."""

    tour: Tour
    on: date
    districts: list[DistrictRow]
    elements: list[tuple[str, int]] = field(default_factory=list)  # by name, the largest first; "" unknown
    sexes: dict[str, int] = field(default_factory=dict)  # "f", "m" and "" for unknown
    people: int = 0

    @property
    def totals(self) -> Totals:
        """Of all districts."""
        return total(stop for row in self.districts for stop in row.stops)


def tour_report(tour: Tour, by: Actor, on: date | None = None) -> TourReport:
    """What happened on the tour by the day (today unless told), in the districts the actor reads."""
    day = on or timezone.localdate()
    districts = list(access.districts(tour, by))
    stops = list(access.stops(tour, by))
    events = [stop.event for stop in stops if stop.event]
    codes = [row.village_id for stop in stops for row in stop.villages.all()]
    before = _seats(codes, tour.starts_on - timedelta(days=1))
    now = _seats(codes, day)
    counts = counts_of(events)
    came, elements, sexes, people = _people(events)
    rows: dict[int, list[StopRow]] = defaultdict(list)
    for stop in stops:
        numbers = counts[stop.event_id] if stop.event_id else Counts()
        villages = [
            VillageRow(
                row.village,
                row.village_id in before,
                row.village_id in now,
                came[stop.event_id, row.village_id],
                row.by_hand,
            )
            for row in stop.villages.all()
        ]
        rows[stop.district_id].append(StopRow(stop, numbers, villages))
    return TourReport(
        tour,
        day,
        [
            DistrictRow(district, district.quota or tour.quota_per_district, rows[district.pk])
            for district in districts
        ],
        elements,
        sexes,
        people,
    )


def total(stops: Iterable[StopRow]) -> Totals:
    """The sums of the stops; attendance is unknown (``None``) where no stop tells any."""
    rows = list(stops)
    villages = [village for row in rows for village in row.villages]
    attended = [row.counts.attended for row in rows if row.counts.attended is not None]
    return Totals(
        villages=len(villages),
        with_kim_before=sum(1 for village in villages if village.had_kim),
        new_kim=sum(1 for village in villages if village.is_new),
        stops=len(rows),
        held=sum(1 for row in rows if row.was_held),
        attended=sum(attended) if attended else None,
    )


def _seats(codes: list[str], day: date) -> set[str]:
    """The villages with a KIM of their own on the day."""
    groups = Group.objects.filter(kind=GroupKind.KIM, region_id__in=codes).existing(day)
    return set(groups.values_list("region_id", flat=True))


def _people(
    events: list[Event],
) -> tuple[Counter[tuple[UUID | None, str]], list[tuple[str, int]], dict[str, int], int]:
    """Who came from each village to each event; elements, sexes and number of distinct people."""
    rows = Attendance.objects.standing().filter(event__in=events).order_by("recorded_at", "pk")
    came: Counter[tuple[UUID | None, str]] = Counter()
    known: dict[tuple[object, ...], tuple[str, str]] = {}
    fields = ("event_id", "person_id", "name_key", "region_id", "sex", "element_id")
    for event, person, key, region, sex, element in rows.values_list(*fields):
        came[event, region or ""] += 1
        who = (person,) if person else (key, region)
        first_sex, first_element = known.get(who, ("", ""))
        known[who] = (first_sex or sex, first_element or element or "")
    names = dict(Element.objects.values_list("pk", "name"))
    by_element = Counter(names.get(element, "") for _sex, element in known.values())
    by_sex = Counter(sex for sex, _element in known.values())
    ordered = sorted(by_element.items(), key=lambda item: (-item[1], item[0]))
    return came, ordered, {sex: by_sex[sex] for sex in ("f", "m", "")}, len(known)
