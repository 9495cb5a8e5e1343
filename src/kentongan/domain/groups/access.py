"""The gate of groups: what lies outside the asker's area looks absent."""

from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.merging import UNDO_DAYS
from kentongan.domain.core.problems import Absent, Invalid
from kentongan.domain.groups.models import (
    Conflict,
    Decree,
    Export,
    Group,
    ImportBatch,
    Membership,
    Merge,
    Regulation,
)
from kentongan.domain.groups.models.boards import MembershipQuerySet
from kentongan.domain.groups.models.conflicts import ConflictQuerySet
from kentongan.domain.groups.models.decrees import DecreeQuerySet
from kentongan.domain.groups.models.groups import GroupQuerySet
from kentongan.domain.people.models import Grant, User
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import subtree_q

_NO_GROUP = gettext_lazy("Kelompok ini tidak ditemukan. Periksa kodenya.")
_NO_DECREE = gettext_lazy("SK ini tidak ditemukan. Periksa kodenya.")
_NO_REGULATION = gettext_lazy("Peraturan ini tidak ditemukan. Periksa kodenya.")
_NO_IMPORT = gettext_lazy("Impor ini tidak ditemukan.")
_NO_MERGE = gettext_lazy("Penggabungan ini tidak ditemukan.")
_NO_CONFLICT = gettext_lazy("Isi yang berbeda ini tidak ditemukan.")
_NO_EXPORT = gettext_lazy("Ekspor ini tidak ditemukan.")
_Row = TypeVar("_Row", bound=Model)


def visible(by: Actor) -> GroupQuerySet:
    """The groups the person may read; somebody with a role on a group sees that group alone.

    One merged into another stands in no list; its code finds the other.
    """
    return Group.objects.unmerged().filter(by.within("groups.read", "region_id", group="pk"))


def get_group(code: str, by: Actor) -> Group:
    """The group with the code, as typed or in full. Raises ``Absent``."""
    return _with_code(visible(by).select_related("region"), code)


def get_group_in_full(code: str, by: Actor) -> Group:
    """The same with ``stage``, ``in_forum``, ``has_merged`` and the areas above. Raises ``Absent``."""
    found = visible(by).with_stage().with_ties().select_related("region__parent__parent__parent")
    return _with_code(found, code)


def get_mergeable(code: str, by: Actor) -> Group:
    """A group for merging with another, in the areas where the person does that. Raises ``Absent``."""
    inside = visible(by).filter(by.within("duplicates.merge")).select_related("region")
    return _with_code(inside, code)


def open_merges(region: Region, by: Actor) -> QuerySet[Merge]:
    """The merges of the area that may still be taken back, latest first."""
    rows = _merges(by).filter(subtree_q(region.code, "kept__region_id"), undone_at=None)
    return rows.filter(at__gte=timezone.now() - timedelta(days=UNDO_DAYS)).order_by("-pk")


def get_merge(number: int, by: Actor) -> Merge:
    """A merge in the areas where the person merges. Raises ``Absent``."""
    return _found(_merges(by).filter(pk=number), _NO_MERGE)


def _merges(by: Actor) -> QuerySet[Merge]:
    both = by.within("duplicates.merge", "kept__region_id") & by.within(
        "duplicates.merge", "absorbed__region_id"
    )
    return Merge.objects.filter(both).select_related("kept", "absorbed")


def own_groups(by: Actor) -> GroupQuerySet:
    """The groups the person works in: those they may record for, by name."""
    mine = by.within("activities.record", "region_id", group="pk")
    return Group.objects.unmerged().filter(mine).select_related("region").order_by("name", "pk")


def get_own_group(code: str, by: Actor) -> Group:
    """A group the person works in, with ``stage``. Raises ``Absent`` for any other, also a readable one."""
    return _with_code(own_groups(by).with_stage(), code)


def acting_group(code: str | None, verb: str, by: Actor) -> Group:
    """The group told, else the only one for which the asker may do the verb.

    Raises ``Absent`` for an unknown one, ``Invalid`` when none is told and there are several.
    """
    if code is not None:
        return get_group(code, by)
    own = Group.objects.standing().filter(by.within(verb, "region_id", group="pk")).select_related("region")
    found = list(own[:2])
    if len(found) != 1:
        raise Invalid(_("Sebutkan kelompoknya."), field="group")
    return found[0]


def with_contacts(by: Actor) -> Q:
    """The condition for groups whose phones and addresses of persons the actor may read."""
    return by.within("groups.contacts", "region_id", group="pk")


def may_read_contacts(group: Group, by: Actor) -> bool:
    """Whether phone numbers of the group's persons are shown."""
    return by.may("groups.contacts", group.region_id, group=group.pk)


def may_edit_contacts(group: Group, by: Actor) -> bool:
    """Whether the actor changes how the group itself is reached; its board does."""
    return by.may("groups.edit_own", group.region_id, group=group.pk) and may_read_contacts(group, by)


def conflicts(group: Group, by: Actor) -> ConflictQuerySet:
    """The fields of the group that two people changed, for those who may choose; empty for others."""
    return Conflict.objects.of(group) if may_edit_contacts(group, by) else Conflict.objects.none()


def get_conflict(group: Group, number: int, by: Actor) -> Conflict:
    """One of these. Raises ``Absent``."""
    return _found(conflicts(group, by).select_related("group__merged_into").filter(pk=number), _NO_CONFLICT)


def may_read_contacts_in(region: str, by: Actor) -> bool:
    """Whether phone numbers of the groups in the whole area are shown."""
    return by.may("groups.contacts", region)


def members(group: Group, by: Actor) -> MembershipQuerySet:
    """The member list, empty for those it is not for: a KIM member reads that of their own KIM."""
    if not by.may("groups.members", group.region_id, group=group.pk):
        return Membership.objects.none()
    return Membership.objects.filter(group__in=Group.objects.same_as(group))


def group_grants(group: Group) -> QuerySet[Grant]:
    """The roles that hold on the group today, by the name of who holds them."""
    rows = Grant.objects.holding().filter(group_id=group.pk).select_related("user__person")
    return rows.order_by("user__person__name", "pk")


def find_account(username: str, by: Actor) -> User | None:
    """An active account of somebody in the areas where the actor edits groups; ``None`` for any other."""
    near = by.within("groups.edit", "person__region_id") | by.within("groups.edit", "grants__region_id")
    name = username.strip().lower()
    return User.objects.filter(near, username=name, is_active=True).first()


def visible_decrees(by: Actor) -> DecreeQuerySet:
    """The decrees of issuers in the person's area, and those that name a group the person may read."""
    named = Group.objects.filter(
        by.within("decrees.read", "region_id", group="pk"), decrees=OuterRef("pk")
    ).order_by()
    return Decree.objects.filter(by.within("decrees.read", "issuer_region_id") | Q(Exists(named)))


def get_decree(code: str, by: Actor) -> Decree:
    """The decree with the code. Raises ``Absent``. Show its groups through :func:`visible`."""
    found = visible_decrees(by).select_related("issuer_region", "scan").filter(code=read_code(code, "S"))
    return _found(found, _NO_DECREE)


def get_regulation(code: str, by: Actor) -> Regulation:
    """The regulation with the code; everybody signed in may read it. Raises ``Absent``."""
    by.require("regulations.read")
    found = Regulation.objects.select_related("region", "file").filter(code=read_code(code, "U"))
    return _found(found, _NO_REGULATION)


def get_import(number: int, by: Actor) -> ImportBatch:
    """A spreadsheet the person handed in. Raises ``Absent`` for anybody else's."""
    found = ImportBatch.objects.filter(by.within("groups.import", "region_code"), pk=number, by_id=by.user_id)
    return _found(found, _NO_IMPORT)


def get_export(key: UUID, by: Actor) -> Export:
    """An export the person asked for and may still read. Raises ``Absent`` for anybody else's."""
    found = Export.objects.of(by).filter(by.within("groups.export", "region_code"), pk=key)
    return _found(found, _NO_EXPORT)


def public_groups() -> GroupQuerySet:
    """The groups shown to everybody: those not dissolved. Persons and phones are not part of it."""
    return Group.objects.standing()


def public_group(code: str) -> Group:
    """A group shown to everybody. Raises ``Absent``."""
    return _with_code(public_groups().select_related("region"), code)


def public_decree(code: str) -> Decree:
    """A decree for checking what hangs on a wall: number, dates, issuer and groups, no scan.

    Raises ``Absent``.
    """
    found = Decree.objects.select_related("issuer_region").defer("note").filter(code=read_code(code, "S"))
    return _found(found, _NO_DECREE)


def _with_code(groups: GroupQuerySet, code: str) -> Group:
    """The group with the code, among those given; the code of one merged into it finds it as well."""
    typed = read_code(code, "K")
    found = groups.filter(code=typed).first()
    return found or _found(groups.filter(absorbed__code=typed or ""), _NO_GROUP)


def is_other_code(group: Group, code: str) -> bool:
    """Whether the code belongs to an entry that was merged into the group: an address leads on."""
    return read_code(code, "K") != group.code


def _found(rows: QuerySet[_Row], missing: object) -> _Row:
    row = rows.first()
    if row is None:
        raise Absent(str(missing))
    return row
