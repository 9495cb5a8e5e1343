"""Which villages come first, and why each stands where it stands; the points are shown, never hidden.

A weight is the most points its reason can give. Tags and yes-or-no facts give all of it; measures and
distance give a share of it, by how the village compares with the others ranked with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.outreach.middles import middles
from kentongan.domain.outreach.planning.distances import straight_km
from kentongan.domain.regions.boards import RegionFacts, facts_for
from kentongan.domain.regions.models import Connectivity, Measure, MeasureKind, Region, RegionTag, Tag
from kentongan.domain.regions.rules import lineage, parent_code

_TAG, _MEASURE = "tag:", "measure:"
_WEAK = (Connectivity.Kind.NONE, Connectivity.Kind.SMS, Connectivity.Kind.G2)
_SIGNALS = ("no_signal", "weak_signal")
_DISTANCE_KIND = "distance"  # an imported distance by road is better than the straight one


@dataclass(frozen=True)
class Reason:
    """One reason for a place in the ranking: its weight's key, a sentence, its points."""

    key: str
    text: str
    points: float


@dataclass(frozen=True)
class RankedVillage:
    """A village with its points and every reason, those without points too where they tell something."""

    region: Region
    points: float
    reasons: list[Reason] = field(default_factory=list)
    has_kim: bool = False
    rank: int = 0


def rank_villages(
    region: Region, weights: Mapping[str, float], on: date | None = None, *, base: Region | None = None
) -> list[RankedVillage]:
    """All villages of the region, the first to visit first; equal points in the order of the codes.

    ``on`` is the day whose facts count (today unless told), ``base`` where the office sits. A constant number
    of queries.
    """
    day = on or timezone.localdate()
    villages = list(Region.objects.current().within(region.code).at_level(Region.Level.VILLAGE))
    facts = _Facts(region, villages, weights, day, base)
    ranked = sorted(
        (_ranked(village, facts, weights) for village in villages),
        key=lambda row: (-row.points, row.region.code),
    )
    return [
        RankedVillage(row.region, row.points, row.reasons, row.has_kim, place)
        for place, row in enumerate(ranked, start=1)
    ]


def narrowed(
    rows: Iterable[RankedVillage],
    *,
    tags: Iterable[str] = (),
    without_kim: bool = False,
    on: date | None = None,
) -> list[RankedVillage]:
    """The rows that carry every tag (by code, themselves or from above); with ``without_kim`` no KIM either.

    They keep their places in the whole ranking. One query (domain.md G3).
    """
    kept = [row for row in rows if not (without_kim and row.has_kim)]
    wanted = set(tags)
    if not wanted:
        return kept
    uses: dict[str, set[str]] = {tag: set() for tag in wanted}
    held = RegionTag.objects.on_day(on or timezone.localdate()).filter(tag__code__in=wanted)
    for tag, code in held.values_list("tag__code", "region_id"):
        uses[tag].add(code)
    return [
        row for row in kept if all(not found.isdisjoint(lineage(row.region.code)) for found in uses.values())
    ]


class _Facts:
    """What is known of the villages, read once."""

    def __init__(
        self,
        region: Region,
        villages: list[Region],
        weights: Mapping[str, float],
        day: date,
        base: Region | None,
    ) -> None:
        codes = [village.code for village in villages]
        groups = Group.objects.filter(kind=Kind.KIM).existing(day).for_region(region.code)
        seats = set(groups.values_list("region_id", flat=True).distinct())
        self.with_kim = seats & set(codes)
        self.served_districts = {parent_code(seat) for seat in self.with_kim} | seats
        asked = any(key.startswith(_TAG) or key in _SIGNALS for key in weights)
        self.facts = facts_for(codes, day) if asked else {}
        self.tags = {tag.code: tag for tag in Tag.objects.filter(code__in=_named(weights, _TAG))}
        wanted = [*_named(weights, _MEASURE), *([_DISTANCE_KIND] if "distance" in weights else [])]
        self.kinds = {kind.code: kind for kind in MeasureKind.objects.filter(code__in=wanted)}
        self.measures: dict[tuple[str, str], Measure] = {}
        if wanted:
            rows = Measure.objects.of_kinds(wanted).for_region(region.code).holding(day)
            self.measures = {(row.kind_id, row.region_id): row for row in rows}
        self.spans = _spans(self.measures)
        self.distances = _distances(villages, region, base or region) if "distance" in weights else {}
        self.farthest = max(self.distances.values(), default=0.0)


def _named(weights: Mapping[str, float], prefix: str) -> list[str]:
    return [key.removeprefix(prefix) for key in weights if key.startswith(prefix)]


def _spans(measures: Mapping[tuple[str, str], Measure]) -> dict[str, tuple[Decimal, Decimal]]:
    """The least and the largest value of each kind."""
    values: dict[str, list[Decimal]] = {}
    for (kind, _code), row in measures.items():
        values.setdefault(kind, []).append(row.value)
    return {kind: (min(found), max(found)) for kind, found in values.items()}


def _distances(villages: list[Region], region: Region, base: Region) -> dict[str, float]:
    """Kilometres from the office by the globe, where both middles are known."""
    known = middles(region.code)
    if base.code not in known:
        return {}
    here = known[base.code]
    return {
        village.code: straight_km(here, known[village.code]) for village in villages if village.code in known
    }


def _ranked(village: Region, facts: _Facts, weights: Mapping[str, float]) -> RankedVillage:
    reasons = [
        reason for key, weight in sorted(weights.items()) for reason in _reasons(key, weight, village, facts)
    ]
    points = round(sum(reason.points for reason in reasons), 2)
    return RankedVillage(village, points, reasons, village.code in facts.with_kim)


def _reasons(key: str, weight: float, village: Region, facts: _Facts) -> Iterable[Reason]:
    known = facts.facts.get(village.code, RegionFacts())
    if key.startswith(_TAG):
        tag = next((tag for tag in known.tags if tag.code == key.removeprefix(_TAG)), None)
        return [Reason(key, str(tag), weight)] if tag else []
    if key.startswith(_MEASURE):
        return _measured(key, key.removeprefix(_MEASURE), weight, village, facts)
    if key == "distance":
        return _far(key, weight, village, facts)
    if key == "weak_signal":
        return _weakly_connected(key, weight, known.connectivity)
    holds = {
        "no_kim_village": (village.code not in facts.with_kim, _("belum ada KIM di desa ini")),
        "no_kim_district": (
            village.parent_id not in facts.served_districts,
            _("belum ada KIM di kecamatan ini"),
        ),
        "no_signal": (
            known.connectivity is not None and known.connectivity.kind == Connectivity.Kind.NONE,
            _("tanpa sinyal"),
        ),
    }
    applies, text = holds[key]
    return [Reason(key, text, weight)] if applies else []


def _weakly_connected(key: str, weight: float, known: Connectivity | None) -> Iterable[Reason]:
    """What the app measured or a person noted, with its day, when it is 2G or less."""
    if known is None or known.kind not in _WEAK:
        return []
    text = _("jaringan lemah: %(kind)s, per %(day)s")
    if known.way == Connectivity.Way.MEASURED:
        text = _("jaringan lemah: %(kind)s, diukur aplikasi per %(day)s")
    day = date_format(known.measured_on, "j F Y")
    return [Reason(key, text % {"kind": known.get_kind_display(), "day": day}, weight)]


def _measured(key: str, kind: str, weight: float, village: Region, facts: _Facts) -> Iterable[Reason]:
    row = facts.measures.get((kind, village.code))
    if row is None:
        if kind not in facts.kinds:
            return []
        return [Reason(key, _("%(measure)s: belum ada data") % {"measure": facts.kinds[kind]}, 0.0)]
    low, high = facts.spans[kind]
    share = (row.value - low) / (high - low) if high > low else Decimal(1)
    if facts.kinds[kind].first == MeasureKind.First.LOW:
        share = 1 - share if high > low else Decimal(1)
    text = _("%(measure)s %(value)s %(unit)s (%(year)d)") % {
        "measure": facts.kinds[kind],
        "value": number_format(row.value.normalize(), use_l10n=True),
        "unit": facts.kinds[kind].unit,
        "year": row.measured_on.year,
    }
    return [Reason(key, " ".join(text.split()), round(weight * float(share), 2))]


def _far(key: str, weight: float, village: Region, facts: _Facts) -> Iterable[Reason]:
    if (_DISTANCE_KIND, village.code) in facts.measures:
        return _measured(key, _DISTANCE_KIND, weight, village, facts)
    km = facts.distances.get(village.code)
    if km is None:
        return [Reason(key, _("jarak belum diketahui"), 0.0)]
    share = km / facts.farthest if facts.farthest else 0.0
    text = _("%(km)d km dari tempat berangkat") % {"km": round(km)}
    return [Reason(key, text, round(weight * share, 2))]
