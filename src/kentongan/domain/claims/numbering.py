"""Numbers for the search index: each change of searchable text gets the next one, in the order of commits."""

from collections.abc import Sequence

from kentongan.domain.claims.matching import links
from kentongan.domain.claims.models import Claim, ClaimLink, Generation


def number(claims: Sequence[Claim]) -> None:
    """Give the claims fresh numbers without saving them; call it inside the verb's transaction.

    The row's lock holds until the commit, so whoever has read up to a number misses none below it.
    """
    row = in_turn()
    for claim in claims:
        row.number += 1
        claim.generation = row.number
    row.save(update_fields=["number"])


def in_turn() -> Generation:
    """Wait, in a verb's transaction, for whoever makes or changes a claim: what they wrote is then seen."""
    Generation.objects.get_or_create(pk=1)
    return Generation.objects.select_for_update().get(pk=1)


def renumber(claim: Claim) -> None:
    """Have a claim read anew by every index."""
    number([claim])
    Claim.objects.filter(pk=claim.pk).update(generation=claim.generation)


def keep_links(claims: Sequence[Claim], extra: str = "") -> None:
    """Note the addresses in the claims' texts, so that a pasted link finds them."""
    rows = [
        ClaimLink(claim=claim, key=key) for claim in claims for key in links.found_in(f"{claim.text} {extra}")
    ]
    ClaimLink.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
