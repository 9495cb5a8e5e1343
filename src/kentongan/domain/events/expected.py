"""Names to expect at several events at once, for phones that take attendance without network."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from kentongan.domain.core.acting import Actor
from kentongan.domain.events.models import Attendance, Event, Invitation
from kentongan.domain.events.offering import Offer, came_before, matched, members_of, of_line
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within

MOST = 150  # names of one event on a phone
_ByEvent = dict[Any, set[Any]]


def areas_of_events(events: Sequence[Event], by: Actor) -> dict[Any, list[Region]]:
    """Where people of each event come from, as ``offering.areas_of`` finds it for one; six queries."""
    if not events:
        return {}
    codes = _pairs(Event.areas.through.objects.filter(event__in=events), "region_id")
    invited = Invitation.objects.filter(event__in=events).exclude(region=None)
    for event, found in _pairs(invited, "region_id").items():
        codes.setdefault(event, set()).update(found)
    for event, groups in _groups(events, by).items():
        codes.setdefault(event, set()).update(group.region_id for group in groups)
    homes = {event.region_id for event in events}
    wanted = homes.union(*codes.values())
    regions = list(Region.objects.filter(Q(parent_id__in=homes, gone_on=None) | Q(code__in=wanted)))
    return {
        event.pk: sorted(
            (
                area
                for area in regions
                if area.code in codes.get(event.pk, ())
                or event.region_id in (area.code, area.parent_id if area.gone_on is None else None)
            ),
            key=lambda area: (-area.level, area.name),
        )
        for event in events
    }


def expected(events: Sequence[Event], by: Actor) -> Iterator[tuple[Event, list[Offer]]]:
    """Each event with its names: members of its groups, earlier participants, whoever is listed already.

    A constant number of queries, however many events and names. Nobody is named whom the actor may not read.
    """
    if not events:
        return
    groups, areas = _groups(events, by), areas_of_events(events, by)
    members = list(members_of(list({group for found in groups.values() for group in found})))
    codes = {area.code for found in areas.values() for area in found}
    earlier = [of_line(row) for row in came_before(events, codes, by)]
    lists = _lists(events, by)
    for event in events:
        inside = {area.code for area in areas[event.pk]}
        ours = [offer for offer in members if offer.group in groups.get(event.pk, ())]
        near = [offer for offer in earlier if offer.region and _near(offer.region.code, inside)]
        listed = lists.get(event.pk, [])
        yield event, matched([*map(of_line, listed), *ours, *near][:MOST], listed)


def _near(code: str, inside: set[str]) -> bool:
    return any(is_within(code, area) for area in inside)


def _lists(events: Sequence[Event], by: Actor) -> dict[Any, list[Attendance]]:
    """Who stands on the list of each, as far as the actor may see it."""
    mine = Q(by_id=by.user_id) if by.user_id else Q(pk__in=[])
    rows = Attendance.objects.filter(by.within("events.people", "event__region_id") | mine, event__in=events)
    found: dict[Any, list[Attendance]] = {}
    for row in rows.standing().as_listed().select_related("person"):
        found.setdefault(row.event_id, []).append(row)
    return found


def _groups(events: Sequence[Event], by: Actor) -> dict[Any, set[Group]]:
    """The groups each event serves or invites whose members the actor may read."""
    keys = _pairs(Event.groups.through.objects.filter(event__in=events), "group_id")
    invited = Invitation.objects.filter(event__in=events).exclude(group=None)
    for event, found in _pairs(invited, "group_id").items():
        keys.setdefault(event, set()).update(found)
    wanted = set().union(*keys.values())
    readable = Group.objects.filter(by.within("groups.members", "region_id", group="pk"))
    known = readable.select_related("region").in_bulk(list(wanted))
    return {event: {known[key] for key in found if key in known} for event, found in keys.items()}


def _pairs(rows: Any, column: str) -> _ByEvent:
    found: _ByEvent = {}
    for event, key in rows.order_by().values_list("event_id", column):
        found.setdefault(event, set()).add(key)
    return found
