"""For machines that read: Atom feeds, the sitemap, robots.txt. All hold only what anybody may read."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from kentongan.design.markdown import plain
from kentongan.domain.core.texts import number_of
from kentongan.domain.groups.access import public_groups
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, valid_code
from kentongan.domain.releases.access import public_for_area, public_publications
from kentongan.domain.releases.models import Publication
from kentongan.doors.portal.pages import public

ENTRIES = 30
FEED_SECONDS = 300
YEARS = range(2000, 2200)


class HomeFeed(Feed[Publication, Region]):
    """The newest news of the installation's area."""

    feed_type = Atom1Feed
    language = "id"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, kept for a few minutes and asked for again by its ETag."""
        answer = public(_feed_answer)(request, super().__call__, args, kwargs)
        return cast("HttpResponse", answer)

    def get_object(self, request: HttpRequest, code: str = "") -> Region:
        """The area the feed is about."""
        return get_region(code or settings.HOME_REGION)

    def title(self, region: Region) -> str:
        """As on the page."""
        return _("Kabar untuk %(place)s") % {"place": region.title}

    def link(self, region: Region) -> str:
        """The area's page."""
        return _absolute(reverse("portal:region", args=[region.code]))

    def feed_url(self, region: Region) -> str:
        """The feed's own address."""
        return _absolute(reverse("portal:region-feed", args=[region.code]))

    def items(self, region: Region) -> list[Publication]:
        """The newest first."""
        return list(public_for_area(region.code)[:ENTRIES])

    def item_title(self, item: Publication) -> str:
        """The title, marked when it corrects an earlier one."""
        title = item.version.title
        return _("Koreksi: %(title)s") % {"title": title} if item.version.corrects else title

    def item_description(self, item: Publication) -> str:
        """The summary, else the beginning of the text."""
        return item.version.summary or plain(item.version.body)[:300]

    def item_link(self, item: Publication) -> str:
        """The package's page."""
        return _absolute(reverse("portal:release", args=[item.release.code]))

    def item_guid(self, item: Publication) -> str:
        """One entry per package and version, so that a correction is news again."""
        host = urlsplit(settings.BASE_URL).hostname
        return f"tag:{host},{item.published_at:%Y-%m-%d}:{item.release.code}:{item.version.number}"

    def item_author_name(self, item: Publication) -> str:
        """The office; persons are not named."""
        return item.release.agency.name

    def item_pubdate(self, item: Publication) -> datetime:
        """When it came out."""
        return item.published_at

    def item_updateddate(self, item: Publication) -> datetime:
        """A version never changes after it is out."""
        return item.published_at


class RegionFeed(HomeFeed):
    """The same of one area."""


@public
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sections: areas and groups by province (by the home area otherwise), news by year."""
    years = {moment.year for moment in public_publications().order_by().datetimes("published_at", "year")}
    parts = _tops()
    sections = [("wilayah", code) for code in parts] + [("kim", code) for code in parts]
    sections += [("info", str(year)) for year in sorted(years)]
    places = "".join(
        f"<sitemap><loc>{escape(_absolute(reverse('portal:sitemap-section', args=section)))}</loc></sitemap>"
        for section in sections
    )
    return _xml([f'<sitemapindex xmlns="{_SCHEMA}">', places, "</sitemapindex>"])


@public
def sitemap_section(request: HttpRequest, section: str, part: str) -> HttpResponseBase:
    """One section as a stream, so that its length costs no memory."""
    year = number_of(part)
    if section == "info" and year in YEARS:
        entries: Iterable[tuple[str, date | None]] = _release_entries(year)
    elif section in {"wilayah", "kim"} and valid_code(part):
        entries = _region_entries(part) if section == "wilayah" else _group_entries(part)
    else:
        raise Http404
    return StreamingHttpResponse(_urlset(entries), content_type="application/xml")


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may fetch: the public pages."""
    shut = ("/kantor/", "/k/", "/api/", "/masuk/", "/akun/", "/cari/", "/sk/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut)]
    lines += ["", f"Sitemap: {_absolute(reverse('portal:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _feed_answer(request: HttpRequest, make: Any, args: Any, kwargs: Any) -> HttpResponse:
    response: HttpResponse = make(request, *args, **kwargs)
    response["Cache-Control"] = f"public, max-age={FEED_SECONDS}"
    return response


def _tops() -> list[str]:
    if settings.HOME_REGION != ROOT:
        return [settings.HOME_REGION]
    return list(Region.objects.current().at_level(1).values_list("code", flat=True))


def _region_entries(code: str) -> Iterator[tuple[str, date | None]]:
    """Areas down to districts, and the villages that have a group: a page without anything helps nobody."""
    here = public_groups().filter(region_id=OuterRef("code"))
    known = Region.objects.current().within(code)
    shown = known.filter(level__lt=4) | known.filter(Exists(here))
    for region in shown.values_list("code", flat=True).iterator():
        yield reverse("portal:region", args=[region]), None


def _group_entries(code: str) -> Iterator[tuple[str, date | None]]:
    for group in public_groups().for_region(code).order_by("pk").values_list("code", flat=True).iterator():
        yield reverse("portal:group", args=[group]), None


def _release_entries(year: int | None) -> Iterator[tuple[str, date | None]]:
    found = public_publications().filter(published_at__year=year)
    for code, moment in found.values_list("release__code", "published_at").iterator():
        yield reverse("portal:release", args=[code]), moment.date()


def _urlset(entries: Iterable[tuple[str, date | None]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SCHEMA}">'
    for path, day in entries:
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        yield f"<url><loc>{escape(_absolute(path))}</loc>{changed}</url>"
    yield "</urlset>"


def _xml(parts: Iterable[str]) -> HttpResponse:
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(parts), content_type="application/xml"
    )


def _absolute(path: str) -> str:
    return settings.BASE_URL + path
