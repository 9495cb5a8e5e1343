"""Which acts a page offers whom: the next steps as buttons, the rest as a list."""

from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.tickets import access
from kentongan.domain.tickets.models import Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY
from kentongan.doors.office.tickets.acts import ACTS, Act


def offered(ticket: Ticket, by: Authority) -> tuple[list[Act], list[Act]]:
    """The acts open to the actor now: the next steps, and the rest.

    While it lies with another office the next step is theirs; the desk finds its own among the rest.
    """
    shown = [act for act in ACTS if act.shows(ticket, by)]
    first = [act for act in shown if act.main]
    if ticket.state in AT_AGENCY:
        order = () if _lies_elsewhere(ticket, by) else ("jawab", "mulai", "disposisi")
        first = sorted((act for act in shown if act.slug in order), key=lambda act: order.index(act.slug))
    return first, [act for act in shown if act not in first]


def _lies_elsewhere(ticket: Ticket, by: Authority) -> bool:
    """Whether the desk looks at what it sent to an office that is not its own."""
    own = ticket.agency is not None and ticket.agency.kind == Agency.Kind.COMMUNICATIONS_OFFICE
    return access.is_desk(ticket, by) and not own
