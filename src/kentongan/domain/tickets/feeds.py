"""What a phone holds of tickets: what its groups brought, and the categories to choose from.

Restricted tickets stay off phones, which families share (security.md 20).
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from kentongan.domain.groups.access import own_groups
from kentongan.domain.sync.handling import lean
from kentongan.domain.sync.registry import Holder, feed
from kentongan.domain.tickets.models import Answer, Category, Ticket
from kentongan.domain.tickets.models.kinds import OPEN, Content, State

DAYS = 60  # a finished ticket stays as long
MOST = 200


@feed("ticket")
def tickets(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tickets of the person's own groups that are open, or ended of late; two queries."""
    groups = {group.pk: group.code for group in own_groups(holder.by)}
    if not groups or not holder.by.may("tickets.tell"):
        return
    since = timezone.localdate(holder.now) - timedelta(days=DAYS)
    answers = Answer.objects.filter(ticket=OuterRef("pk")).order_by("-at")
    rows = (
        Ticket.objects.filter(Q(group__in=groups) | Q(group__merged_into__in=groups), content=Content.PUBLIC)
        .filter(Q(state__in=OPEN) | Q(closed_on__gte=since) | Q(state=State.MERGED, received_on__gte=since))
        .select_related("category", "group", "merged_into")
        .annotate(
            answer=Subquery(answers.values("text")[:1]), office=Subquery(answers.values("from_name")[:1])
        )
        .newest()[:MOST]
    )
    names = ("code", "kind", "place", "title", "text", "identity", "content", "state", "stage", "round")
    days = ("received_on", "due_on", "answer_due_on", "told_on", "closed_on", "promised_on")
    for row in rows:
        told = {name: getattr(row, name) for name in (*names, *days)} | {
            "group": _own_code(row, groups),
            "region": row.region_id,
            "category": row.category_id,
            "answer": row.answer,  # type: ignore[attr-defined]  # annotated
            "office": row.office,  # type: ignore[attr-defined]  # annotated
            "merged_into": row.merged_into.code if row.merged_into else "",
            "supporters": row.supporters or None,
        }
        yield row.code, lean(told)


def _own_code(ticket: Ticket, groups: dict[UUID, str]) -> str:
    """The code of the person's group that brought it, itself or by the entry merged into it."""
    keys = [ticket.group_id, ticket.group.merged_into_id if ticket.group else None]
    return next((groups[key] for key in keys if key in groups), "")


@feed("ticket-category")
def categories(holder: Holder) -> Iterator[tuple[str, dict[str, Any]]]:
    """The categories, with whether one starts hidden and restricted."""
    if not holder.by.may("tickets.raise"):
        return
    for one in Category.objects.filter(retired=False):
        yield (
            one.code,
            lean({"code": one.code, "name": one.name, "sensitive": one.is_sensitive, "sort": one.sort}),
        )
