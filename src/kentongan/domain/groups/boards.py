"""What groups look like together: rosters, counts by area, snapshots, villages without a group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kentongan.domain.groups.areas import AreaCount, AreaCounts, counts_by_area
from kentongan.domain.groups.coverage import Coverage, CoverageRow, coverage
from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Group, Membership
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.regions.boards import tagged_q
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.queries import RegionQuerySet

__all__ = [
    "AreaCount",
    "AreaCounts",
    "Coverage",
    "CoverageRow",
    "Roster",
    "Snapshots",
    "chairs",
    "compare_snapshots",
    "counts_by_area",
    "coverage",
    "current_decrees",
    "find_villages",
    "roster",
]

PERSON = ("person__merged_into",)  # whom a row means, when their entry was merged into another


@dataclass(frozen=True)
class Roster:
    """Who led and who belonged to a group on a day, and by which decrees."""

    on: date
    term: BoardTerm | None
    posts: list[BoardPost]
    members: list[Membership]
    decrees: list[Decree]

    @property
    def chair(self) -> BoardPost | None:
        """The chair on that day, if known."""
        return next((post for post in self.posts if post.title == BoardPost.Title.CHAIR), None)


def roster(group: Group, on: date | None = None) -> Roster:
    """The board, members and decrees as of the day (today unless told); four queries."""
    day = on or timezone.localdate()
    same = Group.objects.same_as(group)
    terms = BoardTerm.objects.current(day).filter(group__in=same)
    term = terms.select_related("decree__issuer_region").first()
    posts = BoardPost.objects.current(day).filter(term=term).select_related(*PERSON) if term else []
    order = {title: place for place, title in enumerate(BoardPost.Title.values)}
    return Roster(
        on=day,
        term=term,
        posts=sorted(posts, key=lambda post: (order[post.title], post.section, post.pk)),
        members=one_each(Membership.objects.current(day).filter(group__in=same).by_name()),
        decrees=list(
            Decree.objects.in_force(day)
            .filter(groups=group)
            .select_related("issuer_region")
            .order_by("-issued_on")
        ),
    )


def one_each(memberships: Iterable[Membership]) -> list[Membership]:
    """The memberships, the first of each person: in a merged group somebody may stand twice."""
    return list({row.person.survivor.pk: row for row in reversed(list(memberships))}.values())[::-1]


def chairs(groups: Sequence[Group], on: date | None = None) -> dict[object, BoardPost]:
    """The chair of each group on the day, by group id; one query."""
    keys = [group.pk for group in groups]
    posts = (
        BoardPost.objects.current(on)
        .filter(Q(term__group__in=keys) | Q(term__group__merged_into__in=keys), title=BoardPost.Title.CHAIR)
        .select_related("term__group", *PERSON)
        .order_by("term__starts_on", "pk")
    )
    return {post.term.group.merged_into_id or post.term.group_id: post for post in posts}


def current_decrees(groups: Sequence[Group], on: date | None = None) -> dict[object, Decree]:
    """The decree in force of each group on the day, the latest issued one; by group id, one query."""
    rows = (
        Group.decrees.through.objects.filter(group__in=list(groups), decree__in=Decree.objects.in_force(on))
        .select_related("decree__issuer_region")
        .order_by("decree__issued_on", "pk")
    )
    return {row.group_id: row.decree for row in rows}


@dataclass(frozen=True)
class Snapshots:
    """Which groups came, went and stayed between two days."""

    earlier: date
    later: date
    added: list[Group]
    gone: list[Group]
    kept: list[Group]


def compare_snapshots(region: Region, on1: date, on2: date, kind: str = Kind.KIM) -> Snapshots:
    """The groups of the area on two days, put side by side (domain.md P5); two queries."""
    earlier, later = sorted((on1, on2))
    groups = Group.objects.filter(kind=kind).for_region(region.code).select_related("region")
    then = {group.pk: group for group in groups.existing(earlier)}
    now = {group.pk: group for group in groups.existing(later)}
    return Snapshots(
        earlier,
        later,
        added=_sorted(now[key] for key in now.keys() - then.keys()),
        gone=_sorted(then[key] for key in then.keys() - now.keys()),
        kept=_sorted(now[key] for key in now.keys() & then.keys()),
    )


def find_villages(
    region: Region, *, tags: Sequence[str] = (), with_group: bool | None = None, on: date | None = None
) -> RegionQuerySet:
    """The villages that carry all the tags and have a KIM, have none, or either (domain.md G3)."""
    day = on or timezone.localdate()
    villages = Region.objects.current().within(region.code).at_level(4)
    if tags:
        villages = villages.filter(reduce(and_, (tagged_q(tag, "code", day) for tag in tags)))
    if with_group is not None:
        seated = Group.objects.filter(region_id=OuterRef("code"), kind=Kind.KIM).existing(day)
        villages = villages.filter(Exists(seated) if with_group else ~Exists(seated))
    return villages.order_by("code")


def _sorted(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (group.region_id, group.name))
