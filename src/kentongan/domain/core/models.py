"""Floor 0 tables: what happened (history, audit), attached files, answers kept for repeated requests."""

import uuid

from django.conf import settings
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of the history."""

    def about(self, record: models.Model) -> "EntryQuerySet":
        """What happened to one record, newest first."""
        return self.filter(object_type=record._meta.label_lower, object_id=str(record.pk)).order_by("-id")


class Entry(models.Model):
    """One line of history: who did what, on whose behalf, where, when. Written once, never changed."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    region_code = models.CharField(max_length=13, blank=True)
    detail = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            # the history on every record's page
            models.Index(fields=["object_type", "object_id", "-id"], name="entry_of_object"),
        ]


class AuditEntry(models.Model):
    """A sensitive act or a refusal. ``digest`` chains over the one before, so a cut or change shows."""

    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, unique=True)  # two heirs of one entry are impossible
    digest = models.CharField(max_length=64, unique=True)


class Attachment(models.Model):
    """A stored file. The bytes lie in the data folder; who may have it is asked of its owner."""

    class Kind(models.TextChoices):
        IMAGE = "image", "Gambar"
        PDF = "pdf", "PDF"
        SOUND = "sound", "Suara"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, db_index=True)  # proof of what was handed in, before re-encoding
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=120)
    region_code = models.CharField(max_length=13, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)


class KeptAnswer(models.Model):
    """The answer to a request that carried an Idempotency-Key, given again when the request is repeated."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]
