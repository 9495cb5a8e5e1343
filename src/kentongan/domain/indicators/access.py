"""The gate of targets: those of the asker's areas and of the areas above them, which bind them too."""

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent
from kentongan.domain.indicators.models import Target, TargetQuerySet
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, lineage


def visible(by: Actor) -> TargetQuerySet:
    """The targets the person may read."""
    above = {code for root in by.areas("targets.read") for code in lineage(root)[:-1]}
    return Target.objects.filter(by.within("targets.read") | Q(region_id__in=above))


def get_target(key: int, by: Actor) -> Target:
    """The target with this number. Raises ``Absent``."""
    target = visible(by).select_related("region", "carried_from").filter(pk=key).first()
    if target is None:
        raise Absent(_("Target ini tidak ditemukan."))
    return target


def get_target_region(region: Region, by: Actor) -> Region:
    """The region, when its plan may be read. Raises ``Absent``."""
    roots = by.areas("targets.read")
    if not any(is_within(region.code, root) or is_within(root, region.code) for root in roots):
        raise Absent(_("Target wilayah ini tidak dapat Anda lihat."))
    return region
