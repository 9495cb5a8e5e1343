"""Decrees in the office: the list, one decree over many groups, its scan, its end; scope everywhere."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kentongan.domain.groups.models import Decree
from tests.cast import BATANG, BERMI, GAJIHAN, KEDUNGBULUS, NGADIREJO, PATI, PATI_WETAN
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import decree, kim
from tests.releases.making import Office

LIST = "/kantor/sk/"
NEW = LIST + "baru/"
PDF = b"%PDF-1.4\n%%EOF\n"
FACTS = {
    "token": "7e0f1f5e-4c7c-4d0e-9a55-0242ac120003",
    "number": "141/7/2023",
    "issued_on": "2023-03-01",
    "kind": "founding",
    "valid_from": "2023-03-01",
    "valid_to": "2028-02-28",
}


def facts(office: Office, *villages: str, **changes: Any) -> dict[str, Any]:
    """What the form is sent with, naming the groups of the villages."""
    return FACTS | {"groups": [office.groups[code].code for code in villages or (BERMI,)]} | changes


def test_the_list_shows_decrees_of_the_own_area_by_state(
    office: Office, head: Client, visit: Visitor
) -> None:
    today = timezone.localdate()
    decree(office.groups[BERMI], number="lama", valid_to=date(2023, 1, 1))
    decree(office.groups[GAJIHAN], number="segera", valid_to=today + timedelta(days=20))
    decree(office.groups[PATI_WETAN], number="panjang", issuer_role="ward_head")
    decree(kim(NGADIREJO), number="asing")

    def numbers(query: str) -> set[str]:
        return {row.decree.number for row in head.get(LIST + query).context["rows"]}

    assert numbers("") == {"lama", "segera", "panjang"}
    assert numbers("?keadaan=berakhir") == {"segera"}
    assert numbers("?keadaan=berlaku") == {"segera", "panjang"}
    assert numbers("?keadaan=lewat") == {"lama"}
    assert numbers("?q=gajihan") == {"segera"}
    assert len(visit("division_head", BATANG).get(LIST).context["rows"]) == 1


def test_the_list_takes_the_same_statements_at_one_and_three_rows(office: Office, head: Client) -> None:
    head.get(LIST)  # the session notes its first use
    decree(office.groups[BERMI])
    one = queries_of(head, LIST)
    decree(office.groups[GAJIHAN])
    decree(office.groups[KEDUNGBULUS])
    three = queries_of(head, LIST)

    assert one == three
    assert three <= 12


def test_the_issuer_is_proposed_by_the_level_of_the_group(office: Office, head: Client) -> None:
    opened = head.get(f"{NEW}?kim={office.groups[BERMI].code}")
    assert 'value="village_head" selected' in opened.content.decode()
    assert unlabelled(opened.content.decode()) == []

    assert head.post(NEW, facts(office)).status_code == 302
    made = Decree.objects.get()
    assert (made.issuer_role, made.issuer_region_id) == ("village_head", BERMI)


def test_one_decree_names_many_groups_under_an_issuer_that_was_chosen(office: Office, head: Client) -> None:
    several = facts(office, BERMI, GAJIHAN, PATI_WETAN)
    unclear = head.post(NEW, several)
    assert unclear.status_code == 422
    assert "Pilih siapa penerbit" in text_of(unclear)

    assert head.post(NEW, several | {"issuer_role": "regent"}).status_code == 302
    made = Decree.objects.get()
    assert (made.issuer_region_id, made.groups.count()) == (PATI, 3)
    assert "Menyebut 3 kelompok" in text_of(head.get(f"{LIST}{made.code}/"))


def test_the_same_form_sent_twice_makes_one_decree(office: Office, head: Client) -> None:
    first, second = head.post(NEW, facts(office)), head.post(NEW, facts(office))

    assert first.headers["Location"] == second.headers["Location"]
    assert Decree.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": "sk nomor 141 / 5 / 2022"}, "sudah ada, tertanggal"),
        ({"valid_to": "2020-01-01"}, "Tanggal akhir lebih awal dari tanggal mulai"),
        ({"issued_on": "2999-01-01"}, "Tanggal SK belum tiba"),
        ({"groups": []}, "Pilih paling sedikit satu kelompok"),
        ({"groups": ["K-000000"]}, "tidak ditemukan di wilayah Anda"),
        ({"issuer_role": "apa"}, "Masukkan pilihan yang valid"),
    ],
)
def test_a_wrong_entry_says_what_to_mend_and_keeps_the_rest(
    office: Office, head: Client, change: dict[str, Any], sentence: str
) -> None:
    decree(office.groups[BERMI], number="141/5/2022")

    answer = head.post(NEW, facts(office, note="Lampiran dua lembar") | change)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Lampiran dua lembar" in answer.content.decode()
    assert Decree.objects.count() == 1


def test_a_scan_survives_a_refusal_and_is_kept_for_readers_alone(
    office: Office, head: Client, visit: Visitor
) -> None:
    scan = SimpleUploadedFile("sk.pdf", PDF, content_type="application/pdf")
    refused = head.post(NEW, facts(office, number="", file=scan))
    kept = str(refused.context["form"].attachment.pk)
    assert "Sudah terunggah: sk.pdf" in text_of(refused)

    assert head.post(NEW, facts(office, kept=kept)).status_code == 302
    file = f"{LIST}{Decree.objects.get().code}/berkas/"
    answer = head.get(file)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert visit("division_head", BATANG).get(file).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused(office: Office, head: Client) -> None:
    liar = SimpleUploadedFile("sk.pdf", b"MZ\x90 program", content_type="application/pdf")

    answer = head.post(NEW, facts(office, file=liar))

    assert answer.status_code == 422
    assert "bukan gambar JPEG, PNG, WebP, atau PDF" in text_of(answer)
    assert not Decree.objects.exists()


def test_asking_for_other_groups_saves_nothing_and_keeps_the_chosen(office: Office, head: Client) -> None:
    answer = head.post(NEW, facts(office, tampilkan="1", cari_nama="gajihan"))

    assert answer.status_code == 200
    assert [group.name for group in answer.context["offered"]] == ["KIM Bermi", "KIM Gajihan"]
    assert 'value="141/7/2023"' in answer.content.decode()
    assert not Decree.objects.exists()


def test_a_decree_is_revoked_once_and_not_before_it_began(office: Office, head: Client) -> None:
    address = f"{LIST}{decree(office.groups[BERMI]).code}/pencabutan/"

    assert head.post(address, {"on": "2020-01-01"}).status_code == 422
    assert head.post(address, {"on": "2024-01-01", "reason": "Diganti"}).status_code == 302
    assert head.post(address, {"on": "2024-01-01"}).status_code == 409


def test_others_read_or_see_nothing(office: Office, visit: Visitor) -> None:
    given = decree(office.groups[BERMI])
    page = f"{LIST}{given.code}/"

    assert visit("ministry_reader", PATI).get(page).status_code == 200
    assert visit("ministry_reader", PATI).post(page + "pencabutan/").status_code == 403
    assert visit("division_head", BATANG).get(page).status_code == 404
    assert visit("division_head", BATANG).post(page + "pencabutan/").status_code == 404
    assert visit("agency_officer", PATI).get(LIST).status_code == 403


def test_a_scan_is_added_afterwards(office: Office, head: Client) -> None:
    address = f"{LIST}{decree(office.groups[BERMI]).code}/pindaian/"

    assert head.post(address).status_code == 422
    assert head.post(address, {"file": SimpleUploadedFile("sk.pdf", PDF)}).status_code == 302
    assert Decree.objects.get().scan is not None
