"""The gates to activities and boards: what lies outside the asker's area looks absent."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.domain.activities.models import Activity, ActivityQuerySet
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Absent
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import is_within, level_of
from kentongan.domain.releases.models import Publication

_RELATED = ("group", "region", "medium", "publication__release", "publication__version")


def visible(actor: Actor) -> ActivityQuerySet:
    """The activities of groups in the actor's areas; an agency sees those with its own packages."""
    return Activity.objects.filter(
        actor.within(
            "activities.read", "region_id", group="group_id", agency="publication__release__agency_id"
        )
    ).select_related(*_RELATED)


def own_activities(group: Group, by: Actor) -> ActivityQuerySet:
    """What a group recorded, for those who record for it; with what an entry merged into it recorded."""
    if not by.may("activities.record", group.region_id, group=group.pk):
        return Activity.objects.none()
    same = Group.objects.same_as(group)
    return Activity.objects.filter(group__in=same).select_related(*_RELATED)


def get_own_activity(key: UUID, group: Group, by: Actor) -> Activity:
    """An activity the group recorded. Raises ``Absent`` for another's."""
    found = own_activities(group, by).filter(pk=key).first()
    if found is None:
        raise Absent(_("Kegiatan ini tidak ditemukan."))
    return found


def get_recordable(key: UUID, by: Actor) -> Activity:
    """An activity of a group the person records for, whichever it is. Raises ``Absent``."""
    mine = by.within("activities.record", "region_id", group="group_id")
    mine |= by.within("activities.record", "region_id", group="group__merged_into_id")
    found = Activity.objects.filter(mine, pk=key).select_related("group__merged_into").first()
    if found is None:
        raise Absent(_("Kegiatan ini tidak ditemukan."))
    return found


def get_activity(key: UUID | str, by: Actor) -> Activity:
    """The activity with this id. Raises ``Absent``."""
    found = visible(by).filter(_key(key)).first()
    if found is None:
        raise Absent(_("Kegiatan ini tidak ditemukan."))
    return found


def get_board_region(publication: Publication, by: Actor, code: str | None = None) -> Region:
    """The region whose board of the package the asker may see: the one told, else the widest of theirs.

    Raises ``Absent``.
    """
    home = publication.release.region_id
    if code is None:
        roots = sorted(by.areas("releases.board"), key=lambda root: (level_of(root), root))
        roots = [root for root in roots if is_within(home, root) or is_within(root, home)]
        code = next((home if is_within(home, root) else root for root in roots), "")
    region = publication.release.region if code == home else Region.objects.filter(code=code).first()
    if region is None or not by.may("releases.board", code, agency=publication.release.agency_id):
        raise Absent(_("Papan sebaran untuk wilayah ini tidak ditemukan."))
    return region


def _key(key: UUID | str) -> Q:
    try:
        return Q(pk=key if isinstance(key, UUID) else UUID(key))
    except ValueError:
        return Q(pk__in=[])
