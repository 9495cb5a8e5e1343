"""A screenshot is known again whatever phones do to it; another message in the same frame is another."""

import io
import os
import time
from uuid import uuid4

import pytest
from PIL import Image

from kentongan.domain.claims import actions, held, seeing
from kentongan.domain.claims.models import Claim, ClaimImage, Report
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment, Entry
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.people.access import Visitor
from tests.claims import screenshots as shots

pytestmark = pytest.mark.django_db


CHANGES = {
    "recompressed": lambda image: shots.jpeg(image, 35),
    "cropped by a tenth": lambda image: shots.jpeg(shots.cut(image)),
    "halved": lambda image: shots.jpeg(shots.scaled(image, 0.5)),
    "cropped, enlarged, recompressed": lambda image: shots.jpeg(shots.scaled(shots.cut(image), 1.4), 40),
}


def test_a_screenshot_recompressed_cropped_by_a_tenth_or_scaled_finds_its_claim(answered: Claim) -> None:
    image = shots.chat(shots.VACCINE)
    found = {name: seeing.find(seeing.seen(plain(change(image)))) for name, change in CHANGES.items()}
    assert {name: [(one.claim, one.state) for one in rows] for name, rows in found.items()} == {
        name: [(answered, "answer")] for name in CHANGES
    }


def plain(content: bytes) -> bytes:
    """The picture as our pipeline writes it."""
    return attachments.picture_in(shots.upload(content))


def test_another_message_in_the_same_frame_is_no_answer(answered: Claim) -> None:
    """Guard: broken on purpose with `_compared` answering 1.0 for each, it went red: both are one layout."""
    picture = seeing.look_at(shots.upload(shots.jpeg(shots.chat(shots.LOTTERY))))
    assert seeing.find(picture) == []


def test_a_different_picture_finds_nothing(answered: Claim) -> None:
    other = Image.effect_noise((600, 900), 80).convert("RGB")
    assert seeing.find(seeing.look_at(shots.upload(shots.jpeg(other)))) == []


def test_a_picture_of_an_open_claim_is_suggested_and_joins_it(tree: None) -> None:
    first = actions.report(
        actions.Question(),
        by=Visitor(),
        way="public",
        picture=seeing.look_at(shots.upload(shots.jpeg(shots.chat(shots.VACCINE)))),
    )
    again = seeing.look_at(shots.upload(shots.jpeg(shots.cut(shots.chat(shots.VACCINE)), 50)))
    assert [(one.claim, one.state) for one in seeing.find(again)] == [(first.claim, "suggest")]
    second = actions.report(actions.Question(), by=Visitor(), way="public", picture=again)
    assert second.claim == first.claim
    first.claim.refresh_from_db()
    assert (first.claim.report_count, first.claim.images.count()) == (2, 2)


def test_the_same_form_sent_twice_with_its_picture_is_one_report_with_one_picture(tree: None) -> None:
    key = uuid4()
    picture = seeing.look_at(shots.upload(shots.jpeg(shots.chat(shots.VACCINE))))
    for _ in range(2):
        actions.report(actions.Question(), by=Visitor(), way="public", id=key, picture=picture)
    assert (Report.objects.count(), ClaimImage.objects.count(), Attachment.objects.count()) == (1, 1, 1)
    other = seeing.look_at(shots.upload(shots.jpeg(shots.chat(shots.LOTTERY))))
    with pytest.raises(Stale):
        actions.report(actions.Question(), by=Visitor(), way="public", id=key, picture=other)
    assert Attachment.objects.count() == 1


def test_of_a_picture_nothing_but_the_picture_is_kept(tree: None) -> None:
    image = shots.chat(shots.VACCINE)
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Ponsel Bu Sri", {1: "S", 2: (6.0, 45.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    sent = shots.upload(out.getvalue(), "IMG-Sri-Desa-Bermi.jpg")
    row = actions.report(actions.Question(), by=Visitor(), way="public", picture=seeing.look_at(sent))
    file = row.images.get().file
    assert (file.name, file.uploaded_by_id, file.uploaded_at.astimezone().minute) == ("foto.jpg", None, 0)
    with attachments.open_file(file) as content:
        kept = content.read()
    assert b"Sri" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert "Sri" not in "".join(str(entry.detail) for entry in Entry.objects.all())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 bukan gambar", "JPEG, PNG, atau WebP"),
        (b"", "JPEG, PNG, atau WebP"),
        (b"\xff\xd8\xff rusak", "rusak atau tidak dapat dibaca"),
        (b"\xff\xd8\xff" + b"0" * seeing.UPLOAD_LIMIT, "paling besar 8 MB"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(db: None, content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        seeing.look_at(shots.upload(content))


def test_a_held_picture_is_gone_after_an_hour_or_when_too_many_came(
    tmp_path: object, settings: object
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    old, new = uuid4(), uuid4()
    held.hold(old, b"lama")
    held.hold(new, b"baru")
    assert (held.held(old), held.held(new)) == (b"lama", b"baru")
    path = held._path(old)
    past = time.time() - held.SECONDS - 1
    os.utime(path, (past, past))
    assert held.held(old) is None
    held.clear()
    assert not path.exists()
    held.clear(0)
    assert held.held(new) is None
