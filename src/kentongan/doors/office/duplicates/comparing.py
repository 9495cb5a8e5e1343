"""Two entries side by side, merged or told apart; and a merge taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.design.formats import day
from kentongan.design.parts import Crumb
from kentongan.domain.core.merging import MergeRecord
from kentongan.domain.groups import access as groups_access
from kentongan.domain.groups import actions as groups_actions
from kentongan.domain.groups.actions.merging import TAKEABLE as GROUP_FIELDS
from kentongan.domain.people import access as people_access
from kentongan.domain.people import actions as people_actions
from kentongan.domain.people.actions.merging import TAKEABLE as PERSON_FIELDS
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.duplicates.facts import (
    GROUP_LABELS,
    PERSON_LABELS,
    group_facts,
    person_facts,
    shown,
)
from kentongan.doors.office.duplicates.forms import Line, MergeForm, Side
from kentongan.doors.office.duplicates.listing import PERSONS, trail
from kentongan.doors.office.pages import actor_of, page, posted, run


@require_http_methods(ASKED_AND_DONE)
def groups(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Two groups side by side; sent, they are one from then on."""
    actor = actor_of(request)
    pair = [groups_access.get_mergeable(code, actor) for code in (one, other)]
    if pair[0] == pair[1]:
        messages.info(request, _("Keduanya sudah satu kelompok."))
        return redirect("office:group-detail", code=pair[0].code)
    sides = [Side(group.code, f"{group.name} ({group.code})", group, group.code) for group in pair]
    form = MergeForm(posted(request), sides=sides, takeable=GROUP_FIELDS)
    made: list[MergeRecord] = []

    def merge() -> None:
        made.append(groups_actions.merge_groups(form.kept(), form.absorbed(), take=form.taken(), by=actor))

    status = run(form, merge) if request.method == "POST" else 200
    if made:
        _told(request, made[0])
        return redirect("office:group-detail", code=form.kept().code)
    lines = [*group_facts(sides), *form.lines(GROUP_LABELS, shown)]
    apart = reverse("office:duplicate-group-apart", args=[one, other])
    return _compared(request, form, lines, apart, reverse("office:duplicate-list"), status)


@require_POST
def groups_apart(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Note that the two are two groups."""
    actor = actor_of(request)
    pair = [groups_access.get_mergeable(code, actor) for code in (one, other)]
    groups_actions.tell_groups_apart(pair[0], pair[1], by=actor)
    messages.success(request, _("Dicatat: keduanya tidak sama. Pasangan ini tidak ditawarkan lagi."))
    return redirect("office:duplicate-list")


@require_http_methods(ASKED_AND_DONE)
def group_undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a merge of two groups back."""
    actor = actor_of(request)
    merge = groups_access.get_merge(number, actor)
    return ask(
        request,
        Form(posted(request)),
        lambda: groups_actions.undo_group_merge(merge, by=actor),
        back=reverse("office:duplicate-list"),
        **_undo_words(merge),
    )


@require_http_methods(ASKED_AND_DONE)
def persons(request: HttpRequest, person: UUID, twin: UUID) -> HttpResponse:
    """Two persons side by side; sent, they are one from then on."""
    actor = actor_of(request)
    pair = [people_access.get_mergeable_person(key, actor) for key in (person, twin)]
    places = (_("Catatan 1"), _("Catatan 2"))
    sides = [
        Side(str(one.pk), f"{place}: {one.name}", one, place) for place, one in zip(places, pair, strict=True)
    ]
    form = MergeForm(posted(request), sides=sides, takeable=PERSON_FIELDS)
    made: list[MergeRecord] = []

    def merge() -> None:
        made.append(people_actions.merge_persons(form.kept(), form.absorbed(), take=form.taken(), by=actor))

    status = run(form, merge) if request.method == "POST" else 200
    back = f"{reverse('office:duplicate-list')}?jenis={PERSONS}"
    if made:
        _told(request, made[0])
        return redirect(back)
    lines = [*person_facts(sides), *form.lines(PERSON_LABELS, shown)]
    apart = reverse("office:duplicate-person-apart", args=[person, twin])
    return _compared(request, form, lines, apart, back, status)


@require_POST
def persons_apart(request: HttpRequest, person: UUID, twin: UUID) -> HttpResponse:
    """Note that the two are two people."""
    actor = actor_of(request)
    pair = [people_access.get_mergeable_person(key, actor) for key in (person, twin)]
    people_actions.tell_persons_apart(pair[0], pair[1], by=actor)
    messages.success(request, _("Dicatat: keduanya tidak sama. Pasangan ini tidak ditawarkan lagi."))
    return redirect(f"{reverse('office:duplicate-list')}?jenis={PERSONS}")


@require_http_methods(ASKED_AND_DONE)
def person_undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a merge of two persons back."""
    actor = actor_of(request)
    merge = people_access.get_person_merge(number, actor)
    return ask(
        request,
        Form(posted(request)),
        lambda: people_actions.undo_person_merge(merge, by=actor),
        back=f"{reverse('office:duplicate-list')}?jenis={PERSONS}",
        **_undo_words(merge),
    )


def _told(request: HttpRequest, merge: MergeRecord) -> None:
    words = _("Digabungkan. Penggabungan dapat dibatalkan sampai %(day)s di halaman Data ganda.")
    messages.success(request, words % {"day": day(merge.undo_until)})


def _compared(
    request: HttpRequest, form: MergeForm, lines: list[Line], apart: str, back: str, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "lines": [form.keep_line(), *lines],
        "titles": [side.title for side in form.sides],
        "apart_url": apart,
        "back_url": back,
    }
    way = [*trail(), Crumb(_("Bandingkan"))]
    return page(
        request,
        "office/duplicates/compare.html",
        context,
        section="duplicates",
        trail=way,
        status=status,
    )


def _undo_words(merge: Any) -> dict[str, Any]:
    names = {"absorbed": merge.absorbed.name, "kept": merge.kept.name}
    return {
        "section": "duplicates",
        "trail": trail(),
        "question": _("Pisahkan lagi %(absorbed)s dari %(kept)s") % names,
        "consequence": _(
            "Keduanya berdiri sendiri seperti sebelum digabungkan, termasuk isian yang waktu itu diambil dari"
            " data yang lain. Yang dicatat sesudahnya tetap pada %(kept)s."
        )
        % names,
        "button": _("Batalkan penggabungan"),
        "kind": "danger",
        "done": _("Penggabungan dibatalkan."),
    }
