"""A group records what it did, and sees what became of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kentongan.domain.activities.access import get_own_activity, own_activities
from kentongan.domain.activities.actions import add_proof
from kentongan.domain.activities.actions import record as record_activity
from kentongan.domain.activities.models import Activity, ActivityQuerySet, Medium
from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.models import Group
from kentongan.domain.releases.access import inbox_item
from kentongan.doors.field.activities.forms import (
    ActivityForm,
    OwnForm,
    OwnSpreadForm,
    PhotosForm,
    SpreadForm,
)
from kentongan.doors.field.pages import actor_of, group_of, page, run
from kentongan.doors.field.photos import keep_photos, photos_or_warning

PAGE_SIZE = 30
DEFAULT_MEDIUM = "masjid"
KINDS = {  # in the address → the kind, its icon
    "penyebaran": (Activity.Kind.DISSEMINATION, "speak"),
    "diskusi": (Activity.Kind.DISCUSSION, "group"),
    "akses": (Activity.Kind.ACCESS, "inbox"),
    "kerja": (Activity.Kind.IMPLEMENTATION, "activity"),
    "jejaring": (Activity.Kind.NETWORKING, "link"),
    "aspirasi": (Activity.Kind.ASPIRATION, "request"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def record_spread(request: HttpRequest, code: str, release: str) -> HttpResponse:
    """Record that a package was passed on: with the usual answers one tap saves it."""
    group = group_of(request, code)
    publication = inbox_item(release, group, actor_of(request))
    form = SpreadForm(
        request.POST or None, request.FILES or None, media=_media(), initial=_usual(group, DEFAULT_MEDIUM)
    )
    back = reverse("field:item", args=[group.code, publication.release.code])
    return _recording(
        request,
        group,
        form,
        lambda: record_activity(group=group, publication=publication, by=actor_of(request), **form.values()),
        key=f"sebar-{group.code}-{publication.release.code}",
        context={"publication": publication, "title": publication.version.title},
        back=(back, _("Kembali")),
    )


@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """What is to be recorded: one of the six kinds of work (ADINDA)."""
    kinds = [{"slug": slug, "label": kind.label, "icon": icon} for slug, (kind, icon) in KINDS.items()]
    group = group_of(request, code)
    return page(request, "field/activities/choose.html", {"kinds": kinds}, group=group, here="record")


@require_http_methods(["GET", "HEAD", "POST"])
def record_own(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Record something of the group's own."""
    group = group_of(request, code)
    if kind not in KINDS:
        raise Absent(_("Halaman ini tidak ada."))
    chosen = KINDS[kind][0]
    data, files = request.POST or None, request.FILES or None
    if chosen == Activity.Kind.DISSEMINATION:
        form: ActivityForm = OwnSpreadForm(data, files, media=_media(), initial=_usual(group, DEFAULT_MEDIUM))
    else:
        form = OwnForm(data, files, initial=_usual(group))
    return _recording(
        request,
        group,
        form,
        lambda: record_activity(group=group, kind=chosen, by=actor_of(request), **form.values()),
        key=f"catat-{group.code}-{kind}",
        context={"title": chosen.label.capitalize()},
        back=(reverse("field:record", args=[group.code]), _("Catat")),
    )


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    """What the group recorded, newest first, with what district and regency said of it."""
    group = group_of(request, code)
    found = own_activities(group, actor_of(request)).order_by("-held_on", "-recorded_at", "-pk")
    last = _last_shown(request, found)
    if last is not None:
        same_day = Q(held_on=last.held_on, recorded_at__lt=last.recorded_at)
        found = found.filter(same_day | Q(held_on__lt=last.held_on))
    rows = list(found[: PAGE_SIZE + 1])
    context = {
        "activities": rows[:PAGE_SIZE],
        "next": f"?sesudah={rows[PAGE_SIZE - 1].pk}" if len(rows) > PAGE_SIZE else "",
    }
    return page(request, "field/activities/log.html", context, group=group, here="activities")


@require_safe
def detail(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """One record: what was noted, its photos, the judgements."""
    group = group_of(request, code)
    return _detail_page(request, group, get_own_activity(key, group, actor_of(request)), PhotosForm())


@require_POST
def add_photo(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Add photos to a record; they may come when the signal allows."""
    group = group_of(request, code)
    activity = get_own_activity(key, group, actor_of(request))
    form = PhotosForm(request.POST, request.FILES)
    add = _adding(request, activity)
    status = run(form, lambda: keep_photos(activity.proofs.all(), form.cleaned_data["photos"], add))
    if status != 200:
        return _detail_page(request, group, activity, form, status)
    messages.success(request, _("Foto tersimpan."))
    return redirect("field:activity", code=group.code, key=activity.pk)


@require_safe
def photo(request: HttpRequest, code: str, key: UUID, file: UUID) -> FileResponse:
    """A photo of one of the group's records."""
    group = group_of(request, code)
    found = get_own_activity(key, group, actor_of(request)).proofs.filter(pk=file).first()
    if found is None:
        raise Absent(_("Foto ini tidak ditemukan."))
    return attachments.response(found)


def _recording(
    request: HttpRequest,
    group: Group,
    form: ActivityForm,
    verb: Callable[[], Activity],
    *,
    key: str,
    context: dict[str, Any],
    back: tuple[str, str],
) -> HttpResponse:
    """The form of a record, and its answer: the record first, then the photos, which may fail alone."""
    status = 200
    if request.method == "POST":
        made: list[Activity] = []
        status = run(form, lambda: made.append(verb()))
        if status == 200:
            messages.success(request, _("Tersimpan. Terima kasih sudah menyampaikan."), extra_tags=key)
            add = _adding(request, made[0])
            photos_or_warning(request, made[0].proofs.all(), form.cleaned_data["photos"], add)
            return redirect("field:activity", code=group.code, key=made[0].pk)
    frame = {"form": form, "keep_key": key, "is_spread": isinstance(form, SpreadForm)}
    return page(
        request,
        "field/activities/record.html",
        frame | context,
        group=group,
        here="record",
        back=back,
        status=status,
    )


def _adding(request: HttpRequest, activity: Activity) -> Callable[[Any], Any]:
    return lambda upload: add_proof(activity, upload, by=actor_of(request))


def _detail_page(
    request: HttpRequest, group: Group, activity: Activity, form: PhotosForm, status: int = 200
) -> HttpResponse:
    context = {
        "activity": activity,
        "proofs": list(activity.proofs.order_by("uploaded_at", "pk")),
        "assessments": list(activity.assessments.order_by("-at", "-pk")),
        "form": form,
    }
    back = (reverse("field:activities", args=[group.code]), _("Kegiatan"))
    return page(
        request,
        "field/activities/detail.html",
        context,
        group=group,
        here="activities",
        back=back,
        status=status,
    )


def _media() -> list[Medium]:
    return list(Medium.objects.all())


def _usual(group: Group, medium: str = "") -> dict[str, Any]:
    today = datetime.now(ZoneInfo(group.region.time_zone)).date()
    return {"id": uuid4(), "held_on": today, "medium": medium}


def _last_shown(request: HttpRequest, found: ActivityQuerySet) -> Activity | None:
    try:
        return found.filter(pk=UUID(request.GET.get("sesudah", ""))).first()
    except ValueError:
        return None
