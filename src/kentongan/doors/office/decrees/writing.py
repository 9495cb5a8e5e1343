"""Entering a decree with all the groups it names."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.groups import actions
from kentongan.domain.groups.access import visible
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.decrees.forms import CHOOSABLE, DecreeForm, proposed_role
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
        **_choices(request, form, actor),
    }
    trail = [Crumb(_("SK"), reverse("office:decree-list")), Crumb(_("Catat SK"))]
    return page(request, "office/decrees/form.html", context, section="decrees", trail=trail, status=status)


def _made(form: DecreeForm, actor: Authority) -> str:
    facts = form.facts()

    def make() -> str:
        decree = actions.issue_decree(by=actor, **facts)
        return reverse("office:decree-detail", args=[decree.code])

    return once(form.cleaned_data["token"], make, by=actor)


def _first(request: HttpRequest, actor: Authority) -> dict[str, Any]:
    """A fresh form: its token, and the group it was opened from with the issuer it asks for."""
    first: dict[str, Any] = {"token": new_token()}
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


def _choices(request: HttpRequest, form: DecreeForm, actor: Authority) -> dict[str, Any]:
    """The groups to tick: those chosen, and those of the area and name looked for."""
    inside = visible(actor).standing().filter(actor.within("decrees.edit", "region_id", group="pk"))
    roots = actor.areas("decrees.edit")
    areas = list(Region.objects.current().filter(parent_id__in=roots)) + list(
        Region.objects.filter(code__in=roots)
    )
    asked = request.POST if request.method == "POST" else request.GET
    area, words = asked.get("cari_wilayah", ""), asked.get("cari_nama", "").strip()[:80]
    offered = inside.for_region(area) if valid_code(area) else inside
    offered = offered.named(words) if words else offered
    rows = list(offered.select_related("region").order_by("region_id", "name")[: CHOOSABLE + 1])
    chosen = set(form.chosen)
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
