"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kentongan.design.brand import Brand
from kentongan.domain.people.access import Authority, Visitor

REACH = 3  # regions that a grant brings along: its own and two above


def common(request: HttpRequest) -> dict[str, Any]:
    """The actor, whose pages these are, the site's address, and whether invented data is about."""
    actor = getattr(request, "actor", None) or Visitor()
    return {
        "actor": actor,
        "brand": _brand(actor) if isinstance(actor, Authority) else None,
        "base_url": settings.BASE_URL,
        "demo": settings.DEMO,
    }


def _brand(actor: Authority) -> Brand:
    """The office of the actor's first area, or the nearest above it; the grants bring it along, no query."""
    home = "/kantor/" if actor.is_officer else "/k/"
    region = actor.grants[0].region if actor.grants else None
    near = None
    for step in range(REACH):
        near = getattr(region, "brand", None)
        if near is not None or region is None or step + 1 == REACH:
            break
        region = region.parent
    if near is None:
        return Brand(name="Kentongan", home_url=home)
    sheet = f"{reverse('portal:theme', args=[near.region_id])}?v={near.accent[1:]}" if near.accent else ""
    name = near.short_name or near.office_name
    return Brand(name=name, tagline=near.motto, home_url=home, sheet_url=sheet, accent=near.accent)
