"""The front page and the page of an area: its figures, its groups, its news."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kentongan.design.parts import Crumb
from kentongan.domain.groups.access import public_groups
from kentongan.domain.groups.boards import counts_by_area
from kentongan.domain.groups.models import Group
from kentongan.domain.groups.models.groups import GroupQuerySet
from kentongan.domain.regions.access import code_today, get_region
from kentongan.domain.regions.boards import facts_for
from kentongan.domain.regions.models import Connectivity, Region
from kentongan.domain.regions.rules import lineage, subtree_q
from kentongan.domain.releases.access import public_for_area
from kentongan.domain.releases.models import Publication
from kentongan.domain.tickets.demands import demands_of
from kentongan.doors.portal.pages import carried, public, show

FRONT_STORIES = 8
AREA_STORIES = 5
AREA_GROUPS = 12
PAGE_SIZE = 50
CONNECTIVITY_LEVEL = 2  # wider areas are not summed up: the figure would cost more than it tells


@public
def home(request: HttpRequest) -> HttpResponse:
    """The front page of the installation's area: news first, then where the groups are."""
    region = get_region(settings.HOME_REGION)
    context = {
        "region": region,
        "stories": _stories(region.code, FRONT_STORIES),
        "counts": counts_by_area(region, decrees=False),
        "title": region.title,
    }
    return show(request, "portal/places/home.html", context, place=region, here="home")


@public
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Everything public about one area."""
    region = get_region(code)
    if region.gone_on and (today := code_today(code)) != code:
        return redirect("portal:region", code=today)
    counts = counts_by_area(region, decrees=False)
    context = {
        "region": region,
        "trail": trail_to(request, region),
        "counts": counts,
        "rows": sorted(counts.rows, key=lambda row: row.region.code),
        "facts": facts_for([code])[code],
        "links": _connections(region),
        "stories": _stories(code, AREA_STORIES),
        "groups": _groups(code)[:AREA_GROUPS],
        "demands": demands_of(code) if region.is_village else [],
    }
    return show(request, "portal/places/region.html", context, place=region, here="region")


@public
def region_groups(request: HttpRequest, code: str) -> HttpResponse:
    """All groups of an area, by area and name, page by page."""
    region = get_region(code)
    groups = _groups(code)
    last = groups.filter(code=request.GET.get("sesudah", "")).first()
    if last is not None:
        later = Q(region_id=last.region_id, name=last.name, pk__gt=last.pk)
        later |= Q(region_id=last.region_id, name__gt=last.name) | Q(region_id__gt=last.region_id)
        groups = groups.filter(later)
    rows = list(groups[: PAGE_SIZE + 1])
    context = {
        "region": region,
        "trail": [*trail_to(request, region, ends=False), Crumb("KIM")],
        "groups": with_places(rows[:PAGE_SIZE]),
        "next": _next(request, rows, rows[PAGE_SIZE - 1].code if len(rows) > PAGE_SIZE else ""),
    }
    return show(request, "portal/places/groups.html", context, place=region, here="region")


@public
def region_news(request: HttpRequest, code: str) -> HttpResponse:
    """All news of an area, newest first, page by page."""
    region = get_region(code)
    found = public_for_area(code)
    last = found.filter(release__code=request.GET.get("sesudah", "")).first()
    if last is not None:
        same_time = Q(published_at=last.published_at, pk__lt=last.pk)
        found = found.filter(same_time | Q(published_at__lt=last.published_at))
    rows = list(found[: PAGE_SIZE // 2 + 1])
    context = {
        "region": region,
        "trail": [*trail_to(request, region, ends=False), Crumb("Kabar")],
        "stories": rows[: PAGE_SIZE // 2],
        "next": _next(request, rows, rows[-2].release.code if len(rows) > PAGE_SIZE // 2 else ""),
    }
    return show(request, "portal/places/news.html", context, place=region, here="region")


def trail_to(request: HttpRequest, region: Region, *, ends: bool = True) -> list[Crumb]:
    """The areas above, widest first; the last is the page itself unless it goes on."""
    tail = carried(request)
    crumbs = [Crumb(above.title, reverse("portal:region", args=[above.code]) + tail) for above in region.path]
    return [*crumbs[:-1], Crumb(region.title)] if ends and crumbs else crumbs


def _stories(code: str, limit: int) -> list[Publication]:
    return list(public_for_area(code)[:limit])


def _groups(code: str) -> GroupQuerySet:
    groups = public_groups().for_region(code).with_stage().select_related("region")
    return groups.order_by("region_id", "name", "pk")


def with_places(groups: list[Group]) -> list[Group]:
    """Each group's area with the names above it at hand."""
    known = Region.objects.in_bulk({above for group in groups for above in lineage(group.region_id)[2:-1]})
    for group in groups:
        above = [known[code] for code in lineage(group.region_id)[2:-1] if code in known]
        group.region._path = [*above, group.region]
    return groups


def _connections(region: Region) -> list[tuple[str, int]]:
    """How many villages of the area have which connectivity, by their latest measure."""
    if not CONNECTIVITY_LEVEL <= region.level < Region.Level.VILLAGE:
        return []
    latest = Connectivity.objects.latest_each().filter(subtree_q(region.code))
    counted = dict(latest.order_by().values_list("kind").annotate(number=Count("pk")))
    return [(str(kind.label), counted[kind.value]) for kind in Connectivity.Kind if kind.value in counted]


def _next(request: HttpRequest, rows: Sequence[object], after: str) -> str:
    if not after:
        return ""
    query = request.GET.copy()
    query["sesudah"] = after
    return f"?{query.urlencode()}"
