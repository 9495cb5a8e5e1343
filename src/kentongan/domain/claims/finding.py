"""The claims a message may repeat, as records: by its text, by its links, by its pictures."""

from dataclasses import dataclass

from django.db.models import Q

from kentongan.domain.claims.matching import engine, keeping, links, pictures
from kentongan.domain.claims.models import Claim, ClaimImage, ClaimLink, Verdict

_MOST_PICTURES = 20_000  # the newest; comparing them takes some tenths of a second
_SAME_LINK = 0.5  # how sure a shared link alone makes: the same page may tell other things tomorrow


@dataclass(frozen=True)
class Found:
    """A claim with how surely the message repeats it; ``verdict`` when one is out."""

    claim: Claim
    score: float
    state: str
    verdict: Verdict | None


def find(message: str, *, most: int = 5) -> list[Found]:
    """The likeliest claims, best first. ``answer`` is only said of one that has a published verdict."""
    scores = {match.key: match.score for match in engine.match(message, keeping.index(), most=most * 2)}
    rows = Claim.objects.filter(generation__in=scores).select_related("merged_into", "region", "topic")
    best: dict[Claim, float] = {}
    for row in rows:
        kept = row.merged_into or row
        best[kept] = max(best.get(kept, 0.0), scores[row.generation])
    for claim in _by_links(message):
        best[claim] = max(best.get(claim, 0.0), _SAME_LINK)
    ranked = sorted(best, key=lambda claim: -best[claim])[:most]
    out = {
        verdict.claim_id: verdict
        for verdict in Verdict.objects.out().filter(claim__in=ranked).select_related("label")
    }
    return [
        Found(claim, best[claim], _state(best[claim], claim.pk in out), out.get(claim.pk)) for claim in ranked
    ]


def _by_links(message: str) -> list[Claim]:
    keys = links.found_in(message)
    if not keys:
        return []
    held = ClaimLink.objects.filter(key__in=keys).select_related("claim__merged_into", "claim__region")[:20]
    return [link.claim.merged_into or link.claim for link in held]


def _state(score: float, answered: bool) -> str:
    state = engine.state_of(score)
    return engine.SUGGEST if state == engine.ANSWER and not answered else state


def by_picture(image: ClaimImage) -> list[Claim]:
    """The other claims that have this picture, recompressed, scaled or cut."""
    mine = pictures.Marks(image.whole, tuple(image.parts))
    found: dict[Claim, None] = {}
    others = ClaimImage.objects.exclude(claim=image.claim_id).order_by("-pk")[:_MOST_PICTURES]
    for other in others.select_related("claim__merged_into").iterator():
        if pictures.alike(mine, pictures.Marks(other.whole, tuple(other.parts))):
            found[other.claim.merged_into or other.claim] = None
    return list(found)


def same_words(text: str) -> Q:
    """The condition for claims of exactly this text."""
    return Q(text=text.strip())
