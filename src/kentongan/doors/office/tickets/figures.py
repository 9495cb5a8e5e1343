"""What people asked and how it went, computed; and the exchange with SP4N-LAPOR! by spreadsheet."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb, Part
from kentongan.domain.core.problems import Problem
from kentongan.domain.core.texts import number_of
from kentongan.domain.people.access import Authority
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.domain.tickets import access, boards, bridge
from kentongan.domain.tickets.models import Category
from kentongan.domain.tickets.models.kinds import Kind, State
from kentongan.doors.office import sheets
from kentongan.doors.office.pages import actor_of, page, run
from kentongan.doors.office.tickets.queue import filtered
from kentongan.doors.office.tickets.rule_forms import ImportForm

YEAR, LONGEST = 365, 3653  # days
MOST_SHOWN = 20  # areas and agencies, those with most
MOST_EXPORTED = 10_000


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Counts by category, place, month, state, agency; how long, in time, told back."""
    actor = actor_of(request)
    region = _area(request.GET.get("wilayah", ""), actor)
    until = _day(request.GET.get("sampai", "")) or timezone.localdate()
    # whole months are read from sums
    since = _day(request.GET.get("dari", "")) or (until - timedelta(days=YEAR)).replace(day=1)
    since = max(since, until - timedelta(days=LONGEST))
    rows, whole = access.visible(actor).select_related(None), access.read_whole(actor, region.code)
    found = boards.overview(rows, region, since, until, whole=whole)
    context: dict[str, Any] = {
        "region": region,
        "since": since,
        "until": until,
        "sums": found.sums,
        "categories": _named(found.categories, _categories()),
        "kinds": _named(found.kinds, dict(Kind.choices)),
        "states": _named(found.states, dict(State.choices)),
        "agencies": _named(found.agencies[:MOST_SHOWN], _agencies(found.agencies[:MOST_SHOWN])),
        "months": [Part(date_format(month, "F Y"), n) for month, n in found.months],
        "areas": _areas(found.areas[:MOST_SHOWN]),
        "load": boards.load_by_agency(actor)[:MOST_SHOWN],
    }
    trail = [_crumb(), Crumb(_("Angka"))]
    return page(request, "office/tickets/figures.html", context, section="tickets", trail=trail)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The tickets of the filter as a sheet for SP4N-LAPOR!: no names, no contacts."""
    actor = actor_of(request)
    rows = filtered(access.visible(actor), request.GET).newest()[:MOST_EXPORTED]
    return sheets.answer("xlsx", "laporan-warga", _("Laporan warga"), bridge.HEAD, bridge.lines(rows))


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Numbers, states and answers from SP4N-LAPOR!, by the sheet that went out.

    It is read and looked at first; what was read is then taken in, without its file being chosen again.
    """
    actor = actor_of(request)
    read = number_of(request.POST.get("berkas", ""))
    form = ImportForm(
        request.POST if request.method == "POST" and read is None else None, request.FILES or None
    )
    context: dict[str, Any] = {"form": form}
    status = 200
    try:
        if read is not None:
            context["sheet"] = bridge.get_received(read, by=actor)
            context["outcome"] = bridge.plan_of(context["sheet"], by=actor)
            context["outcome"] = bridge.apply(context.pop("sheet"), by=actor)
            changed = context["outcome"].changed
            messages.success(request, _("%(count)d baris diterapkan.") % {"count": changed})
        elif request.method == "POST":
            status = run(
                form, lambda: context.update(sheet=bridge.receive(form.cleaned_data["file"], by=actor))
            )
            if status == 200:
                context["outcome"] = bridge.plan_of(context["sheet"], by=actor)
                context["to_mend"] = sum(bool(line.problem) for line in context["outcome"].lines)
    except Problem as problem:
        context["refusal"], status = problem.message, problem.status
    trail = [_crumb(), Crumb(_("Impor jawaban"))]
    return page(request, "office/tickets/import.html", context, section="tickets", trail=trail, status=status)


def _area(code: str, actor: Authority) -> Region:
    """The area that was asked for, else the actor's own, which needs no query."""
    wanted = code if valid_code(code) else next(iter(actor.areas("tickets.read")), "")
    own = (grant.region for grant in actor.grants if grant.region_id == wanted)
    return next(own, None) or get_region(wanted)


def _named(counted: list[tuple[Any, int]], names: dict[Any, Any]) -> list[Part]:
    return [
        Part(str(names.get(key) or _("tanpa"))[:1].upper() + str(names.get(key) or _("tanpa"))[1:], n)
        for key, n in counted
    ]


def _categories() -> dict[str, str]:
    return dict(Category.objects.values_list("pk", "name"))


def _agencies(counted: list[tuple[Any, int]]) -> dict[Any, str]:
    known = Agency.objects.filter(pk__in=[key for key, _n in counted if key])
    return dict(known.values_list("pk", "short_name")) | {None: _("tidak di perangkat daerah")}


def _areas(counted: list[tuple[str, int]]) -> list[Part]:
    names = {one.code: one.title for one in Region.objects.filter(code__in=[code for code, _n in counted])}
    return [Part(names.get(code, code), n, href=f"?wilayah={code}") for code, n in counted]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
        return day if 2000 <= day.year <= 2100 else None
    except ValueError:
        return None


def _crumb() -> Crumb:
    return Crumb(_("Laporan warga"), reverse("office:ticket-list"))
