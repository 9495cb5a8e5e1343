"""What was done for one group, dated, with who: events that served it, and visits (domain.md G1, P10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.events.boards import services
from kentongan.domain.events.models import Attendance, Event, FollowUp
from kentongan.domain.events.models.minutes import FollowUpQuerySet
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.access import visible
from kentongan.domain.mentoring.models import Visit

VISIT = "visit"  # the kind of a service that is a visit with an instrument


@dataclass(frozen=True)
class Service:
    """One thing done for a group."""

    kind: str  # an event's kind, or "visit"
    label: str
    on: date
    title: str
    who: list[str]  # who served: speakers, hosts or visitors, else who noted it
    attended: int  # of the group, where a list was kept
    names: list[str]  # theirs, for those who may read the group's members
    event: Event | None = None
    visit: Visit | None = None


def services_of(group: Group, by: Actor, on: date | None = None) -> list[Service]:
    """The services of the group by the day (today unless told), the latest first; six queries at most.

    Events are shown to everybody who may read the group; visits by their own gate. Records of groups merged
    into this one count as its own.
    """
    day = on or timezone.localdate()
    same = list(Group.objects.same_as(group).values_list("pk", flat=True))
    may_name = by.may("groups.members", group.region_id, group=group.pk)
    found = [*_events(group, day, may_name), *_visits(same, by, day)]
    return sorted(found, key=lambda service: (service.on, service.title), reverse=True)


def follow_ups_of(group: Group) -> FollowUpQuerySet:
    """What was ever to be done with or by the group, the next due first."""
    return FollowUp.objects.filter(group__in=Group.objects.same_as(group)).order_by("due_on", "created_at")


def open_follow_ups(group: Group) -> FollowUpQuerySet:
    """Those not done: they stand on the next visit's form."""
    return follow_ups_of(group).open()


def _events(group: Group, day: date, may_name: bool) -> list[Service]:
    served = [service for service in services(group) if service.on <= day]
    prefetch_related_objects([service.event for service in served], "speakers", "parties")
    names: dict[object, list[str]] = {}
    if may_name:
        listed = Attendance.objects.standing().filter(
            event__in=[one.event for one in served], group__in=Group.objects.same_as(group)
        )
        for event, name in listed.order_by("name", "pk").values_list("event_id", "name"):
            names.setdefault(event, []).append(name)
    return [
        Service(
            one.event.kind,
            str(one.event.get_kind_display()),
            one.on,
            one.event.title,
            _hosts(one.event),
            one.came,
            names.get(one.event.pk, []),
            event=one.event,
        )
        for one in served
    ]


def _hosts(event: Event) -> list[str]:
    """Who served: the speakers, else the offices behind it, else who noted it."""
    speakers = [speaker.name for speaker in event.speakers.all()]
    return speakers or [party.name for party in event.parties.all()] or [event.by_name]


def _visits(same: list[Any], by: Actor, day: date) -> list[Service]:
    rows = visible(by).filter(group__in=same, held_on__lte=day).prefetch_related("people")
    return [_of_visit(visit) for visit in rows.newest()]


def _of_visit(visit: Visit) -> Service:
    sides: dict[str, list[str]] = {"visitor": [], "met": []}
    for person in visit.people.all():
        sides[person.side].append(person.name)
    return Service(
        VISIT,
        _("kunjungan"),
        visit.held_on,
        visit.edition.instrument.name,
        sides["visitor"] or [visit.by_name],
        len(sides["met"]),
        sides["met"],
        visit=visit,
    )
