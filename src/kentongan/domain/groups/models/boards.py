"""Who belongs to a group and who leads it, with dates: the roster can be read as of any day."""

from datetime import date

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.domain.groups.models.decrees import Decree
from kentongan.domain.groups.models.groups import Group
from kentongan.domain.people.models import Person

PERSON = Coalesce("person__merged_into", "person")  # the person an entry means


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def current(self, on: date | None = None) -> "MembershipQuerySet":
        """Members on the day (today unless told)."""
        day = on or timezone.localdate()
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gt=day))

    def by_name(self) -> "MembershipQuerySet":
        """With the persons, by their names."""
        return self.select_related("person__merged_into").order_by("person__name", "pk")

    def count_persons(self) -> int:
        """How many people they are: who stands in two entries of one group counts once."""
        return self.aggregate(n=Count(PERSON, distinct=True))["n"] or 0


class Membership(models.Model):
    """A person in a group for a time. A person may sit in several groups."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    recruited_from = models.CharField(max_length=80, blank=True)  # karang taruna, PKK … (domain.md §1.5)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left_on=None), name="member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_left_after_joined",
            ),
        ]


class BoardTermQuerySet(models.QuerySet["BoardTerm"]):
    """Reads of terms."""

    def current(self, on: date | None = None) -> "BoardTermQuerySet":
        """The terms that run on the day (today unless told), the latest start first."""
        day = on or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day)
        ).order_by(F("starts_on").desc(nulls_last=True), "-id")


class BoardTerm(models.Model):
    """A board's period of office (masa bakti), with the decree that appointed it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="terms")
    decree = models.ForeignKey(Decree, null=True, blank=True, on_delete=models.PROTECT, related_name="terms")
    starts_on = models.DateField(null=True, blank=True)  # empty: not known
    ends_on = models.DateField(null=True, blank=True)  # the last day

    objects = BoardTermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "starts_on"], name="one_term_per_start"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(starts_on=None), name="one_term_of_unknown_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_start",
            ),
        ]
        indexes = [
            # the reminders on the home page: the terms of the country that end within 90 days
            models.Index(fields=["ends_on"], name="term_by_end"),
        ]


class BoardPostQuerySet(models.QuerySet["BoardPost"]):
    """Reads of posts."""

    def current(self, on: date | None = None) -> "BoardPostQuerySet":
        """The posts held on the day (today unless told) in a term that runs on it."""
        day = on or timezone.localdate()
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day),
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(term__starts_on=None) | Q(term__starts_on__lte=day),
            Q(term__ends_on=None) | Q(term__ends_on__gte=day),
        )


class BoardPost(models.Model):
    """A post on the board, held by a person; a successor during the term is another row."""

    class Title(models.TextChoices):
        PATRON = "patron", _("pelindung")
        ADVISER = "adviser", _("penasihat atau pembina")
        CHAIR = "chair", _("ketua")
        VICE_CHAIR = "vice_chair", _("wakil ketua")
        SECRETARY = "secretary", _("sekretaris")
        TREASURER = "treasurer", _("bendahara")
        PUBLIC_RELATIONS = "public_relations", _("humas")
        SECTION = "section", _("seksi")

    term = models.ForeignKey(BoardTerm, on_delete=models.CASCADE, related_name="posts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="board_posts")
    title = models.CharField(max_length=20, choices=Title.choices)
    section = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True, blank=True)  # empty: with the term
    ends_on = models.DateField(null=True, blank=True)  # the last day

    objects = BoardPostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "person", "title", "section"], name="board_post_once_per_term"
            )
        ]
