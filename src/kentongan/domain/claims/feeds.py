"""What a phone holds of claims: what its groups asked, with the answer, and the newest clarifications."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kentongan.domain.claims.actions.carrying import text_to_send
from kentongan.domain.claims.models import CarryBack, Claim, Report, Verdict
from kentongan.domain.groups.access import own_groups
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

DAYS = 60  # what a group asked stays so long
RECENT_DAYS = 14
MOST_ASKED, MOST_RECENT = 60, 20


@feed("claim")
def claims(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Own questions with their state, then the latest answers of the area's desks; four queries."""
    groups = list(own_groups(holder.by))
    if not groups:
        return
    keys = [group.pk for group in groups]
    asked = Report.objects.filter(claim=OuterRef("pk"), group__in=keys)
    same = Q(claim=OuterRef("pk")) | Q(claim=OuterRef("merged_into"))  # kept with the claim that stands
    carried = CarryBack.objects.filter(same, group__in=keys)
    rows = Claim.objects.annotate(asked=Exists(asked), carried_here=Exists(carried)).select_related(
        "merged_into", "unclear"
    )
    own = rows.filter(reports__group__in=keys, reports__at__gte=holder.now - timedelta(days=DAYS)).distinct()
    desks = {group.region_id[:5] for group in groups}
    near = Q(region_id__in={code for desk in desks for code in (desk, desk[:2])}, source_name="")
    lately = rows.filter(
        near, state=Claim.State.PUBLISHED, answered_at__gte=holder.now - timedelta(days=RECENT_DAYS)
    )
    found = {claim.pk: claim for claim in lately.order_by("-answered_at")[:MOST_RECENT]}
    found |= {claim.pk: claim for claim in own.order_by("-raised_at")[:MOST_ASKED]}
    wanted = [claim.merged_into_id or claim.pk for claim in found.values()]
    out = {
        verdict.claim_id: verdict
        for verdict in Verdict.objects.out()
        .filter(claim__in=wanted)
        .select_related("label", "claim", "release")
    }
    for claim in found.values():
        verdict = out.get(claim.merged_into_id or claim.pk)
        yield claim.code, lean(_shown(claim, verdict))


def _shown(claim: Claim, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "code": claim.code,
        "title": claim.title,
        "state": claim.state,
        "asked": claim.asked,  # type: ignore[attr-defined]  # annotated
        "carried": claim.carried_here,  # type: ignore[attr-defined]  # annotated
        "due_at": claim.due_at if verdict is None else None,
        "raised_at": claim.raised_at,
        "unclear": claim.unclear.explanation if claim.unclear else "",
        "label": verdict.label.name if verdict else "",
        "tone": verdict.label.tone if verdict else "",
        "short": verdict.short if verdict else "",
        "why": verdict.why[:1500] if verdict else "",
        "send": text_to_send(verdict) if verdict else "",
        "release": verdict.release.code if verdict and verdict.release else "",  # asks to carry it back
        "answered_at": verdict.published_at if verdict else None,
    }
