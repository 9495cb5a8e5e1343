"""Reads of groups, as chainable methods."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.groups.models.decrees import Decree
from kentongan.domain.groups.rules import name_key
from kentongan.domain.regions.boards import tagged_q
from kentongan.domain.regions.models import RegionWord
from kentongan.domain.regions.rules import subtree_q

if TYPE_CHECKING:
    from kentongan.domain.groups.models.groups import Group
    from kentongan.domain.groups.models.standing import StageSpanQuerySet


class Stage(models.TextChoices):
    """The place on the way, derived from dated facts."""

    PROPOSED = "proposed", _("diusulkan")
    FOUNDED = "founded", _("dibentuk, belum ber-SK")
    RECOGNISED = "recognised", _("ber-SK")
    REGISTERED = "registered", _("terdaftar")
    REPORTED = "reported", _("dilaporkan ke provinsi")
    DISSOLVED = "dissolved", _("bubar")


STEPS = (Stage.PROPOSED, Stage.FOUNDED, Stage.RECOGNISED, Stage.REGISTERED, Stage.REPORTED)


def at_least(stage: str) -> list[str]:
    """The stage and those beyond it: a group counts for each step up to its own."""
    return [step.value for step in STEPS[STEPS.index(Stage(stage)) :]]


class GroupQuerySet(models.QuerySet["Group"]):
    """Reads of groups."""

    def for_region(self, code: str) -> "GroupQuerySet":
        """The groups seated in the subtree."""
        return self.filter(subtree_q(code))

    def standing(self, on: date | None = None) -> "GroupQuerySet":
        """The groups not dissolved on the day. A merged one was never a second group, whatever the day."""
        return self.unmerged().undissolved(on)

    def undissolved(self, on: date | None = None) -> "GroupQuerySet":
        """The entries of groups not dissolved on the day, merged ones among them."""
        day = on or timezone.localdate()
        return self.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=day))

    def unmerged(self) -> "GroupQuerySet":
        """The groups that stand for themselves: all but those merged into another."""
        return self.filter(merged_into=None)

    def same_as(self, *groups: "Group") -> "GroupQuerySet":
        """The groups and those merged into them: whose records are read as one."""
        keys = [group.pk for group in groups]
        return self.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).order_by()

    def same_as_code(self, code: str) -> "GroupQuerySet":
        """The entries of the group that bears the code, on whichever of them it stands."""
        bears = self.filter(code=code).values(means=Coalesce("merged_into", "pk"))
        return self.filter(Q(pk__in=bears) | Q(merged_into__in=bears)).order_by()

    def existing(self, on: date | None = None) -> "GroupQuerySet":
        """The groups that count on the day: founded, registered or decreed by then, not dissolved."""
        standing = _spans(on).filter(group=OuterRef("pk"), stage__in=at_least(Stage.FOUNDED))
        return self.filter(Exists(standing))

    def with_stage(self, on: date | None = None) -> "GroupQuerySet":
        """Each group with ``stage`` as of the day (today unless told) and ``has_decree`` (one in force).

        A merged group stands nowhere any more and shows as dissolved.
        """
        in_force = Decree.objects.in_force(on).filter(groups=OuterRef("pk"))
        span = _spans(on).filter(group=OuterRef("pk")).values("stage")[:1]
        return self.annotate(
            stage=Coalesce(Subquery(span), Value(Stage.DISSOLVED.value)), has_decree=Exists(in_force)
        )

    def in_stage(self, *stages: str, on: date | None = None, stage_first: bool = False) -> "GroupQuerySet":
        """The groups that stand in one of the stages on the day.

        ``stage_first`` asks from the side of the spans: quicker to count and for a rare stage, slower for the
        first page of a frequent one.
        """
        spans = _spans(on).filter(stage__in=stages)
        if stage_first:
            return self.filter(pk__in=spans.values("group"))
        return self.filter(Exists(spans.filter(group=OuterRef("pk"))))

    def with_ties(self) -> "GroupQuerySet":
        """Each group with ``has_merged``, ``in_forum`` and ``has_conflicts``: is there more to see."""
        merged = self.model.objects.filter(merged_into=OuterRef("pk"))
        forums = apps.get_model("groups", "ForumMembership").objects
        entries = Q(member=OuterRef("pk")) | Q(member__merged_into=OuterRef("pk"))
        conflicts = apps.get_model("groups", "Conflict").objects.filter(group=OuterRef("pk"))
        return self.annotate(
            has_merged=Exists(merged),
            in_forum=Exists(forums.filter(entries)),
            has_conflicts=Exists(conflicts),
        )

    def with_tags(self, *tags: str, on: date | None = None) -> "GroupQuerySet":
        """The groups in areas that carry every one of the tags (by code) on the day; areas below inherit."""
        groups = self
        for tag in tags:
            groups = groups.filter(tagged_q(tag, on=on))
        return groups

    def with_decree(self, on: date | None = None) -> "GroupQuerySet":
        """The groups with a decree in force on the day."""
        return self.filter(Exists(Decree.objects.in_force(on).filter(groups=OuterRef("pk"))))

    def without_decree(self, on: date | None = None) -> "GroupQuerySet":
        """The groups with no decree in force on the day."""
        return self.filter(~Exists(Decree.objects.in_force(on).filter(groups=OuterRef("pk"))))

    def decree_expiring(self, within_days: int, on: date | None = None) -> "GroupQuerySet":
        """The groups whose decree in force ends within so many days, with none that lasts longer."""
        day = on or timezone.localdate()
        soon = Decree.objects.expiring(within_days, day).values("pk")
        longer = Q(valid_to=None) | Q(valid_to__gt=day + timedelta(days=within_days))
        lasting = Decree.objects.in_force(day).filter(longer, groups=OuterRef("pk"))
        ending = self.model.decrees.through.objects.filter(decree__in=soon)  # few decrees, so from their side
        return self.filter(~Exists(lasting), pk__in=ending.values("group_id"))

    def term_ending(self, within_days: int, on: date | None = None) -> "GroupQuerySet":
        """The groups whose board's term ends within so many days with none prepared after it."""
        day = on or timezone.localdate()
        terms = apps.get_model("groups", "BoardTerm").objects  # by name: terms name the group, as this does
        means = Coalesce("group__merged_into", "group")
        last = terms.filter(ends_on__range=(day, day + timedelta(days=within_days))).values_list(means)
        later = terms.filter(starts_on__gt=day).values_list(means)
        return self.filter(pk__in=last).exclude(pk__in=later)

    def named(self, text: str) -> "GroupQuerySet":
        """The groups in whose name, or whose region's name, every typed word occurs."""
        groups = self
        for word in name_key(text).split():
            places = RegionWord.objects.filter(word__gte=word, word__lt=word + "\U0010ffff").values(
                "region_id"
            )
            groups = groups.filter(Q(name_key__contains=word) | Q(region_id__in=places))
        return groups

    def matching(self, *, stage_first: bool = False, **filters: Any) -> "GroupQuerySet":
        """The list's filters together; an empty one is left out. ``stage_first``: see :meth:`in_stage`.

        ``region`` (subtree), ``text``, ``level``, ``kind``, ``stage``, ``tag``, ``decree``: ``in_force``,
        ``none``, ``expiring`` (90 days), ``expiring_30`` or ``expiring_7``; ``term``: a board's term that
        ends within so many days, as text. Rows carry ``stage`` and ``has_decree``.
        """
        groups = self.unmerged().with_stage(filters.get("on"))
        if filters.get("stage"):
            groups = groups.in_stage(filters["stage"], on=filters.get("on"), stage_first=stage_first)
        for field in ("level", "kind"):
            if filters.get(field):
                groups = groups.filter(**{field: filters[field]})
        if filters.get("region"):
            groups = groups.for_region(filters["region"])
        if filters.get("tag"):
            groups = groups.with_tags(filters["tag"], on=filters.get("on"))
        if filters.get("decree") in EXPIRING:
            groups = groups.decree_expiring(EXPIRING[filters["decree"]], filters.get("on"))
        elif filters.get("decree"):
            groups = groups.filter(Q(("has_decree", filters["decree"] == "in_force")))
        if filters.get("term"):
            groups = groups.term_ending(int(filters["term"]), filters.get("on"))
        return groups.named(filters["text"]) if filters.get("text") else groups


EXPIRING = {"expiring": 90, "expiring_30": 30, "expiring_7": 7}
EXPIRING_DAYS = 90  # a successor board is prepared months ahead (domain.md §1.5)


def _spans(on: date | None) -> "StageSpanQuerySet":
    from kentongan.domain.groups.models.standing import StageSpan  # late: it names the group, as this does

    return StageSpan.objects.on_day(on)
