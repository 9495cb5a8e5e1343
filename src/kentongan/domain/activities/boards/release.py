"""The board of a package: by area, how many groups it was sent to, how far each came, whom it reached."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from kentongan.domain.activities import counting
from kentongan.domain.activities.models import Activity, MediumClass, ReachCount
from kentongan.domain.activities.rules import CODE_LENGTHS, fits_a_page, reach_overlaps
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q
from kentongan.domain.releases import audience
from kentongan.domain.releases.models import AgencyRequest, OfficeReceipt, Progress, Publication, StepCount


@dataclass
class Reach:
    """People reached through one class of media, as the sum of ranges: never a number of different people."""

    medium_class: str
    activities: int = 0
    low: int | None = None  # None: nobody told a number
    high: int | None = None
    unknown: int = 0  # activities that told no number
    doubted: int = 0  # activities whose number is left out because it is doubted

    @property
    def name(self) -> str:
        """The class in words."""
        return str(MediumClass(self.medium_class).label)

    def add(self, other: "Reach") -> None:
        """Add another row's figures."""
        self.activities += other.activities
        self.low = _sum(self.low, other.low)
        self.high = _sum(self.high, other.high)
        self.unknown += other.unknown
        self.doubted += other.doubted


@dataclass
class BoardRow:
    """One area. Each group counts once, at its furthest step: the six numbers after ``sent`` add up to it."""

    code: str
    name: str = ""
    sent: int = 0
    received: int = 0
    opened: int = 0
    discussed: int = 0
    declined: int = 0
    passed_on: int = 0
    reach: list[Reach] = field(default_factory=list)  # one per class of media used, in the rule's order
    reach_overlaps: bool = False  # some people may stand in the sums more than once
    office_received: int = 0
    office_handed_over: int = 0

    @property
    def has_it(self) -> int:
        """Groups that have the package: those that told anything, whatever they did with it since."""
        return self.received + self.opened + self.discussed + self.declined + self.passed_on

    @property
    def silent(self) -> int:
        """Groups that did nothing yet."""
        return max(self.sent - self.has_it, 0)

    @property
    def reach_low(self) -> int | None:
        """The lower ends of all ranges together; ``None`` when nobody told a number."""
        return _sum(*(part.low for part in self.reach))

    @property
    def reach_high(self) -> int | None:
        """The upper ends of all ranges together."""
        return _sum(*(part.high for part in self.reach))

    @property
    def activities(self) -> int:
        """How often it was passed on."""
        return sum(part.activities for part in self.reach)


COUNTED = (
    "sent",
    "received",
    "opened",
    "discussed",
    "declined",
    "passed_on",
    "office_received",
    "office_handed_over",
)


def release_board(publication: Publication, region: Region | str, by: str = "district") -> list[BoardRow]:
    """The board inside a region, a row per area of the level ``by`` that holds groups or did something.

    ``by``: province, regency, district or village. A group seated above that level stands under its own
    area. Nine queries at most, however many rows. Raises ``Invalid`` when ``by`` gives too many for a page.
    The caller has asked ``access.get_board_region``.
    """
    place = region if isinstance(region, Region) else Region.objects.get(pk=region)
    if by not in CODE_LENGTHS or not fits_a_page(place.level, by):
        raise Invalid(_("Papan wilayah ini tidak dapat dirinci sampai tingkat itu."), field="by")
    rows: dict[str, BoardRow] = {}
    length = CODE_LENGTHS[by]
    for code, count in audience.reached_by_area(publication, place, length).items():
        _row(rows, code).sent = count
    here = Q(publication=publication) & subtree_q(place.code)
    _count_steps(rows, here, length)
    _count_reach(rows, here, length)
    names = Region.objects.in_bulk(list(rows))
    for code, row in rows.items():
        row.name = names[code].title
    return [rows[code] for code in sorted(rows)]


def board_total(rows: Iterable[BoardRow], code: str = "", name: str = "") -> BoardRow:
    """The rows together. Counts add up; reach stays a sum of ranges and says when it overlaps."""
    total = BoardRow(code, name)
    parts: dict[str, Reach] = {}
    for row in rows:
        for column in COUNTED:
            setattr(total, column, getattr(total, column) + getattr(row, column))
        for part in row.reach:
            parts.setdefault(part.medium_class, Reach(part.medium_class)).add(part)
        total.reach_overlaps |= row.reach_overlaps
    total.reach = _in_order(parts.values())
    return total


def request_result(request: AgencyRequest) -> BoardRow | None:
    """What came of an agency's request: its package's board in one row; ``None`` before it is out."""
    if request.release is None:
        return None
    publication = (
        Publication.objects.filter(release=request.release)
        .select_related("version", "release__region")
        .newest()
        .first()
    )
    if publication is None:
        return None
    home = publication.release.region
    level = ("province", "regency", "district", "village", "village")[home.level]
    return board_total(release_board(publication, home, level), home.code, home.title)


def _count_steps(rows: dict[str, BoardRow], here: Q, length: int) -> None:
    if _is_rolled_up(length):
        moved = _by_area(StepCount.objects.filter(here), length).annotate(n=Sum("groups"))
    else:
        moved = _by_area(Progress.objects.filter(here), length).annotate(n=Count("pk"))
    for code, kind, count in moved.values_list("area", "kind", "n"):
        setattr(_row(rows, code), kind, count)
    offices = _by_area(OfficeReceipt.objects.filter(here), length).annotate(n=Count("pk"))
    for code, kind, count in offices.values_list("area", "kind", "n"):
        setattr(_row(rows, code), f"office_{kind}", count)


def _count_reach(rows: dict[str, BoardRow], here: Q, length: int) -> None:
    """Sums of ranges by class of media, doubted ones left out but told; and whether they overlap."""
    by_class, places = _rolled_up_reach(here, length) if _is_rolled_up(length) else _reach(here, length)
    for found in by_class.values("area", "medium_class", *counting.FIGURES):
        if not found["n"]:
            continue
        low, high = (int(found["low"]), int(found["high"])) if found["known"] else (None, None)
        part = Reach(found["medium_class"], found["n"], low, high, found["unknown"], found["doubted"])
        _row(rows, found["area"]).reach.append(part)
    for code, count in places.values_list("area", "here"):
        row = _row(rows, code)
        row.reach = _in_order(row.reach)
        row.reach_overlaps = reach_overlaps(row.activities, count)


def _reach(here: Q, length: int) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    held = _by_area(Activity.objects.disseminations().filter(here), length)
    by_class = counting.figures(held.annotate(medium_class=F("medium__medium_class")))
    return by_class, held.annotate(here=Count("region_id", distinct=True))


def _rolled_up_reach(here: Q, length: int) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    counts = ReachCount.objects.filter(here)
    by_class = (
        _by_area(counts.exclude(medium_class=counting.ALL_CLASSES), length)
        .values("area", "medium_class")
        .annotate(n=Sum("activities"), **{name: Sum(name) for name in counting.FIGURES[1:]})
    )
    together = _by_area(counts.filter(medium_class=counting.ALL_CLASSES), length)
    return by_class, together.annotate(here=Sum("places"))


def _is_rolled_up(length: int) -> bool:
    """Boards with a row per regency or province read the roll-ups, finer ones the records themselves."""
    return length <= CODE_LENGTHS["regency"]


def _by_area(found: QuerySet[Any], length: int) -> QuerySet[Any, Any]:
    areas: QuerySet[Any, Any] = found.order_by().annotate(area=Substr("region_id", 1, length)).values("area")
    return areas


def _row(rows: dict[str, BoardRow], code: str) -> BoardRow:
    return rows.setdefault(code, BoardRow(code))


def _in_order(parts: Iterable[Reach]) -> list[Reach]:
    return sorted(parts, key=lambda part: MediumClass.values.index(part.medium_class))


def _sum(*numbers: int | None) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
