"""The desk looks at what came in: verifies, returns, merges, sends elsewhere, corrects the settings."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.texts import one_line, without_hidden
from kentongan.domain.tickets import clocks
from kentongan.domain.tickets.actions.hiding import forget_author
from kentongan.domain.tickets.actions.moving import NO_CLOCK, clock_fields, desk_name, move, touch, write_step
from kentongan.domain.tickets.actions.raising import recount_supporters
from kentongan.domain.tickets.models import Category, Fulfilment, Step, Supporter, Ticket
from kentongan.domain.tickets.models.kinds import AT_AGENCY, AT_DESK, Content, Identity, Stage, State

REASON_LIMIT = 500


@transaction.atomic
def verify(ticket: Ticket, *, by: Actor) -> Ticket:
    """The matter is understood and belongs here. The clocks of beginning and answering start today."""
    by.require("tickets.verify", ticket.region_id)
    today = clocks.today_in(ticket.region)
    waiting = [State.RECEIVED, State.RETURNED]  # a returned one when the reporter told the desk itself
    move(ticket, waiting, state=State.VERIFIED, **answering_clocks(ticket, today))
    write_step(ticket, Step.Kind.VERIFIED, by=by, office=desk_name(ticket.region_id))
    record("tickets.verify", ticket, by=by, region=ticket.region_id)
    return ticket


@transaction.atomic
def return_ticket(ticket: Ticket, reason: str, *, by: Actor) -> Ticket:
    """Ask the reporter for what is missing; no clock runs until it is there."""
    by.require("tickets.verify", ticket.region_id)
    said = reason_of(reason, _("Tulis apa yang perlu dilengkapi."))
    move(ticket, [State.RECEIVED], state=State.RETURNED, **NO_CLOCK)
    write_step(ticket, Step.Kind.RETURNED, by=by, text=said, office=desk_name(ticket.region_id))
    record("tickets.return", ticket, by=by, region=ticket.region_id)
    return ticket


@transaction.atomic
def out_of_scope(ticket: Ticket, elsewhere: str, *, by: Actor) -> Ticket:
    """Nobody here can answer it: say where to go instead. A demand is thereby refused."""
    by.require("tickets.verify", ticket.region_id)
    said = reason_of(elsewhere, _("Tulis ke mana pelapor dapat menyampaikannya."))
    today, stood = clocks.today_in(ticket.region), ticket.demand_open
    move(
        ticket,
        [State.RECEIVED, State.VERIFIED, State.RETURNED],
        state=State.OUT_OF_SCOPE,
        closed_on=today,
        demand_open=False,
        **NO_CLOCK,
    )
    if stood:
        Fulfilment.objects.create(
            ticket=ticket, met=False, reason=said, on=today, by_id=by.user_id, by_name=by.name
        )
    write_step(ticket, Step.Kind.OUT_OF_SCOPE, by=by, text=said, office=desk_name(ticket.region_id))
    record("tickets.out_of_scope", ticket, by=by, region=ticket.region_id)
    return ticket


@transaction.atomic
def merge(ticket: Ticket, into: Ticket, *, by: Actor) -> Ticket:
    """The same matter was brought earlier: this one joins it. Both codes go on working.

    Its supporters, and whoever brought it, count as supporters of the other. A restricted one joins only a
    restricted one, since whoever brought it would else read its fate in public.
    """
    by.require("tickets.verify", ticket.region_id)
    by.require("tickets.verify", into.region_id)
    kept = into.survivor
    if kept.pk == ticket.pk:
        raise Invalid(_("Laporan tidak dapat digabungkan dengan dirinya sendiri."), field="into")
    if kept.content != ticket.content or kept.bypasses != ticket.bypasses:
        raise Invalid(
            _("Laporan terbatas dan laporan terbuka tidak dapat digabungkan. Samakan dahulu sifatnya."),
            field="into",
        )
    if kept.state == State.OUT_OF_SCOPE:
        raise Invalid(_("Laporan tujuan di luar kewenangan. Pilih laporan lain."), field="into")
    _lock(ticket, kept)
    touch(kept)  # it too must still stand as it was read: else two merges lead in a circle
    move(
        ticket,
        [*AT_DESK, *AT_AGENCY, State.RETURNED],
        state=State.MERGED,
        merged_into=kept,
        demand_open=False,
        closed_on=clocks.today_in(ticket.region),
        **NO_CLOCK,
    )
    Ticket.objects.filter(merged_into=ticket).update(merged_into=kept)  # never a chain
    _carry_support(ticket, kept)
    write_step(ticket, Step.Kind.MERGED, by=by, text=kept.code, office=desk_name(ticket.region_id))
    write_step(kept, Step.Kind.JOINED, by=by, text=ticket.code, office=desk_name(kept.region_id))
    record("tickets.merge", ticket, by=by, region=ticket.region_id, into=kept.code)
    return kept


@transaction.atomic
def amend(
    ticket: Ticket,
    *,
    by: Actor,
    category: Category | None = None,
    kind: str = "",
    content: str = "",
    shown_text: str | None = None,
    held: bool | None = None,
) -> Ticket:
    """Correct how a ticket is sorted and what the public reads of it; the words themselves stay.

    What is about persons or the village stays restricted. A name once hidden is not shown by this.
    """
    by.require("tickets.verify", ticket.region_id)
    changes = _sorting(ticket, category or ticket.category, kind or ticket.kind, content)
    if shown_text is not None:
        changes["shown_text"] = without_hidden(shown_text).strip()[:5000]
    if held is not None:
        changes["held"] = held
    author, hides = ticket.by_id, changes["category"].is_sensitive and ticket.identity == Identity.NAMED
    changes |= {"identity": Identity.HIDDEN, "by_id": None} if hides else {}
    changed = sorted(name for name, value in changes.items() if getattr(ticket, name) != value)
    move(ticket, list(State.values), **changes)
    if hides:
        forget_author(ticket, author)
    write_step(ticket, Step.Kind.AMENDED, by=by, text=_words_of(changed), inside=True)
    record("tickets.amend", ticket, by=by, region=ticket.region_id, fields=changed)
    return ticket


def _lock(*tickets: Ticket) -> None:
    """Take the rows in one order, so that two merges wait for each other instead of failing."""
    keys = [ticket.pk for ticket in tickets]
    list(Ticket.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _words_of(fields: list[str]) -> str:
    """What was changed, as officers say it; what follows from it is left out."""
    words = {
        "kind": _("jenis"),
        "category": _("kategori"),
        "content": _("sifat"),
        "identity": _("nama pelapor disembunyikan"),
        "held": _("penahanan dari umum"),
        "shown_text": _("teks untuk umum"),
    }
    return ", ".join(words[name] for name in words if name in fields)


def _sorting(ticket: Ticket, category: Category, kind: str, content: str) -> dict[str, Any]:
    """How the ticket is sorted from now on; whether it still is a demand follows from its kind."""
    wanted = content or ticket.content
    if wanted not in Content.values or kind not in Ticket.Kind.values:
        raise Invalid(
            _("Pilih salah satu dari daftar."), field="content" if wanted not in Content.values else "kind"
        )
    if category.is_sensitive and content == Content.PUBLIC:
        raise Invalid(_("Laporan tentang orang atau perangkat desa tetap terbatas."), field="content")
    if ticket.content == Content.RESTRICTED and wanted == Content.PUBLIC and not _closed_here(ticket):
        raise Invalid(
            _("Laporan ini dikirim sebagai laporan terbatas, jadi tetap terbatas."), field="content"
        )
    changes: dict[str, Any] = {
        "category": category,
        "kind": kind,
        "bypasses": category.is_sensitive,
        "content": Content.RESTRICTED if category.is_sensitive else wanted,
    }
    if kind != ticket.kind:
        ended = Fulfilment.objects.filter(ticket=ticket).exists()
        changes["demand_open"] = kind in {"obstacle", "infrastructure"} and not ended
    return changes


def _closed_here(ticket: Ticket) -> bool:
    """Whether it came in public, and an officer restricted it: only then may one open it again.

    Each change of the setting is one entry, so an odd number says that it was brought otherwise.
    """
    changes = Entry.objects.about(ticket).filter(verb="tickets.amend").values_list("detail", flat=True)
    return sum("content" in detail.get("fields", ()) for detail in changes) % 2 == 1


def answering_clocks(ticket: Ticket, start: date) -> dict[str, Any]:
    """The clocks that start when a ticket is verified or opened again: to begin, and to answer."""
    asked = {"region": ticket.region_id, "kind": ticket.kind, "category": ticket.category}
    answer = clocks.due(Stage.ANSWER, start, **asked)
    begin = clocks.earlier(clocks.due(Stage.START, start, **asked), answer.on)
    return {"answer_due_on": answer.on, **clock_fields(Stage.START, begin.on, begin.very_on)}


def reason_of(text: str, missing: str, *, field: str = "reason", limit: int = REASON_LIMIT) -> str:
    """The reason as it is kept. Raises ``Invalid`` when there is none."""
    said = one_line(text)
    if not said:
        raise Invalid(missing, field=field)
    if len(said) > limit:
        raise Invalid(_("Paling banyak %(count)d huruf.") % {"count": limit}, field=field)
    return said


def _carry_support(ticket: Ticket, kept: Ticket) -> None:
    known = set(kept.support.exclude(group=None).values_list("group_id", flat=True))
    for row in ticket.support.all():
        if row.group_id is None or row.group_id not in known:
            Supporter.objects.filter(pk=row.pk).update(ticket=kept)
    if ticket.group_id is None or ticket.group_id not in known | {kept.group_id}:
        Supporter.objects.create(
            ticket=kept, group_id=ticket.group_id, region_id=ticket.region_id, on=ticket.received_on
        )
    recount_supporters(kept)
    recount_supporters(ticket)
