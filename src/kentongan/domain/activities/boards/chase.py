"""Whom to phone: the groups that did nothing with a package yet."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from kentongan.domain.core.acting import Actor
from kentongan.domain.groups.access import with_contacts
from kentongan.domain.groups.boards import chairs
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.releases import audience
from kentongan.domain.releases.models import Progress, Publication

MOST = 200


@dataclass(frozen=True)
class ChaseEntry:
    """A silent group; chair and phone are empty for those who may not read contacts."""

    group: Group
    chair: str = ""
    phone: str = ""  # the chair's, else the group's own


def chase_list(
    publication: Publication, region: Region | str, *, by: Actor, limit: int = MOST
) -> list[ChaseEntry]:
    """The silent groups inside a region by area and name, the first ``limit``; three queries.

    The caller has asked ``access.get_board_region``; how many are silent in all, the board says.
    """
    root = region.code if isinstance(region, Region) else region
    did_something = Progress.objects.filter(publication=publication, group=OuterRef("pk"))
    silent = list(
        audience.reached_by(publication, root)
        .filter(~Exists(did_something))
        .exclude(pk__in=audience.through_merged([publication.pk]))
        .select_related("region")
        .order_by("region_id", "name", "pk")[:limit]
    )
    open_to = set(
        Group.objects.filter(with_contacts(by), pk__in=[group.pk for group in silent]).values_list(
            "pk", flat=True
        )
    )
    leading = chairs([group for group in silent if group.pk in open_to])
    entries = []
    for group in silent:
        if group.pk not in open_to:
            entries.append(ChaseEntry(group))
            continue
        post = leading.get(group.pk)
        person = post.person.survivor if post else None
        entries.append(
            ChaseEntry(group, person.name if person else "", (person.phone if person else "") or group.phone)
        )
    return entries
