"""Run as a program: reads a picture from standard input, writes it as a plain JPEG without metadata.

Apart from the web process, with limits, because picture decoders are where hostile files strike.
Exit 3 with a JSON reason on standard error when the picture is refused.
"""

import io
import json
import resource
import sys

from PIL import Image, ImageOps

LONG_SIDE = 1280  # pixels; enough to read a notice, small enough for a bad link
PIXEL_LIMIT = 40_000_000
MEMORY_LIMIT = 1024 * 1024 * 1024
CPU_SECONDS = 15


def reencode(content: bytes) -> bytes:
    """The picture upright, at most 1280 px long, as JPEG. Raises ``ValueError`` naming what is wrong."""
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
        if picture.width * picture.height > PIXEL_LIMIT:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONG_SIDE, LONG_SIDE))
        if upright.mode in {"RGBA", "LA", "P"}:
            layer = upright.convert("RGBA")
            upright = Image.new("RGB", layer.size, "white")
            upright.paste(layer, mask=layer.getchannel("A"))
        plain = Image.new("RGB", upright.size)
        plain.paste(upright.convert("RGB"))
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=72, optimize=True, progressive=True)
        return out.getvalue()


def main() -> int:
    """Limit this process, then do the one job."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        sys.stdout.buffer.write(reencode(sys.stdin.buffer.read()))
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        reason = "too many pixels" if "pixels" in str(error) else "unreadable"
        sys.stderr.write(json.dumps(reason))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
