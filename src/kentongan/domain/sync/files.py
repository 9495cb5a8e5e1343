"""Files that come in pieces over a bad link: appended where the last piece ended, kept when whole.

The pieces lie in the data folder under the account's number and the SHA-256 of the whole; how much is there
is what the file says. A piece is answered when it survives a power cut (security.md 9).
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Absent, Invalid, Unavailable
from kentongan.domain.people.access import Authority
from kentongan.domain.sync.actions.holding import release_held
from kentongan.domain.sync.models import Upload
from kentongan.domain.sync.packing import TooLarge
from kentongan.domain.sync.results import told
from kentongan.domain.sync.rules import FILE_HELD, SHA256
from kentongan.domain.sync.tasks import ask_for_sweep

LARGEST = attachments.PDF_LIMIT
_AT_ONCE = 65_536  # bytes
_RANGE = re.compile(r"bytes ([0-9]{1,10})-([0-9]{1,10})/([0-9]{1,10})")


@dataclass(frozen=True)
class Arrived:
    """How much of a file is here, and whether all of it is and was taken or refused for good."""

    have: int
    whole: bool
    is_aside: bool = False  # the piece began elsewhere, so nothing of it was used

    def as_json(self) -> dict[str, int | bool]:
        """As it is answered."""
        return {"have": self.have, "whole": self.whole}


def arrived(sha: str, *, by: Authority) -> Arrived:
    """How much of one's own file is here. What a crash left whole but untaken is taken now."""
    _check_name(sha)
    done = _done(sha, by)
    if done is not None:
        return done
    upload = Upload.objects.filter(user=by.user, sha256=sha).first()
    if upload is None:
        return Arrived(0, whole=False)
    with _pieces(by, sha) as file:
        return _finish(upload, file, by) if _length(file) >= upload.size else Arrived(_length(file), False)


def append(sha: str, *, start: int, total: int, content: Iterable[bytes], by: Authority) -> Arrived:
    """Add a piece that begins where the last one ended; any other is left aside, and the answer says so.

    When the last byte is there the file is judged, written anew and stored, then the operations that wait
    for it are done. Raises ``TooLarge``, ``Invalid`` for another length than told before, ``Unavailable``
    when the account's share of the day is used up or the disk refuses.
    """
    _check_name(sha)
    if not 0 < total <= LARGEST:
        raise TooLarge(_("Berkas paling besar 20 MB; berkas ini terlalu besar."))
    done = _done(sha, by)
    if done is not None:
        return done
    upload, made = Upload.objects.get_or_create(user=by.user, sha256=sha, defaults={"size": total})
    if upload.size != total:
        raise Invalid(_("Panjang berkas ini berbeda dari yang disebut sebelumnya."), field="Content-Range")
    if made:
        _check_share(by)
        ask_for_sweep()
    with _pieces(by, sha) as file:
        if start != _length(file):
            return Arrived(_length(file), whole=False, is_aside=True)
        _write(file, content, most=total - start)
        Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now())
        return _finish(upload, file, by) if _length(file) >= total else Arrived(_length(file), whole=False)


def append_range(sha: str, content_range: str, read: Callable[[int], bytes], *, by: Authority) -> Arrived:
    """The same for a request: ``bytes 0-9999/150000`` of it, read from its body until that ends.

    Raises ``Invalid`` for another way of writing the range.
    """
    found = _RANGE.fullmatch(content_range.strip())
    if found is None or not int(found[1]) <= int(found[2]) < int(found[3]):
        raise Invalid(_("Sebutkan bagiannya seperti: bytes 0-9999/150000."), field="Content-Range")
    start, end, total = (int(number) for number in found.groups())
    return append(sha, start=start, total=total, content=_read(read, end - start + 1), by=by)


def drop_old_pieces(now: datetime | None = None) -> int:
    """Forget uploads that nobody went on with for 14 days; returns how many."""
    oldest = (now or timezone.now()) - FILE_HELD
    old = Upload.objects.filter(attachment=None, problem__isnull=True, touched_at__lt=oldest)
    for upload in old[:1000]:
        _path(upload.user_id, upload.sha256).unlink(missing_ok=True)
    return old.delete()[0]


def _done(sha: str, by: Authority) -> Arrived | None:
    """The answer for a file that needs no more bytes: it is stored, or it was refused for good."""
    if Attachment.objects.filter(uploaded_by_id=by.user.pk, sha256=sha).exists():
        size = Upload.objects.filter(user=by.user, sha256=sha).values_list("size", flat=True).first()
        return Arrived(size or 0, whole=True)
    refused = Upload.objects.filter(user=by.user, sha256=sha).filter(problem__isnull=False).first()
    return Arrived(refused.size, whole=True) if refused else None


def _finish(upload: Upload, file: BinaryIO, by: Authority) -> Arrived:
    """Judge and store the whole file, outside any transaction; called with the pieces locked."""
    done = _done(upload.sha256, by)  # another request may have been first
    if done is not None:
        return done
    file.seek(0)
    content = file.read()
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        file.truncate(0)
        return Arrived(0, whole=False)  # broken on the way: from the beginning
    try:
        stored = attachments.store(_Handed(content, upload.sha256), by=by)
    except Invalid as problem:
        _check_share(by, len(content))
        Upload.objects.filter(pk=upload.pk).update(problem=told(problem))
    else:
        Upload.objects.filter(pk=upload.pk).update(attachment=stored)
    _path(by.user.pk, upload.sha256).unlink(missing_ok=True)
    release_held(by)
    return Arrived(upload.size, whole=True)


class _Handed(UploadedFile):  # type: ignore[type-arg]  # the stubs' parameter is no class at run time
    """The whole file as a form would hand it over."""

    def __init__(self, content: bytes, sha: str) -> None:
        super().__init__(BytesIO(content), name=sha[:16], size=len(content))


def _check_share(by: Authority, size: int = 0) -> None:
    """Raise ``Unavailable`` when the account has handed in its share of the day: tomorrow it goes on."""
    unfinished = Upload.objects.filter(user=by.user, attachment=None, problem__isnull=True)
    waiting = sum(unfinished.values_list("size", flat=True))
    if waiting > attachments.DAILY_LIMIT or attachments.handed_in_today(by) + size > attachments.DAILY_LIMIT:
        raise Unavailable(_("Batas unggahan hari ini tercapai. Foto dikirim lagi besok."))


def _check_name(sha: str) -> None:
    if not SHA256.fullmatch(sha):
        raise Absent(_("Nama berkas bukan SHA-256."))


@contextmanager
def _pieces(by: Authority, sha: str) -> Iterator[BinaryIO]:
    """The file of pieces, for one request at a time, in whichever process."""
    path = _path(by.user.pk, sha)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _path(user_id: int, sha: str) -> Path:
    return Path(settings.DATA_DIR, "potongan", f"{user_id}-{sha}")


def _read(read: Callable[[int], bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (piece := read(min(left, _AT_ONCE))):
        yield piece
        left -= len(piece)


def _length(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _write(file: BinaryIO, content: Iterable[bytes], *, most: int) -> None:
    """Append what arrives, also when the sender breaks off in between: nothing of it is sent again."""
    try:
        for piece in content:
            file.write(piece[:most])
            most -= len(piece)
            if most <= 0:
                break
    finally:
        file.flush()
        os.fsync(file.fileno())
