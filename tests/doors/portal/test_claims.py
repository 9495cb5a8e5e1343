"""`/cek/`: a pasted message is answered at once, or becomes a question nobody has to sign."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from kentongan.domain.claims import actions
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim, Report
from kentongan.domain.core.models import Attachment
from kentongan.doors.portal import open_forms
from kentongan.doors.portal.claims import asking
from tests.actors import actor
from tests.cast import BERMI, PATI, plant_regions
from tests.claims import screenshots as shots
from tests.claims.making import VACCINE, asked, published

ATTACK = "<script>alert(1)</script> Vaksin dijual di posyandu desa sebelah, sebarkan sekarang juga"

HERE = {"village": "bermi gembong"}


@pytest.fixture(autouse=True)
def tree(db: None) -> None:
    cache.clear()
    keeping.forget()
    plant_regions()
    actions.load_choices()


@pytest.fixture
def villager() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def answered() -> Claim:
    claim = asked().claim
    author, head = actor("public_relations_officer", PATI), actor("division_head", PATI, name="Pak Kabid")
    published(claim, author=author, head=head)
    claim.refresh_from_db()
    return claim


def token_of(answer: HttpResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def paste(villager: Client, text: str, **more: Any) -> HttpResponse:
    token = token_of(villager.get("/cek/"))
    return villager.post("/cek/", {"text": text, "token": token} | more)


def test_a_known_message_is_answered_at_once_without_a_cookie(villager: Client, answered: Claim) -> None:
    page = paste(villager, "Diteruskan berkali-kali\n" + VACCINE, cek="1")
    assert page.status_code == 200
    assert f"/cek/{answered.code}/" in page.content.decode()
    assert "Konten palsu" in page.content.decode()
    assert not page.cookies
    assert not Report.objects.exclude(claim=answered).exists()
    assert page["Cache-Control"] == "no-store"


def test_an_unknown_message_says_so_and_keeps_nothing_until_it_is_sent(villager: Client) -> None:
    page = paste(villager, "Besok semua warung harus tutup kata pamong, benarkah begitu?", cek="1")
    assert "Belum diketahui" in page.content.decode()
    assert not Report.objects.exists()
    sent = paste(
        villager,
        "Besok semua warung harus tutup kata pamong, benarkah begitu?",
        kirim="1",
        village="bermi gembong",
    )
    report = Report.objects.get()
    assert (report.way, report.by_id, report.by_name, report.region_id) == ("public", None, "", BERMI)
    assert f"/cek/{report.claim.code}/" in sent.content.decode()


def test_the_same_form_sent_twice_asks_once(villager: Client) -> None:
    token = token_of(villager.get("/cek/"))
    for _ in range(2):
        villager.post(
            "/cek/", {"text": "Kabar angin tentang bendungan jebol", "token": token, "kirim": "1"} | HERE
        )
    assert Report.objects.count() == 1


def test_without_a_village_nobody_would_be_asked_where_many_regencies_share_one_program(
    villager: Client, settings: Any
) -> None:
    refused = paste(villager, "Kabar satu tentang pasar", kirim="1")
    assert refused.status_code == 422
    assert "Tulis desanya" in refused.content.decode()
    assert "Kabar satu tentang pasar" in refused.content.decode()
    settings.HOME_REGION = PATI
    assert paste(villager, "Kabar satu tentang pasar", kirim="1").status_code == 200


def test_many_from_one_address_are_slowed_down_not_locked_out(
    villager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BURST", 1)
    assert paste(villager, "Kabar satu tentang pasar", kirim="1", **HERE).status_code == 200
    page = paste(villager, "Kabar dua tentang jembatan", kirim="1", **HERE)
    assert page.status_code == 429
    assert "Kabar dua tentang jembatan" in page.content.decode()
    monkeypatch.setattr(open_forms, "WAIT_SECONDS", 0)
    assert paste(villager, "Kabar dua tentang jembatan", kirim="1", **HERE).status_code == 200


def test_a_filled_trap_writes_nothing(villager: Client) -> None:
    paste(villager, "Kabar dari mesin", kirim="1", **{open_forms.TRAP: "x"})
    assert not Report.objects.exists()


def test_the_page_tells_the_verdict_in_words_with_sources_and_claim_review(
    villager: Client, answered: Claim
) -> None:
    page = villager.get(f"/cek/{answered.code}/")
    text = page.content.decode()
    for part in (
        "Konten palsu",
        "Dinas Kesehatan tidak menyerahkan",
        "dinkes.example.go.id",
        "schema.org/ClaimReview",
    ):
        assert part in text
    assert len(gzip.compress(page.content, 6)) <= 14 * 1024
    assert not page.cookies


def test_what_nobody_has_looked_at_is_not_shown_to_others(villager: Client) -> None:
    claim = asked(ATTACK).claim
    text = villager.get(f"/cek/{claim.code}/").content.decode()
    assert "Vaksin dijual" not in text
    assert "Sedang diperiksa" in text


def test_no_pasted_text_reaches_a_page_or_a_feed_unescaped(villager: Client) -> None:
    claim = asked(ATTACK).claim
    author, head = actor("public_relations_officer", PATI), actor("division_head", PATI, name="Pak Kabid")
    published(claim, author=author, head=head)
    for path in (f"/cek/{claim.code}/", "/cek/", "/cek/umpan.atom"):
        assert b"<script>alert" not in villager.get(path).content
    picture = villager.get(f"/cek/{claim.code}/kartu.png")
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_superseded_verdict_keeps_its_address(villager: Client, answered: Claim) -> None:
    author, head = actor("public_relations_officer", PATI), actor("division_head", PATI, name="Pak Kabid")
    published(answered, author=author, head=head, change_note="Ditambah.", why="Penjelasan kedua.")
    old = villager.get(f"/cek/{answered.code}/versi/1/").content.decode()
    assert "Sudah diganti" in old
    assert "tidak menyerahkan" in old
    assert "Penjelasan kedua." in villager.get(f"/cek/{answered.code}/").content.decode()
    assert villager.get(f"/cek/{answered.code}/versi/9/").status_code == 404


def test_an_unknown_code_is_absent(villager: Client) -> None:
    assert villager.get("/cek/H-000000/").status_code == 404


def test_a_screenshot_is_answered_at_once_and_nothing_of_it_kept(villager: Client) -> None:
    row = asked()
    who = actor("public_relations_officer", PATI)
    actions.add_photo(row, shots.upload(shots.jpeg(shots.chat(shots.VACCINE))), by=who)
    published(row.claim, author=who, head=actor("division_head", PATI, name="Pak Kabid"))
    files = Attachment.objects.count()
    sent = shots.upload(shots.jpeg(shots.cut(shots.chat(shots.VACCINE)), 50))
    page = paste(villager, "", cek="1", picture=sent)
    assert page.status_code == 200
    assert f"/cek/{row.claim.code}/" in page.content.decode()
    assert "Konten palsu" in page.content.decode()
    assert not page.cookies
    assert (Report.objects.count(), Attachment.objects.count()) == (1, files)


def test_an_unknown_screenshot_is_sent_to_the_desk_without_being_picked_again(
    villager: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    token = token_of(villager.get("/cek/"))
    sent = shots.upload(shots.jpeg(shots.chat(shots.LOTTERY)))
    first = villager.post("/cek/", {"text": "", "token": token, "cek": "1", "picture": sent}).content.decode()
    assert "Belum diketahui" in first
    assert "masih ada dan ikut dikirim" in first
    assert not Report.objects.exists()
    villager.post("/cek/", {"text": "", "token": token, "kirim": "1", "village": "bermi gembong"})
    report = Report.objects.get()
    assert (report.text, report.region_id, report.images.count()) == ("", BERMI, 1)
    assert not list(tmp_path.rglob("*.jpg"))  # held no longer; the stored one lies elsewhere


def test_a_file_that_is_no_picture_is_refused_and_the_text_stays(villager: Client) -> None:
    page = paste(villager, "Kabar tentang pasar", cek="1", picture=shots.upload(b"%PDF-1.7", "surat.pdf"))
    assert page.status_code == 422
    assert "JPEG, PNG, atau WebP" in page.content.decode()
    assert "Kabar tentang pasar" in page.content.decode()
    nothing = paste(villager, "", cek="1")
    assert nothing.status_code == 422
    assert "atau pilih gambarnya" in nothing.content.decode()


def test_many_pictures_from_one_address_have_to_wait(
    villager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PICTURE_BURST", 0)
    page = paste(villager, "", cek="1", picture=shots.upload(shots.jpeg(shots.chat(shots.LOTTERY))))
    assert page.status_code == 429
    assert "pilih gambarnya lagi" in page.content.decode()


def test_the_page_to_ask_on_is_small(villager: Client, answered: Claim) -> None:
    assert len(gzip.compress(villager.get("/cek/").content, 6)) <= 14 * 1024
