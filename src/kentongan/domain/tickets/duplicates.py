"""The same matter brought before, by text, place and time: for whoever writes, and for the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from rapidfuzz import fuzz

from kentongan.domain.regions.rules import ancestor_at, normalise
from kentongan.domain.tickets.models import Ticket
from kentongan.domain.tickets.models.queries import TicketQuerySet

DAYS = 180  # older matters are new ones
LOOKED_AT = 300  # of the same village, or of its district, newest first
SUGGESTED = 5
LIKE = 62  # of 100: under it two texts are about different things
SAME_PLACE, SAME_CATEGORY, NEARBY = 12, 8, -6


@dataclass(frozen=True)
class Likeness:
    """A ticket that may be about the same, and how alike of 100."""

    ticket: Ticket
    score: int


def suggest(
    rows: TicketQuerySet, *, region: str, text: str, place: str = "", category: str = "", without: str = ""
) -> list[Likeness]:
    """The tickets among ``rows`` that may be about the same matter, most alike first; one query.

    Tickets of the village count more than those of other villages of its district; so do those with the
    same words for the place, and of the same category.
    """
    district = ancestor_at(region, 3) or region
    since = timezone.localdate() - timedelta(days=DAYS)
    near = rows.for_region(district).filter(received_on__gte=since, merged_into=None).exclude(code=without)
    candidates = list(near.newest()[:LOOKED_AT])
    return _ranked(candidates, region, normalise(text), normalise(place), category)


def _ranked(
    candidates: Iterable[Ticket], region: str, text: str, place: str, category: str
) -> list[Likeness]:
    found = []
    for ticket in candidates:
        total = fuzz.token_set_ratio(text[:600], normalise(f"{ticket.title} {ticket.text}"[:600]))
        total += NEARBY if ticket.region_id != region else 0
        total += SAME_CATEGORY if category and ticket.category_id == category else 0
        if place and ticket.place:
            total += _of_places(place, normalise(ticket.place))
        if total >= LIKE:
            found.append(Likeness(ticket, min(round(total), 100)))
    found.sort(key=lambda one: (-one.score, one.ticket.code))
    return found[:SUGGESTED]


def _of_places(one: str, other: str) -> int:
    """What the words for the place say: the same place, another, or, sharing a word, neither."""
    words, others = set(one.split()), set(other.split())
    numbers, other_numbers = ({word for word in side if word.isdigit()} for side in (words, others))
    if numbers and other_numbers and not numbers & other_numbers:
        return -SAME_PLACE  # RT 3 is not RT 5
    if fuzz.token_set_ratio(one, other) >= 80:
        return SAME_PLACE
    return 0 if words & others else -SAME_PLACE
