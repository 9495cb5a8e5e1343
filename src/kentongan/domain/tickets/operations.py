"""What a phone sends about tickets. A matter is always taken, whatever became of the sender's role.

Where the reporter is not to be known, the log forgets who sent the operation (``Outcome.forget``), the ticket
gets an id of its own, and the photo is kept as a copy without account, name and hour (security.md 33).
"""

from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Absent, Invalid, Problem
from kentongan.domain.core.shapes import Code, Day, In, Number, OneOf, RegionCode, Word, read, text
from kentongan.domain.groups.access import acting_group
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.sync.handling import Point, attached, day_meant, parent_of
from kentongan.domain.sync.models import Upload
from kentongan.domain.sync.registry import Envelope, Outcome, operation
from kentongan.domain.tickets import access, actions
from kentongan.domain.tickets.actions.raising import Word as Said
from kentongan.domain.tickets.models import Category, Reporter, Telling, Ticket
from kentongan.domain.tickets.models.kinds import Content, Door, Identity, Kind
from kentongan.domain.tickets.rules import read_tracking


class RaiseData(In):
    """What somebody says."""

    group: Code | None = None
    region: RegionCode | None = None
    kind: Annotated[str, OneOf(Kind)] = "complaint"
    category: Word | None = None
    title: Annotated[str, text(150)] | None = None
    text: Annotated[str, text(5000)]
    place: Annotated[str, text(120)] | None = None
    identity: Annotated[str, OneOf(Identity)]
    content: Annotated[str, OneOf(Content)]
    name: Annotated[str, text(150)] | None = None
    contact: Annotated[str, text(60)] | None = None
    consent: Annotated[str, OneOf(Reporter.Consent)] | None = None
    tracking: Annotated[str, text(19)] | None = None  # 16 digits made on the phone, written down at once


class PhotoData(In):
    """Of which ticket it is. A place is never kept with a ticket's photo, so one that is told is ignored."""

    ticket: UUID | None = None
    point: Point | None = None


class TellData(In):
    """How the answer was told."""

    group: Code | None = None
    ticket: Code
    way: Annotated[str, OneOf(Telling.Way)] = "spoken"
    told_on: Day
    note: Annotated[str, text(500)] | None = None


class ConfirmData(In):
    """What the person says of the answer."""

    group: Code | None = None
    ticket: Code
    accepted: bool
    rating: Number | None = None
    comment: Annotated[str, text(1000)] | None = None


@operation("ticket.raise", private=True)
def raise_ticket(envelope: Envelope, by: Authority) -> Outcome:
    """Somebody's matter, written down on the phone."""
    data = read(RaiseData, envelope.data)
    group = _group(data.group, by)
    said = Said(
        kind=data.kind,
        region=_region(data.region, group),
        text=data.text,
        identity=data.identity,
        content=data.content,
        category=_category(data.category),
        group=group,
        title=data.title or "",
        place=data.place or "",
        name=data.name or "",
        contact=data.contact or "",
        on_behalf=bool(data.name) or data.consent in {"spoken", "written"},
        consent=data.consent or "",
    )
    known_by_name = data.identity == Identity.NAMED and not _is_sensitive(said.category)
    made = actions.raise_ticket(
        said,
        by=by,
        door=Door.FIELD,
        id=envelope.free_id(Ticket, by) if known_by_name else None,
        digits=read_tracking(data.tracking or ""),
    ).ticket
    return Outcome(
        made,
        code=made.code,
        path="" if made.content != Content.PUBLIC else _path(made),
        forget=_forgets(made),
    )


@operation("ticket.photo", file=True, private=True)
def photo(envelope: Envelope, by: Authority) -> Outcome:
    """A photo of a ticket brought by the same account, in the same breath or before."""
    data = read(PhotoData, envelope.data)
    ticket = _brought(parent_of(envelope, data.ticket, Ticket), envelope, by)
    file = attached(envelope)
    forgets = _forgets(ticket)
    actions.add_photo(ticket, _without_trace(file, by) if forgets else file)
    return Outcome(ticket, code=ticket.code, forget=forgets)


@operation("ticket.tell")
def tell(envelope: Envelope, by: Authority) -> Outcome:
    """The KIM told the answer to the person who asked."""
    data = read(TellData, envelope.data)
    group = acting_group(data.group, "tickets.tell", by)
    ticket = access.get_own(data.ticket, group, by)
    made = actions.tell(
        ticket,
        way=data.way,
        told_on=day_meant(data.told_on, envelope, group.region.zone),
        note=data.note or "",
        group=group,
        id=envelope.free_id(Telling, by),
        by=by,
    )
    return Outcome(made, code=ticket.code, path=_path(ticket))


@operation("ticket.confirm")
def confirm(envelope: Envelope, by: Authority) -> Outcome:
    """The person's word on the answer, brought by the KIM."""
    data = read(ConfirmData, envelope.data)
    group = acting_group(data.group, "tickets.tell", by)
    ticket = access.get_own(data.ticket, group, by)
    actions.confirm(
        ticket,
        accepted=data.accepted,
        rating=data.rating,
        comment=data.comment or "",
        way="group",
        group=group,
        by=by,
    )
    return Outcome(ticket, code=ticket.code, path=_path(ticket))


def _group(code: str | None, by: Authority) -> Group | None:
    """The sender's own group; a matter is taken without it when the role has ended meanwhile."""
    try:
        group = acting_group(code, "tickets.raise", by)
    except Problem:
        return None
    return group if by.may("tickets.raise", group.region_id, group=group.pk) else None


def _region(code: str | None, group: Group | None) -> Region:
    if code:
        found = Region.objects.filter(pk=code, gone_on=None).first()
        if found:
            return found
    if group is not None:
        return group.region
    raise Invalid(_("Pilih desa tempat hal ini terjadi."), field="region")


def _category(code: str | None) -> Category | None:
    """The category chosen; one that was dropped since is as good as none."""
    return Category.objects.filter(pk=code).first() if code else None


def _is_sensitive(category: Category | None) -> bool:
    return category is not None and category.is_sensitive


def _brought(key: UUID, envelope: Envelope, by: Authority) -> Ticket:
    """The ticket this account brought: just now, under its name, or for its group. Raises ``Absent``."""
    rows = Ticket.objects.filter(pk=key).select_related("region")
    if not any(str(key) == made.object_id for made in envelope.parents):
        rows = rows.filter(Q(by=by.user) | Q(group__in=by.group_ids, content=Content.PUBLIC))
    found = rows.first()
    if found is None:
        raise Absent(_("Laporan foto ini tidak ditemukan."))
    return found


def _without_trace(file: Attachment, by: Authority) -> Attachment:
    """A copy that nothing leads back from; what came in goes, unless another record holds it."""
    copy = attachments.unsigned_copy(file)
    Upload.objects.filter(user=by.user, attachment=file).delete()
    attachments.forget(file)
    return copy


def _forgets(ticket: Ticket) -> bool:
    return ticket.identity != Identity.NAMED


def _path(ticket: Ticket) -> str:
    return f"/lapor/{ticket.code}/"
