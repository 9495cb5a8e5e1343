"""A ticket: one matter that somebody brought, with its photos, its supporters and its tracking codes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils import timezone

from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency
from kentongan.domain.regions.models import Region
from kentongan.domain.tickets.models.kinds import OPEN, Content, Door, Identity, Kind, Stage, State
from kentongan.domain.tickets.models.queries import TicketQuerySet
from kentongan.domain.tickets.models.ruling import Category
from kentongan.domain.tickets.rules import looks_needed, title_from

_OPEN = Q(closed_on__isnull=True)
# what lists are narrowed by
_SORTED_BY = ("state", "category", "content", "kind", "agency", "region")
_OF_QUEUE = ("received_on", "escalated", "held")
# what figures count
_COUNTED = (
    "merged_into",
    "answered_on",
    "in_time",
    "told_on",
    "answer_days",
    "due_on",
    "closed_on",
    "rating",
)


class Ticket(models.Model):
    """What somebody brought. The text is never changed; ``shown_text`` is what the public reads instead.

    Who brought it lies apart, in :class:`~.sealed.Reporter`. With identity ``none`` nothing but the village,
    the day and the words themselves is kept: no account, no group, no hour (security.md 33).
    """

    Kind = Kind
    State = State
    Identity = Identity
    Content = Content

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    # The wide areas of the place: within them a list is read in its order. No generated columns, since SQLite
    # reads the whole row for one even where an index holds it.
    province = models.CharField(max_length=2)
    regency = models.CharField(max_length=5)
    group = models.ForeignKey(  # the KIM that brought it and tells the answer back
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets", db_index=False
    )
    place = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=150)
    text = models.TextField()
    shown_text = models.TextField(blank=True)  # an officer's copy without what must not be public
    identity = models.CharField(max_length=6, choices=Identity.choices)
    content = models.CharField(max_length=10, choices=Content.choices)
    bypasses = models.BooleanField(default=False)  # about persons or the village: its village never sees it
    held = models.BooleanField(default=False)  # names, numbers or foul words: not public before a look
    door = models.CharField(max_length=8, choices=Door.choices)
    received_on = models.DateField()  # the village's day
    received_at = models.DateTimeField(null=True, blank=True)  # not kept for identity none
    by = models.ForeignKey(  # the account that brought it under its name
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    digest = models.CharField(max_length=64)  # of what was sent: the same id with other content is refused

    state = models.CharField(max_length=14, choices=State.choices, default=State.RECEIVED)
    version = models.PositiveIntegerField(default=1)  # grows with every step: what a decision was made on
    round = models.PositiveSmallIntegerField(default=1)  # 2 after the first reopening
    agency = models.ForeignKey(  # whose turn it is, or who answered
        Agency, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="tickets"
    )
    handler = models.ForeignKey(  # the district or village office it was sent to, instead of an agency
        Region, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    stage = models.CharField(max_length=8, choices=Stage.choices, blank=True)  # the clock that runs
    due_on = models.DateField(null=True, blank=True)  # its last day in time
    very_due_on = models.DateField(null=True, blank=True)  # after this day it is very overdue
    answer_due_on = models.DateField(null=True, blank=True)  # of this round; a wrong address changes nothing
    answered_on = models.DateField(null=True, blank=True)  # first answer of the first round
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)  # working days it took
    in_time = models.BooleanField(null=True, blank=True)  # whether that was by the day it was due
    told_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    escalated = models.PositiveSmallIntegerField(default=0)  # 1 to the regency's head, 2 to the province
    demand_open = models.BooleanField(default=False)  # an obstacle or request neither met nor refused
    promised_on = models.DateField(null=True, blank=True)  # of the latest pledge
    rating = models.PositiveSmallIntegerField(null=True, blank=True)  # the citizen's latest, of 5
    supporters = models.PositiveIntegerField(default=0)  # who said "I too", without the first
    merged_into = models.ForeignKey(  # the same matter brought earlier; always the one that stands
        "self", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="absorbed"
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(identity="none") | Q(by=None, group=None, received_at=None),
                name="ticket_without_name_without_trace",
            ),
            models.CheckConstraint(
                condition=Q(identity="named") | Q(by=None), name="ticket_account_only_when_named"
            ),
            models.CheckConstraint(
                condition=Q(bypasses=False) | Q(content="restricted"), name="ticket_bypassing_is_restricted"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="ticket_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(agency=None) | Q(handler=None), name="ticket_with_one_handler"
            ),
            models.CheckConstraint(
                condition=Q(province=Substr("region", 1, 2), regency=Substr("region", 1, 5)),
                name="ticket_in_its_wide_areas",
            ),
            models.CheckConstraint(  # so that "open" is one small index, whatever the states are called
                condition=Q(closed_on=None, state__in=[str(state) for state in OPEN])
                | (Q(closed_on__isnull=False) & ~Q(state__in=[str(state) for state in OPEN])),
                name="ticket_open_until_closed",
            ),
        ]
        indexes = [
            # The office's queue, most urgent first, of the country, a province, a regency, and below. One in
            # twenty is open, so they are small; they hold what the queue is narrowed by, so that a rare
            # category is found without a look at each ticket.
            models.Index(
                fields=["due_on", "id", *_SORTED_BY, *_OF_QUEUE], condition=_OPEN, name="ticket_queue"
            ),
            models.Index(
                fields=["province", "due_on", "id", *_SORTED_BY, *_OF_QUEUE],
                condition=_OPEN,
                name="ticket_queue_of_province",
            ),
            models.Index(
                fields=["regency", "due_on", "id", *_SORTED_BY, *_OF_QUEUE],
                condition=_OPEN,
                name="ticket_queue_of_regency",
            ),
            models.Index(fields=["region", "due_on"], condition=_OPEN, name="ticket_queue_of_area"),
            # All tickets, newest first, closed ones too; and the figures, counted from here without a look at
            # each ticket.
            models.Index(fields=["received_on", "id", *_SORTED_BY, *_COUNTED], name="ticket_newest"),
            models.Index(
                fields=["province", "received_on", "id", *_SORTED_BY, *_COUNTED],
                name="ticket_newest_of_province",
            ),
            models.Index(
                fields=["regency", "received_on", "id", *_SORTED_BY, *_COUNTED],
                name="ticket_newest_of_regency",
            ),
            models.Index(fields=["region", "received_on"], name="ticket_of_area"),
            # what a district's or a village's office was sent
            models.Index(
                fields=["handler", "received_on"],
                condition=Q(handler__isnull=False),
                name="ticket_of_handler",
            ),
            # a group's phone and page; whole, it would hold a million rows without a group
            models.Index(
                fields=["group", "-received_on"],
                condition=Q(group__isnull=False),
                name="ticket_of_group",
            ),
            # what stands on the pages of villages and groups until it is met or refused
            models.Index(fields=["region"], condition=Q(demand_open=True), name="ticket_demands"),
            # tickets merged into one
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="ticket_merged_ones"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def public_title(self) -> str:
        """The title as the public reads it: of the officer's copy, where there is one."""
        return title_from(self.shown_text) if self.shown_text else self.title

    @property
    def public_text(self) -> str:
        """The words as the public reads them."""
        return self.shown_text or self.text

    @property
    def public_place(self) -> str:
        """The place as the public reads it; beside an officer's copy only one that tells nobody's number."""
        return "" if self.shown_text and looks_needed(self.place) else self.place

    @property
    def survivor(self) -> "Ticket":
        """The ticket this one means: itself, or the one it was merged into."""
        return self.merged_into or self


class Tracking(models.Model):
    """A tracking code, kept as a keyed hash of its 16 digits (security.md 36).

    Supporters have their own, which follows the ticket and says nothing in its reporter's place.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="trackings")
    supports = models.BooleanField(default=False)  # whoever joined; not whoever brought it


class Supporter(models.Model):
    """Somebody who has the same matter and joined. Only groups and accounts that gave their name are kept."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="support")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "group"], condition=Q(group__isnull=False), name="group_supports_once"
            )
        ]


class TicketPhoto(models.Model):
    """A photo of a ticket. Of a restricted one, others see only the approved copy (security.md 35)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="photos")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    redacted = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    redacted_by_name = models.CharField(max_length=200, blank=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    added_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["ticket", "attachment"], name="ticket_photo_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(redacted__isnull=False), name="only_a_copy_is_approved"
            ),
        ]
