"""What ends soon: decrees and boards' terms, so that successors are prepared in time (domain.md §1.3, §1.5).

Computed when a page is read, so that nothing has to run. A decree or term that is followed by another is
prepared for, and reminds nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from kentongan.domain.groups.models import BoardTerm, Decree, Group
from kentongan.domain.groups.rules import reminder

DECREE, TERM = "decree", "term"
REMIND_DAYS = 90  # the first of the reminders of ``rules.REMINDERS``
SUCCESSION_DAYS = 244  # eight months: Sleman prepares young successors that long ahead (domain.md §1.5)
MOST = 500


@dataclass(frozen=True)
class Ending:
    """A decree or a term of a group that ends, or ended without a successor."""

    kind: str  # ``DECREE`` or ``TERM``
    group: Group
    ends_on: date  # the last day
    days_left: int  # 0 on the last day, below it once it is over
    threshold: int | None  # the reminder that is passed: 90, 30, 7 days; 0 when it is over
    number: str = ""  # of the decree
    code: str = ""
    is_prepared: bool = False  # the next term or decree is entered already


def endings(
    inside: Q, *, ahead: int = REMIND_DAYS, behind: int = 0, prepared: bool = False, on: date | None = None
) -> list[Ending]:
    """What ends within ``ahead`` days (or ended up to ``behind`` days ago) in the groups, the next end first.

    ``inside`` is a condition on groups. Those prepared for are left out unless asked for. Two queries; the
    first ``MOST`` of each kind.
    """
    day = on or timezone.localdate()
    groups = Group.objects.filter(inside).standing(day).order_by()
    window = (day - timedelta(days=behind), day + timedelta(days=ahead))
    found = [*_decrees(groups, window, day), *_terms(groups, window, day)]
    wanted = [ending for ending in found if prepared or not ending.is_prepared]
    return sorted(wanted, key=lambda ending: (ending.ends_on, ending.group.name, ending.kind))


def endings_of(group: Group, on: date | None = None) -> list[Ending]:
    """What ends within 90 days in one group, with what hangs on an entry merged into it."""
    return endings(Q(pk=group.pk), on=on)


def _decrees(groups: Any, window: tuple[date, date], day: date) -> Iterable[Ending]:
    """Each decree that ends in the window, with the groups it names: a later one prepares for its end."""
    links = Group.decrees.through.objects
    later = Q(decree__valid_to=None) | Q(decree__valid_to__gt=OuterRef("decree__valid_to"))
    following = (
        links.filter(later, group_id=OuterRef("group_id"))
        .filter(Q(decree__revoked_on=None) | Q(decree__revoked_on__gt=F("decree__valid_from")))
        .exclude(decree__kind=Decree.Kind.REVOCATION)
    )
    rows = (
        links.filter(group__in=groups, decree__valid_to__range=window, decree__valid_from__lte=day)
        .filter(Q(decree__revoked_on=None) | Q(decree__revoked_on__gt=day))
        .exclude(decree__kind=Decree.Kind.REVOCATION)
        .annotate(prepared=Exists(following))
        .select_related("group__region", "decree")
        .order_by("decree__valid_to", "pk")[:MOST]
    )
    for row in rows:
        ends_on = row.decree.valid_to
        if ends_on is not None:
            left = (ends_on - day).days
            yield Ending(
                DECREE,
                row.group,
                ends_on,
                left,
                reminder(left),
                row.decree.number,
                row.decree.code,
                row.prepared,  # type: ignore[attr-defined]  # annotated
            )


def _terms(groups: Any, window: tuple[date, date], day: date) -> Iterable[Ending]:
    rows = (
        BoardTerm.objects.filter(
            Q(group__in=groups) | Q(group__merged_into__in=groups), ends_on__range=window
        )
        .annotate(prepared=Case(When(_has_following(), then=Value(True)), default=Value(False)))
        .select_related("group__region", "group__merged_into__region")
        .order_by("ends_on", "pk")[:MOST]
    )
    for term in rows:
        if term.ends_on is not None:
            left = (term.ends_on - day).days
            group = term.group.survivor
            yield Ending(TERM, group, term.ends_on, left, reminder(left), is_prepared=term.prepared)  # type: ignore[attr-defined]  # annotated


def _has_following() -> Q:
    """Whether a term of the same group, under any of its entries, begins after this one's end.

    Three questions, each answered by an index, and not one over all terms.
    """
    after = BoardTerm.objects.filter(starts_on__gt=OuterRef("ends_on")).order_by()
    return (
        Q(Exists(after.filter(group=OuterRef("group"))))
        | Q(Exists(after.filter(group=OuterRef("group__merged_into"))))
        | Q(Exists(after.filter(group__merged_into=OuterRef("group"))))
    )
