"""A program: a picture on standard input, its hashes on standard output. Runs in a process of its own."""

import io
import json
import sys

import imagehash
from PIL import Image

_LONGEST = 600  # pixels: enough for a hash of eight by eight
_CUTS = (20, 10)  # a twentieth and a tenth at one or more edges, as a phone's screen is cut


def main() -> None:
    """Hash the whole, and the whole as it looks when its edges were cut."""
    image = Image.open(io.BytesIO(sys.stdin.buffer.read())).convert("L")
    image.thumbnail((_LONGEST, _LONGEST))
    parts = {str(imagehash.phash(image.crop(box))) for share in _CUTS for box in _boxes(*image.size, share)}
    json.dump({"whole": str(imagehash.phash(image)), "parts": sorted(parts)}, sys.stdout)


def _boxes(width: int, height: int, share: int) -> list[tuple[int, int, int, int]]:
    edges = [
        (left, top, right, bottom)
        for left in (0, 1)
        for top in (0, 1)
        for right in (0, 1)
        for bottom in (0, 1)
    ]
    return [
        (
            left * width // share,
            top * height // share,
            width - right * width // share,
            height - bottom * height // share,
        )
        for left, top, right, bottom in edges[1:]
    ]


main()
