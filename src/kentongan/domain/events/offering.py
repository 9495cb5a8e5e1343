"""Names a phone may offer while attendance is taken, so that most people need one tap and no typing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Q

from kentongan.domain.core.acting import Actor
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.events.rules import person_key
from kentongan.domain.groups.models import BoardPost, Group, Membership
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q

MOST = 300  # names on one page
KIM_ELEMENT = "kim"


@dataclass(frozen=True)
class Offer:
    """Somebody who may well be there."""

    name: str
    sex: str
    person: Person | None
    element: str  # its code, or empty
    region: Region | None
    group: Group | None
    title: str
    key: str  # names it in a form
    is_listed: bool = False  # stands on the event's list already


def offered(event: Event, by: Actor, listed: Iterable[Attendance]) -> list[Offer]:
    """Members of the groups concerned, then earlier participants of the areas, by area and name.

    ``listed`` is the list as it stands. Members and participants whom the actor may not read are left out.
    Six queries, at most :data:`MOST` names.
    """
    persons = {row.person_id for row in listed if row.person_id}
    names = {(row.name_key, row.region_id) for row in listed}
    seen: set[object] = set()
    found: list[Offer] = []
    groups = Group.objects.filter(
        Q(events=event) | Q(invitations__event=event), by.within("groups.members", "region_id", group="pk")
    )
    concerned = list(groups.select_related("region").distinct())
    for offer in [*_members(concerned), *_earlier(event, concerned, by)]:
        line = (person_key(offer.name), offer.region.code if offer.region else None)
        mark = offer.person.pk if offer.person else line
        if mark not in seen:
            seen |= {mark, line}
            is_listed = mark in persons if offer.person else line in names
            found.append(replace(offer, is_listed=is_listed))
    return sorted(
        found[:MOST], key=lambda offer: (offer.region.code if offer.region else "~", offer.name.casefold())
    )


def _members(groups: list[Group]) -> Iterator[Offer]:
    """Boards first, since they come most often; each person once."""
    posts = BoardPost.objects.current().filter(term__group__in=groups, person__merged_into=None)
    for post in posts.select_related("person", "term__group__region").order_by("pk"):
        yield _of_group(post.person, post.term.group, str(post.get_title_display()))
    members = Membership.objects.current().filter(group__in=groups, person__merged_into=None)
    for member in members.select_related("person", "group__region").order_by("person__name", "pk"):
        yield _of_group(member.person, member.group, "")


def _of_group(person: Person, group: Group, title: str) -> Offer:
    return Offer(person.name, person.sex, person, KIM_ELEMENT, group.region, group, title, f"p{person.pk}")


def _earlier(event: Event, groups: list[Group], by: Actor) -> Iterator[Offer]:
    """Who came to other events from the same areas, the latest first."""
    codes = {event.region_id, *(group.region_id for group in groups)}
    codes |= set(event.areas.values_list("code", flat=True))
    codes |= set(event.invitations.exclude(region=None).values_list("region_id", flat=True))
    near = reduce(or_, (subtree_q(code, "region_id") for code in sorted(codes)))
    mine = Q(by_id=by.user_id) if by.user_id else Q(pk__in=[])
    rows = Attendance.objects.standing().exclude(event=event)
    rows = rows.filter(near, by.within("events.people", "event__region_id") | mine)
    rows = rows.select_related("person", "region", "group").order_by("-recorded_at", "pk")
    for row in rows[:MOST]:
        facts = (row.name, row.sex, row.person, row.element_id or "", row.region, row.group, row.title)
        yield Offer(*facts, f"a{row.pk}")
