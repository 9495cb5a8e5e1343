"""The claims a picture may repeat: found by perceptual hash, then compared piece by piece."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from django.conf import settings

from kentongan.domain.claims.finding import Found
from kentongan.domain.claims.matching import engine, pictures
from kentongan.domain.claims.models import Claim, ClaimImage, Verdict
from kentongan.domain.core import attachments

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

UPLOAD_LIMIT = 8 * 1024 * 1024
ANSWER, SUGGEST = 0.78, 0.65  # share of pieces that agree: the same picture keeps 0.85, other texts 0.55
_MOST_KNOWN = 20_000  # the newest pictures; comparing their hashes takes some tenths of a second
_MOST_COMPARED = 6  # piece by piece, the nearest by hash: some 0.4 seconds each
_NEAR, _NEAR_PART = pictures.NEAR, 8  # bits of 64, as `pictures.alike` has them
_SECONDS = 30


@dataclass(frozen=True)
class Picture:
    """One that was handed in: decoded, written anew without metadata, with the marks it is known by."""

    content: bytes
    marks: pictures.Marks


def look_at(upload: "UploadedFile[bytes]") -> Picture:
    """The picture in an upload; nothing is kept of it. Raises ``Invalid`` for anything but a picture."""
    return seen(attachments.picture_in(upload, limit=UPLOAD_LIMIT))


def seen(content: bytes) -> Picture:
    """The same of one that our pipeline has written anew already."""
    return Picture(content, pictures.marks(content))


def find(picture: Picture, *, most: int = 3, without: Claim | None = None) -> list[Found]:
    """The claims that have this picture, best first; two queries and some tenths of a second."""
    near = _near(picture.marks, without)
    if not near:
        return []
    images = list(ClaimImage.objects.filter(pk__in=near).select_related("file", "claim__merged_into"))
    images.sort(key=lambda image: near.index(image.pk))
    best: dict[Claim, float] = {}
    for image, score in zip(images, _compared(picture.content, images), strict=False):
        claim = image.claim.merged_into or image.claim
        if score >= SUGGEST and claim != without:
            best[claim] = max(best.get(claim, 0.0), score)
    ranked = sorted(best, key=lambda claim: -best[claim])[:most]
    out = {
        verdict.claim_id: verdict
        for verdict in Verdict.objects.out().filter(claim__in=ranked).select_related("label")
    }
    return [
        Found(claim, best[claim], _state(best[claim], claim.pk in out), out.get(claim.pk)) for claim in ranked
    ]


def _state(score: float, answered: bool) -> str:
    return engine.ANSWER if score >= ANSWER and answered else engine.SUGGEST


def _near(marks: pictures.Marks, without: Claim | None) -> list[int]:
    """The keys of the pictures nearest by hash: as wholes, or one as the other with its edges cut."""
    rows = ClaimImage.objects.order_by("-pk")
    if without is not None:
        rows = rows.exclude(claim=without)
    known = list(rows.values_list("pk", "whole", "parts")[:_MOST_KNOWN])
    if not known:
        return []
    mine, cuts = _numbers([marks.whole]), _numbers(marks.parts)
    wholes = _numbers([whole for _key, whole, _parts in known])
    far = np.bitwise_count(wholes ^ mine).astype(np.int16)
    part = np.full(len(known), 64, np.int16)
    if len(cuts):
        part = np.bitwise_count(wholes[:, None] ^ cuts).min(axis=1).astype(np.int16)
    owners = np.repeat(np.arange(len(known)), [len(parts) for _key, _whole, parts in known])
    theirs = _numbers([one for _key, _whole, parts in known for one in parts])
    np.minimum.at(part, owners, np.bitwise_count(theirs ^ mine).astype(np.int16))
    near = np.flatnonzero((far <= _NEAR) | (part <= _NEAR_PART))
    order = near[np.argsort(np.minimum(far, part)[near], kind="stable")]  # of equals the newest first
    return [known[at][0] for at in order[:_MOST_COMPARED]]


def _numbers(marks: Sequence[str]) -> npt.NDArray[np.uint64]:
    return np.array([int(mark, 16) for mark in marks], dtype=np.uint64)


def _compared(content: bytes, images: Sequence[ClaimImage]) -> list[float]:
    """How far the picture is each of these, until one surely is; in a process of its own."""
    paths = [str(Path(settings.ATTACHMENTS_DIR) / image.file.path) for image in images]
    done = subprocess.run(  # noqa: S603 - our own program, no text from outside
        [sys.executable, "-I", str(Path(__file__).with_name("comparing.py")), *paths],
        input=content,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
    )
    scores: list[float] = json.loads(done.stdout)
    return scores
