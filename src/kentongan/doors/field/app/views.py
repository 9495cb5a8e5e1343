"""The installable app: its one page, its manifest, its worker, and who is signed in."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.brand import DEFAULT_ACCENT, Brand, stylesheet
from kentongan.design.sheets import assemble, trim_script
from kentongan.design.templatetags.design import address
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.actions.seats import has_seat
from kentongan.doors.field.app.accounts import account_words
from kentongan.doors.field.app.brands import Home, home_of
from kentongan.doors.field.app.files import BOOT, FIRST, HERE, PACK, base, digest, served
from kentongan.doors.field.app.forms import view_context
from kentongan.doors.field.app.seats import phone_of

ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512"}
PAPER = "#f8f5ee"


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The one page of the app, the same for everybody of an area: nothing of the asker stands in it."""
    response = HttpResponse(_shell(home_of(request)))
    response["Cache-Control"] = "private, max-age=300"  # the worker asks for it a moment after the browser
    response.is_impersonal = True  # type: ignore[attr-defined]  # read by the headers
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and icons for the home screen, those of the area's office."""
    home = home_of(request)
    content = {
        "id": reverse("field:app"),
        "name": f"Kentongan {home.brand.name}" if home.code else "Kentongan",
        "short_name": "Kentongan",
        "description": _("Kabar untuk KIM: dibaca, disampaikan, dan dicatat, juga tanpa sinyal."),
        "lang": "id",
        "start_url": reverse("field:app"),
        "scope": reverse("field:start"),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": home.brand.accent or DEFAULT_ACCENT,
        "icons": [
            {"src": address(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes in ICONS.items()
            for purpose in ("any", "maskable")
        ],
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps: made from the same files that are served."""
    home, page = home_of(request), reverse("field:app")
    pack = base() + PACK
    facts = {
        "PAGE": [page, digest(_shell(home).encode())],
        "SOURCE": page + home.query,
        "BASE": base(),
        "PACK": [pack, digest(served()[pack.removeprefix(settings.STATIC_URL)].encode())],
        "FILES": _assets(home.brand),
    }
    source = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in facts.items())
    source += trim_script((HERE / "worker.js").read_text())
    response = HttpResponse(
        f'const VERSION = "{digest(source.encode())}";\n{source}',
        content_type="text/javascript; charset=utf-8",
    )
    response["Service-Worker-Allowed"] = reverse("field:start")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Who the server takes the phone for, and the token its next request needs."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the gate
    user = None
    if isinstance(actor, Authority) and not actor.user.must_change_password:
        seated = has_seat(phone=phone_of(request), user=actor.user)
        user = {**account_words(actor), "seated": seated}
    response = JsonResponse({"user": user, "csrf": get_token(request)})
    response["Cache-Control"] = "no-store"
    return response


def _shell(home: Home) -> str:
    context = {
        "brand": home.brand,
        "boot": base() + BOOT,
        "first": base() + FIRST,
        "worker_url": reverse("field:app-worker") + home.query,
        "manifest_url": reverse("field:app-manifest") + home.query,
        "icon_url": address("icon-192.png"),
        "theme_color": home.brand.accent or DEFAULT_ACCENT,
        "demo": settings.DEMO,
        **view_context(),
    }
    return render_to_string("field/app/shell.html", context, request=None)


def _assets(brand: Brand) -> list[list[str]]:
    kept = [[address("field.css"), digest(assemble("field.css").encode())]]
    for name in ("favicon.svg", "icon-192.png"):
        kept.append([address(name), digest(Path(str(finders.find(f"design/{name}"))).read_bytes())])
    if brand.sheet_url:
        kept.append([brand.sheet_url, digest(stylesheet(brand.accent).encode())])
    return kept
