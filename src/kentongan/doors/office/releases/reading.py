"""Everything about one package: texts, versions, audience, history; its files and its poster."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import near_brand
from kentongan.domain.releases import access
from kentongan.domain.releases.audience import groups_in
from kentongan.domain.releases.models import Publication, State, Version
from kentongan.domain.releases.poster import poster_data, poster_pdf
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.releases.acts import OUT, Act, barred, board_open, offered
from kentongan.doors.office.releases.compare import differences
from kentongan.doors.office.releases.wording import course, events, filter_words, state_of

SET_OUT = (State.PUBLISHED, State.CORRECTED, State.EXPIRED, State.WITHDRAWN)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One package, with what the person may do with it now."""
    actor = actor_of(request)
    shown = access.get_release(code, actor)
    versions = _versions(shown, actor)
    version = next(one for one in versions if one.pk == shown.pk)
    publication = publication_of(version)
    out = _out(versions)
    entries = list(Entry.objects.about(version.release)[:100]) if _is_own(version, actor) else []
    context = _texts(version) | {
        "state": state_of(version),
        "publication": publication,
        "review": getattr(publication, "review", None) if publication else None,
        "course": course(version, state_of(version), publication),
        "acts": _acts(version, publication, actor, is_out=out is not None and state_of(out) in OUT)
        if _is_own(version, actor)
        else [],
        "barred": barred(state_of(version), actor, version, mine=_is_mine(version)),
        "returned": _returned(entries, version) if state_of(version) == "draft" else None,
        "versions": versions,
        "changes": _changes(versions, version),
        "events": events(entries),
        "count": publication.audience_count if publication else _count(version),
        "may_see_board": out is not None and board_open(version.release, actor),
        "out": out if out is not None and out.pk != version.pk else None,
    }
    return page(request, "office/releases/detail.html", context, section="releases", trail=_trail(version))


@require_safe
def version_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An earlier version as it was, with what it changed."""
    actor = actor_of(request)
    newest = access.get_release(code, actor)
    versions = _versions(newest, actor)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Absent(_("Versi ini tidak ditemukan."))
    context = _texts(version) | {
        "state": state_of(version),
        "publication": publication_of(version),
        "changes": _changes(versions, version),
        "is_newest": version.pk == newest.pk,
    }
    trail = [*_trail(newest, linked=True), Crumb(_("Versi %(number)d") % {"number": number})]
    return page(request, "office/releases/version.html", context, section="releases", trail=trail)


@require_safe
def file(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """A file of the package, for whoever may read the package."""
    version = access.get_release(code, actor_of(request))
    found = version.attachments.filter(pk=key).first()
    if found is None:
        raise Absent(_("Berkas ini tidak ditemukan."))
    return attachments.response(found)


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The poster of what is out, or of the draft, to be printed by the browser."""
    version = access.get_release(code, actor_of(request))
    context = {
        "version": version,
        "release": version.release,
        "address": public_address(version),
        "poster": poster_data(version, public_address(version), near_brand(version.release.region_id)),
        "back_url": reverse("office:release-detail", args=[version.release.code]),
        "pdf_url": reverse("office:release-poster-pdf", args=[version.release.code]),
    }
    return render(request, "office/releases/poster.html", context)


@require_safe
def poster_page(request: HttpRequest, code: str) -> HttpResponse:
    """The same poster as a PDF of one A4 page."""
    version = access.get_release(code, actor_of(request))
    made = poster_pdf(version, public_address(version), near_brand(version.release.region_id))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="poster-{version.release.code}.pdf"'
    return response


def public_address(version: Version) -> str:
    """Where anybody reads the package."""
    return f"{settings.BASE_URL}/info/{version.release.code}/"


def publication_of(version: Version) -> Publication | None:
    """What was set out of this version, or ``None``."""
    found: Publication | None = getattr(version, "publication", None)
    return found


def _versions(shown: Version, actor: Authority) -> list[Version]:
    """All versions, newest first, for the sending office; for others only the one that is out."""
    writers = Version.writers.through.objects.filter(version_id=OuterRef("pk"), user_id=actor.user.pk)
    rows = (
        Version.objects.filter(release=shown.release_id)
        .with_state()
        .annotate(is_mine=Exists(writers))
        .select_related("publication__review", "approval")
        .prefetch_related("areas", "attachments")
        .order_by("-number")
    )
    if not _is_own(shown, actor):
        rows = rows.filter(pk=shown.pk)
    versions = list(rows)
    for version in versions:
        version.release = shown.release
    return versions


def _acts(version: Version, publication: Publication | None, actor: Authority, *, is_out: bool) -> list[Act]:
    return offered(version, state_of(version), publication, actor, mine=_is_mine(version), is_out=is_out)


def _out(versions: list[Version]) -> Version | None:
    """The newest version that was set out and whose moment has come, whatever became of it since."""
    return next((one for one in versions if state_of(one) in SET_OUT), None)


def _is_mine(version: Version) -> bool:
    """Whether the person wrote any of it."""
    return bool(version.is_mine)  # type: ignore[attr-defined]  # an annotation


def _is_own(version: Version, actor: Authority) -> bool:
    release = version.release
    return actor.may("releases.read", release.region_id, agency=release.agency_id)


def _texts(version: Version) -> dict[str, Any]:
    return {
        "version": version,
        "release": version.release,
        "topics": [topic.name for topic in version.release.topics.all()],
        "areas": list(version.areas.all()),
        "filters": filter_words(version.audience_filter),
        "address": public_address(version),
    }


def _changes(versions: list[Version], version: Version) -> list[Any]:
    earlier = next((one for one in versions if one.number == version.number - 1), None)
    return differences(earlier, version) if earlier else []


def _count(version: Version) -> int:
    codes = [area.pk for area in version.areas.all()]
    return groups_in(codes, version.audience_filter).count() if codes else 0


def _returned(entries: list[Entry], version: Version) -> Entry | None:
    """The entry by which this draft was last given back, if it was."""
    for entry in entries:
        if entry.detail.get("version") != version.number:
            continue
        if entry.verb == "releases.return":
            return entry
        if entry.verb in {"releases.submit", "releases.edit"}:
            return None
    return None


def _trail(version: Version, *, linked: bool = False) -> list[Crumb]:
    href = reverse("office:release-detail", args=[version.release.code]) if linked else ""
    return [Crumb(_("Paket informasi"), reverse("office:release-list")), Crumb(version.title, href)]
