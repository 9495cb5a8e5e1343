"""Doubtful messages on the phone's online pages: asked, answered, carried back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.activities.actions import load_media
from kentongan.domain.claims.models import CarryBack, Claim, Report
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import KEDUNGBULUS, REBAN
from tests.claims import screenshots as shots
from tests.claims.conftest import bermi, chair, head, humas, own_index, tree
from tests.claims.making import VACCINE, asked, published
from tests.doors.network import signed_in
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import kim

__all__ = ["bermi", "chair", "head", "humas", "own_index", "tree"]  # the people of a hoax desk


@pytest.fixture
def phone(chair: Authority) -> Client:
    return signed_in(chair.user)


def id_in(page: str) -> str:
    found = re.search(r'name="id" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_message_is_asked_once_answered_and_carried_back(
    phone: Client, bermi: Group, humas: Authority, head: Authority
) -> None:
    load_media()
    path = f"/k/cek/{bermi.code}/"
    page = phone.get(path).content.decode()
    assert unlabelled(page) == []
    said = {"id": id_in(page), "text": VACCINE, "seen_in": "whatsapp"}
    for _twice in range(2):
        assert phone.post(path, said).status_code == 302
    report = Report.objects.get()
    assert (report.group, report.way, report.region_id) == (bermi, "phone", bermi.region_id)
    claim = report.claim
    waiting = text_of(phone.get(f"{path}{claim.code}/"))
    assert "Jangan teruskan dulu" in waiting
    published(claim, author=humas, head=head)
    assert "Bawa kembali jawabannya" in text_of(phone.get(path))
    answer = phone.get(f"{path}{claim.code}/").content.decode()
    assert "Konten palsu" in answer
    assert unlabelled(answer) == []
    told = {"id": id_in(answer), "medium": "grup-whatsapp", "held_on": "2026-01-10"}
    assert phone.post(f"{path}{claim.code}/", told | {"medium": ""}).status_code == 422
    for _twice in range(2):
        assert phone.post(f"{path}{claim.code}/", told).status_code == 302
    assert CarryBack.objects.get().group == bermi
    assert "Sudah kami bawa kembali" in text_of(phone.get(path))


def test_a_screenshot_is_asked_about_and_a_wrong_file_loses_nothing(phone: Client, bermi: Group) -> None:
    path = f"/k/cek/{bermi.code}/"
    key = id_in(phone.get(path).content.decode())
    wrong = phone.post(path, {"id": key, "text": "Kabar", "picture": shots.upload(b"%PDF-1.7")})
    assert wrong.status_code == 422
    assert "JPEG, PNG, atau WebP" in wrong.content.decode()
    assert "Kabar" in wrong.content.decode()
    sent = {"id": key, "text": "", "picture": shots.upload(shots.jpeg(shots.chat(shots.VACCINE)))}
    assert phone.post(path, sent).status_code == 302
    assert Report.objects.get().images.count() == 1
    assert phone.post(path, {"id": key, "text": ""}).status_code == 422


def test_another_group_reads_an_open_claim_only_once_it_is_answered(
    bermi: Group, chair: Authority, humas: Authority, head: Authority
) -> None:
    other = kim(KEDUNGBULUS, "KIM Kedungbulus")
    phone = signed_in(actor("group_board", other.region_id, group=other.pk).user)
    claim = asked(by=chair, group=bermi, region=bermi.region).claim
    assert phone.get(f"/k/cek/{other.code}/{claim.code}/").status_code == 404
    assert phone.get(f"/k/cek/{bermi.code}/").status_code == 404
    published(claim, author=humas, head=head)
    assert phone.get(f"/k/cek/{other.code}/{claim.code}/").status_code == 200


def test_the_list_asks_as_often_for_many_messages_as_for_one(
    phone: Client, bermi: Group, chair: Authority
) -> None:
    path = f"/k/cek/{bermi.code}/"
    asked(by=chair, group=bermi, region=bermi.region)
    phone.get(path)
    before = queries_of(phone, path)
    for text in (
        "Air galon merek biru dicampur obat, jangan dibeli lagi kata tetangga.",
        "Besok malam listrik padam tiga hari se-Jawa, siapkan lilin dan genset.",
        "Penculik anak berkeliling naik mobil putih di depan sekolah dasar.",
    ):
        asked(text, by=chair, group=bermi, region=bermi.region)
    assert Claim.objects.count() == 4
    assert queries_of(phone, path) <= min(before, 12)


def test_a_voice_note_goes_along_with_its_words_and_only_the_desk_gets_it(
    phone: Client, bermi: Group, humas: Authority
) -> None:
    path, key = f"/k/cek/{bermi.code}/", "8a4d8a57-97c9-4a0c-8b57-3a9f0b4d2c11"
    sound = b"OggS" + b"\x00" * 500
    said = {"id": key, "text": "Katanya pasar ditutup setahun mulai besok pagi."}

    def sent(content: bytes, **more: str) -> int:
        file = SimpleUploadedFile("Suara Bu Sri.opus", content, content_type="audio/ogg")
        return phone.post(path, said | {"voice": file} | more).status_code

    assert sent(b"<script>alert(1)</script>") == 422
    assert sent(b"OggS" + b"\x00" * attachments.SOUND_LIMIT) == 422
    assert sent(sound, text="") == 422
    assert not Report.objects.exists()
    assert sent(sound) == sent(sound) == 302
    report = Report.objects.get()
    assert report.voice is not None
    assert Attachment.objects.count() == 1  # sent twice, kept once
    office = signed_in(humas.user)
    address = f"/kantor/cek/{report.claim.code}/suara/{report.pk}/"
    assert address in office.get(f"/kantor/cek/{report.claim.code}/").content.decode()
    answer = office.get(address)
    assert b"".join(answer.streaming_content) == sound  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "audio/ogg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="pesan-suara.ogg"'
    far = signed_in(actor("public_relations_officer", REBAN[:5]).user)
    assert far.get(address).status_code == 404
    assert phone.get(address).status_code in {403, 404}
