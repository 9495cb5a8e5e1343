"""Files on their way from a phone, piece by piece."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from kentongan.domain.core.models import Attachment


class Upload(models.Model):
    """One account's file, named by the SHA-256 of its bytes; its pieces lie in the data folder until then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes when whole
    attachment = models.ForeignKey(Attachment, null=True, on_delete=models.SET_NULL, related_name="+")
    problem = models.JSONField(null=True)  # whole, but refused: its status, title and field
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "sha256"], name="upload_once_per_account")]
        indexes = [
            # the sweep of pieces that nobody went on with
            models.Index(
                fields=["touched_at"],
                condition=models.Q(attachment=None, problem__isnull=True),
                name="uploads_unfinished",
            ),
        ]
