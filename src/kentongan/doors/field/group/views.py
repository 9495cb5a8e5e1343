"""Where a person begins, and what the group knows of itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.access import may_edit_contacts, may_read_contacts, own_groups
from kentongan.domain.groups.boards import roster
from kentongan.domain.groups.endings import endings_of
from kentongan.domain.regions.boards import facts_for
from kentongan.doors.field.pages import actor_of, brand_of, group_of, page


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the one group's inbox; a choice when there are several; the village office for its officer."""
    groups = list(own_groups(actor_of(request))[:50])
    offices = actor_of(request).areas("receipts.hand_over")
    if len(groups) == 1 and not offices:
        return redirect("field:inbox", code=groups[0].code)
    if not groups and offices:
        return redirect("field:offices")
    if not groups:
        raise Absent(_("Akun Anda belum terhubung dengan sebuah KIM. Hubungi kantor pembina KIM Anda."))
    context = {"groups": groups, "offices": offices, "brand": brand_of(groups[0].region_id)}
    return render(request, "field/group/choose.html", context)


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Our group: board, members, decrees, things, and how the village is connected."""
    group = group_of(request, code)
    people = roster(group)
    context = {
        "endings": endings_of(group),
        "roster": people,
        "contacts": may_read_contacts(group, actor_of(request)),
        "may_edit": may_edit_contacts(group, actor_of(request)),
        "equipment": list(group.equipment.order_by("name", "pk")),
        "facts": facts_for([group.region_id])[group.region_id],
    }
    return page(request, "field/group/overview.html", context, group=group, here="group")
