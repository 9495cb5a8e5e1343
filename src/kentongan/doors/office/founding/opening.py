"""Setting places on their way: one by hand, many from a list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid
from kentongan.domain.founding import actions
from kentongan.domain.founding.actions import Place
from kentongan.domain.founding.models import Path, Way
from kentongan.domain.groups.boards import find_villages
from kentongan.domain.mentoring.boards import dormant_groups
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, is_within
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.founding.board import SECTION
from kentongan.doors.office.founding.forms import ManyForm, OpenForm, SourceForm
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP = "perjalanan-baru"
CHOOSABLE = 300  # places to tick at once; more by district


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """One village or district; the same form sent twice opens one path."""
    actor = actor_of(request)
    roots = actor.areas("founding.edit")
    within = roots[0] if len(roots) == 1 else ROOT
    first = {
        "token": new_token(),
        "opened_on": timezone.localdate(),
        "way": Way.NEW,
        "region": Region.objects.filter(code=request.GET.get("wilayah", "")).first(),
    }
    form = OpenForm(posted(request), initial=first, within=within)
    status = 200
    if request.method == "POST":
        made: list[str] = []
        status = run(
            form,
            lambda: made.append(once(form.cleaned_data["token"], lambda: _made(form, actor), by=actor)),
        )
        if status == 200:
            messages.success(request, _("Perjalanan dibuka."), extra_tags=KEEP)
            return redirect(made[0])
    context = {
        "form": form,
        "question": _("Buka perjalanan"),
        "verb": _("Buka"),
        "kind": "primary",
        "keep": KEEP,
        "back_url": reverse("office:founding-board"),
        "uses_htmx": True,
        "consequence": _("Langkah berikutnya terbaca sendiri dari acara, SK, dan kegiatan yang dicatat."),
    }
    trail = [*_trail(), Crumb(_("Buka perjalanan"))]
    return page(request, "office/ask.html", context, section=SECTION, trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def many(request: HttpRequest) -> HttpResponse:
    """Villages without KIM, or dormant KIM, ticked in a list."""
    actor = actor_of(request)
    areas = _areas(actor)
    source = SourceForm(request.GET or {"wilayah": areas[0][0] if areas else ""}, areas=areas)
    wanted = source.cleaned_data
    region = wanted.get("wilayah") or (areas[0][0] if areas else "")
    revival = wanted.get("dari") == "vakum"
    offered, more = _offered(region, wanted.get("label", ""), actor, revival=revival)
    form = ManyForm(posted(request))
    status = 200
    if request.method == "POST":
        opened: list[actions.Opened] = []
        status = run(form, lambda: opened.append(_open(form, region, actor, revival=revival)))
        if status == 200:
            _tell(request, opened[0])
            return redirect("office:founding-list")
    context = {
        "form": form,
        "source": source,
        "offered": offered,
        "too_many": more,
        "limit": CHOOSABLE,
        "chosen": set(form["places"].value() or []),
        "back_url": reverse("office:founding-board"),
    }
    trail = [*_trail(), Crumb(_("Buka banyak sekaligus"))]
    return page(request, "office/founding/many.html", context, section=SECTION, trail=trail, status=status)


def _made(form: OpenForm, actor: Authority) -> str:
    facts = {name: value for name, value in form.cleaned_data.items() if name != "token"}
    path = actions.open_path(by=actor, **facts)
    return reverse("office:founding-detail", args=[path.code])


def _areas(actor: Authority) -> list[tuple[str, str]]:
    """The areas the person edits and those right below them."""
    roots = actor.areas("founding.edit")
    rows = Region.objects.current().filter(code__in=roots) | Region.objects.current().filter(
        parent_id__in=roots
    )
    return [(area.code, area.title) for area in rows.order_by("code")]


def _offered(region: str, tag: str, actor: Authority, *, revival: bool) -> tuple[list[Any], bool]:
    """What can be ticked: (value, name, place); those already on their way are left out."""
    place = Region.objects.filter(code=region).first()
    if place is None:
        return [], False
    if revival:
        busy = Path.objects.open().filter(way=Way.REVIVAL).values("group_id")
        groups = dormant_groups(region, actor).exclude(pk__in=busy).select_related("region")
        if tag:
            groups = groups.with_tags(tag)
        rows = [(group.code, group.name, group.region.title) for group in groups[: CHOOSABLE + 1]]
    else:
        on_way = Path.objects.open().filter(group=None).values("region_id")
        villages = find_villages(place, tags=[tag] if tag else [], with_group=False).exclude(code__in=on_way)
        found = villages.select_related("parent")[: CHOOSABLE + 1]
        rows = [(one.code, one.title, one.parent.title if one.parent else "") for one in found]
    return rows[:CHOOSABLE], len(rows) > CHOOSABLE


def _open(form: ManyForm, region: str, actor: Authority, *, revival: bool) -> actions.Opened:
    chosen = form.cleaned_data["places"]
    reason = form.cleaned_data["reason"]
    if revival:
        groups = dormant_groups(region, actor).filter(code__in=chosen).select_related("region")
        places = [Place(group.region, group=group, reason=reason) for group in groups]
    else:
        codes = [code for code in chosen if is_within(code, region)]
        places = [Place(village, reason=reason) for village in Region.objects.filter(code__in=codes)]
    if len(places) < len(set(chosen)):
        raise Invalid(_("Sebagian pilihan tidak ada lagi dalam daftar ini. Tampilkan ulang daftarnya."))
    return actions.open_paths(places, way=Way.REVIVAL if revival else Way.NEW, by=actor)


def _tell(request: HttpRequest, opened: actions.Opened) -> None:
    count = len(opened.paths)
    messages.success(
        request,
        ngettext("%(count)d perjalanan dibuka.", "%(count)d perjalanan dibuka.", count) % {"count": count},
    )
    if opened.known:
        names = ", ".join(region.title for region in opened.known[:5])
        messages.warning(
            request, _("Sudah dalam perjalanan, tidak dibuka lagi: %(names)s.") % {"names": names}
        )


def _trail() -> list[Crumb]:
    return [Crumb(_("Pembentukan"), reverse("office:founding-board"))]
