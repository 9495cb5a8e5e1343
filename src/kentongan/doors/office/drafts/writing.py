"""A draft begun for groups, and its text changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kentongan.design.parts import Crumb
from kentongan.domain.founding import access, actions
from kentongan.domain.groups.access import visible
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.rules import valid_code
from kentongan.doors.office.asking import ASKED_AND_DONE
from kentongan.doors.office.drafts.forms import MARKS, DraftForm, NewDraftForm, base_choices, texts_of
from kentongan.doors.office.drafts.reading import SECTION, trail_to
from kentongan.doors.office.once import new_token, once
from kentongan.doors.office.pages import actor_of, page, posted, run

KEEP_NEW, KEEP = "konsep-sk-baru", "konsep-sk"
CHOOSABLE = 300


@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Choose the groups and the kind; the text comes from the nearest layout."""
    actor = actor_of(request)
    first = {"token": new_token(), "groups": request.GET.getlist("kim")}
    form = NewDraftForm(posted(request), initial=first, by=actor)
    status = 200
    if request.method == "POST":
        made: list[str] = []
        status = run(
            form,
            lambda: made.append(once(form.cleaned_data["token"], lambda: _made(form, actor), by=actor)),
        )
        if status == 200:
            messages.success(
                request, _("Konsep SK dibuat dari templat. Periksa isinya."), extra_tags=KEEP_NEW
            )
            return redirect(made[0])
    context = {
        "form": form,
        "keep": KEEP_NEW,
        "back_url": reverse("office:draft-list"),
        **_choices(request, form, actor),
    }
    trail = [
        Crumb(_("SK"), reverse("office:decree-list")),
        Crumb(_("Konsep"), reverse("office:draft-list")),
        Crumb(_("Susun SK")),
    ]
    return page(request, "office/drafts/new.html", context, section=SECTION, trail=trail, status=status)


@require_http_methods(ASKED_AND_DONE)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The text of the draft; a printed one has to be printed again."""
    actor = actor_of(request)
    draft = access.get_draft(code, actor)
    own = ("number", "valid_from", "valid_to", "signatory_name")
    first = texts_of(draft) | {name: getattr(draft, name) for name in own}
    form = DraftForm(posted(request), initial=first, region=draft.issuer_region)
    status = 200
    if request.method == "POST":
        status = run(form, lambda: actions.change_draft(draft, by=actor, **form.facts()))
        if status == 200:
            messages.success(request, _("Konsep tersimpan."), extra_tags=KEEP)
            return redirect("office:draft-detail", code=draft.code)
    context = {
        "form": form,
        "keep": KEEP,
        "marks": MARKS,
        "bases": base_choices(form, timezone.localdate()),
        "heading": _("Ubah konsep SK"),
        "back_url": reverse("office:draft-detail", args=[draft.code]),
        "own_fields": [form[name] for name in own],
    }
    trail = [*trail_to(draft, linked=True), Crumb(_("Ubah"))]
    return page(request, "office/drafts/texts.html", context, section=SECTION, trail=trail, status=status)


def _made(form: NewDraftForm, actor: Authority) -> str:
    draft = actions.draft_decree(by=actor, **form.facts())
    return reverse("office:draft-detail", args=[draft.code])


def _choices(request: HttpRequest, form: NewDraftForm, actor: Authority) -> dict[str, Any]:
    """The groups to tick: those chosen, and those without a decree in force first."""
    inside = (
        visible(actor).standing().filter(actor.within("decrees.draft", "region_id")).select_related("region")
    )
    area = request.GET.get("wilayah", "")
    near = inside.for_region(area) if valid_code(area) else inside
    chosen = set(form["groups"].value() or [])
    rows = list(near.without_decree().order_by("region_id", "name")[: CHOOSABLE + 1])
    listed = {group.code for group in rows}
    first = list(inside.filter(code__in=chosen - listed).order_by("region_id", "name"))
    decreed = list(near.with_decree().order_by("region_id", "name")[:CHOOSABLE])
    return {
        "chosen": chosen,
        "offered": [*first, *rows[:CHOOSABLE]],
        "decreed": [group for group in decreed if group.code not in chosen],
        "too_many": len(rows) > CHOOSABLE,
        "limit": CHOOSABLE,
    }
