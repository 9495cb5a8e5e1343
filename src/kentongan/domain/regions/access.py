"""The gate to a region. Regions are public facts: whoever asks may see them."""

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Absent
from kentongan.domain.regions.models import Region, RegionBrand, RegionChange
from kentongan.domain.regions.rules import ROOT, lineage, valid_code


def get_region(code: str) -> Region:
    """The region with this code, gone or not, with its path at hand: one query.

    Raises `Absent` for an unknown one.
    """
    path = Region.objects.in_bulk(lineage(code)) if valid_code(code) else {}
    if code not in path:
        raise Absent(_("Tidak ada wilayah dengan kode %(code)s.") % {"code": code[:20]})
    region = path[code]
    region._path = [path[above] for above in lineage(code) if above in path and above != ROOT] or [region]
    return region


def code_today(code: str) -> str:
    """The code a recoded region has today; the same code when it was not recoded."""
    seen = {code}
    while True:
        change = (
            RegionChange.objects.filter(kind=RegionChange.Kind.RECODED, old_code=code).order_by("-on").first()
        )
        if change is None or change.new_code in seen:
            return code
        code = change.new_code
        seen.add(code)


def near_brand(code: str) -> RegionBrand | None:
    """How the office of the region, or the nearest one above it, presents itself; one query."""
    rows = RegionBrand.objects.filter(region_id__in=lineage(code)).select_related("region")
    return max(rows, key=lambda row: row.region.level, default=None)
