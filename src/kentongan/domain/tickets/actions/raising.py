"""Somebody brings a matter, joins one, completes one, adds a photo. Rights are never asked: it is taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.activities.rules import content_digest
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.codes import unused_code
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.core.texts import one_line, without_hidden
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets import clocks, counting, tracking
from kentongan.domain.tickets.actions.moving import clock_fields, move, write_step
from kentongan.domain.tickets.models import Category, Reporter, Step, Supporter, Ticket, TicketPhoto
from kentongan.domain.tickets.models.kinds import DEMANDS, Content, Identity, Kind, Stage, State
from kentongan.domain.tickets.rules import MOST_PHOTOS, looks_needed, masked_long_numbers, title_from

LONGEST = {"title": 150, "place": 120, "text": 5000, "name": 150, "contact": 60}
DEFAULT_CATEGORY = "lainnya"
# Who stands in the history of what a reporter did: a name may be hidden later, a history is never changed.
NAMELESS = System("Pelapor")


@dataclass(frozen=True)
class Word:
    """What somebody says, as it came in through any door."""

    kind: str
    region: Region
    text: str
    identity: str
    content: str
    category: Category | None = None
    group: Group | None = None
    title: str = ""
    place: str = ""
    name: str = ""
    contact: str = ""
    on_behalf: bool = False  # typed by somebody else for the person
    consent: str = ""  # how the person agreed that the name is kept
    consent_wording: str = ""


@dataclass(frozen=True)
class Raised:
    """The ticket, and the tracking code for whoever brought it: shown once, kept nowhere."""

    ticket: Ticket
    digits: str


@transaction.atomic
def raise_ticket(
    word: Word,
    *,
    by: Actor,
    door: str,
    id: UUID | None = None,  # noqa: A002 - the name in every contract
    digits: str | None = None,
    photos: Sequence[Attachment] = (),
) -> Raised:
    """Take what somebody brought. The same id with the same content is the same ticket.

    With identity ``none`` neither account nor group nor hour is written anywhere, and no history: the only
    verb without one (security.md 33). ``photos`` must then carry no trace either (:mod:`.evidence`).
    Raises ``Invalid`` for what was entered wrongly, ``Stale`` for an id with other content.
    """
    said = _read(word)
    digest = content_digest(_content(said))
    code, key = digits or tracking.new_digits(), id or uuid4()
    ticket = None if id and _is_known(key) else _written(said, key, door, digest, by)
    if ticket is None:
        for photo in photos:
            attachments.forget(photo)  # the first sending's own are kept
        return _again(Ticket.objects.get(pk=key), digest, code, by)
    counting.note(ticket)
    tracking.attach(ticket, code)
    for photo in photos[:MOST_PHOTOS]:
        TicketPhoto.objects.create(ticket=ticket, attachment=photo, added_on=ticket.received_on)
    _seal(ticket, said, by)
    return Raised(ticket, code)


@transaction.atomic
def complete(ticket: Ticket, text: str) -> None:
    """The reporter adds what was missing; the ticket is at the desk again, with a new clock for it."""
    said = _text(text, "text", 1000)
    if not said:
        raise Invalid(_("Tulis apa yang ditambahkan."), field="text")
    due = _due(ticket, clocks.today_in(ticket.region))
    held = ticket.held or bool(looks_needed(said))
    move(ticket, [State.RETURNED], state=State.RECEIVED, held=held, **due)
    write_step(ticket, Step.Kind.COMPLETED, by=NAMELESS, text=said, inside=True, by_citizen=True)


@transaction.atomic
def support(ticket: Ticket, *, by: Actor, group: Group | None = None, digits: str | None = None) -> str:
    """Join a ticket with the same matter; returns a tracking code of one's own.

    A group counts once, whatever it repeats.
    """
    if ticket.content != Content.PUBLIC or ticket.state == State.CLOSED:
        raise Invalid(_("Laporan ini tidak dapat didukung. Tulis laporan baru."))
    code = digits or tracking.new_digits()
    if group is not None and ticket.support.filter(group=group).exists():
        tracking.attach(ticket, code, supports=True)
        return code
    day = clocks.today_in(ticket.region)
    Supporter.objects.create(
        ticket=ticket, group=group, region_id=group.region_id if group else ticket.region_id, on=day
    )
    tracking.attach(ticket, code, supports=True)
    recount_supporters(ticket)
    if group is not None:
        record("tickets.support", ticket, by=by, region=ticket.region_id, group=str(group.code))
    return code


@transaction.atomic
def add_photo(ticket: Ticket, photo: Attachment, *, on: date | None = None) -> TicketPhoto:
    """Put a photo to the ticket; the same one again changes nothing. Raises ``Invalid`` beyond five."""
    known = ticket.photos.filter(attachment=photo).first()
    if known:
        return known
    if ticket.photos.count() >= MOST_PHOTOS:
        raise Invalid(_("Laporan ini sudah berisi %(count)d foto.") % {"count": MOST_PHOTOS}, field="photo")
    return TicketPhoto.objects.create(ticket=ticket, attachment=photo, added_on=on or ticket.received_on)


def recount_supporters(ticket: Ticket) -> None:
    """The number of those who joined, counted anew."""
    ticket.supporters = ticket.support.count()
    Ticket.objects.filter(pk=ticket.pk).update(supporters=ticket.supporters)


def _is_known(key: UUID) -> bool:
    return Ticket.objects.filter(pk=key).exists()


def _written(said: Word, key: UUID, door: str, digest: str, by: Actor) -> Ticket | None:
    """The new ticket; ``None`` when the same was sent at the same time and came first."""
    try:
        with transaction.atomic():
            return Ticket.objects.create(
                pk=key,
                code=unused_code("T", lambda text: Ticket.objects.filter(code=text).exists()),
                door=door,
                digest=digest,
                **_columns(said, by),
            )
    except IntegrityError:
        if not _is_known(key):
            raise
        return None


def _again(known: Ticket, digest: str, code: str, by: Actor) -> Raised:
    """What was sent before, for whoever sent it: the code that is told speaks for the reporter.

    Others are told no more than that the number is taken, with the same words or not.
    """
    sender = Reporter.objects.filter(ticket=known).values_list("typed_by", flat=True).first()
    if known.digest != digest or sender != by.user_id:
        raise Stale(_("Nomor kiriman ini sudah dipakai untuk isi lain. Tulis laporan baru."))
    tracking.attach(known, code)
    return Raised(known, code)


def _read(word: Word) -> Word:
    """The word as it is kept: cut of signs nobody sees and of numbers that are not collected."""
    for field, values in (
        ("kind", Kind.values),
        ("identity", Identity.values),
        ("content", Content.values),
    ):
        if getattr(word, field) not in values:
            raise Invalid(_("Pilih salah satu dari daftar."), field=field)
    text = _text(word.text, "text", LONGEST["text"])
    if not text:
        raise Invalid(_("Tulis apa yang ingin Anda sampaikan."), field="text")
    category = word.category or Category.objects.filter(pk=DEFAULT_CATEGORY).first()
    if category is None:
        raise Invalid(_("Pilih kategori dari daftar."), field="category")
    sensitive = category.is_sensitive
    title = _text(word.title, "title", LONGEST["title"]) or title_from(text)
    said = replace(
        word,
        category=category,
        text=text,
        title=title,
        place=_text(word.place, "place", LONGEST["place"]),
        name=_text(word.name, "name", LONGEST["name"]),
        contact=_text(word.contact, "contact", LONGEST["contact"]),
        content=Content.RESTRICTED if sensitive else word.content,
        identity=Identity.HIDDEN if sensitive and word.identity == Identity.NAMED else word.identity,
    )
    if said.identity == Identity.NONE:
        return replace(said, name="", contact="", group=None, on_behalf=False)
    return said


def _text(text: str, field: str, most: int) -> str:
    clean = without_hidden(text).strip() if field == "text" else one_line(text)
    if len(clean) > most:
        raise Invalid(_("Paling banyak %(count)d huruf.") % {"count": most}, field=field)
    return masked_long_numbers(clean)


def _content(said: Word) -> dict[str, Any]:
    group, category = said.group, said.category
    return {
        "kind": said.kind,
        "region": said.region.code,
        "text": said.text,
        "title": said.title,
        "place": said.place,
        "identity": said.identity,
        "content": said.content,
        "category": category.pk if category else "",
        "group": str(group.pk) if group else "",
    }


def _columns(said: Word, by: Actor) -> dict[str, Any]:
    """What is kept of it; the village's day, and the hour only of those who may be known."""
    today = clocks.today_in(said.region)
    category = said.category
    assert category is not None  # noqa: S101 - _read has chosen one
    due = clocks.due(Stage.VERIFY, today, region=said.region.code, kind=said.kind, category=category)
    public = said.content == Content.PUBLIC
    return {
        "kind": said.kind,
        "category": category,
        "region": said.region,
        "province": said.region.code[:2],
        "regency": said.region.code[:5],
        "group": said.group,
        "place": said.place,
        "title": said.title,
        "text": said.text,
        "identity": said.identity,
        "content": said.content,
        "bypasses": category.is_sensitive,
        "held": public and bool(looks_needed(said.title, said.text, said.place)),
        "received_on": today,
        "received_at": None if said.identity == Identity.NONE else timezone.now(),
        "by_id": by.user_id if said.identity == Identity.NAMED else None,
        "demand_open": said.kind in DEMANDS,
        **clock_fields(Stage.VERIFY, due.on, due.very_on),
    }


def _seal(ticket: Ticket, said: Word, by: Actor) -> None:
    """The reporter apart from the ticket, and the history entry, which names nobody who is hidden."""
    if said.identity == Identity.NONE:
        return
    Reporter.objects.create(
        ticket=ticket,
        name=said.name or ("" if said.on_behalf else by.name),
        contact=said.contact,
        typed_by_id=by.user_id,
        typed_by_name=by.name,
        on_behalf=said.on_behalf,
        consent=said.consent or Reporter.Consent.ONLINE,
        consent_wording=said.consent_wording or consent_wording(said.identity),
    )
    record("tickets.raise", ticket, by=NAMELESS, region=ticket.region_id, door=ticket.door)


def consent_wording(identity: str) -> str:
    """What the person agrees to when a name is kept."""
    if identity == Identity.HIDDEN:
        return _(
            "Nama dan kontak saya disimpan terpisah dan tidak terlihat oleh siapa pun. Nama hanya dibuka "
            "oleh dua petugas dengan alasan tertulis, dan saya diberi tahu."
        )
    return _("Nama dan kontak saya disimpan agar petugas dapat menghubungi saya tentang laporan ini.")


def _due(ticket: Ticket, start: date) -> dict[str, Any]:
    due = clocks.due(Stage.VERIFY, start, region=ticket.region_id, kind=ticket.kind, category=ticket.category)
    return clock_fields(Stage.VERIFY, due.on, due.very_on)
