"""The letters of a tour: every village of its open events invited, number and signatory on each."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Invalid
from kentongan.domain.events.actions.inviting import invite
from kentongan.domain.events.actions.papers import write_letter
from kentongan.domain.events.models import Letter
from kentongan.domain.outreach.actions.changing import lock_tour, noted, require_open
from kentongan.domain.outreach.models import Tour
from kentongan.domain.regions.models import Region

TURN = "{urut}"  # in the number: the place of the meeting in the tour
MOST_SEATS = 100


@transaction.atomic
def write_letters(tour: Tour, *, number: str, seats: int, by: Actor, **letter: Any) -> int:
    """Invite the villages of every open event of the tour and write each event's letter; how many events.

    ``seats`` is for each village. ``{urut}`` in the number becomes the turn of the meeting; ``letter`` holds
    the other fields of a letter. Who is invited already keeps their invitation. Raises ``Invalid``.
    """
    held = lock_tour(tour, by=by)
    require_open(held)
    if not 1 <= seats <= MOST_SEATS:
        raise Invalid(
            _("Isi angka antara %(least)d dan %(most)d.") % {"least": 1, "most": MOST_SEATS}, field="seats"
        )
    rows = held.stops.filter(event__isnull=False, event__cancelled_on=None, event__held_on=None).in_order()
    stops = list(rows.select_related("event__region").with_villages())
    if not stops:
        raise Invalid(_("Belum ada acara yang dibuka. Buka acaranya lebih dahulu."))
    for turn, stop in enumerate(stops, start=1):
        event, villages = stop.event, [row.village for row in stop.villages.all()]
        if event is None or not villages:
            continue
        for role, regions in _by_head(villages).items():
            invite(event, regions=regions, role=role, seats=seats, by=by)
        numbered = number.replace(TURN, f"{turn:03}")
        write_letter(event, kind=Letter.Kind.INVITATION, number=numbered, by=by, **letter)
    noted(held, "tours.letters", by=by, number=number, events=len(stops))
    return len(stops)


def _by_head(villages: Sequence[Region]) -> dict[str, list[Region]]:
    """The villages under the title of who leads them: a desa has a kepala desa, a kelurahan a lurah."""
    found: dict[str, list[Region]] = {}
    for village in villages:
        head = "Lurah" if village.kind == Region.Kind.KELURAHAN else "Kepala Desa"
        found.setdefault(head, []).append(village)
    return found
