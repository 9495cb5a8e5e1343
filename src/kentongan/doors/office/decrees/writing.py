"""Entering a decree with all the groups it names."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.groups import actions
from kentongan.domain.groups.access import get_decree, visible
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.decrees.forms import CHOOSABLE, DecreeForm, NamedForm, proposed_role
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP = "sk-baru"


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a decree; the same form sent twice makes one. "Tampilkan" only lists other groups to tick."""
    actor = actor_of(request)
    form = DecreeForm(posted(request), request.FILES or None, by=actor, initial=_first(request, actor))
    status = 200
    if request.method == "POST":
        form.keep_upload(next(iter(actor.areas("decrees.edit")), ""))
        if "tampilkan" in request.POST:
            form = _again(form)
        else:
            made: list[str] = []
            status = run(form, lambda: made.append(_made(form, actor)))
            if status == 200:
                messages.success(request, _("SK tercatat."), extra_tags=KEEP)
                return redirect(made[0])
    context = {
        "form": form,
        "keep": KEEP,
        "back_url": reverse("office:decree-list"),
        **_choices(request, form.chosen, actor),
    }
    trail = [Crumb(_("SK"), reverse("office:decree-list")), Crumb(_("Catat SK"))]
    return page(request, "office/decrees/form.html", context, section="decrees", trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def named(request: HttpRequest, code: str) -> HttpResponse:
    """Name more groups on a decree that stands: a page of its annex that was left out."""
    actor = actor_of(request)
    decree = get_decree(code, actor)
    if not actor.may("decrees.edit"):
        raise Refused(_("Anda tidak berwenang mengubah SK."))
    form = NamedForm(posted(request))
    status = 200
    if request.method == "POST" and "tampilkan" not in request.POST:
        status = run(form, lambda: actions.name_groups(decree, _picked(form, actor), by=actor))
        if status == 200:
            messages.success(request, _("Kelompok ditambahkan ke SK."))
            return redirect("office:decree-detail", code=decree.code)
    elif request.method == "POST":
        form = NamedForm(initial={"groups": form.chosen})
    context = {
        "form": form,
        "question": _("Tambah kelompok pada SK %(number)s") % {"number": decree.number},
        "back_url": reverse("office:decree-detail", args=[decree.code]),
        **_choices(request, form.chosen, actor, leave_out=decree),
    }
    trail = [
        Crumb(_("SK"), reverse("office:decree-list")),
        Crumb(decree.number, reverse("office:decree-detail", args=[decree.code])),
        Crumb(_("Tambah kelompok")),
    ]
    return page(request, "office/decrees/groups.html", context, section="decrees", trail=trail, status=status)


def _picked(form: NamedForm, actor: Authority) -> list[Group]:
    """The groups ticked, among those the person may read."""
    rows = visible(actor).filter(code__in=form.chosen).select_related("region").order_by("region_id")
    groups = list(rows)
    if len(groups) < len(form.chosen):
        raise Invalid(
            _("Ada kelompok yang tidak ditemukan di wilayah Anda. Muat ulang halaman."), field="groups"
        )
    return groups


def _made(form: DecreeForm, actor: Authority) -> str:
    facts = form.facts()

    def make() -> str:
        decree = actions.issue_decree(by=actor, **facts)
        return reverse("office:decree-detail", args=[decree.code])

    return once(form.cleaned_data["token"], make, by=actor)


def _first(request: HttpRequest, actor: Authority) -> dict[str, Any]:
    """A fresh form: its token, and the group it was opened from with the issuer it asks for."""
    first: dict[str, Any] = {"token": new_token()}
    if request.GET.get("jenis") in Decree.Kind.values:
        first["kind"] = request.GET["jenis"]
    code = request.GET.get("kim", "")
    group = visible(actor).filter(code=code).select_related("region").first() if code else None
    if group:
        first |= {"groups": [group.code], "issuer_role": proposed_role([group])}
    return first


def _again(form: DecreeForm) -> DecreeForm:
    """The same words in a form that complains of nothing yet."""
    words = {name: form[name].value() for name in form.fields if name != "file"}
    again = DecreeForm(initial=words, by=form.by)
    again.attachment = form.attachment
    return again


def _choices(
    request: HttpRequest, picked: Sequence[str], actor: Authority, leave_out: Decree | None = None
) -> dict[str, Any]:
    """The groups to tick: those chosen, and those of the area and name looked for."""
    inside = visible(actor).standing().filter(actor.within("decrees.edit", "region_id", group="pk"))
    if leave_out:
        inside = inside.for_region(leave_out.issuer_region_id).exclude(decrees=leave_out)
    roots = actor.areas("decrees.edit")
    areas = list(Region.objects.current().filter(parent_id__in=roots)) + list(
        Region.objects.filter(code__in=roots)
    )
    asked = request.POST if request.method == "POST" else request.GET
    area, words = asked.get("cari_wilayah", ""), asked.get("cari_nama", "").strip()[:80]
    offered = inside.for_region(area) if valid_code(area) else inside
    offered = offered.named(words) if words else offered
    rows = list(offered.select_related("region").order_by("region_id", "name")[: CHOOSABLE + 1])
    chosen = set(picked)
    listed = {group.code for group in rows}
    others = list(
        visible(actor).filter(code__in=chosen - listed).select_related("region").order_by("region_id")
    )
    return {
        "offered": [*others, *rows[:CHOOSABLE]],
        "chosen": chosen,
        "too_many": len(rows) > CHOOSABLE,
        "limit": CHOOSABLE,
        "areas": sorted(areas, key=lambda region: region.code),
        "area": area,
        "words": words,
    }
