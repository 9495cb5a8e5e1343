"""Files that people hand in: judged by content, re-encoded without metadata, stored under our own names.

security.md 28, 29: parsing runs in a process of its own with limits on memory and time.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ForeignObjectRel
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Unavailable

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

IMAGE_LIMIT = 10 * 1024 * 1024
PDF_LIMIT = 20 * 1024 * 1024
SOUND_LIMIT = 2 * 1024 * 1024  # a voice note of some minutes
PAPER_LIMIT = 300 * 1024  # of a letter kept as proof, after shrinking: it travels over bad links
DAILY_LIMIT = 100 * 1024 * 1024  # bytes an account may hand in within a day
PARSE_SECONDS = 20
_MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
_SOUNDS = (  # where a mark stands, the mark, the type
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypmp42", "audio/mp4"),
    (0, b"#!AMR", "audio/amr"),
)


def store(
    upload: "UploadedFile[bytes]", *, by: Actor, region: str = "", limit: int | None = None
) -> Attachment:
    """Keep an uploaded picture or PDF. Call it before the verb's transaction: it writes a file.

    With ``limit`` in bytes it is a paper to be read (``PAPER_LIMIT``), and is shrunk until it is no larger.
    Raises ``Invalid`` when it is not what may be handed in, ``Unavailable`` when the disk refuses.
    """
    content = _read(upload)
    kind = _content_type(content)
    if kind is None:
        raise Invalid(
            _("Berkas ini bukan gambar JPEG, PNG, WebP, atau PDF. Periksa berkasnya lalu unggah lagi."),
            field="file",
        )
    most = PDF_LIMIT if kind == "application/pdf" else IMAGE_LIMIT
    if len(content) > most:
        raise Invalid(
            _("Berkas paling besar %(limit)s MB; berkas ini terlalu besar.")
            % {"limit": most // (1024 * 1024)},
            field="file",
        )
    _check_quota(by, len(content))
    kept_as_is = kind == "application/pdf" and (limit is None or len(content) <= limit)
    stored = content if kept_as_is else _reencoded(content, limit)
    path = _write(stored, ".pdf" if kind == "application/pdf" else ".jpg")
    return Attachment.objects.create(
        kind=Attachment.Kind.PDF if kind == "application/pdf" else Attachment.Kind.IMAGE,
        content_type=kind if kind == "application/pdf" else "image/jpeg",
        sha256=hashlib.sha256(content).hexdigest(),
        name=safe_name(upload.name or ""),
        size=len(stored),
        path=path,
        region_code=region,
        uploaded_by_id=by.user_id,
    )


def store_unsigned(upload: "UploadedFile[bytes]", *, region: str = "") -> Attachment:
    """Keep a picture of somebody without a name: no account, file name, hour, or print of the original.

    Call it before the verb's transaction. Raises ``Invalid`` for anything but a picture (security.md 33).
    """
    return keep_unsigned(picture_in(upload), region=region)


def picture_in(upload: "UploadedFile[bytes]", *, limit: int = IMAGE_LIMIT) -> bytes:
    """The picture in an upload, written anew without metadata; nothing is kept.

    Raises ``Invalid`` for anything but a picture of at most ``limit`` bytes.
    """
    content = _read(upload)
    if _content_type(content) in {None, "application/pdf"}:
        raise Invalid(_("Foto berupa gambar JPEG, PNG, atau WebP. Pilih foto lain."), field="photo")
    if len(content) > limit:
        raise Invalid(
            _("Foto paling besar %(limit)s MB; foto ini terlalu besar.") % {"limit": limit // (1024 * 1024)},
            field="photo",
        )
    return _reencoded(content)


def keep_unsigned(stored: bytes, *, region: str = "") -> Attachment:
    """Keep a picture that :func:`picture_in` gave, without a trace of who handed it in and when."""
    path, day = (
        _write(stored, ".jpg"),
        timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
    )
    os.utime(Path(settings.ATTACHMENTS_DIR) / path, (day.timestamp(), day.timestamp()))
    made = Attachment.objects.create(
        kind=Attachment.Kind.IMAGE,
        content_type="image/jpeg",
        sha256=hashlib.sha256(stored).hexdigest(),
        name="foto.jpg",
        size=len(stored),
        path=path,
        region_code=region,
    )
    Attachment.objects.filter(pk=made.pk).update(uploaded_at=day)
    return made


def store_sound(upload: "UploadedFile[bytes]", *, by: Actor, region: str = "") -> Attachment:
    """Keep a voice note as it is, to be downloaded and played, never opened in the site's origin.

    Call it before the verb's transaction. Raises ``Invalid`` for anything but a short sound.
    """
    content = _read(upload)
    kind = next((found for at, mark, found in _SOUNDS if content[at : at + len(mark)] == mark), None)
    if kind is None:
        raise Invalid(
            _("Pesan suara berupa berkas OGG, MP3, M4A, atau AMR. Pilih berkas lain."), field="voice"
        )
    if len(content) > SOUND_LIMIT:
        raise Invalid(_("Pesan suara paling besar 2 MB; berkas ini terlalu besar."), field="voice")
    _check_quota(by, len(content))
    suffix = {"audio/mpeg": ".mp3", "audio/mp4": ".m4a"}.get(kind, f".{kind.partition('/')[2]}")
    return Attachment.objects.create(
        kind=Attachment.Kind.SOUND,
        content_type=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        name=f"pesan-suara{suffix}",
        size=len(content),
        path=_write(content, suffix),
        region_code=region,
        uploaded_by_id=by.user_id,
    )


def unsigned_copy(attachment: Attachment) -> Attachment:
    """The same picture without a trace of who handed it in and when; the first stays for :func:`forget`."""
    with open_file(attachment) as file:
        return keep_unsigned(file.read(), region=attachment.region_code)


def forget(attachment: Attachment) -> bool:
    """Delete a file that nothing refers to, its bytes too; whether it went."""
    if any(_refers(relation, attachment) for relation in Attachment._meta.get_fields(include_hidden=True)):
        return False
    path = Path(settings.ATTACHMENTS_DIR) / attachment.path
    Attachment.objects.filter(pk=attachment.pk).delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return True


def open_file(attachment: Attachment) -> BinaryIO:
    """The stored bytes. The caller has asked its own gate."""
    return (Path(settings.ATTACHMENTS_DIR) / attachment.path).open("rb")


def response(attachment: Attachment) -> FileResponse:
    """The file as an answer that cannot run anything in the site's origin (security.md 29, 39)."""
    shown = attachment.kind == Attachment.Kind.IMAGE  # all else is handed over as a file
    answer = FileResponse(
        open_file(attachment),
        content_type=attachment.content_type,
        as_attachment=not shown,
        filename=f"{attachment.pk}.jpg" if shown else attachment.name,
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def handed_in_today(by: Actor) -> int:
    """Bytes the account has handed in within a day, as they are stored."""
    since = timezone.now() - timedelta(days=1)
    rows = Attachment.objects.filter(uploaded_by_id=by.user_id, uploaded_at__gte=since)
    return sum(rows.values_list("size", flat=True))


def safe_name(name: str) -> str:
    """A file name to show: its last part, letters, digits, dots and dashes only."""
    return re.sub(r"[^\w.-]+", "-", Path(name).name, flags=re.ASCII).strip("-.")[-100:] or "berkas"


def _read(upload: "UploadedFile[bytes]") -> bytes:
    if (upload.size or 0) > PDF_LIMIT:
        raise Invalid(_("Berkas paling besar 20 MB; berkas ini terlalu besar."), field="file")
    upload.seek(0)
    return bytes(upload.read())


def _content_type(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), None)


def _refers(relation: Any, attachment: Attachment) -> bool:
    """Whether a row of another table points to the file through this relation."""
    if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
        return False  # the rows between two tables are asked as rows of their own
    rows = relation.related_model._base_manager
    return bool(rows.filter(**{relation.field.name: attachment}).exists())


def _check_quota(by: Actor, size: int) -> None:
    if by.user_id is None:
        return
    if handed_in_today(by) + size > DAILY_LIMIT:
        raise Invalid(_("Batas unggahan hari ini tercapai. Coba lagi besok."), field="file")


def _reencoded(content: bytes, limit: int | None = None) -> bytes:
    """The file decoded and written anew by a process with limits; what cannot be decoded is refused."""
    bytes_allowed = [str(limit)] if limit else []
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no text from outside
            [sys.executable, "-I", str(Path(__file__).with_name("reencode.py")), *bytes_allowed],
            input=content,
            capture_output=True,
            timeout=PARSE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        reason = json.loads(done.stderr or b'""') if done and done.returncode == 3 else ""
        if reason == "too many pixels":
            raise Invalid(_("Gambar paling besar 40 megapiksel. Perkecil lalu unggah lagi."), field="file")
        if reason in {"too large", "too many pages"}:
            raise Invalid(
                _("Surat ini terlalu panjang untuk dikecilkan. Unggah halaman SK saja, atau fotonya."),
                field="file",
            )
        raise Invalid(_("Gambar ini rusak atau tidak dapat dibaca. Unggah gambar yang lain."), field="file")
    return done.stdout


def _write(content: bytes, suffix: str) -> str:
    name = uuid.uuid4().hex
    relative = f"{name[:2]}/{name}{suffix}"
    path = Path(settings.ATTACHMENTS_DIR) / relative
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(path, content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Unavailable(_("Berkas tidak dapat disimpan sekarang. Coba lagi sebentar.")) from error
    return relative


def _write_through(path: Path, content: bytes) -> None:
    """On return the bytes and the name survive a power cut (security.md 9)."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    for folder in (path.parent, path.parent.parent):  # the folder itself may be new
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
