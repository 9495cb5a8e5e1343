"""The sheet of a door in a region's own colours: one file, kept for a year at an address with its digest."""

import hashlib
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.brand import stylesheet
from kentongan.design.sheets import assemble
from kentongan.domain.core.problems import Absent
from kentongan.domain.regions.models import RegionBrand

YEAR = 365 * 24 * 3600


def theme_url(region: str, accent: str) -> str:
    """Where the public pages' sheet in the region's colours lies."""
    digest = hashlib.sha256(_portal_sheet(accent).encode()).hexdigest()[:10]
    return f"{reverse('portal:theme-sheet', args=[region])}?v={digest}"


@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """The region's colours alone, to be laid over another door's sheet."""
    return _css(request, stylesheet(_accent(code)))


@require_safe
def theme_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The whole sheet of the public pages in the region's colours, so that a page needs one file."""
    return _css(request, _portal_sheet(_accent(code)))


@lru_cache(maxsize=600)  # one per regency at most
def _portal_sheet(accent: str) -> str:
    return assemble("portal.css") + stylesheet(accent)


def _accent(code: str) -> str:
    accent = RegionBrand.objects.filter(region_id=code).values_list("accent", flat=True).first()
    if not accent:
        raise Absent(_("Wilayah ini tidak punya warna sendiri."))
    return accent


def _css(request: HttpRequest, text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    lasting = "v" in request.GET
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if lasting else "public, max-age=3600"
    return response
