"""A district officer visits a group: whom next, the form, and what it came to."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent, Problem
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring import access
from kentongan.domain.mentoring.actions import add_photo, record_visit
from kentongan.domain.mentoring.boards import explain, open_follow_ups, visit_plan
from kentongan.domain.mentoring.models import Edition, Visit
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.rules import ROOT
from kentongan.doors.field.activities.forms import PhotosForm
from kentongan.doors.field.pages import actor_of, open_page, run
from kentongan.doors.field.photos import keep_photos, photos_or_warning
from kentongan.doors.field.visits.forms import VisitForm

SHOWN = 50


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Whom to visit: never visited first, then the longest ago; narrowed by a name."""
    actor, typed = actor_of(request), request.GET.get("q", "")[:80]
    rows = visit_plan(ROOT, actor)
    if typed.strip():
        rows = rows.named(typed)
    groups = list(rows[: SHOWN + 1])
    latest = list(access.visible(actor).filter(by_id=actor.user_id).newest()[:5])
    context = {
        "groups": groups[:SHOWN],
        "more": len(groups) > SHOWN,
        "typed": typed,
        "latest": latest,
        "may_raise": actor.may("needs.raise"),
    }
    roots = actor.areas("visits.record")
    return open_page(request, "field/visits/plan.html", context, region=get_region(roots[0]))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """The form for one group; refused, everything typed stays."""
    actor = actor_of(request)
    group = access.get_visitable(code, actor)
    editions = access.offered_editions(group.region_id)
    edition = _chosen(request, editions, group)
    if edition is None:
        return _form_page(request, group, None, editions)
    form = VisitForm(
        request.POST or None,
        request.FILES or None,
        edition=edition,
        waiting=open_follow_ups(group),
        initial=_usual(group, actor.name),
    )
    if request.method != "POST":
        return _form_page(request, group, form, editions)
    if form.is_valid():
        try:
            made = record_visit(group=group, by=actor, **form.values())
        except Problem as problem:
            if problem.status not in {409, 422}:
                raise
            form.add_error(form.field_of(problem.field), problem.message)
            return _form_page(request, group, form, editions, problem.status)
        messages.success(request, _("Kunjungan tersimpan."), extra_tags=_key(group))
        add = _adding(made, request)
        photos_or_warning(request, made.photos.all(), form.cleaned_data["photos"], add)
        return redirect("field:visit", key=made.pk)
    return _form_page(request, group, form, editions, 422)


@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the visit came to: the score explained, what was agreed, its photos."""
    return _detail_page(request, _own(request, key), PhotosForm())


@require_POST
def more_photos(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add photos; they may come when the signal allows."""
    visit, form = _own(request, key), PhotosForm(request.POST, request.FILES)
    add = _adding(visit, request)
    status = run(form, lambda: keep_photos(visit.photos.all(), form.cleaned_data["photos"], add))
    if status != 200:
        return _detail_page(request, visit, form, status)
    messages.success(request, _("Foto tersimpan."))
    return redirect("field:visit", key=visit.pk)


@require_safe
def photo(request: HttpRequest, key: UUID, file: UUID) -> FileResponse:
    """A photo of the visit."""
    found = _own(request, key).photos.filter(pk=file).first()
    if found is None:
        raise Absent(_("Foto ini tidak ditemukan."))
    return attachments.response(found)


def _own(request: HttpRequest, key: UUID) -> Visit:
    """A visit in the areas where the person records visits."""
    visit = access.get_visit(key, actor_of(request))
    if not actor_of(request).may("visits.record", visit.region_id):
        raise Absent(_("Kunjungan ini tidak ditemukan."))
    return visit


def _adding(visit: Visit, request: HttpRequest) -> Any:
    return lambda upload: add_photo(visit, upload, by=actor_of(request))


def _chosen(request: HttpRequest, editions: list[Edition], group: Group) -> Edition | None:
    """The instrument asked for, also one replaced while the form was open; else the only one."""
    asked = request.POST.get("edition") or request.GET.get("instrumen", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        return access.usable_edition(int(asked), group.region_id)
    return access.usable_edition(editions[0].pk, group.region_id) if len(editions) == 1 else None


def _usual(group: Group, name: str) -> dict[str, Any]:
    today = datetime.now(ZoneInfo(group.region.time_zone)).date()
    return {"id": uuid4(), "held_on": today, "visitors": name}


def _key(group: Group) -> str:
    return f"kunjungan-{group.code}"


def _form_page(
    request: HttpRequest, group: Group, form: VisitForm | None, editions: list[Edition], status: int = 200
) -> HttpResponse:
    context = {
        "group": group,
        "form": form,
        "editions": editions,
        "keep_key": _key(group),
        "earlier": Visit.objects.filter(group=group).newest().first(),
    }
    back = (reverse("field:visits"), _("Kunjungan"))
    return open_page(
        request, "field/visits/form.html", context, region=group.region, back=back, status=status
    )


def _detail_page(request: HttpRequest, visit: Visit, form: PhotosForm, status: int = 200) -> HttpResponse:
    context = {
        "visit": visit,
        "told": explain(visit),
        "outcomes": list(visit.outcomes.select_related("follow_up")),
        "photos": list(visit.photos.order_by("uploaded_at", "pk")),
        "form": form,
    }
    back = (reverse("field:visits"), _("Kunjungan"))
    return open_page(
        request, "field/visits/detail.html", context, region=visit.region, back=back, status=status
    )
