"""Groups in and out by spreadsheet: shown first, written whole or not at all, fetched by whoever asked."""

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from kentongan.domain.groups.models import Export, Group, ImportBatch
from tests.cast import BATANG, BERMI, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import text_of
from tests.groups.making import kim
from tests.releases.making import Office

IMPORT = "/kantor/kim/impor/"
HEAD = ["nama_kim", "desa", "kecamatan"]


def workbook(*lines: list[str]) -> bytes:
    """A spreadsheet with the lines as text; what begins with ``=`` is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(lines):
            for place, text in enumerate(cells):
                sheet.write(number, place, text)
    return out.getvalue()


def upload(client: Client, content: bytes, name: str = "kim.xlsx", region: str = PATI) -> Any:
    """The answer to handing the file in."""
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "region": region})


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of a spreadsheet that was answered."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def test_a_sheet_is_shown_confirmed_and_written_once(office: Office, head: Client) -> None:
    shown = upload(
        head, workbook(HEAD, ["KIM Bermi", "Bermi", "Gembong"], ["KIM Rejo", "Sumberejo", "Gunungwungkal"])
    )
    address = shown.headers["Location"]

    preview = text_of(head.get(address))
    assert "“Sumberejo” dibaca sebagai Desa Sumberrejo" in preview or "Desa Sumberrejo" in preview
    assert Group.objects.count() == 5

    assert head.post(address).status_code == 302
    assert head.post(address).headers.get("Location", address) == address
    assert Group.objects.count() == 6
    assert "Hasil impor" in text_of(head.get(address))

    again = upload(head, workbook(HEAD, ["KIM Rejo", "Sumberejo", "Gunungwungkal"]))
    counts = head.get(again.headers["Location"]).context["counts"]
    assert (counts["created"], counts["unchanged"]) == (0, 1)


def test_a_sheet_with_a_wrong_row_is_mended_and_loaded_again(office: Office, head: Client) -> None:
    address = upload(
        head, workbook(HEAD, ["KIM Satu", "Bermi", "Gembong"], ["KIM Dua", "Antah", "Berantah"])
    ).headers["Location"]

    refused = head.post(address)
    assert refused.status_code == 422
    assert "1 baris masih salah" in text_of(refused)
    assert Group.objects.count() == 5

    lines = rows_of(head.get(address + "kesalahan.xlsx").content)
    assert lines[0][-1] == "kesalahan"
    assert "tidak ditemukan" in lines[2][-1]
    lines[2][1:3] = ["Kedungbulus", "Gembong"]
    mended = upload(head, workbook(*lines)).headers["Location"]
    assert head.post(mended).status_code == 302
    assert Group.objects.count() == 7


def bomb() -> bytes:
    """A few kilobytes that unpack to far more than allowed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (workbook(["apa", "ini"], ["a", "b"]), "Kolom ini tidak ada: nama_kim"),
        (("nama_kim;kode_wilayah\n" + "KIM;33.18.13.2001\n" * 100_000).encode(), "100.000 baris"),
        (b"PK\x03\x04 bukan zip", "rusak atau tidak dapat dibaca"),
        (b"\x89PNG\r\n\x1a\n\0\0", "bukan berkas XLSX atau CSV"),
        (b"", "kosong"),
        (bomb(), "terlalu besar bila dibuka"),
    ],
    ids=["columns", "rows", "broken", "picture", "empty", "bomb"],
)
def test_a_file_that_is_no_such_sheet_is_refused_in_words(
    office: Office, head: Client, content: bytes, sentence: str
) -> None:
    answer = upload(head, content)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not ImportBatch.objects.exists()


def test_a_formula_is_an_error_of_its_row(office: Office, head: Client) -> None:
    address = upload(head, workbook(HEAD, ["=1+1", "Bermi", "Gembong"])).headers["Location"]

    assert "berisi rumus" in text_of(head.get(address))


def test_the_example_loaded_as_it_is_brings_in_nothing(office: Office, head: Client) -> None:
    answer = upload(head, head.get(IMPORT + "contoh.xlsx").content)

    assert answer.status_code == 422
    assert "hanya berisi judul kolom" in text_of(answer)
    assert not ImportBatch.objects.exists()


def test_importing_is_for_the_office_and_its_area(office: Office, head: Client, visit: Visitor) -> None:
    assert visit("district_officer", GEMBONG).get(IMPORT).status_code == 403
    foreign = upload(head, workbook(HEAD, ["KIM Satu", "Ngadirejo", "Reban"]), region=BATANG)
    assert foreign.status_code == 422

    address = upload(head, workbook(HEAD, ["KIM Satu", "Bermi", "Gembong"])).headers["Location"]
    other = visit("division_head", BATANG)
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
    assert other.get(address + "kesalahan.xlsx").status_code == 404


def test_the_list_is_exported_as_filtered_and_nothing_in_it_runs(
    office: Office, head: Client, django_capture_on_commit_callbacks: Any
) -> None:
    kim(BERMI, "=HYPERLINK(1)")
    with django_capture_on_commit_callbacks(execute=True):
        started = head.post("/kantor/kim/ekspor/", {"wilayah": GEMBONG, "q": ""})

    page = head.get(started.headers["Location"])
    assert "3 kelompok" in text_of(page)
    lines = rows_of(b"".join(head.get(started.headers["Location"] + "kim.xlsx").streaming_content))
    assert sorted(line[0] for line in lines[1:]) == ["'=HYPERLINK(1)", "KIM Bermi", "KIM Kedungbulus"]


def test_an_export_is_fetched_by_whoever_asked_alone(
    office: Office, head: Client, writer: Client, visit: Visitor
) -> None:
    address = head.post("/kantor/kim/ekspor/").headers["Location"]

    assert "Sedang dibuat" in text_of(head.get(address))
    assert head.get(address + "kim.xlsx").status_code == 404
    assert writer.get(address).status_code == 404
    assert visit("district_officer", GEMBONG).post("/kantor/kim/ekspor/").status_code == 403
    assert head.post("/kantor/kim/ekspor/", {"wilayah": BATANG}).status_code == 403
    assert Export.objects.count() == 1
