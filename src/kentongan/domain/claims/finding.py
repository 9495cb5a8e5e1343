"""The claims a message may repeat, as records: by its text and by its links; by pictures in ``seeing``."""

from dataclasses import dataclass

from django.db.models import Q

from kentongan.domain.claims.matching import engine, keeping, links
from kentongan.domain.claims.models import Claim, ClaimLink, Verdict


@dataclass(frozen=True)
class Found:
    """A claim with how surely the message repeats it; ``verdict`` when one is out."""

    claim: Claim
    score: float
    state: str
    verdict: Verdict | None


def find(message: str, *, most: int = 5) -> list[Found]:
    """The likeliest claims, best first. ``answer`` is only said of one that has a published verdict."""
    best = _scores(message, most)
    ranked = _ranked(best, most)
    out = {
        verdict.claim_id: verdict
        for verdict in Verdict.objects.out().filter(claim__in=ranked).select_related("label")
    }
    return [
        Found(claim, best[claim], _state(best[claim], claim.pk in out), out.get(claim.pk)) for claim in ranked
    ]


def alike(message: str, *, most: int = 5, widely: bool = False) -> list[Claim]:
    """The claims worth suggesting, best first; ``widely`` every one that shares something with it."""
    best = _scores(message, most)
    return [
        claim for claim in _ranked(best, most) if widely or engine.state_of(best[claim]) != engine.UNKNOWN
    ]


def _scores(message: str, most: int) -> dict[Claim, float]:
    """How surely the message repeats each claim, by text or link; merged claims count for those kept."""
    scores = {match.key: match.score for match in engine.match(message, keeping.index(), most=most * 2)}
    rows = Claim.objects.filter(generation__in=scores).select_related("merged_into", "region", "topic")
    best: dict[Claim, float] = {}
    for row in rows:
        kept = row.merged_into or row
        best[kept] = max(best.get(kept, 0.0), scores[row.generation])
    for claim in _by_links(message):
        best[claim] = max(best.get(claim, 0.0), _of_a_link())
    return best


def _of_a_link() -> float:
    """How sure a shared link alone makes: never of an answer, as the page may tell other things tomorrow."""
    weights = engine.current()
    return (weights.suggest + weights.answer) / 2


def _ranked(best: dict[Claim, float], most: int) -> list[Claim]:
    return sorted(best, key=lambda claim: -best[claim])[:most]


def _by_links(message: str) -> list[Claim]:
    keys = links.found_in(message)
    if not keys:
        return []
    held = ClaimLink.objects.filter(key__in=keys).select_related("claim__merged_into", "claim__region")[:20]
    return [link.claim.merged_into or link.claim for link in held]


def _state(score: float, answered: bool) -> str:
    state = engine.state_of(score)
    return engine.SUGGEST if state == engine.ANSWER and not answered else state


def same_words(text: str) -> Q:
    """The condition for claims of exactly this text."""
    return Q(text=text.strip())
