"""The hoax desk in the office: queue, one claim, verdict by two, checks of other houses out of a file."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.claims import actions
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim
from tests.cast import REBAN
from tests.claims.making import VACCINE, asked
from tests.doors.office.conftest import Visitor

SHEET = (
    "judul;pesan;penjelasan;putusan;sumber;nomor\nUndian;isi pesan;Tidak benar;hoaks;Pemeriksa;1\n"
    "Tanpa putusan;a;b;entah;Pemeriksa;2\n"
)


@pytest.fixture(autouse=True)
def own_index(db: None) -> Iterator[None]:
    keeping.forget()
    actions.load_choices()
    yield
    keeping.forget()


@pytest.fixture
def claim(writer: Client) -> Claim:
    return asked(VACCINE).claim


def test_a_claim_goes_from_the_queue_to_a_published_verdict(
    writer: Client, head: Client, claim: Claim
) -> None:
    assert claim.code in writer.get("/kantor/cek/").content.decode()
    path = f"/kantor/cek/{claim.code}/"
    assert writer.get(path).status_code == 200
    assert writer.post(f"{path}tindakan/", {"act": "take_up"}).status_code == 302
    verdict = {
        "label": "fabricated",
        "why": "Tidak benar.",
        "short": "Tidak benar.",
        "sources": "Dinas https://a.example.id/x",
    }
    assert writer.get(f"{path}putusan/").status_code == 200
    assert writer.post(f"{path}putusan/", verdict).status_code == 302
    assert writer.post(f"{path}ajukan/", {"number": "1"}).status_code == 302
    assert writer.post(f"{path}keputusan/", {"number": "1", "setuju": "1"}).status_code in (403, 404)
    assert head.get(path).status_code == 200
    assert head.post(f"{path}keputusan/", {"number": "1", "setuju": "1"}).status_code == 302
    assert writer.post(f"{path}terbit/", {"number": "1"}).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "published"
    assert "Konten palsu" in writer.get(path).content.decode()


def test_a_refusal_is_said_above_the_claim_and_changes_nothing(head: Client, claim: Claim) -> None:
    path = f"/kantor/cek/{claim.code}/"
    verdict = {"label": "hoax", "why": "Tidak benar.", "sources": "Dinas"}
    head.post(f"{path}putusan/", verdict)
    head.post(f"{path}ajukan/", {"number": "1"})
    own = head.post(f"{path}keputusan/", {"number": "1", "setuju": "1"})
    assert own.status_code == 403
    assert "orang lain yang menyetujuinya" in own.content.decode()
    assert claim.verdicts.get().state == "submitted"
    wordless = head.post(f"{path}tindakan/", {"act": "ask", "note": ""})
    assert wordless.status_code == 422
    assert head.post(f"{path}putusan/", {"label": "hoax", "why": "", "sources": "x"}).status_code == 422


def test_another_regency_sees_no_claim_of_pati(visit: Visitor, claim: Claim) -> None:
    far = visit("public_relations_officer", REBAN[:5])
    assert far.get(f"/kantor/cek/{claim.code}/").status_code == 404
    assert claim.code not in far.get("/kantor/cek/").content.decode()


def test_a_file_is_looked_at_first_and_brought_in_once(writer: Client) -> None:
    def sent(**more: str) -> str:
        file = SimpleUploadedFile("cek.csv", SHEET.encode())
        return writer.post("/kantor/cek/impor/", {"file": file} | more, follow=True).content.decode()

    looked = sent(periksa="1")
    assert "1 klaim baru" in looked
    assert "“entah” tidak dikenal" in looked
    assert not Claim.objects.exists()
    assert "1 klaim baru" in sent(simpan="1")
    assert "0 klaim baru" in sent(simpan="1")
    assert Claim.objects.get().source_name == "Pemeriksa"


def test_the_queue_asks_as_often_for_many_claims_as_for_one(
    writer: Client, claim: Claim, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        asked(f"Pesan {number} tentang hal lain sama sekali nomor {number * 7919}", way="office")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        writer.get("/kantor/cek/")
    with django_assert_max_num_queries(28):  # type: ignore[operator]
        writer.get(f"/kantor/cek/{claim.code}/")
