"""A restricted ticket in a regency with everything that hangs on it, for the addresses of tickets."""

from dataclasses import dataclass
from typing import Any

from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import actions
from kentongan.domain.tickets.models import Answer, Category, Opening, RoutingRule, Ticket, TicketPhoto

BY = System("Uji")


@dataclass(frozen=True)
class Voice:
    """One record of each noun of tickets."""

    ticket: Ticket
    photo: TicketPhoto
    opening: Opening
    route: RoutingRule
    answer: Answer

    def values(self, endpoint: str) -> dict[str, Any]:
        """What stands in the placeholders of the room's addresses, where others mean something else."""
        door, _colon, name = endpoint.partition(":")
        if not name.startswith("ticket"):
            return {}
        if name == "ticket-category":
            return {"code": "jalan"}
        number = {
            "ticket-opening-decision": self.opening.pk,
            "ticket-opening-name": self.opening.pk,
            "ticket-opening-note": self.opening.pk,
            "ticket-route-end": self.route.pk,
        }.get(name, self.photo.pk)
        own = {} if door == "field" else {"code": self.ticket.code}
        return own | {
            "ticket": self.ticket.code,
            "number": number,
            "key": self.photo.attachment_id,
            "slug": "verifikasi",
            "token": "tidak-ada",
        }


def voice_of(group: Group, agency: Agency, photo: Attachment, mark: str) -> Voice:
    """A hidden, restricted complaint of the group's village, answered, with a name that was asked for."""
    actions.load_examples()
    place = Region.objects.get(code=group.region_id[:5])
    ticket = actions.raise_ticket(
        actions.Word(
            kind="complaint",
            region=group.region,
            text=f"Laporan {mark}",
            title=f"Laporan {mark}",
            identity="hidden",
            content="restricted",
            category=Category.objects.get(code="jalan"),
            group=group,
            place=f"Tempat {mark}",
            name=f"Pelapor {mark}",
            on_behalf=True,
        ),
        by=BY,
        door="field",
        photos=[photo],
    ).ticket
    opening = actions.ask_opening(ticket, f"Alasan {mark}", by=BY)
    route = actions.save_route(region=place, agency=agency, instruction=f"Tindak {mark}", by=BY)
    actions.verify(ticket, by=BY)
    return Voice(
        ticket=ticket,
        photo=ticket.photos.get(),
        opening=opening,
        route=route,
        answer=actions.answer(ticket, f"Jawaban {mark}", photos=[photo], by=BY),
    )
