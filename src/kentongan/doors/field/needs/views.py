"""What a group needs: said from the phone of the KIM, the village or the district, and what was answered."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.access import own_groups
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access
from kentongan.domain.mentoring.actions import raise_need
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.rules import ROOT
from kentongan.doors.field.needs.forms import NeedForm
from kentongan.doors.field.pages import actor_of, open_page, page, run

SHOWN = 50


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the needs of the one group; a choice when there are several, narrowed by a name."""
    actor, typed = actor_of(request), request.GET.get("q", "")[:80]
    rows = access.needy(actor).order_by("region_id", "name", "pk")
    groups = list((rows.named(typed) if typed.strip() else rows)[: SHOWN + 1])
    if len(groups) == 1 and not typed:
        return redirect("field:needs", code=groups[0].code)
    if not groups and not typed:
        raise Absent(_("Akun Anda belum terhubung dengan sebuah KIM. Hubungi kantor pembina KIM Anda."))
    context = {"groups": groups[:SHOWN], "more": len(groups) > SHOWN, "typed": typed}
    place = groups[0].region if groups else get_region(ROOT)
    return open_page(request, "field/needs/choose.html", context, region=place)


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The needs of the group, newest first, each with how it stands."""
    actor = actor_of(request)
    group = access.get_needy(code, actor)
    needs = list(access.visible_needs(actor).filter(group=group).order_by("-raised_at", "pk")[:SHOWN])
    return _page(request, "field/needs/list.html", {"needs": needs}, group)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is needed."""
    actor = actor_of(request)
    group = access.get_needy(code, actor)
    form, status = NeedForm(request.POST or None, initial={"id": uuid4()}), 200
    key = f"kebutuhan-{group.code}"
    if request.method == "POST":
        status = run(form, lambda: raise_need(group=group, by=actor, **form.cleaned_data))
        if status == 200:
            messages.success(
                request, _("Tersimpan. Jawaban kantor akan tampil di halaman ini."), extra_tags=key
            )
            return redirect("field:needs", code=group.code)
    context = {"form": form, "keep_key": key}
    return _page(request, "field/needs/form.html", context, group, _back(group), status)


@require_safe
def detail(request: HttpRequest, code: str, need: str) -> HttpResponse:
    """One need and what was done about it."""
    actor = actor_of(request)
    group, found = access.get_needy(code, actor), access.get_need(need, actor)
    if found.group_id != group.pk:
        raise Absent(_("Kebutuhan ini tidak ditemukan."))
    steps = list(found.steps.select_related("agency", "release", "event", "speaker"))
    return _page(request, "field/needs/detail.html", {"need": found, "steps": steps}, group, _back(group))


def _back(group: Group) -> tuple[str, str]:
    return reverse("field:needs", args=[group.code]), _("Kebutuhan")


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    group: Group,
    back: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """In the group's own frame for its people; for an officer the same without the group's bar."""
    if own_groups(actor_of(request)).filter(pk=group.pk).exists():
        way = back or (reverse("field:group", args=[group.code]), _("KIM kami"))
        return page(
            request, template, context | {"is_own": True}, group=group, here="group", back=way, status=status
        )
    way = back or (reverse("field:needs-start"), _("Pilih KIM"))
    return open_page(
        request, template, context | {"group": group}, region=group.region, back=way, status=status
    )
