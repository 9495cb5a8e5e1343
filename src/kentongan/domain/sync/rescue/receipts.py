"""What goes back to the phone: a signed file, or codes on paper that its camera reads.

Where nothing may lead back to its author, an item is named by its mark: a digest of its id and its
content, which only the phone that has the item can make.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kentongan.domain.sync.models import Intake
from kentongan.domain.sync.rescue import container, keys, sealing

LABEL = b"kentongan.tanda.1\0"
PAPER = 1  # version of the code on paper
PER_CODE = 16  # items: about 480 letters, which an old camera still reads from a code of 6 cm
MARK = 16  # bytes
_TOLD = ("id", "digest", "mark", "result", "was", "seq", "problem")


@dataclass(frozen=True)
class Code:
    """One code on paper: the text behind ``#/tanda/``, and how many items it clears."""

    text: str
    items: int


def mark_of(key: str, digest: str) -> str:
    """What names an item with exactly this content to whoever has it, and nothing to anybody else."""
    return sealing.text_of(hashlib.sha256(f"{key}|{digest}".encode()).digest()[:MARK])


def receipt_file(intake: Intake) -> bytes:
    """The receipt as a ``.ktg`` file: the result of every item, as a sync would have answered."""
    results = [{name: row[name] for name in _TOLD if row.get(name)} for row in intake.report]
    told = {"file": intake.sha256, "results": results}
    fields = {
        "installation": keys.installation(),
        "kind": "receipt",
        "group": intake.group_code,
        "made": timezone.now().isoformat(timespec="seconds"),
        "device": str(intake.device.key) if intake.device else "",
        "account": str(intake.author_id),
        "signers": [intake.signer.name],
    }
    piece = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
    draft = container.write(container.raw_header(fields, 1), [piece])
    return draft.with_signatures([sealing.sign(bytes(intake.signer.signs), draft.signed)])


def codes(intake: Intake) -> list[Code]:
    """The receipt for paper: only what is done, since a code has no room for reasons.

    Version (1 byte), key (8), the mark of each item (16), signature (64).
    """
    done = [row for row in intake.report if is_done(row)]
    return [_code(intake, part) for part in _parts(done)]


def is_done(row: dict[str, Any]) -> bool:
    """Whether the phone may let go of the item of this line of a report."""
    return bool((row.get("was") or row["result"]) == "applied")


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), PER_CODE):
        yield rows[start : start + PER_CODE]


def _code(intake: Intake, rows: list[dict[str, Any]]) -> Code:
    marks = (row.get("mark") or mark_of(row["id"], row["digest"]) for row in rows)
    body = bytes([PAPER]) + sealing.bytes_of(intake.signer.name) + b"".join(map(sealing.bytes_of, marks))
    signature = sealing.sign(bytes(intake.signer.signs), LABEL + body)
    return Code(sealing.text_of(body + signature), len(rows))
