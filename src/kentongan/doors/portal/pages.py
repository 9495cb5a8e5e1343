"""What all public pages share: whose page it is, the frame, the language, how long it may be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.brand import Brand
from kentongan.design.parts import Link
from kentongan.domain.regions.access import near_brand
from kentongan.domain.regions.models import Region
from kentongan.doors.portal.themes import theme_url

LANGUAGE_PARAMETER = "bahasa"
KEEP_SECONDS = 60
_Args = ParamSpec("_Args")
View = Callable[Concatenate[HttpRequest, _Args], HttpResponseBase]


def public(view: View[_Args]) -> View[_Args]:
    """A page for everybody: read only, no cookie, kept for a minute, asked for again by its ETag.

    ``?bahasa=en`` shows it in English; nothing is remembered, links carry it on.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, /, *args: _Args.args, **kwargs: _Args.kwargs) -> HttpResponseBase:
        with translation.override(language_of(request)):
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Content-Language", translation.get_language() or "id")
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        response.headers.setdefault("Cache-Control", f"public, max-age={KEEP_SECONDS}")
        set_response_etag(response)
        kept = get_conditional_response(request, response.headers.get("ETag"), None, response)
        return kept or response

    return cast("View[_Args]", answer)  # the decorators above lose the view's arguments


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    place: Region | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page in the frame of the office whose area it is about; ``here`` names the section."""
    brand, theme = _brand(place.code if place else settings.HOME_REGION)
    frame = {
        "brand": brand,
        "theme": theme,
        "nav": _navigation(request, here),
        "canonical": settings.BASE_URL + request.path,
        "place": place,
        "languages": _languages(request),
        "carried": carried(request),
    }
    return render(request, template, frame | context, status=status)


def carried(request: HttpRequest) -> str:
    """The query that keeps the language chosen in the address, or nothing."""
    chosen = request.GET.get(LANGUAGE_PARAMETER, "")
    return f"?{LANGUAGE_PARAMETER}={chosen}" if chosen in dict(settings.LANGUAGES) else ""


def language_of(request: HttpRequest) -> str:
    """The language the address asks for, else the one at hand."""
    chosen = request.GET.get(LANGUAGE_PARAMETER, "")
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language() or "id"


def _languages(request: HttpRequest) -> list[Link]:
    now = translation.get_language()
    query = request.GET.copy()
    links = []
    for code, name in settings.LANGUAGES:
        query[LANGUAGE_PARAMETER] = code
        links.append(Link(name, f"?{query.urlencode()}", icon=code, current=code == now))
    return links


def _brand(code: str) -> tuple[Brand, str]:
    """The office nearest above the area that has a brand, and the address of its sheet."""
    near = near_brand(code)
    if near is None:
        return Brand(name="Kentongan", tagline=_("Kabar dari kantor ke desa, dan sebaliknya")), ""
    is_home = near.region_id == settings.HOME_REGION
    brand = Brand(
        name=near.short_name or near.office_name,
        tagline=near.motto or near.region.title,
        home_url="/" if is_home else reverse("portal:region", args=[near.region_id]),
        accent=near.accent,
    )
    return brand, theme_url(near.region_id, near.accent) if near.accent else ""


def _navigation(request: HttpRequest, here: str) -> list[Link]:
    sections = (
        ("home", _("Kabar"), reverse("portal:home")),
        ("region", _("Wilayah"), reverse("portal:region", args=[settings.HOME_REGION])),
        ("agenda", _("Agenda"), reverse("portal:agenda")),
        ("tickets", _("Lapor"), reverse("portal:ticket-raise")),
        ("claims", _("Cek pesan"), reverse("portal:claim-ask")),
        ("search", _("Cari"), reverse("portal:search")),
        ("decree", _("Periksa SK"), reverse("portal:decree-check")),
    )
    tail = carried(request)
    return [Link(label, href + tail, current=key == here) for key, label, href in sections]
