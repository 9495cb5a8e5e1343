"""What comes with a question: its pictures and its voice note; a picture alone is matched by itself."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.claims import seeing
from kentongan.domain.claims.actions.desk import merge
from kentongan.domain.claims.actions.reporting import keep_image
from kentongan.domain.claims.matching import pictures
from kentongan.domain.claims.models import Claim, ClaimImage, Report
from kentongan.domain.claims.tasks import join_pictured
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_PHOTOS = 5


def add_photo(row: Report, upload: "UploadedFile[Any] | Attachment", *, by: Actor) -> ClaimImage:
    """Keep a screenshot of the message with the marks it is known by. Raises ``Invalid``."""
    if row.images.count() >= _PHOTOS:
        raise Invalid(
            _("Paling banyak %(count)d gambar untuk satu pertanyaan.") % {"count": _PHOTOS}, field="photo"
        )
    file = (
        upload
        if isinstance(upload, Attachment)
        else attachments.store(upload, by=by, region=row.claim.region_id)
    )
    if file.kind != Attachment.Kind.IMAGE:
        raise Invalid(_("Unggah gambar, bukan PDF."), field="photo")
    with attachments.open_file(file) as content:
        marks = pictures.marks(content.read())
    with transaction.atomic():
        image = keep_image(row, file, marks)
        record("claims.add_photo", row.claim, by=by, region=row.claim.region_id)
        if is_wordless(row):
            join_pictured.enqueue(str(row.pk))  # comparing takes seconds, and nobody is to wait for them
    return image


@transaction.atomic
def add_voice(row: Report, file: Attachment, *, by: Actor) -> Report:
    """Keep a voice note with the report; the first one stays. Its text has to be written by somebody."""
    if not row.text:
        raise Invalid(_("Tulis juga apa yang dikatakan pesan suara itu."), field="text")
    if not Report.objects.filter(pk=row.pk, voice=None).update(voice=file):
        attachments.forget(file)
        return row
    row.refresh_from_db()
    record("claims.add_voice", row.claim, by=by, region=row.claim.region_id)
    return row


def is_wordless(row: Report) -> bool:
    """Whether pictures are all that was asked, and nobody has looked at the claim they made."""
    claim = row.claim
    fresh = claim.state == Claim.State.REPORTED and claim.report_count <= 1
    return fresh and not (row.text or row.url or claim.text)


def join(row: Report) -> Claim:
    """Lead a question of pictures alone to the claim it surely repeats; else it stays one of its own.

    Takes some tenths of a second for each picture: call it outside any transaction.
    """
    for image in row.images.select_related("file").order_by("pk") if is_wordless(row) else ():
        with attachments.open_file(image.file) as content:
            picture = seeing.Picture(content.read(), pictures.Marks(image.whole, tuple(image.parts)))
        found = seeing.find(picture, most=1, without=row.claim)
        if found and found[0].score >= seeing.ANSWER:
            merge(row.claim, found[0].claim, by=System())
            return found[0].claim
    return row.claim
