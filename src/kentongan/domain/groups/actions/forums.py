"""The verbs of a forum of KIM: groups join and leave it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups import rules
from kentongan.domain.groups.models import ForumMembership, Group
from kentongan.domain.groups.models.groups import Kind
from kentongan.domain.regions.rules import is_within, level_of


@transaction.atomic
def join_forum(forum: Group, members: Sequence[Group], *, by: Actor, joined_on: date | None = None) -> int:
    """Note that the groups belong to the forum from a day on; how many did not before.

    Raises ``Invalid`` for a group outside the forum's area, and for a forum that is not of a smaller area:
    the forum of a regency holds those of its districts, never the other way round.
    """
    by.require("groups.edit", forum.region_id, group=forum.pk)
    if forum.kind != Kind.FORUM:
        raise Invalid(_("Kelompok ini bukan forum KIM."))
    if not members:
        raise Invalid(_("Pilih paling sedikit satu kelompok."), field="members")
    rules.check_dates({"joined_on": joined_on}, timezone.localdate())
    for member in members:
        _check_member(forum, member)
    known = set(ForumMembership.objects.filter(forum=forum, left_on=None).values_list("member_id", flat=True))
    new = [member for member in members if member.pk not in known]
    ForumMembership.objects.bulk_create(
        [ForumMembership(forum=forum, member=member, joined_on=joined_on) for member in new]
    )
    for member in new:
        record("group.join_forum", member, by=by, region=member.region_id, name=forum.name)
    if new:
        record("group.forum_members", forum, by=by, region=forum.region_id, number=len(new))
    return len(new)


@transaction.atomic
def leave_forum(membership: ForumMembership, *, on: date, by: Actor) -> ForumMembership:
    """Note the day from which a group no longer belongs to the forum."""
    rows = ForumMembership.objects.select_for_update(of=("self",)).select_related("forum", "member")
    current = rows.get(pk=membership.pk)
    by.require("groups.edit", current.forum.region_id, group=current.forum_id)
    if current.left_on:
        raise Stale(_("Kelompok ini sudah keluar dari forum. Muat ulang halaman."))
    rules.check_dates({"on": on}, timezone.localdate())
    rules.check_period(current.joined_on, on, "on")
    current.left_on = on
    current.save(update_fields=["left_on"])
    record(
        "group.leave_forum",
        current.member,
        by=by,
        region=current.member.region_id,
        name=current.forum.name,
        on=on.isoformat(),
    )
    return current


def _check_member(forum: Group, member: Group) -> None:
    if not is_within(member.region_id, forum.region_id):
        raise Invalid(_("%(name)s berada di luar wilayah forum.") % {"name": member.name}, field="members")
    if member.kind == Kind.FORUM and level_of(member.region_id) <= level_of(forum.region_id):
        raise Invalid(
            _("%(name)s adalah forum setingkat. Forum hanya beranggotakan KIM dan forum di bawahnya.")
            % {"name": member.name},
            field="members",
        )
