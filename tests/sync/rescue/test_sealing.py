"""Sealing and signing follow the standards, so that browsers and Python understand each other."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hpke

from kentongan.domain.sync.rescue import sealing

RFC9180 = json.loads(Path(__file__).with_name("rfc9180.json").read_text())
INFO = b"kentongan"


def test_what_the_rfc_sealed_is_opened() -> None:
    """The RFC's vector for this suite carries associated data, which only the library's inner call takes."""
    vector, sealed = RFC9180, RFC9180["encryption"]
    assert (vector["mode"], vector["kem_id"], vector["kdf_id"], vector["aead_id"]) == (0, 0x10, 1, 2)
    private = bytes.fromhex(vector["skRm"])
    assert sealing.public_of(private).hex() == vector["pkRm"]
    plain = hpke.rust_openssl.hpke._decrypt_with_aad(
        sealing.SUITE,
        bytes.fromhex(vector["enc"] + sealed["ct"]),
        sealing._private(private),
        bytes.fromhex(vector["info"]),
        bytes.fromhex(sealed["aad"]),
    )
    assert plain.hex() == sealed["pt"]


def test_only_the_right_key_and_the_right_place_open_a_piece() -> None:
    mine, other = sealing.new_private(), sealing.new_private()
    sealed = sealing.seal(sealing.public_of(mine), INFO, b"isi")
    assert sealing.opened(mine, INFO, sealed) == b"isi"
    assert sealing.opened(other, INFO, sealed) is None
    assert sealing.opened(mine, INFO + b"2", sealed) is None
    assert sealing.opened(mine, INFO, sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert sealing.opened(mine, INFO, b"") is None


def test_a_signature_is_of_one_key_and_one_message() -> None:
    mine, other = sealing.new_private(), sealing.new_private()
    signature = sealing.sign(mine, b"pesan")
    assert len(signature) == sealing.SIGNATURE
    assert sealing.sign(mine, b"pesan") == signature
    assert sealing.is_signed(sealing.public_of(mine), b"pesan", signature)
    assert not sealing.is_signed(sealing.public_of(mine), b"pesan lain", signature)
    assert not sealing.is_signed(sealing.public_of(other), b"pesan", signature)


@pytest.mark.parametrize("signature", [b"", bytes(64), b"\xff" * 64, bytes(65)])
def test_what_is_no_signature_signs_nothing(signature: bytes) -> None:
    assert not sealing.is_signed(sealing.public_of(sealing.new_private()), b"pesan", signature)


@pytest.mark.parametrize("public", [b"", b"\4" + bytes(64), b"\4" + b"\xff" * 64, bytes(65)])
def test_what_is_no_key_signs_nothing(public: bytes) -> None:
    assert not sealing.is_signed(public, b"pesan", sealing.sign(sealing.new_private(), b"pesan"))


@pytest.mark.parametrize("data", [b"", b"\0", bytes(range(256))])
def test_text_of_bytes_is_read_back(data: bytes) -> None:
    assert sealing.bytes_of(sealing.text_of(data)) == data


@pytest.mark.parametrize("text", ["!", "a", "äöü", "a b="])
def test_what_is_no_such_text_is_nothing(text: str) -> None:
    assert sealing.bytes_of(text) == b""
