"""Areas in the office: found, read, labelled, noted, outlined."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kentongan.domain.groups.models import Group
from kentongan.domain.groups.standing import rebuild
from kentongan.domain.regions.models import Boundary, Connectivity, RegionNote, RegionTag, Tag
from tests.cast import BATANG, BERMI, CENTRAL_JAVA, GEMBONG, PATI, PATI_WETAN, SUMBERREJO
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.groups.making import decree, kim
from tests.releases.making import Office

LIST = "/kantor/wilayah/"


def page_of(code: str, part: str = "") -> str:
    """The address of the area's page, or of something noted about it."""
    return f"{LIST}{code}/{part}"


def test_an_area_is_found_by_the_name_people_write(office: Office, writer: Client) -> None:
    page = writer.get(LIST + "?q=sumberejo+gunungwungkal")

    assert [region.code for region in page.context["found"]] == [SUMBERREJO]
    assert "Kecamatan Gunungwungkal, Kabupaten Pati" in text_of(page)
    assert unlabelled(page.content.decode()) == []


def test_an_unknown_code_is_absent(office: Office, writer: Client) -> None:
    for code in ("33.99", "apa", "33.18.13.9999"):
        assert writer.get(page_of(code)).status_code == 404


def test_a_regency_counts_desa_and_kelurahan_apart(office: Office, writer: Client) -> None:
    """P2, G11."""
    Group.objects.update(founded_on=date(2023, 2, 17))
    rebuild()
    decree(office.groups[BERMI])
    total = writer.get(page_of(PATI)).context["counts"].total

    assert (total.groups, total.with_decree) == (5, 1)
    assert (total.districts_covered, total.districts) == (3, 10)
    assert (total.desa_covered, total.desa) == (4, 17)
    assert (total.kelurahan_covered, total.kelurahan) == (1, 1)


def test_tiles_stand_in_for_the_map_until_boundaries_are_loaded(office: Office, head: Client) -> None:
    assert 'class="tiles"' in head.get(page_of(GEMBONG)).content.decode()

    square = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]
    features = [
        {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": square}}
        for code in (BERMI, "33.18.13.2002")
    ]
    file = SimpleUploadedFile("gembong.geojson", json.dumps({"features": features}).encode())
    assert head.post(LIST + "batas/", {"file": file, "source": "Bappeda"}).status_code == 302

    page = head.get(page_of(GEMBONG)).content.decode()
    assert 'class="chart map"' in page
    assert 'class="tiles"' not in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"bukan json", "bukan GeoJSON"),
        (b'{"features": []}', "tidak berisi batas wilayah"),
        (
            (
                b'{"features": [{"id": "33.99", "geometry": {"type": "Polygon",'
                b' "coordinates": [[[0,0],[0,1],[1,1],[0,0]]]}}]}'
            ),
            "Kode wilayah 33.99 tidak ada",
        ),
    ],
)
def test_a_file_that_holds_no_boundaries_is_refused_in_words(
    office: Office, head: Client, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("batas.geojson", content)

    answer = head.post(LIST + "batas/", {"file": file, "source": "Bappeda"})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="Bappeda"' in answer.content.decode()
    assert not Boundary.objects.exists()


def test_boundaries_of_another_regency_are_refused(office: Office, head: Client) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    content = json.dumps({"features": [{"id": BATANG, "geometry": square}]}).encode()

    answer = head.post(LIST + "batas/", {"file": SimpleUploadedFile("b.json", content), "source": "x"})

    assert answer.status_code == 403
    assert not Boundary.objects.exists()


LABEL = {"name": "Zona merah", "kind": "priority", "starts_on": "2023-01-01"}


def test_a_label_is_put_on_an_area_inherited_and_ended(office: Office, head: Client) -> None:
    assert head.post(page_of(GEMBONG, "label/"), LABEL).status_code == 302
    use = RegionTag.objects.get()
    assert "Zona merah" in text_of(head.get(page_of(BERMI)))

    assert head.post(page_of(GEMBONG, f"label/{use.pk}/akhir/"), {"on": "2022-01-01"}).status_code == 422
    assert head.post(page_of(GEMBONG, f"label/{use.pk}/akhir/"), {"on": "2024-01-01"}).status_code == 302
    assert "Zona merah" not in text_of(head.get(page_of(BERMI)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "Lain", "ends_on": "2022-01-01"}, "Tanggal berakhir mendahului"),
        ({"name": ""}, "Pilih label, atau tulis nama"),
        ({"name": "zona MERAH"}, "sudah ada; pilih dari daftar"),
    ],
)
def test_a_wrong_label_says_what_to_mend(
    office: Office, head: Client, change: dict[str, Any], sentence: str
) -> None:
    head.post(page_of(GEMBONG, "label/"), LABEL)

    answer = head.post(page_of(PATI, "label/"), LABEL | {"source": "Perbup"} | change)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="Perbup"' in answer.content.decode()
    assert (Tag.objects.get().name, RegionTag.objects.count()) == ("Zona merah", 1)


def test_connectivity_is_noted_for_a_village_alone(office: Office, head: Client) -> None:
    noted = {"kind": "2g", "measured_on": "2024-05-01"}

    assert head.post(page_of(BERMI, "jaringan/"), noted).status_code == 302
    assert head.post(page_of(BERMI, "jaringan/"), noted | {"measured_on": "2999-01-01"}).status_code == 422
    assert head.post(page_of(GEMBONG, "jaringan/"), noted).status_code == 404
    assert Connectivity.objects.get().measured_on == date(2024, 5, 1)
    assert "2G" in text_of(head.get(page_of(BERMI)))


def test_a_reference_practice_is_noted_on_a_region(office: Office, head: Client) -> None:
    """M7."""
    said = {"kind": "reference_practice", "text": "Belajar dari Tuban", "noted_on": "2024-05-01"}

    assert head.post(page_of(PATI, "catatan/"), said | {"text": " "}).status_code == 422
    assert head.post(page_of(PATI, "catatan/"), said).status_code == 302
    assert RegionNote.objects.get().kind == "reference_practice"
    assert "Belajar dari Tuban" in text_of(head.get(page_of(PATI)))
    assert "Catatan ditulis" in text_of(head.get(page_of(PATI, "riwayat/")))


def test_others_read_and_do_not_write(office: Office, visit: Visitor) -> None:
    for role, region in (("district_officer", GEMBONG), ("division_head", BATANG)):
        somebody = visit(role, region)
        assert somebody.get(page_of(PATI)).status_code == 200
        for part in ("label/", "catatan/", "riwayat/"):
            assert somebody.get(page_of(PATI, part)).status_code == 403


def test_groups_of_a_village_elsewhere_are_not_listed(office: Office, visit: Visitor) -> None:
    page = visit("division_head", BATANG).get(page_of(BERMI))

    assert page.context["groups"] == []


def test_pages_take_the_same_statements_however_many_rows(office: Office, head: Client) -> None:
    pages = [page_of(code) for code in (CENTRAL_JAVA, PATI, GEMBONG, PATI_WETAN)]
    for page in pages:
        head.get(page)  # what is noted or read once only
    before = [queries_of(head, page) for page in pages]
    for number in range(3):
        kim(PATI_WETAN, f"KIM Baru {number}")
    after = [queries_of(head, page) for page in pages]

    assert before == after
    assert max(after) <= 12


def test_areas_are_offered_while_typing(office: Office, head: Client) -> None:
    answer = head.get(LIST + "cari/?bidang=region&region=jepat&dalam=33.18")

    assert answer.content.decode().count('name="region_pilih"') == 2
    assert "<script>" not in head.get(LIST + "cari/?bidang=<script>&region=x").content.decode()
