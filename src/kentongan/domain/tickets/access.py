"""The gates to tickets: what lies outside the asker's scope looks absent (security.md 3, 33, 35).

A public ticket is read in the asker's area, by their group, or by the agency it was sent to. A restricted one
is read by the desk of the regency, by the agency or area office it was sent to, and by nobody else: what is
about persons or a village's officials never reaches that village.
"""

from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Absent, Refused
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.rules import is_within
from kentongan.domain.tickets.models import Opening, Ticket, TicketPhoto
from kentongan.domain.tickets.models.kinds import Content
from kentongan.domain.tickets.models.queries import TicketQuerySet, area_q

NOBODY = UUID(int=0)  # asked for as an agency, so that no agency's officer passes where there is none
RELATED = ("region", "category", "agency", "handler", "group")


def visible(by: Actor) -> TicketQuerySet:
    """The tickets the actor may read."""
    parts = _parts(by)
    found = Ticket.objects.alias(**_HERE).filter(parts[0] if len(parts) == 1 else _scope(by))
    return found.select_related(*RELATED)


def visible_parts(by: Actor) -> list[TicketQuerySet]:
    """The same tickets in parts, each of which an index has in order; none lies in two.

    A list of many asks each part for one page and puts these together. Asked for all at once by the four
    conditions of the scope, the store would walk everything.
    """
    rows, before, found = Ticket.objects.alias(**_HERE).select_related(*RELATED), Q(), list[TicketQuerySet]()
    for part in _parts(by):
        found.append(rows.filter(part & ~before if before else part))
        before |= part
    return found or [rows.none()]


# Scopes compare a copy of the code: the range of an area, which gives no order, must not draw the store away
# from the index in which a part is in order.
_HERE = {"here": Concat("region_id", Value(""))}


def _parts(by: Actor) -> list[Q]:
    """The scope by areas, by what offices below were sent, and by groups."""
    verbs = ("tickets.read", "tickets.restricted", "tickets.agency")
    areas = {area for verb in verbs for area in by.areas(verb)}
    roots = sorted(area for area in areas if not any(is_within(area, other) for other in areas - {area}))
    parts = [_in_area(root, by) for root in roots]
    if by.may("tickets.area"):  # of a wider area, sent down to this one; few, so found first
        sent = Ticket.objects.filter(by.within("tickets.area", "handler_id"))
        parts.append(Q(pk__in=sent.order_by().values("pk")))
    groups = getattr(by, "group_ids", ())  # an account has them, the program itself has none
    return [*parts, Q(group__in=groups) & _scope(by)] if groups else parts


def _in_area(root: str, by: Actor) -> Q:
    """The scope inside an area, said as shortly as the grants allow."""
    if by.may("tickets.restricted", root, agency=NOBODY, group=NOBODY):
        return area_q(root)
    if by.may("tickets.read", root, agency=NOBODY, group=NOBODY):
        sent = by.within("tickets.agency", "here", agency="agency_id") | by.within(
            "tickets.area", "handler_id"
        )
        desk = by.within("tickets.restricted", "here")
        return area_q(root) & (Q(content=Content.PUBLIC) | desk | sent)
    return area_q(root) & _scope(by)


def _scope(by: Actor) -> Q:
    return (
        by.within("tickets.restricted", "here")
        | (
            Q(content=Content.PUBLIC)
            & by.within("tickets.read", "here", group="group_id", agency="agency_id")
        )
        | by.within("tickets.agency", "here", agency="agency_id")
        | by.within("tickets.area", "handler_id")
    )


def read_whole(by: Actor, area: str) -> list[str]:
    """The contents to which the actor is limited in an area and of which they read every ticket.

    Empty where it depends on each ticket: on the agency or the office it was sent to.
    """
    if by.may("tickets.restricted", area, agency=NOBODY, group=NOBODY):
        return [str(content) for content in Content]
    some = any(by.may(verb) for verb in ("tickets.restricted", "tickets.agency", "tickets.area"))
    public = not some and by.may("tickets.read", area, agency=NOBODY, group=NOBODY)
    return [str(Content.PUBLIC)] if public else []


def own_of_group(group: Group, by: Actor) -> TicketQuerySet:
    """What a group brought and tells back: without restricted ones, which stay off shared phones (20)."""
    if not by.may("tickets.tell", group.region_id, group=group.pk):
        return Ticket.objects.none()
    same = Group.objects.same_as(group)
    return Ticket.objects.filter(group__in=same, content=Content.PUBLIC).select_related(*RELATED)


def get_ticket(code: str, by: Actor) -> Ticket:
    """The ticket with this code. Raises ``Absent``."""
    found = visible(by).filter(code=read_code(code, "T") or "").select_related("merged_into").first()
    if found is None:
        raise _absent()
    return found


def get_by_id(key: UUID, by: Actor) -> Ticket:
    """The ticket with this id. Raises ``Absent``."""
    found = visible(by).filter(pk=key).first()
    if found is None:
        raise _absent()
    return found


def get_own(code: str, group: Group, by: Actor) -> Ticket:
    """A ticket the group brought. Raises ``Absent`` for another's."""
    found = own_of_group(group, by).filter(code=read_code(code, "T") or "").first()
    if found is None:
        raise _absent()
    return found


def public() -> TicketQuerySet:
    """What everybody may read."""
    return Ticket.objects.public().select_related(*RELATED)


def get_public(code: str) -> Ticket:
    """A ticket whose thread is public; a merged one leads to the one that stands. Raises ``Absent``."""
    found = Ticket.objects.filter(code=read_code(code, "T") or "").select_related("merged_into").first()
    if found is not None:
        found = public().filter(pk=found.survivor.pk).first()
    if found is None:
        raise _absent()
    return found


def is_desk(ticket: Ticket, by: Actor) -> bool:
    """Whether the actor sorts the tickets of this area."""
    return by.may("tickets.verify", ticket.region_id, agency=NOBODY, group=NOBODY)


def has_turn(ticket: Ticket, by: Actor) -> bool:
    """Whether it is the actor's to answer: the desk's always, else of whom it was sent to."""
    if is_desk(ticket, by):
        return True
    if ticket.agency_id:
        return by.may("tickets.agency", ticket.region_id, agency=ticket.agency_id, group=NOBODY)
    return bool(ticket.handler_id) and by.may("tickets.area", ticket.handler_id, agency=NOBODY, group=NOBODY)


def require_turn(ticket: Ticket, verb: str, by: Actor) -> None:
    """Raise ``Refused`` unless it is the actor's turn and the verb theirs."""
    by.require(verb)
    if not has_turn(ticket, by):
        raise Refused(_("Laporan ini sedang di tangan kantor lain, jadi kantor itu yang menjawabnya."))


def may_see_originals(ticket: Ticket, by: Actor) -> bool:
    """Whether the photos may be seen as handed in: of restricted tickets by the desk alone (35)."""
    return ticket.content == Content.PUBLIC or is_desk(ticket, by)


def get_photo(ticket: Ticket, number: int, by: Actor) -> TicketPhoto:
    """A photo of a ticket the actor may read, whose original or approved copy they may see."""
    found = ticket.photos.filter(pk=number).select_related("attachment", "redacted").first()
    if found is None or not (may_see_originals(ticket, by) or found.approved_at):
        raise Absent(_("Foto ini tidak ditemukan."))
    return found


def get_answer_photo(ticket: Ticket, key: UUID) -> Attachment:
    """A photo of an answer to a ticket that was let through already. Raises ``Absent``."""
    found = Attachment.objects.filter(pk=key, pk__in=ticket.answers.values("photos")).first()
    if found is None:
        raise Absent(_("Foto ini tidak ditemukan."))
    return found


def visible_openings(by: Actor) -> QuerySet[Opening]:
    """The openings of hidden names in the areas where the actor asks, decides or watches over privacy."""
    places = (
        by.within("tickets.names", "ticket__region_id")
        | by.within("tickets.privacy", "ticket__region_id")
        | by.within("tickets.restricted", "ticket__region_id")
    )
    return Opening.objects.filter(places).select_related("ticket__region")


def get_opening(number: int, by: Actor) -> Opening:
    """An opening in the actor's area. Raises ``Absent``."""
    found = visible_openings(by).filter(pk=number).first()
    if found is None:
        raise Absent(_("Permohonan ini tidak ditemukan."))
    return found


def _absent() -> Absent:
    return Absent(_("Laporan ini tidak ditemukan. Periksa nomornya."))
