"""Reads of events, as chainable methods."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kentongan.domain.regions.rules import subtree_q

if TYPE_CHECKING:
    from kentongan.domain.events.models.events import Event  # noqa: F401 - named in the base class
    from kentongan.domain.groups.models import Group


class EventQuerySet(models.QuerySet["Event"]):
    """Reads of events."""

    def for_region(self, code: str) -> "EventQuerySet":
        """The events in the subtree."""
        return self.filter(subtree_q(code))

    def standing(self) -> "EventQuerySet":
        """Those not cancelled."""
        return self.filter(cancelled_on=None)

    def held(self, on_or_before: date | None = None) -> "EventQuerySet":
        """Those that took place by the day (today unless told)."""
        return self.standing().filter(held_on__lte=on_or_before or timezone.localdate())

    def in_state(self, state: str) -> "EventQuerySet":
        """Those whose dated facts make this state; none for a state nobody knows."""
        facts = ("cancelled_on", "reported_on", "held_on", "confirmed_on", "invited_on")
        states = ("cancelled", "reported", "held", "confirmed", "invited", "planned")
        if state not in states:
            return self.none()
        later = dict.fromkeys(facts[: states.index(state)])
        own = facts[states.index(state)] if state != "planned" else ""
        return self.filter(**later, **({f"{own}__isnull": False} if own else {}))

    def matching(self, text: str) -> "EventQuerySet":
        """Those whose title, place or code hold the text."""
        words = text.strip()
        return self.filter(Q(title__icontains=words) | Q(place__icontains=words) | Q(code__iexact=words))

    def coming(self) -> "EventQuerySet":
        """Those that end later than now and are not cancelled, the next first."""
        return self.standing().filter(ends_at__gte=timezone.now(), held_on=None).order_by("starts_at", "pk")

    def newest(self) -> "EventQuerySet":
        """The latest first."""
        return self.order_by("-starts_at", "pk")

    def between(self, start: date, end: date, zone: ZoneInfo | None = None) -> "EventQuerySet":
        """Those that touch the days, both included, by the clocks of the zone (ours unless told)."""
        clock = zone or timezone.get_current_timezone()
        begin = datetime.combine(start, time.min, tzinfo=clock)
        finish = datetime.combine(end, time.max, tzinfo=clock)
        return self.filter(starts_at__lte=finish, ends_at__gte=begin)

    def whole(self) -> "EventQuerySet":
        """Without the batches: each series once."""
        return self.filter(parent=None)

    def serving(self, group: "Group") -> "EventQuerySet":
        """Those for the group: it is named, its own area is concerned, or somebody came for it.

        What was noted for an entry merged into it counts as its own.
        """
        from kentongan.domain.events.models.attendance import Attendance  # late: it names the event

        same = type(group).objects.same_as(group).values("pk")
        named = self.model.groups.through.objects.filter(group_id__in=same)
        concerned = self.model.areas.through.objects.filter(region_id=group.region_id)
        came = Attendance.objects.standing().filter(group_id__in=same)
        return self.filter(
            Q(pk__in=named.values("event_id"))
            | Q(pk__in=concerned.values("event_id"))
            | Q(pk__in=came.values("event_id"))
        )
