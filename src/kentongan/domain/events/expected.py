"""Names to expect at several events at once, for phones that take attendance without network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Links:
    """By event: where its people come from, and the groups it serves or invites that the actor may name."""

    areas: dict[Any, list[Region]]
    groups: dict[Any, set[Group]]


def links_of(events: Sequence[Event], by: Actor) -> Links:
    """The areas, as ``offering.areas_of`` finds them for one event, and the groups; five queries."""
    if not events:
        return Links({}, {})
    areas, keys = _ByEvent(), _ByEvent()
    for row in _rows(events, Event.areas.through, "region_id"):
        areas.setdefault(row[0], set()).add(row[1])
    for row in _rows(events, Event.groups.through, "group_id"):
        keys.setdefault(row[0], set()).add(row[1])
    for event, region, group in _rows(events, Invitation, "region_id", "group_id"):
        areas.setdefault(event, set()).add(region)
        keys.setdefault(event, set()).add(group)
    groups = _readable(keys, by)
    for event, found in groups.items():
        areas.setdefault(event, set()).update(group.region_id for group in found)
    return Links(_regions(events, areas), groups)


def expected(events: Sequence[Event], links: Links, by: Actor) -> Iterator[tuple[Event, list[Offer]]]:
    """Each event with its names: whoever is listed, members of its groups, earlier participants.

    Four queries, however many events and names. Nobody is named whom the actor may not read.
    """
    if not events:
        return
    members = list(members_of({group for found in links.groups.values() for group in found}))
    codes = {area.code for found in links.areas.values() for area in found}
    earlier = [of_line(row) for row in came_before(events, codes, by)]
    lists = _lists(events, by)
    for event in events:
        inside = {area.code for area in links.areas[event.pk]}
        ours = [offer for offer in members if offer.group in links.groups.get(event.pk, ())]
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


def _readable(keys: _ByEvent, by: Actor) -> dict[Any, set[Group]]:
    """The groups whose members the actor may read, by event."""
    wanted = {key for found in keys.values() for key in found if key}
    readable = Group.objects.filter(by.within("groups.members", "region_id", group="pk"))
    known = readable.select_related("region").in_bulk(list(wanted)) if wanted else {}
    return {event: {known[key] for key in found if key in known} for event, found in keys.items()}


def _regions(events: Sequence[Event], codes: _ByEvent) -> dict[Any, list[Region]]:
    """The areas told, the event's own, and what lies right below it; the smallest first."""
    homes = {event.region_id for event in events}
    wanted = {code for found in codes.values() for code in found if code} | homes
    known = list(Region.objects.filter(Q(parent_id__in=homes, gone_on=None) | Q(code__in=wanted)))
    found = {}
    for event in events:
        home, told = event.region_id, codes.get(event.pk, set())
        near = [
            area
            for area in known
            if area.code in told or area.code == home or (area.parent_id == home and area.gone_on is None)
        ]
        found[event.pk] = sorted(near, key=lambda area: (-area.level, area.name))
    return found


def _rows(events: Sequence[Event], table: Any, *columns: str) -> Any:
    return table.objects.filter(event__in=events).order_by().values_list("event_id", *columns)
