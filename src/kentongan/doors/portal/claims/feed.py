"""The newest clarifications as an Atom feed."""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from kentongan.domain.claims.models import Verdict
from kentongan.doors.portal.claims.asking import recent
from kentongan.doors.portal.pages import public

ENTRIES = 30


class ClaimFeed(Feed[Verdict, None]):
    """What was found out, newest first; one entry a version, so that a correction is news again."""

    feed_type = Atom1Feed
    language = "id"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, kept for a few minutes."""
        answer = public(_answer)(request, super().__call__)
        return cast("HttpResponse", answer)

    def title(self) -> str:
        """As on the page."""
        return _("Klarifikasi terbaru")

    def link(self) -> str:
        """The page to ask on."""
        return settings.BASE_URL + reverse("portal:claim-ask")

    def items(self) -> list[Verdict]:
        """The newest first."""
        return recent(ENTRIES)

    def item_title(self, item: Verdict) -> str:
        """The verdict, then the claim."""
        return f"{item.label.name}: {item.claim.title}"

    def item_description(self, item: Verdict) -> str:
        """Why, in short."""
        return item.short or item.why[:300]

    def item_link(self, item: Verdict) -> str:
        """The claim's page."""
        return settings.BASE_URL + reverse("portal:claim", args=[item.claim.code])

    def item_guid(self, item: Verdict) -> str:
        """One a version."""
        host = urlsplit(settings.BASE_URL).hostname
        return f"tag:{host},{item.published_at:%Y-%m-%d}:{item.claim.code}:{item.number}"

    def item_author_name(self, item: Verdict) -> str:
        """The house; persons are not named."""
        return item.claim.source_name or item.claim.region.title

    def item_pubdate(self, item: Verdict) -> datetime | None:
        """When it came out."""
        return item.published_at

    def item_updateddate(self, item: Verdict) -> datetime | None:
        """A version never changes after it is out."""
        return item.published_at


def _answer(request: HttpRequest, make: Any) -> HttpResponse:
    response: HttpResponse = make(request)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
