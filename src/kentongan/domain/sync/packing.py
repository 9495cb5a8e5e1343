"""Compressed bodies, unpacked only as far as they may go."""

import zlib

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid, Problem

_GZIP = 16 + zlib.MAX_WBITS


class TooLarge(Problem):
    """More bytes than are read at once."""

    status = 413
    code = "too-large"


class WrongEncoding(Problem):
    """Packed in a way that is not read here."""

    status = 415
    code = "wrong-type"


def unpacked(content: bytes, encoding: str, *, limit: int) -> bytes:
    """The body as it was before packing. Raises ``TooLarge`` as soon as it passes ``limit`` bytes.

    ``encoding`` is the Content-Encoding: ``gzip``, ``identity`` or nothing.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        plain = content
    elif name == "gzip":
        plain = _gunzip(content, limit)
    else:
        raise WrongEncoding(_("Pemampatan ini tidak dikenal. Pakai gzip."))
    if len(plain) > limit:
        raise TooLarge(_("Kiriman ini terlalu besar. Bagi menjadi beberapa kiriman."))
    return plain


def _gunzip(content: bytes, limit: int) -> bytes:
    reader = zlib.decompressobj(_GZIP)
    try:
        plain = reader.decompress(content, limit + 1)
    except zlib.error as error:
        raise Invalid(_("Kiriman ini rusak di perjalanan. Kirim sekali lagi.")) from error
    if len(plain) <= limit and not reader.eof:
        raise Invalid(_("Kiriman ini terpotong di perjalanan. Kirim sekali lagi."))
    return plain
