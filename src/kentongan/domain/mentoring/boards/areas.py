"""How an area is served: counts by kind, groups without any service, whom nobody visited longest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.activities.models import Activity
from kentongan.domain.core.acting import Actor
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import GroupQuerySet, Kind
from kentongan.domain.mentoring.access import visitable
from kentongan.domain.mentoring.boards.services import VISIT
from kentongan.domain.mentoring.models import Revival, Visit
from kentongan.domain.mentoring.rules import SILENT_MONTHS, months_before
from kentongan.domain.regions.models import Region

_LENGTHS = (2, 5, 8, 13, 13)  # of the codes of the areas right below each level; the root's are provinces
SERVING = ("outreach", "founding", "briefing", "training", "mentoring", "monitoring")


@dataclass
class AreaServices:
    """How many groups of an area ever had a service of each kind by the day."""

    region: Region
    groups: int = 0
    served: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def unserved(self) -> int:
        """Groups that never had any."""
        return self.groups - self.served


@dataclass(frozen=True)
class ServiceTable:
    """An area, and each right below it, as of a day."""

    on: date
    total: AreaServices
    rows: list[AreaServices]
    kinds: tuple[str, ...] = (*SERVING, VISIT)


def services_by_area(region: Region, on: date | None = None) -> ServiceTable:
    """Groups of the area by the kinds of service they had, up to the day; one query a kind and three more."""
    day = on or timezone.localdate()
    groups = Group.objects.filter(kind=Kind.KIM).existing(day).for_region(region.code)
    length = _LENGTHS[region.level]
    rows = {child.code: AreaServices(child) for child in Region.objects.current().children_of(region.code)}
    whole = AreaServices(region)
    for name, condition in _conditions(day):
        found = groups.filter(condition).annotate(area=Substr("region_id", 1, length))
        for code, number in found.order_by().values_list("area").annotate(number=Count("pk")):
            for row in (whole, rows.get(code)):
                if row is not None:
                    _add(row, name, number)
    return ServiceTable(day, whole, list(rows.values()))


def unserved_groups(region: str, by: Actor, *, months: int = SILENT_MONTHS) -> GroupQuerySet:
    """The groups of the area without any service for so many months, by area and name."""
    since = months_before(timezone.localdate(), months)
    groups = _of(region, by)
    return groups.filter(~_served(since=since)).order_by("region_id", "name", "pk")


def visit_plan(region: str, by: Actor) -> GroupQuerySet:
    """The groups the actor may visit, with ``last_visit``; never visited first, then the longest ago."""
    groups = visitable(by).for_region(region).filter(kind=Kind.KIM).existing()
    return groups.annotate(last_visit=_latest(Visit, "held_on")).order_by(
        F("last_visit").asc(nulls_first=True), "region_id", "name", "pk"
    )


def dormant_groups(region: str, by: Actor, *, months: int = SILENT_MONTHS) -> GroupQuerySet:
    """The groups without a recorded activity for so many months, with ``last_activity`` (domain.md M3).

    Derived, not declared: founded longer ago than that, and not called back to life since.
    """
    since = months_before(timezone.localdate(), months)
    active = Activity.objects.filter(group=OuterRef("pk"), held_on__gte=since)
    called = Revival.objects.filter(group=OuterRef("pk"), revived_on__gte=since)
    groups = _of(region, by).exclude(founded_on__gte=since)
    return (
        groups.filter(~Exists(active), ~Exists(called))
        .annotate(last_activity=_latest(Activity, "held_on"), last_revival=_latest(Revival, "revived_on"))
        .order_by("region_id", "name", "pk")
    )


def _latest(model: type[Model], day: str) -> Subquery:
    """The latest day of the group's rows, by their index: a join of all of them would multiply."""
    rows = model._default_manager.filter(group=OuterRef("pk"))
    return Subquery(rows.order_by(f"-{day}").values(day)[:1])


def _of(region: str, by: Actor) -> GroupQuerySet:
    mine = Group.objects.filter(by.within("visits.read", "region_id", group="pk"))
    return mine.for_region(region).filter(kind=Kind.KIM).existing().select_related("region")


def _conditions(day: date) -> Iterable[tuple[str, Q]]:
    yield "groups", Q()
    yield "served", _served(day)
    for kind in SERVING:
        yield kind, _by_events(Event.objects.held(day).filter(kind=kind))
    yield VISIT, Q(Exists(Visit.objects.filter(group=OuterRef("pk"), held_on__lte=day)))


def _served(day: date | None = None, since: date | None = None) -> Q:
    """The condition for groups that had any service by the day, since the other one where told."""
    later = {"held_on__gte": since} if since else {}
    visits = Visit.objects.filter(group=OuterRef("pk"), held_on__lte=day or timezone.localdate(), **later)
    return Q(Exists(visits)) | _by_events(Event.objects.held(day).filter(kind__in=SERVING, **later))


def _by_events(events: QuerySet[Event]) -> Q:
    """Groups that were named, whose area was concerned, or of which somebody came (as ``serving``)."""
    keys = events.values("pk")
    named = Event.groups.through.objects.filter(event__in=keys)
    concerned = Event.areas.through.objects.filter(event__in=keys)
    came = Attendance.objects.standing().filter(event__in=keys, group__isnull=False)
    return (
        Q(pk__in=named.values("group_id"))
        | Q(region_id__in=concerned.values("region_id"))
        | Q(pk__in=came.values("group_id"))
    )


def _add(row: AreaServices, name: str, number: int) -> None:
    if name in ("groups", "served"):
        setattr(row, name, getattr(row, name) + number)
    else:
        row.kinds[name] = row.kinds.get(name, 0) + number
