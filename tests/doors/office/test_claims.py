"""The hoax desk in the office: queue, one claim, verdict by two, checks of other houses out of a file."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kentongan.domain.claims import actions
from kentongan.domain.claims.actions.reporting import due
from kentongan.domain.claims.matching import keeping
from kentongan.domain.claims.models import Claim
from kentongan.domain.regions.models import Region
from tests.cast import BERMI, GEMBONG, PATI, REBAN
from tests.claims import screenshots as shots
from tests.claims.making import BY, VACCINE, asked
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of

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
    assert writer.post(f"{path}terbit/", {"number": "1"}).status_code == 403
    assert head.post(f"{path}terbit/", {"number": "1"}).status_code == 302
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


OTHERS = (
    "Air galon merek biru dicampur obat, jangan dibeli lagi kata tetangga.",
    "Besok malam listrik padam tiga hari se-Jawa, siapkan lilin dan genset.",
    "Penculik anak berkeliling naik mobil putih di depan sekolah dasar.",
)


def test_the_pages_ask_as_often_for_many_claims_and_reports_as_for_one(
    writer: Client, head: Client, claim: Claim
) -> None:
    for text in OTHERS:
        asked(text)
    path = f"/kantor/cek/{claim.code}/"
    for number, village in enumerate(Region.objects.filter(level=4, parent_id=GEMBONG)[:4]):
        asked(VACCINE, region=village, note=f"Catatan {number}")
    photo = shots.upload(shots.jpeg(shots.chat(shots.VACCINE)))
    actions.add_photo(claim.reports.order_by("pk")[0], photo, by=BY)
    writer.get(path)
    assert queries_of(writer, path) <= 14
    writer.post(f"{path}putusan/", {"label": "hoax", "why": "Tidak benar.", "sources": "Dinas\nPolisi"})
    assert queries_of(writer, "/kantor/cek/") <= 12
    assert queries_of(writer, path) <= 14


def test_the_queue_is_filtered_by_state_topic_area_haste_and_words(writer: Client, claim: Claim) -> None:
    village = Region.objects.get(pk=BERMI)
    other = asked(OTHERS[0], region=village).claim
    Claim.objects.filter(pk=other.pk).update(topic_id="health", pace="urgent")

    def shown(query: str) -> set[str]:
        page = text_of(writer.get(f"/kantor/cek/?{query}"))
        return {one.code for one in (claim, other) if one.code in page}

    assert shown("") == {claim.code, other.code}
    assert shown("topik=health") == {other.code}
    assert shown("kecepatan=urgent") == {other.code}
    assert shown(f"wilayah={village.code}") == {other.code}
    assert shown("q=galon") == {other.code}
    assert shown(f"q={claim.code}") == {claim.code}
    assert shown("keadaan=published") == shown("keadaan=naik") == shown("keadaan=lewat") == set()
    Claim.objects.filter(pk=claim.pk).update(due_at=timezone.now() - timedelta(hours=1))
    assert shown("keadaan=lewat") == {claim.code}
    assert shown("wilayah=salah&topik=tak-ada&sesudah=x") == set()


def test_many_claims_are_taken_up_merged_or_closed_at_once_each_with_its_result(
    writer: Client, claim: Claim
) -> None:
    codes = [asked(text).claim.code for text in OTHERS]
    taken = writer.post("/kantor/cek/massal/", {"tindakan": "periksa", "kode": [*codes, "H-000000"]})
    assert "3 dari 4 klaim" in text_of(taken)
    assert Claim.objects.filter(state="checking").count() == 3
    merged = writer.post(
        "/kantor/cek/massal/", {"tindakan": "gabung", "ke": codes[0], "kode": codes[:2], "kembali": "q=a&x=1"}
    )
    assert f"Digabung ke {codes[0]}." in text_of(merged)
    assert Claim.objects.get(code=codes[1]).merged_into == Claim.objects.get(code=codes[0])
    assert 'href="/kantor/cek/?q=a"' in merged.content.decode()
    assert writer.post("/kantor/cek/massal/", {"tindakan": "tutup", "kode": codes}).status_code == 422
    closed = {"tindakan": "tutup", "alasan": "thin-source", "kode": [codes[2], codes[1]]}
    page = text_of(writer.post("/kantor/cek/massal/", closed))
    assert "1 dari 2 klaim" in page  # the merged one is past that, and says so
    assert Claim.objects.get(code=codes[2]).state == "unclear"


def test_words_shared_by_all_desks_are_changed_by_none_of_them_alone(
    writer: Client, visit: Visitor, claim: Claim
) -> None:
    """Red when any regency's officer could switch off the labels of all: here there are many regencies."""
    path = "/kantor/cek/aturan/"
    assert "Konten palsu" in text_of(writer.get(path))
    assert f"{path}topik/baru/" not in writer.get(path).content.decode()
    assert writer.post(f"{path}topik/baru/", {"name": "Cuaca"}).status_code == 403
    hours = {"pace": "urgent", "hours": "2", "starts_on": str(timezone.localdate())}
    assert writer.post(f"{path}batas/", hours).status_code == 403
    admin = visit("administrator", "00")
    assert path in admin.get("/kantor/").content.decode()
    assert admin.post(f"{path}topik/baru/", {"name": "Cuaca"}).status_code == 302


def test_a_districts_officer_is_led_to_no_desk_that_is_not_theirs(visit: Visitor, claim: Claim) -> None:
    """Red when the menu led them to a queue that was always empty: regencies keep the claims."""
    officer = visit("district_officer", GEMBONG)
    assert "/kantor/cek/" not in officer.get("/kantor/").content.decode()
    assert officer.get("/kantor/cek/").status_code == 403


def test_who_may_not_judge_neither_merges_nor_closes_many(visit: Visitor, claim: Claim) -> None:
    officer = visit("agency_officer", PATI)
    page = officer.post(
        "/kantor/cek/massal/", {"tindakan": "tutup", "alasan": "opinion", "kode": [claim.code]}
    )
    assert "Anda tidak berwenang" in text_of(page)
    claim.refresh_from_db()
    assert claim.state == "reported"
    far = visit("public_relations_officer", REBAN[:5])
    assert "0 dari 1" in text_of(
        far.post("/kantor/cek/massal/", {"tindakan": "periksa", "kode": [claim.code]})
    )


def test_a_filter_is_kept_under_a_name_and_forgotten(writer: Client, claim: Claim) -> None:
    writer.post("/kantor/cek/tampilan/", {"nama": "Kesehatan", "kueri": "topik=health&x=1"})
    assert 'href="?topik=health"' in writer.get("/kantor/cek/").content.decode()
    writer.post("/kantor/cek/tampilan/", {"hapus": "Kesehatan", "kueri": ""})
    assert 'href="?topik=health"' not in writer.get("/kantor/cek/").content.decode()


def test_the_page_says_where_and_when_it_went_round(writer: Client, claim: Claim) -> None:
    village = Region.objects.get(pk=BERMI)
    for _twice in range(2):
        asked(VACCINE, region=village)
    page = text_of(writer.get(f"/kantor/cek/{claim.code}/"))
    assert "Di mana beredar" in page
    assert f"{village.name} {village.code} 2" in page
    assert "Kapan ditanyakan" in page


def test_a_picture_of_another_claim_is_found_when_asked_for(writer: Client, claim: Claim) -> None:
    other = asked(OTHERS[1])
    image = shots.chat(shots.VACCINE)
    actions.add_photo(claim.reports.get(), shots.upload(shots.jpeg(image)), by=BY)
    actions.add_photo(other, shots.upload(shots.jpeg(shots.cut(image), 50)), by=BY)
    assert "gambar yang sama" not in text_of(writer.get(f"/kantor/cek/{claim.code}/"))
    page = text_of(writer.get(f"/kantor/cek/{claim.code}/?cari=1"))
    assert "gambar yang sama" in page
    assert other.claim.code in page


def test_words_of_the_desk_are_added_and_switched_off_never_taken_from_a_verdict(
    writer: Client, claim: Claim, visit: Visitor, settings: Any
) -> None:
    path, settings.HOME_REGION = "/kantor/cek/aturan/", PATI
    assert "Konten palsu" in text_of(writer.get(path))
    assert writer.post(f"{path}topik/baru/", {"name": "Cuaca"}).status_code == 302
    assert writer.post(f"{path}topik/baru/", {"name": "cuaca"}).status_code == 422
    writer.post(f"{path}topik/cuaca/", {"name": "Cuaca dan iklim", "retired": "on"})
    assert "Cuaca" not in text_of(writer.get(f"/kantor/cek/{claim.code}/keterangan/"))
    label = {"scheme": "first-draft", "name": "Buatan mesin", "meaning": "Suara tiruan.", "tone": "false"}
    assert writer.post(f"{path}putusan/baru/", label).status_code == 302
    verdict = {"label": "buatan-mesin", "why": "Suaranya tiruan.", "sources": "Dinas"}
    assert writer.post(f"/kantor/cek/{claim.code}/putusan/", verdict).status_code == 302
    assert writer.post(f"{path}putusan/buatan-mesin/", label | {"tone": "true"}).status_code == 409
    assert writer.post(f"{path}putusan/buatan-mesin/", label | {"retired": "on"}).status_code == 302
    assert "Buatan mesin" in text_of(writer.get(f"/kantor/cek/{claim.code}/"))
    assert "Buatan mesin" not in text_of(writer.get(f"/kantor/cek/{asked(OTHERS[2]).claim.code}/putusan/"))
    today = timezone.localdate()
    hours = {"pace": "urgent", "hours": "2", "starts_on": str(today), "source": "SK Kepala Dinas"}
    assert writer.post(f"{path}batas/", hours | {"starts_on": "2020-01-01"}).status_code == 422
    assert writer.post(f"{path}batas/", hours).status_code == 302
    assert due("urgent", timezone.now()) - timezone.now() < timedelta(hours=2)  # type: ignore[operator]
    assert visit("district_officer", PATI).get(path).status_code == 403
    assert writer.get(f"{path}lain/baru/").status_code == 404
