"""What each phone has been sent."""

from django.db import models
from django.utils import timezone

from kentongan.domain.sync.models.devices import Device


class Shipment(models.Model):
    """The state of a phone after this piece: the digest of every record it holds (docs/decisions/0008).

    The number is the phone's cursor. The manifest is compressed JSON: kind to key to eight bytes in hex.
    """

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="shipments")
    number = models.PositiveIntegerField()
    manifest = models.BinaryField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "number"], name="shipment_numbered_once")]
