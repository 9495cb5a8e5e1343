"""The ``.ktg`` file: how it lies on disk, read and written piece by piece (docs/rescue-file.md).

Magic, version, length of the header, header (JSON), pieces each with its length, signatures of 64 bytes.
What is signed are the digests of the header and of every piece, so that no side needs the whole in memory.
"""

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.sync.rescue.sealing import SIGNATURE

MAGIC = b"\x89KTG\r\n\x1a\n"  # as PNG's: a channel that mends line ends or strips the high bit shows at once
VERSION = 1
KINDS = {"outbox", "receipt", "bundle"}
LABEL = b"kentongan.ktg.1\0"
MOST_HEADER = 4096  # bytes
MOST_PIECES = 501  # the operations and 500 photos
MOST_SIGNERS = 8
MOST_PIECE = 4_000_000  # bytes; phones send photos of 150 KB
MOST_BYTES = 60 * 1024 * 1024  # of a whole file
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class Header:
    """What a file says of itself. All of it is signed; nothing of it is believed before the signature is."""

    installation: str
    kind: str
    group: str
    made: str
    device: str
    account: str
    key: str
    signers: tuple[str, ...]
    pieces: int
    gzip: bool
    raw: bytes


@dataclass(frozen=True)
class Container:
    """A file whose outer shape is right: its header, where its pieces lie, its signatures."""

    header: Header
    file: BinaryIO
    spans: tuple[tuple[int, int], ...]
    signatures: tuple[bytes, ...]
    size: int

    def piece(self, number: int) -> bytes:
        """One piece as it lies in the file."""
        start, length = self.spans[number]
        self.file.seek(start)
        return self.file.read(length)

    def signed(self) -> bytes:
        """The message that the signatures are over."""
        return _message(self.header.raw, (self.piece(number) for number in range(len(self.spans))))


def damaged() -> Invalid:
    """The refusal of a file that is not as it was made."""
    return Invalid(
        _("Berkas ini rusak atau diubah orang di jalan. Minta pengirim menyimpan berkas baru dari HP-nya."),
        field="file",
    )


def cut_short() -> Invalid:
    """The refusal of a file whose end is missing."""
    return Invalid(
        _("Berkas ini terpotong: bagian akhirnya tidak ada. Salin sekali lagi, lalu unggah."), field="file"
    )


def read(file: BinaryIO) -> Container:
    """The outer shape of a file, judged before anything of it is opened or unpacked.

    Raises ``Invalid``, naming what is wrong: no such file, a newer format, cut short, too large, damaged.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size > MOST_BYTES:
        raise Invalid(
            _("Berkas titipan paling besar %(limit)s MB; berkas ini terlalu besar.")
            % {"limit": MOST_BYTES // (1024 * 1024)},
            field="file",
        )
    if file.read(len(MAGIC)) != MAGIC:
        raise Invalid(
            _("Berkas ini bukan berkas titipan Kentongan (.ktg). Pilih berkas yang dikirim dari HP."),
            field="file",
        )
    if _exactly(file, 1)[0] != VERSION:
        raise Invalid(
            _("Berkas ini dibuat oleh aplikasi yang lebih baru. Perbarui Kentongan di kantor dulu."),
            field="file",
        )
    header = _header(_exactly(file, _length(file, MOST_HEADER)))
    spans = []
    for _number in range(header.pieces):
        length = _length(file, MOST_PIECE)
        start = file.tell()
        if start + length > size:
            raise cut_short()
        spans.append((start, length))
        file.seek(start + length)
    signatures = tuple(_exactly(file, SIGNATURE) for _signer in header.signers)
    if file.read(1):
        raise damaged()
    return Container(header, file, tuple(spans), signatures, size)


def info(raw: bytes, number: int) -> bytes:
    """The context that piece ``number`` under this header is sealed in: it opens in that place alone."""
    return LABEL + hashlib.sha256(raw).digest() + _LENGTH.pack(number)


def raw_header(fields: Mapping[str, Any], pieces: int) -> bytes:
    """The header as it is written, for a file of so many pieces."""
    told = {name: value for name, value in fields.items() if value} | {"pieces": pieces}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def write(raw: bytes, pieces: Sequence[bytes]) -> "Draft":
    """A file with this header, without its signatures."""
    body = b"".join(_LENGTH.pack(len(piece)) + piece for piece in pieces)
    start = MAGIC + bytes([VERSION]) + _LENGTH.pack(len(raw)) + raw
    return Draft(_message(raw, pieces), start + body)


@dataclass(frozen=True)
class Draft:
    """A file that waits for its signatures, and the message to sign."""

    signed: bytes
    body: bytes

    def with_signatures(self, signatures: Sequence[bytes]) -> bytes:
        """The file, whole."""
        return self.body + b"".join(signatures)


def _message(raw: bytes, pieces: Iterable[bytes]) -> bytes:
    return LABEL + b"".join(hashlib.sha256(part).digest() for part in chain([raw], pieces))


def _length(file: BinaryIO, most: int) -> int:
    (length,) = _LENGTH.unpack(_exactly(file, _LENGTH.size))
    if length > most:
        raise damaged()
    return int(length)


def _exactly(file: BinaryIO, length: int) -> bytes:
    found = file.read(length)
    if len(found) < length:
        raise cut_short()
    return found


def _header(raw: bytes) -> Header:
    try:
        found = json.loads(raw)
        texts = {
            name: found.get(name, "")
            for name in ("installation", "kind", "group", "made", "device", "account", "key")
        }
        signers, pieces = found["signers"], found["pieces"]
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise damaged() from error
    if not all(isinstance(value, str) and len(value) <= 80 for value in (*texts.values(), *_listed(signers))):
        raise damaged()
    if texts["kind"] not in KINDS or not 1 <= len(signers) <= MOST_SIGNERS:
        raise damaged()
    if type(pieces) is not int or not 1 <= pieces <= MOST_PIECES:
        raise damaged()
    return Header(**texts, signers=tuple(signers), pieces=pieces, gzip=found.get("gzip") is True, raw=raw)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise damaged()
    return value
