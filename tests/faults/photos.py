"""Pictures as phones take them, as far as the size goes: noise, which no format makes small."""

import io
from random import Random

from PIL import Image


def noise(seed: int, side: int = 330) -> bytes:
    """A JPEG of noise; with 330 pixels about 140 KB."""
    pixels = Random(seed).randbytes(side * side * 3)  # noqa: S311 - repeatable is what it is for
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), pixels).save(out, "JPEG", quality=90)
    return out.getvalue()
