"""What the home page and the queue tell of claims: what rises, and whose step a verdict waits for."""

from collections.abc import Iterator

import pytest
from django.test import Client

from kentongan.domain.claims import actions
from kentongan.domain.claims.matching import keeping
from kentongan.domain.regions.models import Region
from tests.cast import BERMI, GEMBONG, KEDUNGBULUS, PATI
from tests.claims.making import VACCINE, asked
from tests.doors.office.conftest import Visitor
from tests.doors.pages import text_of

HOME, QUEUE = "/kantor/", "/kantor/cek/"


@pytest.fixture(autouse=True)
def own_index(db: None) -> Iterator[None]:
    keeping.forget()
    actions.load_choices()
    yield
    keeping.forget()


@pytest.fixture
def writer(visit: Visitor) -> Client:
    return visit("public_relations_officer", PATI)


@pytest.fixture
def head(visit: Visitor) -> Client:
    return visit("division_head", PATI)


def test_a_rising_claim_stands_on_the_heads_home(head: Client) -> None:
    villages = [Region.objects.get(code=code) for code in (BERMI, KEDUNGBULUS, GEMBONG)]
    for village in (*villages, *villages[:2]):
        asked(VACCINE, region=village)
    shown = text_of(head.get(HOME))
    assert "Pesan yang sedang naik" in shown
    assert "5 pertanyaan dari 3 desa dalam 24 jam." in shown


def test_a_submitted_verdict_waits_on_the_home_of_who_may_decide_and_not_of_its_writer(
    writer: Client, head: Client
) -> None:
    claim = asked(VACCINE).claim
    path = f"{QUEUE}{claim.code}/"
    writer.post(f"{path}putusan/", {"label": "hoax", "why": "Tidak benar.", "sources": "Dinas"})
    card = "Putusan cek fakta menunggu Anda"
    assert card not in text_of(head.get(HOME))
    writer.post(f"{path}ajukan/", {"number": 1})
    assert card in text_of(head.get(HOME))
    assert card not in text_of(writer.get(HOME))
    assert "Menunggu persetujuan" in text_of(writer.get(path))
    assert claim.code in head.get(f"{QUEUE}?keadaan=setuju").content.decode()
    head.post(f"{path}keputusan/", {"number": 1, "kembali": "1", "reason": "Sebut nomor suratnya."})
    assert claim.code not in head.get(f"{QUEUE}?keadaan=setuju").content.decode()
    assert "Dikembalikan kepada Anda" in text_of(writer.get(HOME))
    assert "Sebut nomor suratnya." in text_of(writer.get(f"{path}putusan/"))


def test_what_was_typed_stays_when_a_step_is_refused(writer: Client) -> None:
    claim = asked(VACCINE).claim
    answer = writer.post(f"{QUEUE}{claim.code}/tindakan/", {"act": "merge", "into": "H-AAAAAA"})
    assert answer.status_code == 422
    assert 'value="H-AAAAAA"' in answer.content.decode()
    assert "Klaim ini tidak ditemukan." in text_of(answer)


def test_a_short_word_that_is_too_long_is_told_and_kept(writer: Client) -> None:
    claim = asked(VACCINE).claim
    form = {"label": "hoax", "why": "Tidak benar.", "sources": "Dinas", "short": "panjang " * 25}
    answer = writer.post(f"{QUEUE}{claim.code}/putusan/", form)
    assert answer.status_code == 422
    assert "panjang " * 24 in answer.content.decode()
    assert "maxlength" not in answer.content.decode().partition('name="short"')[2][:300]


def test_a_title_is_asked_for_before_the_verdict_is_judged_and_kept_after(writer: Client) -> None:
    claim = asked(VACCINE).claim
    path = f"{QUEUE}{claim.code}/"
    asks = "Judulnya masih potongan pesan"
    assert asks not in text_of(writer.get(path))
    writer.post(f"{path}putusan/", {"label": "hoax", "why": "Tidak benar.", "sources": "Dinas"})
    assert asks in text_of(writer.get(path))
    writer.post(f"{path}ajukan/", {"number": 1})
    assert asks not in text_of(writer.get(path))
    assert "Ubah topik dan kecepatan" in text_of(writer.get(path))
    form = writer.get(f"{path}keterangan/").content.decode()
    assert form.count("readonly") == 2
