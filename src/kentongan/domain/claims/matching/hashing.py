"""A program: a picture on standard input, its hashes on standard output. Runs in a process of its own."""

import io
import json
import sys

import imagehash
from PIL import Image

_LONGEST = 600  # pixels of the side the parts are looked for in


def main() -> None:
    """Hash the whole, the whole without a tenth at each edge, and quarters."""
    image = Image.open(io.BytesIO(sys.stdin.buffer.read())).convert("L")
    image.thumbnail((_LONGEST, _LONGEST))
    parts = {str(imagehash.phash(image.crop(box))) for box in _boxes(*image.size)}
    found = imagehash.crop_resistant_hash(image, hash_func=imagehash.phash, min_segment_size=400)
    parts |= {str(part) for part in found.segment_hashes}
    json.dump({"whole": str(imagehash.phash(image)), "parts": sorted(parts)[:40]}, sys.stdout)


def _boxes(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """The picture cut at one or more edges by a tenth, as a phone's screen is cut."""
    cuts = [
        (left, top, right, bottom)
        for left in (0, 1)
        for top in (0, 1)
        for right in (0, 1)
        for bottom in (0, 1)
    ]
    return [
        (left * width // 10, top * height // 10, width - right * width // 10, height - bottom * height // 10)
        for left, top, right, bottom in cuts
        if left or top or right or bottom
    ]


main()
