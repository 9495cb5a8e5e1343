"""One visit with its score explained, beside the visit before; its paper; and all services of a group."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.access import get_group
from kentongan.domain.mentoring import access
from kentongan.domain.mentoring.boards import explain, open_follow_ups, services_of
from kentongan.domain.mentoring.models import Visit
from kentongan.domain.regions.access import near_brand
from kentongan.domain.sync.actions import mark_seen
from kentongan.doors.office.pages import actor_of, page

LATEST_NEEDS = 5


@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """The visit, answer by answer."""
    visit = access.get_visit(key, actor_of(request))
    mark_seen(visit, by=actor_of(request))
    trail = [Crumb(_("Pendampingan"), reverse("office:visit-list")), Crumb(visit.group.name)]
    return page(request, "office/visits/detail.html", _told(visit), section="visits", trail=trail)


@require_safe
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """The visit to print and sign."""
    visit = access.get_visit(key, actor_of(request))
    near = near_brand(visit.region_id)
    context = _told(visit) | {
        "office": near.office_name if near else "",
        "back_url": reverse("office:visit-detail", args=[visit.pk]),
    }
    return render(request, "office/visits/paper.html", context)


@require_safe
def photo(request: HttpRequest, key: UUID, file: UUID) -> FileResponse:
    """A photo, for whoever may read the visit."""
    found = access.get_visit(key, actor_of(request)).photos.filter(pk=file).first()
    if found is None:
        raise Absent(_("Foto ini tidak ditemukan."))
    return attachments.response(found)


@require_safe
def group(request: HttpRequest, group_code: str) -> HttpResponse:
    """What was done for a group, what is open, what it needs: a part of its page, or a page of its own."""
    actor = actor_of(request)
    found = get_group(group_code, actor)
    context = {
        "group": found,
        "services": services_of(found, actor),
        "follow_ups": list(open_follow_ups(found)),
        "needs": list(access.visible_needs(actor).filter(group=found).order_by("-raised_at")[:LATEST_NEEDS]),
        "revivals": list(found.revivals.all()),
        "may_visit": actor.may("visits.record", found.region_id) and not found.dissolved_on,
        "may_ask": actor.may("needs.raise", found.region_id, group=found.pk) and not found.dissolved_on,
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/visits/_group.html", context)
    trail = [
        Crumb(_("KIM"), reverse("office:group-list")),
        Crumb(found.name, reverse("office:group-detail", args=[found.code])),
        Crumb(_("Layanan dan kebutuhan")),
    ]
    return page(request, "office/visits/group.html", context, section="groups", trail=trail)


def _told(visit: Visit) -> dict[str, Any]:
    people = list(visit.people.all())
    return {
        "visit": visit,
        "told": explain(visit),
        "visitors": [person for person in people if person.side == "visitor"],
        "met": [person for person in people if person.side == "met"],
        "outcomes": list(visit.outcomes.select_related("follow_up")),
        "photos": list(visit.photos.order_by("uploaded_at", "pk")),
    }
