"""Whose app it is: the office of an area, named in the address: the page is the same for all who ask."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from kentongan.design.brand import Brand
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import near_brand
from kentongan.domain.regions.rules import ROOT, valid_code
from kentongan.doors.field.pages import brand_of


class Home(NamedTuple):
    """An area that has a brand (or ``""``), and that brand."""

    code: str
    brand: Brand

    @property
    def query(self) -> str:
        """How the app's addresses name the area."""
        return f"?w={self.code}"


def home_of(request: HttpRequest) -> Home:
    """The area the address names, else that of the asker's first role, else that of this installation."""
    code = request.GET.get("w")
    if code is None:
        actor = getattr(request, "actor", None)
        grants = actor.grants if isinstance(actor, Authority) else []
        code = grants[0].region_id if grants else settings.HOME_REGION
    near = near_brand(code) if valid_code(code) else None
    return Home(near.region_id if near else "", brand_of(near.region_id if near else ROOT))
