"""The register of regulations in the office."""

from typing import Any

import pytest
from django.test import Client

from kentongan.domain.groups.models import Regulation
from tests.cast import BATANG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.releases.making import Office

LIST = "/kantor/peraturan/"
NEW = LIST + "baru/"
FACTS = {
    "token": "7e0f1f5e-4c7c-4d0e-9a55-0242ac120004",
    "kind": "perbup",
    "number": "55",
    "year": "2020",
    "title": "Kelompok Informasi Masyarakat",
    "region": PATI,
}


def test_a_regulation_is_entered_once_and_read_by_everybody_signed_in(
    office: Office, head: Client, visit: Visitor
) -> None:
    first, second = head.post(NEW, FACTS), head.post(NEW, FACTS)
    assert first.headers["Location"] == second.headers["Location"]

    made = Regulation.objects.get()
    page = text_of(visit("village_officer", BATANG).get(f"{LIST}{made.code}/"))
    assert "tentang Kelompok Informasi Masyarakat" in page
    assert "Tahun 2020" in page
    assert unlabelled(head.get(NEW).content.decode()) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"in_force_from": "2021-01-01", "in_force_to": "2020-01-01"}, "Tanggal akhir lebih awal"),
        ({"year": "1020"}, "Tahun peraturan tidak wajar"),
        ({"region": BATANG}, "Pilih"),
    ],
)
def test_a_wrong_entry_says_what_to_mend_and_keeps_the_rest(
    office: Office, head: Client, change: dict[str, Any], sentence: str
) -> None:
    answer = head.post(NEW, FACTS | {"source": "JDIH Pati"} | change)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "JDIH Pati" in answer.content.decode()
    assert not Regulation.objects.exists()


def test_the_same_regulation_twice_is_refused(office: Office, head: Client) -> None:
    head.post(NEW, FACTS)

    again = head.post(NEW, FACTS | {"token": "7e0f1f5e-4c7c-4d0e-9a55-0242ac120005"})

    assert again.status_code == 422
    assert "sudah terdaftar" in text_of(again)


def test_only_the_office_of_the_area_ends_it(office: Office, head: Client, visit: Visitor) -> None:
    head.post(NEW, FACTS)
    address = f"{LIST}{Regulation.objects.get().code}/akhir/"

    assert visit("district_officer", PATI).get(address).status_code == 403
    assert visit("division_head", BATANG).post(address, {"on": "2024-01-01"}).status_code == 403
    assert head.post(address, {"on": "2024-01-01"}).status_code == 302
    assert "Kedaluwarsa" in text_of(head.get(LIST))


def test_the_list_takes_the_same_statements_at_one_and_three_rows(office: Office, head: Client) -> None:
    head.get(LIST)  # the session notes its first use
    counts = []
    for number in range(3):
        token = f"7e0f1f5e-4c7c-4d0e-9a55-0242ac12001{number}"
        head.post(NEW, FACTS | {"number": str(number), "token": token})
        counts.append(queries_of(head, LIST))
    assert counts[0] == counts[2] <= 12
