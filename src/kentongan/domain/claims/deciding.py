"""What waits for one person at the hoax desk: verdicts whose next step is theirs, and claims that rise."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kentongan.domain.claims import access
from kentongan.domain.claims.boards import Rising
from kentongan.domain.claims.models import Claim, Verdict
from kentongan.domain.claims.rules import RISING_HOURS, RISING_REPORTS, RISING_VILLAGES
from kentongan.domain.core.acting import Actor

State = Verdict.State
MOST = 20


@dataclass(frozen=True)
class Step:
    """A claim and the state of its verdict that waits for the person."""

    claim: Claim
    state: str


@dataclass
class OnTheDesk:
    """The claims that rise, the steepest first, and the verdicts to mend, approve or publish."""

    rising: list[Rising] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def on_the_desk(actor: Actor) -> OnTheDesk:
    """Both for the home page, in one query."""
    since = timezone.now() - timedelta(hours=RISING_HOURS)
    mine = _awaiting(actor)
    step = mine.filter(claim=OuterRef("pk")).order_by("-number").values("state")[:1]
    lately = Q(reports__at__gte=since)
    rows: Any = (
        access.desk(actor)
        .filter(Q(pk__in=mine.values("claim")) | (lately & Q(state__in=Claim.WAITING)))
        .annotate(
            lately=Count("reports", filter=lately),
            villages=Count("reports__region", filter=lately, distinct=True),
            last=Max("reports__at"),
            step=Subquery(step),
        )
        .filter(Q(lately__gte=RISING_REPORTS, villages__gte=RISING_VILLAGES) | Q(step__isnull=False))
        .order_by("due_at", "pk")[:MOST]
    )
    found = OnTheDesk()
    for claim in rows:
        if claim.step:
            found.steps.append(Step(claim, claim.step))
        if claim.state in Claim.WAITING and _rises(claim):
            found.rising.append(Rising(claim, claim.lately, claim.villages, claim.last))
    found.rising.sort(key=lambda one: -one.reports)
    return found


def _awaiting(actor: Actor) -> QuerySet[Verdict]:
    """What came back to the actor as a writer, what they may approve or publish: never their own (5)."""
    mine = Verdict.writers.through.objects.filter(verdict_id=OuterRef("pk"), user_id=actor.user_id or 0)
    later = Verdict.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
    return Verdict.objects.annotate(is_mine=Exists(mine)).filter(
        (Q(state=State.SUBMITTED, is_mine=False) & actor.within("claims.approve", "claim__region_id"))
        | (Q(state=State.APPROVED, is_mine=False) & actor.within("claims.draft", "claim__region_id"))
        | (Q(state=State.RETURNED, is_mine=True) & ~Exists(later))
    )


def _rises(claim: Any) -> bool:
    return bool(claim.lately >= RISING_REPORTS and claim.villages >= RISING_VILLAGES)
