"""The village office's part: it has the package, it hands it to its KIM (domain.md P6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kentongan.domain.activities.boards import trail
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Absent
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.access import village_post
from kentongan.domain.releases.actions import record_office_receipt
from kentongan.domain.releases.models import InformationClass, OfficeReceipt, Publication
from kentongan.doors.field.pages import actor_of, brand_of

SHOWN = 50
BUTTONS = {"diterima": OfficeReceipt.Kind.RECEIVED, "diteruskan": OfficeReceipt.Kind.HANDED_OVER}


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """To the one office's post; a choice when the officer serves several villages."""
    codes = sorted(set(actor_of(request).areas("receipts.hand_over")))
    if not codes:
        raise Absent(_("Akun Anda belum terhubung dengan sebuah kantor desa atau kelurahan."))
    if len(codes) == 1:
        return redirect("field:office", village=codes[0])
    villages = Region.objects.filter(code__in=codes).with_paths()
    return render(request, "field/village/choose.html", {"villages": villages, "brand": brand_of(codes[0])})


@require_safe
def post(request: HttpRequest, village: str) -> HttpResponse:
    """What came to the office, and how far each package got on its way to residents."""
    publications = list(village_post(village, actor_of(request))[:SHOWN])
    noted = OfficeReceipt.objects.filter(region_id=village, publication__in=publications)
    steps: dict[int, set[str]] = {}
    for publication, kind in noted.values_list("publication_id", "kind"):
        steps.setdefault(publication, set()).add(kind)
    rows = [(publication, _step(steps.get(publication.pk, set()))) for publication in publications]
    return _page(request, "field/village/post.html", {"rows": rows}, get_region(village))


@require_safe
def item(request: HttpRequest, village: str, release: str) -> HttpResponse:
    """One package and its trail: office, KIM, residents."""
    publication = _publication(request, village, release)
    region = get_region(village)
    context = {
        "publication": publication,
        "version": publication.version,
        "release": publication.release,
        "trail": trail(publication, region),
        "is_public": publication.version.information_class == InformationClass.PUBLIC
        and not publication.version.is_embargoed,
        "back_url": reverse("field:office", args=[village]),
        "back_label": _("Kantor desa"),
    }
    return _page(request, "field/village/item.html", context, region)


@require_POST
def note(request: HttpRequest, village: str, release: str, kind: str) -> HttpResponse:
    """Say that the office has it, or handed it over; pressed twice it is noted once."""
    publication = _publication(request, village, release)
    if kind not in BUTTONS:
        raise Absent(_("Halaman ini tidak ada."))
    record_office_receipt(
        publication=publication, region=get_region(village), kind=BUTTONS[kind], by=actor_of(request)
    )
    messages.success(request, _("Tercatat: %(step)s.") % {"step": BUTTONS[kind].label})
    return redirect("field:office-item", village=village, release=publication.release.code)


def _publication(request: HttpRequest, village: str, release: str) -> Publication:
    found = village_post(village, actor_of(request)).filter(release__code=read_code(release, "R")).first()
    if found is None:
        raise Absent(_("Paket ini tidak ditemukan."))
    return found


def _step(kinds: set[str]) -> str:
    """The furthest of the office's two steps, or nothing."""
    return next((kind for kind in ("handed_over", "received") if kind in kinds), "")


def _page(request: HttpRequest, template: str, context: dict[str, Any], region: Region) -> HttpResponse:
    frame = {
        "brand": brand_of(region.code),
        "region": region,
        "group_name": _("Kantor %(place)s") % {"place": region.title},
        "place_name": region.path_text,
    }
    return render(request, template, frame | context)
