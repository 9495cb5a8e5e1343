"""The card of a phone's own groups (no member list, contacts by the role) and the areas its forms need."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from kentongan.domain.groups import access
from kentongan.domain.groups.actions.details import CONTACTS
from kentongan.domain.groups.boards import current_decrees
from kentongan.domain.groups.models import BoardPost, Conflict, Group, Membership
from kentongan.domain.groups.models.boards import PERSON
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, level_of, lineage, parent_code, subtree_q
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

_ORDER = {title: place for place, title in enumerate(BoardPost.Title.values)}


def own(holder: Holder) -> list[Group]:
    """The groups the person works in, by name, with stage, ties and areas; asked once a sync."""
    return holder.once("own groups", _own)


def _own(holder: Holder) -> list[Group]:
    if not holder.by.may("activities.record"):
        return []
    return list(access.own_groups(holder.by).with_stage().with_ties().select_related("region__parent"))


@feed("group")
def groups(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each group the person works in; five queries however many."""
    by, rows = holder.by, own(holder)
    if not rows:
        return
    boards, decrees, members = _boards(rows), current_decrees(rows), _members(rows)
    clashes = _conflicts(rows)
    for group in rows:
        decree, region = decrees.get(group.pk), group.region
        above = f", {region.parent.title}" if region.parent else ""
        reach = {name: getattr(group, name) for name in CONTACTS}
        facts = ("code", "name", "kind", "level", "hamlet", "register_number", "founded_on", "stage")
        card = {name: getattr(group, name) for name in facts} | {
            "region": region.code,
            "region_name": region.title,
            "place": f"{region.title}{above}",
            "members_count": members.get(group.pk),
            "board": boards.get(group.pk),
            "may_edit": access.may_edit_contacts(group, by),
        }
        if access.may_read_contacts(group, by):
            card |= reach | {"conflicts": clashes.get(group.pk)}
        if decree:
            told = {"code": decree.code, "number": decree.number, "issued_on": decree.issued_on}
            card["decree"] = lean(told | {"valid_until": decree.valid_to})
        yield group.code, lean(card)


def _boards(groups: Sequence[Group]) -> dict[object, list[dict[str, Any]]]:
    """Who holds a post today, in the order of posts; names alone."""
    inside = Q(term__group__in=groups) | Q(term__group__merged_into__in=groups)
    posts = BoardPost.objects.current().filter(inside).select_related("term__group", "person__merged_into")
    found: dict[object, list[dict[str, Any]]] = {}
    for post in sorted(posts, key=lambda post: (_ORDER[post.title], post.section, post.pk)):
        group = post.term.group
        told = {"name": post.person.survivor.name, "title": _title(post)}
        found.setdefault(group.merged_into_id or group.pk, []).append(told)
    return found


def _title(post: BoardPost) -> str:
    return f"{post.get_title_display()} {post.section}".strip()


def _members(groups: Sequence[Group]) -> dict[UUID, int]:
    """How many members each has today, where any was ever noted; who stands twice counts once."""
    inside = Q(group__in=groups) | Q(group__merged_into__in=groups)
    rows = Membership.objects.current().filter(inside).order_by()
    counted = rows.values(means=Coalesce("group__merged_into", "group")).annotate(
        now=Count(PERSON, distinct=True)
    )
    return dict(counted.values_list("means", "now"))


def _conflicts(groups: Sequence[Group]) -> dict[object, list[dict[str, Any]]]:
    """Fields that two people changed and nobody has chosen for."""
    touched = [group for group in groups if getattr(group, "has_conflicts", False)]
    if not touched:
        return {}
    found: dict[object, list[dict[str, Any]]] = {}
    for row in Conflict.objects.open().filter(group__in=touched).order_by("pk"):
        told = {"field": row.field, "brought": row.brought, "by": row.by_name, "at": row.at}
        found.setdefault(row.group_id, []).append(lean(told))
    return found


@feed("region")
def regions(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The areas that forms need: the chain above, the village's neighbours, what lies below an office."""
    seats = {group.region_id for group in own(holder)}
    offices = {grant.region_id for grant in holder.by.grants if not grant.group_id}
    chain = {code for seat in seats | offices for code in lineage(seat)} - {ROOT}
    parents = {parent_code(seat) for seat in seats} | offices
    near = Q(parent_id__in=[code for code in parents if code and code != ROOT], gone_on=None)
    for regency in (code for code in offices if level_of(code) == Region.Level.REGENCY):
        near |= subtree_q(regency, "code") & Q(gone_on=None)
    for region in Region.objects.filter(Q(code__in=chain) | near):
        told = {"code": region.code, "name": region.name, "title": region.title, "level": int(region.level)}
        yield region.code, told | {"parent": region.parent_id}
