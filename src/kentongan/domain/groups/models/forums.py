"""A forum of KIM: a group above groups (domain.md §1.3)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kentongan.domain.groups.models.groups import Group


class ForumMembershipQuerySet(models.QuerySet["ForumMembership"]):
    """Reads of forum memberships."""

    def current(self, on: date | None = None) -> "ForumMembershipQuerySet":
        """The memberships that hold on the day (today unless told)."""
        day = on or timezone.localdate()
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gt=day))

    def members_of(self, forum: Group) -> "ForumMembershipQuerySet":
        """The groups in a forum now, by area and name."""
        rows = self.current().filter(forum__in=Group.objects.same_as(forum), member__dissolved_on=None)
        return rows.select_related("member__region", "member__merged_into__region").order_by(
            "member__region_id", "member__name", "pk"
        )

    def forums_of(self, group: Group) -> "ForumMembershipQuerySet":
        """The forums a group is in now."""
        rows = self.current().filter(member__in=Group.objects.same_as(group), forum__dissolved_on=None)
        return rows.select_related("forum__merged_into").order_by("forum__region_id", "forum__name", "pk")


class ForumMembership(models.Model):
    """A group in a forum for a time. A group may belong to the forum of its district and of its regency."""

    forum = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="forum_members")
    member = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="forums")
    joined_on = models.DateField(null=True, blank=True)  # empty: not known
    left_on = models.DateField(null=True, blank=True)

    objects = ForumMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "member"], condition=Q(left_on=None), name="forum_member_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(forum=F("member")), name="forum_has_other_groups"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="forum_left_after_joined",
            ),
        ]
