"""Numbers of villages from a sheet: a sample to fill in, a preview beside what holds, all or none."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from kentongan.domain.regions.actions import load_measure_kinds
from kentongan.domain.regions.models import Measure, MeasureKind
from tests.cast import BATANG, BERMI, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.releases.making import Office

LIST = "/kantor/wilayah/ukuran/"
LOAD = f"{LIST}muat/"
SHEET = f"kode_wilayah;nilai\n{BERMI};12,5\n{KEDUNGBULUS};7\n"


@pytest.fixture(autouse=True)
def kinds(office: Office) -> None:
    """The kinds the program brings."""
    load_measure_kinds()


def typed(content: str = SHEET, **changes: Any) -> dict[str, Any]:
    """The form as somebody fills it in."""
    return {
        "area": PATI,
        "kind": "poverty",
        "first": "high",
        "measured_on": "2021-01-15",
        "source": "DTKS Januari 2021",
        "file": SimpleUploadedFile("angka.csv", content.encode()),
    } | changes


def confirmed(head: Client, preview: Any) -> Any:
    """The preview's own form, sent."""
    return head.post(LOAD, dict(preview.context["kept"]) | {"rows": preview.context["rows"]})


def test_a_sheet_is_looked_at_before_it_is_kept(head: Client) -> None:
    preview = head.post(LOAD, typed())

    assert [(line.region.code, float(line.value), line.before) for line in preview.context["lines"]] == [
        (BERMI, 12.5, None),
        (KEDUNGBULUS, 7.0, None),
    ]
    assert not Measure.objects.exists()

    assert confirmed(head, preview).status_code == 302
    assert dict(Measure.objects.values_list("region_id", "value")) == {BERMI: 12.5, KEDUNGBULUS: 7}
    assert "DTKS Januari 2021" in text_of(head.get(LIST))


def test_the_second_sheet_stands_beside_what_holds(head: Client) -> None:
    confirmed(head, head.post(LOAD, typed()))
    preview = head.post(LOAD, typed(f"kode_wilayah,nilai\n{BERMI},9\n"))

    assert [float(line.before) for line in preview.context["lines"]] == [12.5]


def test_wrong_rows_are_named_and_nothing_can_be_kept(head: Client) -> None:
    preview = head.post(LOAD, typed(SHEET + f"{NGADIREJO};4\nx;1\n"))

    assert preview.status_code == 422
    assert "Baris 4: wilayah 33.25.04.2005 di luar Kabupaten Pati." in text_of(preview)
    assert "Simpan semua nilai" not in text_of(preview)


def test_a_new_kind_is_made_with_the_numbers(head: Client) -> None:
    preview = head.post(LOAD, typed(kind="_baru", name="Rumah tanpa listrik", unit="rumah"))
    assert not MeasureKind.objects.filter(name="Rumah tanpa listrik").exists()

    confirmed(head, preview)

    assert Measure.objects.filter(kind__name="Rumah tanpa listrik").count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "_baru"}, "Tulis nama ukuran baru."),
        ({"kind": "_baru", "name": "Poverty"}, "sudah ada"),
        ({"measured_on": "2999-01-01"}, "masa depan"),
    ],
)
def test_what_is_refused_at_last_leads_back_to_the_form(
    head: Client, wrong: dict[str, Any], sentence: str
) -> None:
    answer = confirmed(head, head.post(LOAD, typed(**wrong)))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "DTKS Januari 2021" in answer.content.decode()


def test_a_file_that_is_no_sheet_is_refused(head: Client) -> None:
    assert "kolom kode_wilayah dan nilai" in text_of(head.post(LOAD, typed("apa;itu\n1;2\n")))
    assert "Belum ada nilai" in text_of(head.post(LOAD, typed(f"kode_wilayah;nilai\n{BERMI};\n")))


def test_the_sample_lists_the_villages_of_the_office(head: Client) -> None:
    answer = head.get(f"{LIST}contoh/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()

    assert rows[0] == ["kode_wilayah", "nama", "nilai"]
    assert len(rows) == 1 + 18
    assert head.get(f"{LIST}contoh/?wilayah={BATANG}").status_code == 403


def test_numbers_of_another_regency_are_refused(head: Client) -> None:
    assert head.post(LOAD, typed(area=BATANG)).status_code == 422  # not on offer
    assert not Measure.objects.exists()


def test_a_district_officer_reads_and_does_not_load(visit: Visitor) -> None:
    secretary = visit("district_officer", GEMBONG)

    assert "Muat dari lembar kerja" not in text_of(secretary.get(LIST))
    assert secretary.get(LOAD).status_code == 403


def test_the_pages_name_their_fields_and_take_few_queries(head: Client) -> None:
    assert unlabelled(head.get(LOAD).content.decode()) == []
    confirmed(head, head.post(LOAD, typed()))
    few = queries_of(head, LIST)
    confirmed(head, head.post(LOAD, typed(measured_on="2020-01-15", source="DTKS 2020")))

    assert queries_of(head, LIST) == few <= 12
