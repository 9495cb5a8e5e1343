"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kentongan.domain.people.access import Visitor


def common(request: HttpRequest) -> dict[str, Any]:
    """The actor, the site's address, and whether invented data is about."""
    return {
        "actor": getattr(request, "actor", None) or Visitor(),
        "base_url": settings.BASE_URL,
        "demo": settings.DEMO,
    }
