"""Sealing and signing, as browsers of 2021 and Python both can: P-256 throughout.

Sealed with HPKE (RFC 9180) in base mode, one message a piece: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
AES-256-GCM. Signed with ECDSA over SHA-256; a signature is the 64 bytes that WebCrypto writes. Public keys
are uncompressed points of 65 bytes.
"""

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
SIGNATURE = 64  # bytes
_CURVE = ec.SECP256R1()
_HASH = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)  # the same paper twice is the same (RFC 6979)
_HALF = SIGNATURE // 2


def new_private() -> bytes:
    """A fresh private key."""
    return ec.generate_private_key(_CURVE).private_numbers().private_value.to_bytes(_HALF)


def public_of(private: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return _private(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal(public: bytes, info: bytes, plain: bytes) -> bytes:
    """The piece as only the holder of the private key reads it: the encapsulated key, then the ciphertext."""
    return SUITE.encrypt(plain, _public(public), info)


def opened(private: bytes, info: bytes, sealed: bytes) -> bytes | None:
    """What was sealed to the key with this very ``info``, or ``None`` when anything of it was changed."""
    try:
        return SUITE.decrypt(sealed, _private(private), info)
    except (InvalidTag, ValueError):
        return None


def sign(private: bytes, message: bytes) -> bytes:
    """The signature of a message, 64 bytes."""
    r, s = decode_dss_signature(_private(private).sign(message, _HASH))
    return r.to_bytes(_HALF) + s.to_bytes(_HALF)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed exactly this message. A malformed key signs nothing."""
    r, s = int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:])
    try:
        _public(public).verify(encode_dss_signature(r, s), message, _HASH)
    except (InvalidSignature, ValueError):
        return False
    return len(signature) == SIGNATURE


def name_of(*publics: bytes) -> str:
    """A short name for a set of public keys: 8 bytes of their SHA-256."""
    return text_of(hashlib.sha256(b"".join(publics)).digest()[:8])


def text_of(data: bytes) -> str:
    """Bytes as base64url without padding, as everywhere in the sync format."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    """The bytes that :func:`text_of` wrote; none when it is no such text."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _private(value: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(value), _CURVE)


def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
