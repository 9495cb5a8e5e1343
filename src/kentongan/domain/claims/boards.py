"""What claims add up to: where one went round, where the answer came back to, what is rising."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from kentongan.domain.claims import access
from kentongan.domain.claims.models import CarryBack, Claim, ClaimQuerySet
from kentongan.domain.claims.rules import RISING_HOURS, RISING_REPORTS, RISING_VILLAGES
from kentongan.domain.core.acting import Actor

_DISTRICT = 8  # letters of a district's code
_VILLAGE = 13
_MOST_AREAS = 50
_MOST_ROWS = 5000  # of area and day


@dataclass(frozen=True)
class Round:
    """To how many of the villages that asked the answer came back."""

    villages: int
    reached: int
    groups: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent; ``None`` when no village is known."""
        return round(100 * self.reached / self.villages) if self.villages else None


@dataclass(frozen=True)
class Area:
    """Somewhere the message was met: by how many reports, when, and whether the answer came back."""

    code: str
    name: str
    reports: int
    first: date
    last: date
    reached: bool


@dataclass(frozen=True)
class Spread:
    """Where and when a claim was met; ``days`` oldest first, ``areas`` most reports first."""

    areas: list[Area]
    days: list[tuple[date, int]]
    round: Round


def went_round(claim: Claim) -> list[str]:
    """The districts in which people met the message, or the larger areas they named."""
    codes = claim.reports.exclude(region=None).values_list("region_id", flat=True).distinct()[:2000]
    return sorted({code[:_DISTRICT] for code in codes})[:_MOST_AREAS]


def spread_of(claim: Claim) -> Spread:
    """Where it was met, when, and how far the answer came back; two queries."""
    rows = claim.reports.annotate(day=TruncDate("at")).values("region_id", "region__name", "day")
    counted = list(rows.annotate(count=Count("pk")).order_by("day", "region_id")[:_MOST_ROWS])
    told = CarryBack.objects.filter(claim=claim) if claim.answered_at else CarryBack.objects.none()
    carried = set(told.values_list("region_id", "group_id"))
    reached = {region for region, _group in carried}
    days: dict[date, int] = {}
    areas: dict[str, Area] = {}
    for row in counted:
        code, day, count = row["region_id"], row["day"], row["count"]
        days[day] = days.get(day, 0) + count
        if code:
            held = areas.get(code)
            areas[code] = Area(
                code,
                row["region__name"],
                count + (held.reports if held else 0),
                held.first if held else day,
                day,
                code in reached,
            )
    villages = {code for code in areas if len(code) == _VILLAGE}
    back = Round(len(villages), len(villages & reached), len({group for _region, group in carried}))
    return Spread(
        sorted(areas.values(), key=lambda area: (-area.reports, area.code)), sorted(days.items()), back
    )


@dataclass(frozen=True)
class Rising:
    """A claim that many people of several villages asked about within hours."""

    claim: Claim
    reports: int
    villages: int
    last: datetime


def rising(actor: Actor, now: datetime | None = None) -> list[Rising]:
    """The unanswered claims that rise in the actor's areas, the steepest first; one query."""
    since = (now or timezone.now()) - timedelta(hours=RISING_HOURS)
    asked = access.desk(actor).filter(state__in=Claim.WAITING, reports__at__gte=since)
    found: Any = (
        asked.annotate(
            lately=Count("reports"),
            villages=Count("reports__region", distinct=True),
            last=Max("reports__at"),
        )
        .filter(lately__gte=RISING_REPORTS, villages__gte=RISING_VILLAGES)
        .order_by("-lately")[:10]
    )
    return [Rising(claim, claim.lately, claim.villages, claim.last) for claim in found]


def counts_by_state(claims: ClaimQuerySet) -> dict[str, int]:
    """How many claims of a query stand in each state."""
    return dict(claims.order_by().values_list("state").annotate(count=Count("pk")))
