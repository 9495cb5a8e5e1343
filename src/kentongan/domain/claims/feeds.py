"""What a phone holds of claims: what its groups asked, with the answer, and the newest clarifications."""

from collections.abc import Iterator
from typing import Any

from kentongan.domain.claims import access
from kentongan.domain.claims.actions.carrying import text_to_send
from kentongan.domain.claims.models import Claim, Verdict
from kentongan.domain.groups.access import own_groups
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed


@feed("claim")
def claims(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Own questions with their state, then the latest answers of the area's desks; four queries."""
    groups = list(own_groups(holder.by))
    if not groups:
        return
    found = access.followed(groups, holder.now)
    wanted = [claim.merged_into_id or claim.pk for claim in found]
    out = {
        verdict.claim_id: verdict
        for verdict in Verdict.objects.out()
        .filter(claim__in=wanted)
        .select_related("label", "claim", "release")
    }
    for claim in found:
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
