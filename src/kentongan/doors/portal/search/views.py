"""One box for everything public: areas by name, groups, news."""

from django.http import HttpRequest, HttpResponse

from kentongan.domain.groups.access import public_groups
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.access import public_publications
from kentongan.doors.portal.pages import public, show
from kentongan.doors.portal.places.views import with_places

MAX_LETTERS = 100
AREAS, GROUPS, STORIES = 10, 10, 10


@public
def search(request: HttpRequest) -> HttpResponse:
    """What was typed, looked for among areas (with their path, since names repeat), groups and news."""
    query = request.GET.get("q", "").strip()[:MAX_LETTERS]
    found = _find(query) if query else {}
    return show(request, "portal/search/search.html", {"query": query, **found}, here="search")


def _find(query: str) -> dict[str, object]:
    groups = public_groups().named(query).with_stage().select_related("region")
    stories = list(public_publications().search(query)[:STORIES])
    areas = Region.objects.search(query, limit=AREAS)
    shown = with_places(list(groups.order_by("region_id", "name", "pk")[:GROUPS]))
    return {
        "areas": areas,
        "groups": shown,
        "stories": stories,
        "nothing": not (areas or shown or stories),
    }
