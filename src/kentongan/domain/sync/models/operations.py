"""Everything that was ever sent by a phone, a machine or a rescue file: the log that makes it count once."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kentongan.domain.sync.models.devices import Device


class OperationQuerySet(models.QuerySet["Operation"]):
    """Reads of the log."""

    def held(self) -> "OperationQuerySet":
        """Those that wait for a parent, a file, or a server that knows their verb; in the server's order."""
        return self.filter(state=Operation.State.WAITING).order_by("pk")

    def about(self, *records: models.Model) -> "OperationQuerySet":
        """Those that made one of the records, all of one kind, or added to it."""
        keys = [str(record.pk) for record in records]
        return self.filter(object_type=records[0]._meta.label_lower, object_id__in=keys)

    def with_keys(self, author_id: int, keys: Collection[uuid.UUID]) -> "OperationQuerySet":
        """The author's own with these ids: nobody else's are ever looked at."""
        return self.filter(author_id=author_id, key__in=keys)


class Operation(models.Model):
    """One act as it was sent, with what became of it. ``id`` is the server's own sequence.

    ``key`` and ``digest`` are the phone's; ``at`` is its clock's word, kept and never trusted.
    """

    class State(models.TextChoices):
        APPLIED = "applied"
        WAITING = "waiting"
        CONFLICT = "conflict"
        REJECTED = "rejected"

    class Hold(models.TextChoices):
        NONE = ""
        PARENT = "parent"  # at most 5 days
        FILE = "file"  # at most 14 days
        VERB = "verb"  # until a version of the server knows the verb

    class Way(models.TextChoices):
        PHONE = "phone"
        API = "api"
        RESCUE = "rescue"

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="operations")
    key = models.UUIDField()
    digest = models.CharField(max_length=43)
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="operations")
    way = models.CharField(max_length=6, choices=Way.choices)
    verb = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(null=True)
    data = models.JSONField(default=dict)
    after = models.JSONField(default=list)
    file = models.CharField(max_length=64, blank=True)
    replaces = models.UUIDField(null=True)  # a rejected one of the same author that this mends
    received_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State.choices)
    hold = models.CharField(max_length=6, choices=Hold.choices, blank=True)
    problem = models.JSONField(null=True)  # status, title, field: why it was not applied
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_code = models.CharField(max_length=40, blank=True)
    object_path = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(null=True)  # when an officer first opened the record
    # Something became of it after its first answer, and the phone has not confirmed that it knows.
    has_news = models.BooleanField(default=False)
    is_settled_late = models.BooleanField(default=False)
    told_in = models.PositiveIntegerField(null=True)  # number of the shipment that told the news

    objects = OperationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="operation_once_per_author"),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "waiting", "conflict", "rejected"]), name="operation_state"
            ),
        ]
        indexes = [
            # at every sync: what of this author's waits; few rows of many
            models.Index(
                fields=["author", "id"], condition=Q(state="waiting"), name="operations_held_of_author"
            ),
            # at every sync: what became of this phone's items since
            models.Index(fields=["device"], condition=Q(has_news=True), name="operations_with_news"),
            # an officer opens a record: is there something to mark as seen
            models.Index(
                fields=["object_type", "object_id"],
                condition=Q(seen_at=None, state="applied"),
                name="operations_unseen_of_object",
            ),
            # the mended one finds whom it stands for, when children name the old id
            models.Index(
                fields=["author", "replaces"], condition=Q(replaces__isnull=False), name="operations_mending"
            ),
        ]


class ForgottenOperation(models.Model):
    """That an operation without a name was done, so that it is done once: no account, no time, no content.

    ``mark`` and ``digest`` are keyed digests of author, id and content: whoever reads the table learns
    nothing, and the phone that sends the same again is recognized.
    """

    mark = models.CharField(primary_key=True, max_length=64)
    digest = models.CharField(max_length=64)
    object_type = models.CharField(max_length=60)  # for a photo that follows
    object_id = models.CharField(max_length=40)
