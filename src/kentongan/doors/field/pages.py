"""What all pages on the phone share: whose group it is, the bar at the bottom, forms that run a verb."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kentongan.design.brand import Brand
from kentongan.design.parts import Link
from kentongan.domain.core.problems import Problem
from kentongan.domain.groups.access import get_own_group, is_other_code, own_groups
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import near_brand
from kentongan.domain.regions.models import Region


def actor_of(request: HttpRequest) -> Authority:
    """The signed-in person; the gate has put them there."""
    actor: Authority = request.actor  # type: ignore[attr-defined]  # set by the gate
    return actor


def group_of(request: HttpRequest, code: str) -> Group:
    """The group of the address, when it is one of the person's own. Raises ``Absent``."""
    return get_own_group(code, actor_of(request))


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    group: Group,
    here: str = "",
    back: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page in the phone's frame. ``back`` is an address and its words; top pages have none.

    Under the code of an entry that was merged into the group, it leads on to the group's own address.
    """
    match = request.resolver_match
    if match and request.method == "GET" and is_other_code(group, match.kwargs.get("code", group.code)):
        return redirect(reverse(match.view_name, kwargs={**match.kwargs, "code": group.code}))
    several = len(actor_of(request).group_ids) > 1
    frame: dict[str, Any] = {
        "brand": brand_of(group.region_id),
        "nav": _navigation(group, here),
        "group": group,
        "group_name": group.name,
        "place_name": group.region.title,
        "switch_url": reverse("field:start") if several else "",
    }
    if back:
        frame |= {"back_url": back[0], "back_label": back[1]}
    return render(request, template, frame | context, status=status)


def open_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    region: Region,
    back: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page that belongs to no single group: the bar of the person's first one, or the officer's own."""
    actor = actor_of(request)
    mine = own_groups(actor).first() if actor.group_ids else None
    frame: dict[str, Any] = {
        "brand": brand_of(region.code),
        "nav": _navigation(mine, "") if mine else _officers_navigation(actor),
        "group_name": mine.name if mine else region.title,
        "place_name": mine.region.title if mine else "",
    }
    if back:
        frame |= {"back_url": back[0], "back_label": back[1]}
    return render(request, template, frame | context, status=status)


def brand_of(code: str) -> Brand:
    """The office that leads the area, with the address of its colours."""
    near = near_brand(code)
    if near is None:
        return Brand(name="Kentongan", home_url=reverse("field:start"))
    sheet = f"{reverse('portal:theme', args=[near.region_id])}?v={near.accent[1:]}" if near.accent else ""
    name = near.short_name or near.office_name
    return Brand(name=name, home_url=reverse("field:start"), sheet_url=sheet, accent=near.accent)


def run(form: BaseForm, verb: Callable[[], Any]) -> int:
    """Do the verb with a form that holds; what it refuses is written into the form, everything typed kept.

    Returns the status of the answer: 200 when done, else that of the refusal.
    """
    if not form.is_valid():
        return 422
    try:
        verb()
    except Problem as problem:
        if problem.status not in {409, 422}:
            raise
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return problem.status
    return 200


def _navigation(group: Group, here: str) -> list[Link]:
    sections = (
        ("inbox", _("Kabar"), "inbox"),
        ("record", _("Catat"), "plus"),
        ("activities", _("Kegiatan"), "activity"),
        ("group", _("KIM kami"), "group"),
    )
    return [
        Link(label, reverse(f"field:{key}", args=[group.code]), icon, key == here)
        for key, label, icon in sections
    ]


def _officers_navigation(actor: Authority) -> list[Link]:
    sections = (
        ("events.attend", _("Acara"), "field:events", "calendar"),
        ("visits.record", _("Kunjungan"), "field:visits", "group"),
        ("receipts.hand_over", _("Kantor desa"), "field:offices", "inbox"),
        ("needs.raise", _("Kebutuhan"), "field:needs-start", "request"),
        ("releases.read", _("Kantor"), "office:home", "board"),
    )
    hidden = {"needs.raise"} if actor.may("visits.record") else set()  # four fit; it stands under visits
    return [
        Link(label, reverse(name), icon)
        for verb, label, name, icon in sections
        if actor.may(verb) and verb not in hidden
    ]
