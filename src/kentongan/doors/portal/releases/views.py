"""A package as anybody reads it: the page, the poster, its public attachments."""

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core import attachments
from kentongan.domain.core.problems import Absent
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.access import public_release
from kentongan.domain.releases.models import Publication
from kentongan.doors.portal.pages import carried, public, show
from kentongan.doors.portal.releases.posters import poster_of

AREAS_NAMED = 12


@public
def release(request: HttpRequest, code: str) -> HttpResponse:
    """The package with what must be known about it first: corrected, withdrawn, past its time."""
    publication = public_release(code)
    if publication.release.code != code:
        return redirect(f"/info/{publication.release.code}/{carried(request)}", permanent=True)
    context = _shared(publication) | {
        "topics": list(publication.release.topics.all()),
        "areas": _areas(publication),
        "attachments": list(publication.version.attachments.order_by("name", "pk")),
    }
    return show(request, "portal/releases/release.html", context, place=publication.release.region)


@public
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The package as one large sheet for a notice board, to be printed from the browser."""
    publication = _open(code)
    context = _shared(publication) | {
        "back_url": reverse("portal:release", args=[publication.release.code]) + carried(request),
        "pdf_url": reverse("portal:poster-pdf", args=[publication.release.code]),
    }
    return show(request, "portal/releases/poster.html", context, place=publication.release.region)


@public
def poster_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same sheet as PDF."""
    publication = _open(code)
    response = HttpResponse(poster_of(publication, _address(publication)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="poster-{publication.release.code}.pdf"'
    return response


@public
def attachment(request: HttpRequest, code: str, key: UUID) -> FileResponse:
    """A file handed out with the package; whoever may read the one may have the other."""
    found = _open(code).version.attachments.filter(pk=key).first()
    if found is None:
        raise Absent(_("Berkas ini tidak ditemukan."))
    response = attachments.response(found)
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _open(code: str) -> Publication:
    """The package, unless it was withdrawn: what is called back is handed out no more."""
    publication = public_release(code)
    if publication.withdrawn_at:
        raise Absent(_("Informasi ini sudah ditarik."))
    return publication


def _shared(publication: Publication) -> dict[str, object]:
    now = timezone.now()
    return {
        "publication": publication,
        "release": publication.release,
        "version": publication.version,
        "withdrawn": publication.withdrawn_at is not None,
        "expired": publication.expires_at is not None and publication.expires_at <= now,
        "address": _address(publication),
    }


def _address(publication: Publication) -> str:
    return settings.BASE_URL + reverse("portal:release", args=[publication.release.code])


def _areas(publication: Publication) -> list[Region]:
    codes = publication.areas.order_by("region_id").values_list("region_id", flat=True)[: AREAS_NAMED + 1]
    return Region.objects.filter(code__in=list(codes)).with_paths()
