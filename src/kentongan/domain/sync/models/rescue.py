"""Files that carry where no network goes: the keys of the installation, and what was taken in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from kentongan.domain.regions.models import Region
from kentongan.domain.sync.models.devices import Device


class Key(models.Model):
    """A pair of key pairs of this installation: one opens what phones seal, the other signs what it sends.

    Both lie in the database, so that a backup carries them: without them no file on its way can be opened.
    The name of key 1 is the installation's own, for ever. Old keys stay, to open old files.
    """

    number = models.PositiveSmallIntegerField(unique=True)  # two makers of the first key cannot both win
    name = models.CharField(max_length=11, unique=True)  # 8 bytes of the SHA-256 of both public keys
    opens = models.BinaryField()  # private scalar, P-256, 32 bytes
    signs = models.BinaryField()  # likewise
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Reads of what was taken in."""

    def newest(self) -> "IntakeQuerySet":
        """The latest first."""
        return self.order_by("-pk")


class Intake(models.Model):
    """One rescue file that was taken in: who wrote it, who carried it here, what became of each item.

    ``report`` is a list of ``{id, digest, verb, result, was, problem}`` in the order of the file, without
    anything of what the items say. A villager's word may name nobody: such a line has a ``mark``
    (``rescue.receipts``) in place of id, digest and verb, and is shown to no officer.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)  # the same file again is known by it
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="intakes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")  # the author's
    group_code = models.CharField(max_length=40, blank=True)  # as the file says
    made_at = models.DateTimeField(null=True)  # by the phone's clock
    signer = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")  # signs the receipt
    size = models.PositiveIntegerField()
    report = models.JSONField(default=list)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # nobody: the command line

    objects = IntakeQuerySet.as_manager()

    class Meta:
        indexes = [
            # the list of past intakes in an officer's area
            models.Index(fields=["region", "-id"], name="intakes_of_region"),
            # those an officer took in, wherever their authors live
            models.Index(fields=["taken_by", "-id"], name="intakes_taken_by"),
        ]

    def __str__(self) -> str:
        return str(self.key)
