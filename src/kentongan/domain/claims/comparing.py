"""A program: how far one picture is the same as others, cut, scaled or recompressed.

The picture is on standard input, the paths of the others are the arguments; their likenesses, 0 to 1, are a
list on standard output. Hashes of 64 bits tell layouts apart, not texts: two chats in one app look alike to
them. Here one is laid over the other at the scales and places a cut may have led to, and piece by piece the
fine structure is compared. Runs in a process of its own: the libraries for it are large.
"""

import io
import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Array = npt.NDArray[np.float32]
_WIDTH = 160  # pixels: letters of a phone's screen are still marks of their own
_TALLEST = 480
_SCALES = tuple(0.78 + 0.02 * step for step in range(25))  # a tenth cut at both sides leaves four fifths
_BLUR = 4  # pixels: what is larger is layout, not text
_LEAST_COVERED = 0.6  # of the smaller picture: less overlap proves nothing
_PIECE = 12  # pixels
_PLAIN = 3.0  # of 255: a piece that varies less tells nothing
_SAME_PIECE = 0.65  # correlation of a piece with itself after a cut between pixels
_FEWEST_PIECES = 12
_STEP = 32  # pixels: sizes that transform quickly
_SURE = 0.8  # nothing better is looked for


def main() -> None:
    """Compare, the likeliest first, until one is surely the same."""
    mine = _load(io.BytesIO(sys.stdin.buffer.read()))
    scaled = [_fine(_scaled(mine, scale)) for scale in _SCALES]
    found: list[float] = []
    for name in sys.argv[1:]:
        try:
            other = _fine(_scaled(_load(Path(name)), 1.0))
        except OSError:
            found.append(0.0)  # a file that is gone, or was no picture
            continue
        found.append(_likeness(scaled, other))
        if found[-1] >= _SURE:
            break
    json.dump([round(one, 3) for one in found], sys.stdout)


def _load(source: "io.BytesIO | Path") -> Image.Image:
    with Image.open(source, formats=["JPEG"]) as picture:
        return picture.convert("L")


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    width = round(_WIDTH * scale)
    height = max(8, round(picture.height * width / picture.width))
    return picture.resize((width, min(height, _TALLEST)), Image.Resampling.BOX)


def _fine(picture: Image.Image) -> Array:
    """What is left when everything large is taken out."""
    soft = picture.filter(ImageFilter.GaussianBlur(_BLUR))
    return np.asarray(picture, np.float32) - np.asarray(soft, np.float32)


def _likeness(scaled: list[Array], other: Array) -> float:
    """The share of the pieces that agree where the two fit best."""
    places = [(_best_place(one, other), one) for one in scaled]
    (_fit, down, right), mine = max(places, key=lambda found: found[0][0])
    top, left = max(down, 0), max(right, 0)
    height = min(mine.shape[0] + down, other.shape[0]) - top
    width = min(mine.shape[1] + right, other.shape[1]) - left
    ours = _pieces(mine[top - down : top - down + height, left - right : left - right + width])
    theirs = _pieces(other[top : top + height, left : left + width])
    ours, theirs = ours - ours.mean(1, keepdims=True), theirs - theirs.mean(1, keepdims=True)
    strength = np.sqrt((ours**2).mean(1)), np.sqrt((theirs**2).mean(1))
    telling = np.maximum(*strength) > _PLAIN
    if telling.sum() < _FEWEST_PIECES:
        return 0.0
    agreement = (ours * theirs).mean(1) / np.maximum(strength[0] * strength[1], 1.0)
    return float((agreement[telling] >= _SAME_PIECE).mean())


def _best_place(mine: Array, other: Array) -> tuple[float, int, int]:
    """The best correlation over all places of one on the other, and how far down and right that is."""
    shape = tuple(-(-(a + b) // _STEP) * _STEP for a, b in zip(mine.shape, other.shape, strict=True))
    ones = (np.ones_like(mine), np.ones_like(other))
    covered = _lay(*ones, shape)
    energy = _lay(mine**2, ones[1], shape) * _lay(ones[0], other**2, shape)
    enough = covered >= _LEAST_COVERED * min(mine.size, other.size)
    fit = np.where(enough, _lay(mine, other, shape) / np.sqrt(np.maximum(energy, 1.0)), 0.0)
    at = np.unravel_index(int(fit.argmax()), fit.shape)
    down, right = (
        int(place) - (size if place >= length else 0)
        for place, size, length in zip(at, shape, other.shape, strict=True)
    )
    return float(fit[at]), down, right


def _lay(mine: Array, other: Array, shape: tuple[int, ...]) -> Array:
    """For each shift, the sum of products where the two overlap."""
    spectrum = np.fft.rfft2(other, shape) * np.conj(np.fft.rfft2(mine, shape))
    laid: Array = np.fft.irfft2(spectrum, shape).astype(np.float32)
    return laid


def _pieces(picture: Array) -> Array:
    """The picture cut into squares, one a row."""
    down, right = picture.shape[0] // _PIECE, picture.shape[1] // _PIECE
    cut = picture[: down * _PIECE, : right * _PIECE].reshape(down, _PIECE, right, _PIECE)
    return cut.swapaxes(1, 2).reshape(down * right, _PIECE * _PIECE)


main()
