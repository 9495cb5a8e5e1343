"""Photos of tickets: kept without any trace of where they came from, and shown as approved copies."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.tickets.models import TicketPhoto

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def keep_photo(upload: "UploadedFile[bytes]", *, region: str = "") -> Attachment:
    """Store a reporter's photo without account, name, hour or the fingerprint of the original file.

    Call it before the verb's transaction. Raises ``Invalid`` for anything but a picture.
    """
    return attachments.store_unsigned(upload, region=region)


@transaction.atomic
def redact(photo: TicketPhoto, copy: Attachment, *, by: Actor) -> TicketPhoto:
    """Put a copy beside the photo on which nobody can be recognized; another person approves it."""
    by.require("tickets.verify", photo.ticket.region_id)
    if copy.kind != Attachment.Kind.IMAGE:
        raise Invalid(_("Unggah salinan berupa gambar."), field="copy")
    TicketPhoto.objects.filter(pk=photo.pk).update(
        redacted=copy,
        redacted_by_id=by.user_id,
        redacted_by_name=by.name,
        approved_at=None,
        approved_by_name="",
    )
    photo.refresh_from_db()
    record("tickets.redact", photo.ticket, by=by, region=photo.ticket.region_id, photo=photo.pk)
    return photo


@transaction.atomic
def approve_copy(photo: TicketPhoto, *, copy: UUID, by: Actor) -> TicketPhoto:
    """Let others see the copy that was shown (named by its id). Nobody approves a copy of their own."""
    by.require("tickets.verify", photo.ticket.region_id)
    if by.user_id is not None and photo.redacted_by_id == by.user_id:
        raise Refused(_("Anda yang membuat salinan ini, jadi orang lain yang menyetujuinya."))
    rows = TicketPhoto.objects.filter(pk=photo.pk, redacted_id=copy, approved_at=None)
    if not rows.update(approved_at=timezone.now(), approved_by_name=by.name):
        raise Stale(_("Salinan ini sudah diganti atau disetujui. Muat ulang halaman."))
    photo.refresh_from_db()
    record("tickets.approve_copy", photo.ticket, by=by, region=photo.ticket.region_id, photo=photo.pk)
    return photo
