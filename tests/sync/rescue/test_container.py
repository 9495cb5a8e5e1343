"""The outer shape of a file is judged before anything of it is opened."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.domain.core.problems import Invalid
from kentongan.domain.sync.rescue import container

FIELDS = {"kind": "outbox", "installation": "abc", "signers": ["device"]}
PIECES = [b"satu", b"", b"tiga" * 100]
SIGNATURE = bytes(range(64))


def made(**fields: object) -> bytes:
    raw = container.raw_header(FIELDS | fields, len(PIECES))
    return container.write(raw, PIECES).with_signatures([SIGNATURE])


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        container.read(BytesIO(content))
    assert refused.value.field == "file"
    return refused.value.message


def test_what_was_written_is_read_back() -> None:
    raw = container.raw_header(FIELDS, len(PIECES))
    draft = container.write(raw, PIECES)
    box = container.read(BytesIO(draft.with_signatures([SIGNATURE])))
    assert (box.header.kind, box.header.installation, box.header.group) == ("outbox", "abc", "")
    assert [box.piece(number) for number in range(3)] == PIECES
    assert box.signatures == (SIGNATURE,)
    assert box.signed() == draft.signed


def test_every_cut_is_told_as_a_cut() -> None:
    whole = made()
    for length in range(len(container.MAGIC), len(whole)):
        assert "terpotong" in refusal(whole[:length]), length


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"\x89PNG\r\n\x1a\n", b"\x89KTG\n\x1a\n" + made()[8:]])
def test_what_is_no_rescue_file_is_told_so(content: bytes) -> None:
    assert "bukan berkas titipan" in refusal(content)


def test_a_newer_format_asks_for_a_newer_program() -> None:
    content = bytearray(made())
    content[len(container.MAGIC)] = 2
    assert "lebih baru" in refusal(bytes(content))


def test_more_than_was_signed_is_damage() -> None:
    assert "rusak" in refusal(made() + b"x")


def test_a_file_too_large_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_BYTES", len(made()) - 1)
    assert "terlalu besar" in refusal(made())


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "lain"},
        {"signers": []},
        {"signers": ["a"] * 9},
        {"signers": "abc"},
        {"signers": [1]},
        {"device": 3},
        {"device": "x" * 81},
        {"group": ["x"]},
    ],
)
def test_a_header_that_no_phone_writes_is_damage(fields: dict[str, object]) -> None:
    assert "rusak" in refusal(made(**fields))


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"null", b"{}", b"\xff", b"[" * 4000, b'{"signers":["a"],"kind":"outbox","pieces":true}'],
)
def test_a_header_that_is_no_header_is_damage(raw: bytes) -> None:
    assert "rusak" in refusal(container.write(raw, []).with_signatures([SIGNATURE]))


def test_a_length_beyond_all_reason_is_damage() -> None:
    start = container.MAGIC + bytes([container.VERSION])
    assert "rusak" in refusal(start + b"\xff\xff\xff\xff" + b"x" * 100)


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_told_or_breaks_the_signature(at: int, bit: int) -> None:
    sound = container.read(BytesIO(made()))
    content = bytearray(made())
    content[at % len(content)] ^= 1 << bit
    try:
        box = container.read(BytesIO(bytes(content)))
    except Invalid:
        return
    assert (box.signed(), box.signatures) != (sound.signed(), sound.signatures)
