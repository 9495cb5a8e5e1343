"""What claims add up to: where one went round, where the answer came back to, what is rising."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone

from kentongan.domain.claims import access
from kentongan.domain.claims.models import CarryBack, Claim, ClaimQuerySet, Report
from kentongan.domain.claims.rules import RISING_HOURS, RISING_REPORTS, RISING_VILLAGES
from kentongan.domain.core.acting import Actor

_DISTRICT = 8  # letters of a district's code
_MOST_AREAS = 50


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


def went_round(claim: Claim) -> list[str]:
    """The districts in which people met the message, or the larger areas they named."""
    codes = claim.reports.exclude(region=None).values_list("region_id", flat=True).distinct()[:2000]
    return sorted({code[:_DISTRICT] for code in codes})[:_MOST_AREAS]


def round_of(claim: Claim) -> Round:
    """How far the answer came back, counted by villages."""
    asked = set(claim.reports.exclude(region=None).values_list("region_id", flat=True).distinct())
    carried = set(CarryBack.objects.filter(claim=claim).values_list("region_id", "group_id"))
    villages = {code for code in asked if len(code) == 13}
    return Round(
        len(villages),
        len(villages & {region for region, _group in carried}),
        len({group for _region, group in carried}),
    )


def by_district(claim: Claim) -> list[tuple[str, int]]:
    """Reports by district, most first: for the map and its table."""
    rows = claim.reports.exclude(region=None).annotate(district=Substr("region_id", 1, _DISTRICT))
    counted = rows.values("district").annotate(count=Count("pk")).order_by("-count", "district")
    return [(row["district"], row["count"]) for row in counted[:_MOST_AREAS]]


def by_day(claim: Claim) -> list[tuple[date, int]]:
    """Reports by day, oldest first."""
    rows = claim.reports.annotate(day=TruncDate("at")).values("day").annotate(count=Count("pk"))
    return [(row["day"], row["count"]) for row in rows.order_by("day")]


@dataclass(frozen=True)
class Rising:
    """A claim that many people of several villages asked about within hours."""

    claim: Claim
    reports: int
    villages: int
    last: datetime


def rising(actor: Actor, now: datetime | None = None) -> list[Rising]:
    """The unanswered claims that rise in the actor's areas, the steepest first; two queries."""
    since = (now or timezone.now()) - timedelta(hours=RISING_HOURS)
    lately = (
        Q(at__gte=since) & actor.within("claims.desk", "claim__region_id") & Q(claim__state__in=Claim.WAITING)
    )
    counts = (
        Report.objects.filter(lately)
        .values("claim")
        .annotate(reports=Count("pk"), villages=Count("region", distinct=True), last=Max("at"))
        .filter(reports__gte=RISING_REPORTS, villages__gte=RISING_VILLAGES)
        .order_by("-reports")[:10]
    )
    found = list(counts)
    claims = access.desk(actor).in_bulk([row["claim"] for row in found])
    return [
        Rising(claims[row["claim"]], row["reports"], row["villages"], row["last"])
        for row in found
        if row["claim"] in claims
    ]


def counts_by_state(claims: ClaimQuerySet) -> dict[str, int]:
    """How many claims of a query stand in each state."""
    return dict(claims.order_by().values_list("state").annotate(count=Count("pk")))
