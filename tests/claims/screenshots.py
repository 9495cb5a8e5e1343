"""Screenshots of chats, as phones make them: the same frame around every message."""

import io
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

FRAME, BAR, PAPER, INK = (236, 229, 221), (7, 94, 84), (255, 255, 255), (20, 20, 20)
VACCINE = (
    "Awas ibu-ibu! Anak yang ikut",
    "imunisasi di posyandu akan",
    "didaftar perusahaan asing dan",
    "namanya dijual. Sudah terjadi",
    "di desa sebelah, tiga anak",
    "didatangi orang tak dikenal.",
)
LOTTERY = (
    "Selamat! Nomor Bapak keluar",
    "sebagai pemenang undian bank,",
    "hadiah satu unit mobil. Kirim",
    "biaya administrasi sekarang",
    "juga, sebelum hadiah diberikan",
    "kepada orang yang lain.",
)


def chat(lines: Sequence[str]) -> Image.Image:
    """A phone's screen with the message in it."""
    image = Image.new("RGB", (720, 1280), FRAME)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(34)
    draw.rectangle((0, 0, 720, 90), fill=BAR)
    draw.text((30, 28), "Grup PKK", fill=PAPER, font=font)
    draw.rectangle((0, 1190, 720, 1280), fill=PAPER)
    draw.rounded_rectangle((30, 130, 680, 190 + 52 * len(lines)), 18, fill=PAPER)
    for number, line in enumerate(lines):
        draw.text((50, 150 + 52 * number), line, fill=INK, font=font)
    return image


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    """As a phone saves it."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def upload(content: bytes, name: str = "Screenshot_20260105.jpg") -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def cut(image: Image.Image, tenths: float = 1) -> Image.Image:
    """With a tenth cut at the upper and the left edge."""
    return image.crop((int(image.width * tenths / 10), int(image.height * tenths / 10), *image.size))


def scaled(image: Image.Image, share: float) -> Image.Image:
    """Larger or smaller."""
    return image.resize((int(image.width * share), int(image.height * share)))
