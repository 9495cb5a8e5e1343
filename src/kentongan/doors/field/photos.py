"""Photos beside a record: each kept once, and their trouble never undoes the record."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Problem

Uploads = Iterable[UploadedFile[Any]]


def keep_photos(kept: QuerySet[Attachment], uploads: Uploads, add: Callable[[Any], Any]) -> None:
    """Store what is not there yet: a form sent again brings the same pictures again."""
    known = set(kept.values_list("sha256", flat=True))
    for upload in uploads:
        upload.seek(0)
        digest = hashlib.sha256(upload.read()).hexdigest()
        if digest not in known:
            add(upload)
            known.add(digest)


def photos_or_warning(
    request: HttpRequest, kept: QuerySet[Attachment], uploads: Uploads, add: Callable[[Any], Any]
) -> None:
    """The same for a record just made: it stays, and what is wrong with a photo is said."""
    try:
        keep_photos(kept, uploads, add)
    except Problem as problem:
        messages.warning(
            request, _("Catatan tersimpan, fotonya belum: %(reason)s") % {"reason": problem.message}
        )
