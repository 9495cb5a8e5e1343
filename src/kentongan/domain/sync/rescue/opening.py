"""A phone's outbox file, opened: whose it is, what it holds. All is judged, nothing is stored here."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.people.models import User
from kentongan.domain.sync.models import Device, Key
from kentongan.domain.sync.packing import TooLarge, unpacked
from kentongan.domain.sync.rescue import container, keys, sealing
from kentongan.domain.sync.rescue.container import Container, Header, damaged

MOST_ITEMS = 2000
MOST_TEXT = 4_000_000  # bytes of the operations, unpacked


@dataclass(frozen=True)
class Outbox:
    """What a file holds, and from whom. The pieces after the first are its photos, named by ``files``."""

    box: Container
    key: Key
    device: Device
    author: User
    items: list[dict[str, Any]]
    files: tuple[str, ...]

    def photo(self, number: int) -> bytes:
        """One photo, opened and compared with its name. Raises ``Invalid``."""
        content = _opened(self.box, self.key, number + 1)
        if hashlib.sha256(content).hexdigest() != self.files[number]:
            raise damaged()
        return content


def read_outbox(file: BinaryIO) -> Outbox:
    """The file, proven: whole, unchanged, from a phone we know, to us. Raises ``Invalid`` with the reason."""
    box = container.read(file)
    header = box.header
    _check_destination(header)
    device = _sender(header)
    if not sealing.is_signed(_point_of(device.public_key), box.signed(), box.signatures[0]):
        raise damaged()
    key = keys.named(header.key)
    if key is None:
        raise Invalid(
            _("Kunci berkas ini tidak dikenal. Sambungkan HP pengirim sekali, lalu simpan berkas baru."),
            field="file",
        )
    told = _unpacked(_opened(box, key, 0), gzip=header.gzip)
    items, files = told.get("operations"), told.get("files", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise damaged()
    if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
        raise damaged()
    if len(files) != header.pieces - 1:
        raise damaged()
    if len(items) > MOST_ITEMS:
        raise Invalid(
            _("Berkas ini memuat lebih dari %(limit)s catatan. Simpan lagi dari HP dalam beberapa berkas.")
            % {"limit": MOST_ITEMS},
            field="file",
        )
    outbox = Outbox(box, key, device, device.user, items, tuple(files))
    for number in range(len(files)):
        outbox.photo(number)
    return outbox


def _check_destination(header: Header) -> None:
    if header.kind != "outbox":
        raise Invalid(
            _("Berkas ini bukan kotak kirim, melainkan untuk HP. Buka di HP pada menu Titip berkas."),
            field="file",
        )
    if header.installation != keys.installation():
        raise Invalid(
            _("Berkas ini ditujukan ke kantor lain yang memakai Kentongan sendiri. Serahkan ke kantor itu."),
            field="file",
        )


def _sender(header: Header) -> Device:
    """The phone as the account of the header uses it; revoked ones and closed accounts send nothing."""
    try:
        key, account = UUID(header.device), int(header.account)
    except ValueError:
        raise damaged() from None
    rows = Device.objects.filter(key=key, user_id=account).exclude(public_key="")
    device = rows.select_related("user__person").first()
    if device is None:
        raise Invalid(
            _("HP pengirim belum dikenal server: akunnya harus pernah tersambung sekali dari HP itu."),
            field="file",
        )
    if device.revoked_at is not None:
        raise Invalid(
            _("HP pengirim sudah dicabut dari akunnya, jadi berkasnya tidak diterima. Hubungi pemilik akun."),
            field="file",
        )
    if not device.user.is_active:
        raise Invalid(_("Akun pengirim sudah ditutup, jadi berkasnya tidak diterima."), field="file")
    return device


def _point_of(text: str) -> bytes:
    """The phone's public key (SPKI, base64url) as a point; nothing when it is none of ours."""
    try:
        key = load_der_public_key(sealing.bytes_of(text))
    except ValueError:
        return b""
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return b""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _opened(box: Container, key: Key, number: int) -> bytes:
    plain = sealing.opened(bytes(key.opens), container.info(box.header.raw, number), box.piece(number))
    if plain is None:
        raise damaged()
    return plain


def _unpacked(content: bytes, *, gzip: bool) -> dict[str, Any]:
    """The first piece as JSON. It unpacks to the limit and not a byte further."""
    try:
        content = unpacked(content, "gzip" if gzip else "", limit=MOST_TEXT)
    except TooLarge as problem:
        raise Invalid(
            _("Isi berkas ini terlalu besar. Simpan lagi dari HP dalam beberapa berkas."), field="file"
        ) from problem
    except Invalid:
        raise damaged() from None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise damaged() from None
    if not isinstance(found, dict):
        raise damaged()
    return found
