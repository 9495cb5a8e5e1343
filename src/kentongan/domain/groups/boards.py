"""What groups look like together: rosters, counts by area, snapshots, villages without a group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Group, Membership
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.regions.boards import tagged_q, totals_by_area
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.queries import RegionQuerySet

_LENGTHS = (2, 2, 5, 8, 13, 13)  # of a code at each level
WARD_DIGIT = "1"  # begins the last part of a kelurahan's code (regions.rules.kind_of), so no join is needed
_DISTRICT = Substr("region_id", 1, 8)  # the code of the district a group sits in


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
    term = BoardTerm.objects.current(day).filter(group=group).select_related("decree__issuer_region").first()
    posts = BoardPost.objects.current(day).filter(term=term).select_related("person") if term else []
    order = {title: place for place, title in enumerate(BoardPost.Title.values)}
    return Roster(
        on=day,
        term=term,
        posts=sorted(posts, key=lambda post: (order[post.title], post.section, post.pk)),
        members=list(
            Membership.objects.current(day)
            .filter(group=group)
            .select_related("person")
            .order_by("person__name")
        ),
        decrees=list(
            Decree.objects.in_force(day)
            .filter(groups=group)
            .select_related("issuer_region")
            .order_by("-issued_on")
        ),
    )


def chairs(groups: Sequence[Group], on: date | None = None) -> dict[object, BoardPost]:
    """The chair of each group on the day, by group id; one query."""
    posts = (
        BoardPost.objects.current(on)
        .filter(term__group__in=list(groups), title=BoardPost.Title.CHAIR)
        .select_related("person", "term")
        .order_by("term__starts_on", "pk")
    )
    return {post.term.group_id: post for post in posts}


def current_decrees(groups: Sequence[Group], on: date | None = None) -> dict[object, Decree]:
    """The decree in force of each group on the day, the latest issued one; by group id, one query."""
    rows = (
        Group.decrees.through.objects.filter(group__in=list(groups), decree__in=Decree.objects.in_force(on))
        .select_related("decree__issuer_region")
        .order_by("decree__issued_on", "pk")
    )
    return {row.group_id: row.decree for row in rows}


@dataclass
class AreaCount:
    """What an area has, with the denominators (domain.md 1.2): desa and kelurahan are never one number."""

    region: Region
    groups: int = 0
    with_decree: int = 0
    districts: int = 0
    districts_covered: int = 0
    desa: int = 0
    desa_covered: int = 0
    kelurahan: int = 0
    kelurahan_covered: int = 0

    @property
    def villages(self) -> int:
        """Desa and kelurahan together."""
        return self.desa + self.kelurahan

    @property
    def villages_covered(self) -> int:
        """Desa and kelurahan with a group, together."""
        return self.desa_covered + self.kelurahan_covered


@dataclass(frozen=True)
class AreaCounts:
    """The counts of an area and of each area right below it, as of a day."""

    on: date
    total: AreaCount
    rows: list[AreaCount] = field(default_factory=list)


def counts_by_area(
    region: Region, on: date | None = None, kind: str = Kind.KIM, *, decrees: bool = True
) -> AreaCounts:
    """Groups that existed on the day, districts and villages covered; three queries whatever the size.

    A district is covered by one group anywhere in it, on whatever level; a village by a group of its own.
    ``decrees`` set to ``False`` leaves ``with_decree`` at 0: over the country it costs more than the rest.
    """
    day = on or timezone.localdate()
    rows = {child.code: AreaCount(child) for child in Region.objects.current().children_of(region.code)}
    total = AreaCount(region)
    for code, numbers in _counted(region, kind, day, decrees):
        row = rows.get(code)
        for name, number in numbers.items():
            setattr(total, name, getattr(total, name) + number)
            if row is not None:
                setattr(row, name, number)
    if region.level >= Region.Level.DISTRICT:  # its villages lie in one district and not in several
        total.districts_covered = min(total.districts_covered, 1)
    return AreaCounts(day, total, list(rows.values()))


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


def _counted(region: Region, kind: str, day: date, decrees: bool) -> Iterator[tuple[str, dict[str, int]]]:
    """Numbers for each area right below the region, and for what is seated on the region itself."""
    length = _LENGTHS[region.level + 1]
    in_force = Decree.objects.in_force(day).filter(groups=OuterRef("pk"))
    found = (
        Group.objects.filter(kind=kind)
        .existing(day)
        .for_region(region.code)
        .annotate(
            area=Substr("region_id", 1, length),
            decreed=Exists(in_force) if decrees else Value(False),
            in_district=Substr("region_id", 7, 2),
            digit=Substr("region_id", 10, 1),
        )
        .values("area")
        .annotate(
            groups=Count("pk"),
            with_decree=Count("pk", filter=Q(decreed=True)),
            districts_covered=Count(_DISTRICT, filter=~Q(in_district=""), distinct=True),
            desa_covered=Count("region_id", filter=~Q(digit__in=("", WARD_DIGIT)), distinct=True),
            kelurahan_covered=Count("region_id", filter=Q(digit=WARD_DIGIT), distinct=True),
        )
        .order_by("area")
    )
    for line in found:
        numbers: dict[str, Any] = dict(line)
        yield numbers.pop("area"), numbers
    yield from totals_by_area(region).items()


def _sorted(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (group.region_id, group.name))
