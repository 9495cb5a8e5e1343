"""What a phone's groups did of late with what became of it, and the ways to pass something on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from kentongan.domain.activities.models import Activity, Assessment, Medium
from kentongan.domain.groups.access import own_groups
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed

DAYS = 90
MOST = 300  # of one account: more than three a day


@feed("activity")
def activities(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of the person's own groups of 90 days, with state and judgement; two queries."""
    groups = {group.pk: group.code for group in own_groups(holder.by)}
    if not groups:
        return
    since = timezone.localdate(holder.now) - timedelta(days=DAYS)
    reason = Assessment.objects.filter(activity=OuterRef("pk")).order_by("-pk").values("reason")[:1]
    rows = (
        Activity.objects.filter(Q(group__in=groups) | Q(group__merged_into__in=groups), held_on__gte=since)
        .select_related("publication__release", "publication__version", "group")
        .annotate(pictures=Count("proofs"), why=Subquery(reason))
        .newest()[:MOST]
    )
    texts = ("kind", "title", "held_on", "place", "reach_low", "reach_high", "counted_how", "note", "verdict")
    for row in rows:
        publication = row.publication
        told = {name: getattr(row, name) for name in texts} | {
            "group": groups.get(row.group_id) or groups[row.group.merged_into_id or row.group_id],
            "release": publication.release.code if publication else "",
            "version": publication.version.number if publication else None,
            "medium": row.medium_id,
            "by": row.by_name,
            "recorded_at": row.recorded_at,
            "proofs": row.pictures or None,  # type: ignore[attr-defined]  # annotated
            "reason": row.why if row.verdict else "",  # type: ignore[attr-defined]  # annotated
        }
        yield str(row.pk), lean(told)


@feed("medium")
def media(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The ways to pass something on, with what each offers as place and reach."""
    if not holder.by.may("activities.record"):
        return
    names = ("code", "name", "medium_class", "place", "reach_low", "reach_high", "sort")
    for medium in Medium.objects.all():
        yield medium.code, lean({name: getattr(medium, name) for name in names})
