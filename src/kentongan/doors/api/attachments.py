"""Files: handed in before the record that names them, given to whoever may read such a record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from kentongan.domain.activities.access import visible as visible_activities
from kentongan.domain.core import attachments
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Absent
from kentongan.domain.events.access import visible as visible_events
from kentongan.domain.groups.access import visible_decrees
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.access import visible as visible_visits
from kentongan.domain.releases.access import inbox, visible_requests
from kentongan.domain.releases.access import visible as visible_versions
from kentongan.doors.api.common.fields import Out, moment
from kentongan.doors.api.common.service import actor_of

router = Router(tags=["attachments"])
_BYTES = {"schema": {"type": "string", "format": "binary"}}


class AttachmentOut(Out):
    """A stored file."""

    id: UUID
    kind: str
    content_type: str
    name: str
    size: int = Field(description="Bytes as stored: pictures are written anew, without metadata.")
    sha256: str = Field(description="Of what was handed in.")
    uploaded_at: datetime
    url: str


@router.post("/attachments", response={201: AttachmentOut}, url_name="attachments", summary="Hand in a file")
def create_attachment(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """A JPEG, PNG or WebP picture (10 MB, 40 megapixels) or a PDF (20 MB), judged by its content."""
    stored = attachments.store(file, by=actor_of(request))
    return Status(
        201,
        AttachmentOut(
            id=stored.pk,
            kind=stored.kind,
            content_type=stored.content_type,
            name=stored.name,
            size=stored.size,
            sha256=stored.sha256,
            uploaded_at=moment(stored.uploaded_at),
            url=request.build_absolute_uri(reverse("api:attachment", args=[stored.pk])),
        ),
    )


@router.get(
    "/attachments/{uuid:key}",
    url_name="attachment",
    summary="Fetch a file",
    openapi_extra={"responses": {200: {"content": {"image/jpeg": _BYTES, "application/pdf": _BYTES}}}},
)
def read_attachment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The bytes, for whoever handed it in or may read a record that names it."""
    attachment = Attachment.objects.filter(pk=key).first()
    if attachment is None or not _may_read(attachment, actor_of(request)):
        raise Absent(_("Berkas ini tidak ditemukan."))
    try:
        return attachments.response(attachment)
    except FileNotFoundError as error:
        raise Absent(_("Berkas ini tidak ditemukan.")) from error


def _may_read(attachment: Attachment, by: Actor) -> bool:
    if attachment.uploaded_by_id == by.user_id:
        return True
    records = [
        visible_activities(by).filter(proofs=attachment),
        visible_versions(by).filter(attachments=attachment),
        visible_decrees(by).filter(scan=attachment),
        visible_requests(by).filter(attachments=attachment),
        visible_events(by).filter(files__attachment=attachment),
        visible_visits(by).filter(photos=attachment),
    ]
    if any(rows.exists() for rows in records):
        return True
    own = list(Group.objects.standing().filter(by.within("inbox.read", "region_id", group="pk")))
    return bool(own) and inbox(own).filter(version__attachments=attachment).exists()
