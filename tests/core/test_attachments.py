"""Files handed in: judged by content, stripped of metadata, bounded (security.md 28, 29)."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from kentongan.domain.core import attachments
from kentongan.domain.core.acting import System
from kentongan.domain.core.models import Attachment
from kentongan.domain.core.problems import Invalid, Unavailable

pytestmark = pytest.mark.django_db


def photo(width: int = 1600, height: int = 1200, kind: str = "JPEG") -> bytes:
    """A picture with a place and a camera in its metadata."""
    picture = Image.new("RGB", (width, height), (30, 90, 80))
    exif = Image.Exif()
    exif[0x010F] = "KameraRahasia"
    exif.get_ifd(0x8825)[2] = (6.0, 45.0, 0.0)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_small_and_without_metadata(kind: str) -> None:
    kept = attachments.store(upload(photo(kind=kind)), by=System())
    content = attachments.open_file(kept).read()
    assert b"KameraRahasia" not in content
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) == 1280
        assert not picture.getexif()


def test_a_program_named_like_a_photo_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        attachments.store(upload(b"MZ\x90\x00 program"), by=System())
    assert refusal.value.field == "file"
    assert not Attachment.objects.exists()


def test_a_broken_photo_is_refused() -> None:
    with pytest.raises(Invalid):
        attachments.store(upload(photo()[:2000]), by=System())
    with pytest.raises(Invalid):
        attachments.store(upload(b"\xff\xd8\xff<script>alert(1)</script>"), by=System())
    assert not Attachment.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused_in_words() -> None:
    with pytest.raises(Invalid) as refusal:
        attachments.store(upload(photo(8000, 5001, "PNG")), by=System())
    assert "40 megapiksel" in refusal.value.message


def test_a_file_over_its_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "IMAGE_LIMIT", 1024)
    with pytest.raises(Invalid):
        attachments.store(upload(photo()), by=System())


def test_a_pdf_is_answered_as_a_download_that_cannot_run() -> None:
    kept = attachments.store(upload(b"%PDF-1.4 isi", "SK Kades 12/2023.pdf"), by=System())
    answer = attachments.response(kept)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("attachment")
    assert kept.name == "2023.pdf"


def test_the_stored_name_is_ours() -> None:
    kept = attachments.store(upload(photo(), "../../etc/passwd.jpg"), by=System())
    assert (Path(settings.ATTACHMENTS_DIR) / kept.path).resolve().is_relative_to(settings.ATTACHMENTS_DIR)
    assert kept.name == "passwd.jpg"


def test_a_full_disk_is_said_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 10."""

    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = _stored()
    with pytest.raises(Unavailable):
        attachments.store(upload(photo()), by=System())
    assert not Attachment.objects.exists()
    assert _stored() == before


def test_a_file_is_kept_only_when_it_lies_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 9: the bytes and both folders are written through before the record exists."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(Attachment.objects.count()))
    attachments.store(upload(photo()), by=System())
    assert synced == [0, 0, 0]


def _stored() -> set[Path]:
    return {path for path in Path(settings.ATTACHMENTS_DIR).rglob("*") if path.is_file()}


def letter(kind: str, pages: int = 1) -> bytes:
    """A letter as a phone or a scanner gives it: large, grainy, full of small text."""
    grain = Image.effect_noise((1654, 2339), 50).convert("RGB")
    draw = ImageDraw.Draw(grain)
    for line in range(45):
        draw.text((200, 200 + line * 45), "Keputusan Kepala Desa tentang pembentukan KIM " * 3, fill="black")
    out = io.BytesIO()
    options = {"save_all": True, "append_images": [grain] * (pages - 1)} if kind == "PDF" else {}
    grain.save(out, kind, quality=90, **options)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "pages"), [("JPEG", 1), ("PDF", 1), ("PDF", 3)])
def test_a_signed_letter_is_shrunk_to_300_kilobytes_and_stays_what_it_is(kind: str, pages: int) -> None:
    content = letter(kind, pages)
    assert len(content) > 500_000

    kept = attachments.store(upload(content), by=System(), limit=attachments.PAPER_LIMIT)

    stored = attachments.open_file(kept).read()
    assert len(stored) == kept.size <= 300 * 1024
    assert stored.startswith(b"%PDF-" if kind == "PDF" else b"\xff\xd8\xff")
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


def test_a_small_pdf_is_kept_as_it_is_and_a_broken_large_one_is_refused() -> None:
    small = b"%PDF-1.7 kecil"
    kept = attachments.store(upload(small), by=System(), limit=attachments.PAPER_LIMIT)
    assert attachments.open_file(kept).read() == small
    with pytest.raises(Invalid):
        attachments.store(upload(b"%PDF-1.7" + b"x" * 400_000), by=System(), limit=attachments.PAPER_LIMIT)


def test_a_paper_of_too_many_pages_is_refused_with_what_to_do() -> None:
    page = Image.effect_noise((500, 700), 60).convert("RGB")
    out = io.BytesIO()
    page.save(out, "PDF", save_all=True, append_images=[page] * 29)
    with pytest.raises(Invalid, match="fotonya"):
        attachments.store(upload(out.getvalue()), by=System(), limit=attachments.PAPER_LIMIT)
