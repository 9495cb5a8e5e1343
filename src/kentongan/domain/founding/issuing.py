"""Whose decree a set of groups asks for, and what of its text needs a second look (domain.md T7, §1.3)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.founding.models import DecreeDraft, DecreeTemplate
from kentongan.domain.groups import rules as group_rules
from kentongan.domain.groups.models import Group, Regulation
from kentongan.domain.regions.access import get_region
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import lineage

# Regulations stand in a decree in the order of their rank, older ones first.
RANK = ("uu", "pp", "perpres", "inpres", "permen", "pergub", "perbup", "perwali", "perdes")


def proposed_role(groups: Sequence[Group]) -> str:
    """The issuer that the level of the groups asks for; for groups of several areas, who heads them all."""
    codes = {group.region_id for group in groups}
    if len(codes) == 1:
        group = groups[0]
        return group_rules.proposed_issuer(group.level, group.region.kind)
    common = _common_area(codes)
    return group_rules.proposed_issuer(group_rules.LEVEL_OF_DEPTH[common.level], common.kind)


def issuer_region(role: str, groups: Sequence[Group]) -> Region:
    """The area the issuer heads, seen from the groups. Raises ``Invalid`` when it is not one area."""
    if role not in group_rules.ISSUER_LEVEL:
        raise Invalid(_("Pilih penerbit SK dari daftar."), field="issuer_role")
    codes = {group_rules.issuer_region(role, group.region_id) for group in groups}
    code = codes.pop() if len(codes) == 1 else None
    if code is None:
        raise Invalid(
            _("SK hanya menyebut kelompok dalam wilayah satu penerbit. Periksa penerbit dan kelompoknya."),
            field="issuer_role",
        )
    return get_region(code)


def best_template(kind: str, level: str, region: Region) -> DecreeTemplate | None:
    """The layout nearest to the issuer: its own area's before those above, its level's before any level's."""
    near = DecreeTemplate.objects.current().for_area(region.code).filter(kind=kind)
    found = near.filter(Q(level=level) | Q(level="")).select_related("region")
    order = lineage(region.code)
    return max(found, key=lambda one: (order.index(one.region_id), bool(one.level), one.pk), default=None)


def ordered_bases(bases: Iterable[Regulation]) -> list[Regulation]:
    """The legal bases as a decree lists them."""
    return sorted(bases, key=lambda one: (RANK.index(one.kind), one.year, one.number))


def lapsed_bases(draft: DecreeDraft | DecreeTemplate, on: date) -> list[Regulation]:
    """The cited regulations that no longer hold on the day: ended, or revoked by another. Warned of."""
    return ordered_bases(Regulation.objects.lapsed(on).filter(pk__in=draft.bases.values("pk")))


def choosable_bases(region: Region) -> QuerySet[Regulation]:
    """The regulations a decree of the area can rest on: the area's own and those above, the latest first."""
    return Regulation.objects.filter(region_id__in=lineage(region.code)).select_related("region")


def _common_area(codes: Iterable[str]) -> Region:
    """The smallest area that holds all of them."""
    paths = [lineage(code) for code in codes]
    shared = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
    return get_region(shared[-1])
