"""The queue: filters that can be shared as a link, views kept under a name, acts on many at once."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kentongan.design.parts import Link
from kentongan.domain.core.codes import read_code
from kentongan.domain.regions.rules import valid_code
from kentongan.domain.tickets import access, boards
from kentongan.domain.tickets.models import Category
from kentongan.domain.tickets.models.kinds import AT_AGENCY, AT_CITIZEN, AT_DESK, Content, Kind, State
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.rules import clock_of
from kentongan.domain.tickets.tasks import ask_for_day
from kentongan.doors.office import kept_views
from kentongan.doors.office.pages import actor_of, page, with_params
from kentongan.doors.office.paging import bounded_count, page_after

PILES = {
    "": gettext_lazy("Belum selesai"),
    "meja": gettext_lazy("Di meja pengaduan"),
    "kantor": gettext_lazy("Di perangkat daerah"),
    "warga": gettext_lazy("Menunggu warga"),
    "lewat": gettext_lazy("Lewat batas"),
    "jauh": gettext_lazy("Jauh lewat batas"),
    "naik": gettext_lazy("Naik ke atasan"),
    "sarana": gettext_lazy("Permintaan belum terpenuhi"),
    "ditahan": gettext_lazy("Perlu diperiksa isinya"),
    "selesai": gettext_lazy("Selesai"),
    "semua": gettext_lazy("Semua"),
}
FILTERS = ("tumpukan", "jenis", "kategori", "wilayah", "kantor", "sifat", "cari")
VIEWS = "tickets"  # under which views of this list are kept
NEWEST_PILES = {"warga", "selesai", "semua", "sarana", "ditahan"}
EARLIEST = ("due_on", "id")
NEWEST = ("-received_on", "-id")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tickets the officer may read, most urgent first."""
    ask_for_day()
    actor, params = actor_of(request), request.GET
    pile = params.get("tumpukan", "")
    order = NEWEST if pile in NEWEST_PILES else EARLIEST
    parts = [filtered(part, params) for part in access.visible_parts(actor)]
    if order is EARLIEST:
        parts = [part.filter(due_on__isnull=False) for part in parts]
    found, following = page_after(access.visible(actor), params, order, parts=parts)
    count, more = bounded_count(*parts)
    today = timezone.localdate()
    for ticket in found:
        ticket.clock = clock_of(ticket.due_on, ticket.very_due_on, today)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "rows": found,
        "next_url": following,
        "count": count,
        "more": more,
        "piles": [_chip(params, "tumpukan", key, word, pile) for key, word in PILES.items()],
        "kinds": [("", _("Semua jenis")), *Kind.choices],
        "categories": Category.objects.filter(retired=False),
        "params": params,
        "active": _active(params),
        "views": kept_views.links(actor, VIEWS),
        "keep_url": reverse("office:ticket-view"),
        "load": boards.load_by_agency(actor)[:8],
        "is_desk": actor.may("tickets.verify"),
        "may_raise": actor.may("tickets.raise"),
        "query": with_params(params),
    }
    return page(request, "office/tickets/list.html", context, section="tickets")


def filtered(rows: TicketQuerySet, params: QueryDict) -> TicketQuerySet:
    """The tickets that the address asks for; what it says wrongly is left out."""
    rows = _pile(rows, params.get("tumpukan", ""))
    if params.get("jenis") in Kind.values:
        rows = rows.filter(kind=params["jenis"])
    category, area, office = (params.get(name, "") for name in ("kategori", "wilayah", "kantor"))
    if category:
        rows = rows.filter(category_id=category[:40])
    if valid_code(area):
        rows = rows.for_region(area)
    if office:
        rows = rows.filter(agency__short_name=office[:60])
    if params.get("sifat") in Content.values:
        rows = rows.filter(content=params["sifat"])
    typed = params.get("cari", "").strip()[:80]
    if typed:
        code = read_code(typed, "T")
        rows = rows.filter(Q(code=code) if code else Q(title__icontains=typed) | Q(place__icontains=typed))
    return rows


def _pile(rows: TicketQuerySet, pile: str) -> TicketQuerySet:
    if pile == "semua":
        return rows
    if pile == "selesai":
        return rows.filter(state__in=[State.CLOSED, State.MERGED, State.OUT_OF_SCOPE])
    if pile == "sarana":
        return rows.demands()
    opened = rows.open()
    return {
        "meja": lambda: opened.filter(state__in=AT_DESK),
        "kantor": lambda: opened.filter(state__in=AT_AGENCY),
        "warga": lambda: opened.filter(state__in=AT_CITIZEN),
        "lewat": lambda: opened.overdue(),
        "jauh": lambda: opened.very_overdue(),
        "naik": lambda: opened.filter(escalated__gt=0),
        "ditahan": lambda: opened.filter(held=True),
    }.get(pile, lambda: opened)()


@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter under a name, or forget one."""
    return kept_views.answer(request, VIEWS, filters=FILTERS, back="office:ticket-list")


def _active(params: QueryDict) -> list[Link]:
    words = {name: params.get(name, "") for name in FILTERS if name != "tumpukan"}
    if words["jenis"] in Kind.values:
        words["jenis"] = str(Kind(words["jenis"]).label)
    return [Link(value, "?" + with_params(params, **{name: ""})) for name, value in words.items() if value]


def _chip(params: QueryDict, name: str, value: str, label: object, chosen: str) -> Link:
    return Link(str(label), "?" + with_params(params, **{name: value}), current=value == chosen)
