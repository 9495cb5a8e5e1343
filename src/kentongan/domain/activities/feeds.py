"""What a phone's groups did of late with what became of it, and the ways to pass something on."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from kentongan.domain.activities.models import Activity, Assessment, Medium
from kentongan.domain.groups.feeds import own
from kentongan.domain.groups.models import Group
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

DAYS = 90
MOST = 300  # of one account: more than three a day


@feed("activity")
def activities(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of the person's own groups of 90 days, with state and judgement; three queries."""
    groups = {group.pk: group.code for group in own(holder)}
    if not groups:
        return
    since = timezone.localdate(holder.now) - timedelta(days=DAYS)
    same = Group.objects.filter(Q(pk__in=groups) | Q(merged_into__in=groups)).values_list("pk", "merged_into")
    codes = {pk: groups.get(pk) or groups[merged or pk] for pk, merged in same}
    related = ("publication__release", "publication__version")
    found = Activity.objects.filter(group__in=codes, held_on__gte=since).select_related(*related)
    rows = list(found.newest()[:MOST])
    proofs, reasons = _proofs(rows), _reasons(rows)
    texts = ("kind", "title", "held_on", "place", "reach_low", "reach_high", "counted_how", "note", "verdict")
    for row in rows:
        publication = row.publication
        told = {name: getattr(row, name) for name in texts} | {
            "group": codes[row.group_id],
            "release": publication.release.code if publication else "",
            "version": publication.version.number if publication else None,
            "medium": row.medium_id,
            "by": row.by_name,
            "recorded_at": row.recorded_at,
            "proofs": proofs.get(row.pk),
            "reason": reasons.get(row.pk),
        }
        yield str(row.pk), lean(told)


def _proofs(rows: Sequence[Activity]) -> dict[object, int]:
    """How many pictures each has."""
    if not rows:
        return {}
    links = Activity.proofs.through.objects.filter(activity__in=rows).order_by()
    return dict(links.values_list("activity_id").annotate(n=Count("pk")))


def _reasons(rows: Sequence[Activity]) -> dict[object, str]:
    """Why those that somebody judged are judged so: the latest word."""
    judged = [row for row in rows if row.verdict]
    if not judged:
        return {}
    said = Assessment.objects.filter(activity__in=judged).order_by("pk")
    return dict(said.values_list("activity_id", "reason"))


@feed("medium")
def media(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The ways to pass something on, with what each offers as place and reach."""
    if not holder.by.may("activities.record"):
        return
    names = ("code", "name", "medium_class", "place", "reach_low", "reach_high", "sort")
    for medium in Medium.objects.all():
        yield medium.code, lean({name: getattr(medium, name) for name in names})
