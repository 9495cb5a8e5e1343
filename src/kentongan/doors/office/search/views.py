"""One box for packages, groups and areas; and the areas offered while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.groups import access as groups_access
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, valid_code
from kentongan.domain.releases import access
from kentongan.doors.office.pages import actor_of, page

EACH = 10


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the words mean among the things the person may see."""
    actor, words = actor_of(request), request.GET.get("q", "").strip()[:100]
    context = {
        "q": words,
        "releases": access.visible(actor).with_state().search(words)[:EACH] if words else [],
        "groups": groups_access.visible(actor)
        .named(words)
        .select_related("region")
        .order_by("name", "pk")[:EACH]
        if words
        else [],
        "regions": Region.objects.search(words, limit=EACH) if words else [],
    }
    return page(request, "office/search/index.html", context, section="search", trail=[Crumb(_("Cari"))])


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The areas meant, to tick, as a fragment. Names are public; which may be chosen, the verb says."""
    sender = request.GET.get("region", "")
    words = request.GET.get("cari_wilayah", "").strip()[:100]
    within = sender if valid_code(sender) else ROOT
    found = Region.objects.search(words, within=within, limit=EACH) if words else []
    context = {"found": found, "searched": words, "none_found": bool(words) and not found}
    return render(request, "office/search/_areas.html", context)
