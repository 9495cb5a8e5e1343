"""Run as a program: reads a picture from standard input, writes it as a plain JPEG without metadata.

With a number of bytes as argument the picture, or a PDF that was scanned, is a paper to be read and is made
no larger than that. Apart from the web process, with limits, because decoders are where hostile files strike.
Exit 3 with a JSON reason on standard error when the file is refused.
"""

import io
import json
import resource
import sys
from collections.abc import Iterable

from PIL import Image, ImageOps

LONG_SIDE = 1280  # pixels; enough to read a notice, small enough for a bad link
PIXEL_LIMIT = 40_000_000
MEMORY_LIMIT = 1024 * 1024 * 1024
CPU_SECONDS = 15
PAGE_LIMIT = 20  # of a scanned paper
# From what reads best to what is still legible: pixels along the side, quality, colour.
PAPER_STEPS = ((1600, 70, "RGB"), (1600, 50, "RGB"), (1400, 45, "RGB"), (1280, 40, "L"), (1100, 30, "L"))


def reencode(content: bytes) -> bytes:
    """The picture upright, at most 1280 px long, as JPEG. Raises ``ValueError`` naming what is wrong."""
    out = io.BytesIO()
    _plain(content, LONG_SIDE).save(out, "JPEG", quality=72, optimize=True, progressive=True)
    return out.getvalue()


def shrink(content: bytes, limit: int) -> bytes:
    """A paper as JPEG or, given as PDF, as PDF of pictures, within the limit. Raises ``ValueError``."""
    is_pdf = content.startswith(b"%PDF-")
    largest = PAPER_STEPS[0][0]
    pages = list(_pages(content, largest)) if is_pdf else [_plain(content, largest)]
    for side, quality, mode in PAPER_STEPS:
        out = io.BytesIO()
        if is_pdf:
            first, *others = [_fitted(page, side, mode) for page in pages]
            dpi = 72 * side / 842  # the long side of A4 in points
            first.save(out, "PDF", save_all=True, append_images=others, quality=quality, resolution=dpi)
        else:
            _fitted(pages[0], side, mode).save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= limit:
            return out.getvalue()
    raise ValueError("too large")


def _plain(content: bytes, side: int) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
        if picture.width * picture.height > PIXEL_LIMIT:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((side, side))
        if upright.mode in {"RGBA", "LA", "P"}:
            layer = upright.convert("RGBA")
            upright = Image.new("RGB", layer.size, "white")
            upright.paste(layer, mask=layer.getchannel("A"))
        plain = Image.new("RGB", upright.size)
        plain.paste(upright.convert("RGB"))
        return plain


def _pages(content: bytes, side: int) -> Iterable[Image.Image]:
    import pypdfium2  # only for papers: most files are pictures, and loading it costs

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ValueError("unreadable") from error
    if not 0 < len(document) <= PAGE_LIMIT:
        raise ValueError("too many pages")
    for page in document:
        yield page.render(scale=side / max(page.get_size())).to_pil().convert("RGB")


def _fitted(page: Image.Image, side: int, mode: str) -> Image.Image:
    fitted = page.convert(mode)
    fitted.thumbnail((side, side))
    return fitted


def main() -> int:
    """Limit this process, then do the one job."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        content = sys.stdin.buffer.read()
        sys.stdout.buffer.write(shrink(content, int(sys.argv[1])) if sys.argv[1:] else reencode(content))
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        reason = str(error) if str(error).startswith("too ") else "unreadable"
        sys.stderr.write(json.dumps(reason))
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
