"""Names a phone may offer while attendance is taken, so that most people need one tap and no typing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.events.rules import person_key
from kentongan.domain.groups.models import BoardPost, Group, Membership
from kentongan.domain.groups.models.groups import GroupQuerySet
from kentongan.domain.people.models import Person
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, subtree_q

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


def areas_of(event: Event, by: Actor) -> list[Region]:
    """Where people of the event come from: what lies under its region, the areas and groups concerned."""
    concerned = Q(parent_id=event.region_id, gone_on=None) | Q(code=event.region_id)
    concerned |= Q(code__in=event.areas.through.objects.filter(event=event).values("region_id"))
    concerned |= Q(code__in=event.invitations.exclude(region=None).values("region_id"))
    concerned |= Q(code__in=_groups(event, by).values("region_id"))
    return sorted(Region.objects.filter(concerned), key=lambda area: (-area.level, area.name))


def offered(event: Event, by: Actor, listed: Iterable[Attendance], areas: Iterable[Region]) -> list[Offer]:
    """Members of the groups concerned, then earlier participants of the areas, by area and name.

    ``listed`` is the list as it stands. Members and participants whom the actor may not read are left out.
    Three queries, at most :data:`MOST` names.
    """
    return matched(
        [*members_of(_groups(event, by).select_related("region")), *_earlier(event, areas, by)], listed
    )


def matched(offers: Iterable[Offer], listed: Iterable[Attendance]) -> list[Offer]:
    """Each person once, marked when they stand on the list, by area and name; at most :data:`MOST`."""
    rows = list(listed)
    persons = {row.person_id for row in rows if row.person_id}
    names = {(row.name_key, row.region_id) for row in rows}
    seen: set[object] = set()
    found: list[Offer] = []
    for offer in offers:
        line = (person_key(offer.name), offer.region.code if offer.region else None)
        mark = offer.person.pk if offer.person else line
        if mark not in seen:
            seen |= {mark, line}
            is_listed = mark in persons if offer.person else line in names
            found.append(replace(offer, is_listed=is_listed))
    return sorted(
        found[:MOST], key=lambda offer: (offer.region.code if offer.region else "~", offer.name.casefold())
    )


def get_offered_person(key: UUID, event: Event, by: Actor) -> Person:
    """Somebody of the register whom a phone was offered for this event, now or before.

    A member of a group concerned whose list the actor may read, or somebody on a list the actor may see.
    Raises ``Absent`` for anybody else.
    """
    groups = _groups(event, by).values("pk")
    mine = Q(by_id=by.user_id) if by.user_id else Q(pk__in=[])
    seen = Attendance.objects.filter(by.within("events.people", "event__region_id") | mine, person=key)
    found = (
        Person.objects.filter(
            Q(pk__in=Membership.objects.filter(group__in=groups, person=key).values("person"))
            | Q(pk__in=BoardPost.objects.filter(term__group__in=groups, person=key).values("person"))
            | Q(pk__in=seen.values("person"))
        )
        .select_related("merged_into")
        .first()
    )
    if found is None:
        raise Absent(_("Orang ini tidak ada di daftar nama acara. Tulis namanya."))
    return found.survivor


def _groups(event: Event, by: Actor) -> GroupQuerySet:
    """The groups it serves or invites whose members the actor may read."""
    served = event.groups.through.objects.filter(event=event).values("group_id")
    invited = event.invitations.exclude(group=None).values("group_id")
    readable = by.within("groups.members", "region_id", group="pk")
    return Group.objects.filter(Q(pk__in=served) | Q(pk__in=invited), readable)


def members_of(groups: Iterable[Group]) -> Iterator[Offer]:
    """Boards first, since they come most often; each person once. The groups come with their regions."""
    known = {group.pk: group for group in groups}
    posts = BoardPost.objects.current().filter(term__group__in=known, person__merged_into=None)
    for post in posts.select_related("person").annotate(of=F("term__group")).order_by("pk"):
        yield _of_group(post.person, known[post.of], str(post.get_title_display()))  # type: ignore[attr-defined]
    members = Membership.objects.current().filter(group__in=known, person__merged_into=None)
    for member in members.select_related("person").order_by("person__name", "pk"):
        yield _of_group(member.person, known[member.group_id], "")


def _of_group(person: Person, group: Group, title: str) -> Offer:
    return Offer(person.name, person.sex, person, KIM_ELEMENT, group.region, group, title, f"p{person.pk}")


def _earlier(event: Event, areas: Iterable[Region], by: Actor) -> Iterator[Offer]:
    """Who came to other events from the same areas, the latest first."""
    for row in came_before([event], {area.code for area in areas}, by):
        yield of_line(row)


def came_before(events: Sequence[Event], codes: Collection[str], by: Actor) -> QuerySet[Attendance]:
    """The lines of other events' lists with people of the areas, as the actor may see them; latest first."""
    widest = [code for code in codes if not any(other != code and is_within(code, other) for other in codes)]
    near = reduce(or_, (subtree_q(code, "region_id") for code in sorted(widest)), Q(pk__in=[]))
    mine = Q(by_id=by.user_id) if by.user_id else Q(pk__in=[])
    rows = Attendance.objects.standing().exclude(event__in=events)
    rows = rows.filter(near, by.within("events.people", "event__region_id") | mine)
    return rows.select_related("person", "region", "group").order_by("-recorded_at", "pk")[:MOST]


def of_line(row: Attendance) -> Offer:
    """Somebody as they stand on a list."""
    facts = (row.name, row.sex, row.person, row.element_id or "", row.region, row.group, row.title)
    return Offer(*facts, f"a{row.pk}")
