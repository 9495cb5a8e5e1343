"""Spreadsheets for tests: the 18 KIM of Pati, the 41 of Kota Bima, and files that mean no good."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from kentongan.domain.core.columns import Sheet
from kentongan.domain.groups.sheets import read_sheet
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.official import bundled_rows, to_region
from kentongan.domain.regions.wording import index_words

PATI_KIM = [  # kecamatan and desa as the article of 17 February 2023 writes them
    ("Gunungwungkal", "Gulangpongge"),
    ("Gunungwungkal", "Sumberejo"),
    ("Gunungwungkal", "Gajihan"),
    ("Margorejo", "Penambuhan"),
    ("Margorejo", "Margorejo"),
    ("Gembong", "Bermi"),
    ("Gembong", "Kedungbulus"),
    ("Tayu", "Jepat Lor"),
    ("Tayu", "Jepat Kidul"),
    ("Trangkil", "Guyangan"),
    ("Trangkil", "Kertomulyo"),
    ("Wedarijaksa", "Bumiayu"),
    ("Wedarijaksa", "Ngurensiti"),
    ("Tlogowungu", "Tlogorejo"),
    ("Pati", "Pati Wetan"),
    ("Margoyoso", "Kajen"),
    ("Margoyoso", "Waturoyo"),
    ("Gabus", "Sambirejo"),
]
ADDED_LATER = {"Sumberejo", "Gajihan", "Jepat Lor", "Jepat Kidul", "Guyangan", "Kertomulyo"}
BIMA, BIMA_DECREE = "52.72", "188.45/288/555/VII/2020"


def xlsx(*rows: Sequence[Any], formulas: Sequence[tuple[int, int, str]] = ()) -> bytes:
    """A workbook with the rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell not in {"", None}:
                    sheet.write(number, place, cell)
        for number, place, formula in formulas:
            sheet.write_formula(number, place, formula, value="KIM Hitung")
    return out.getvalue()


def sheet_of(content: bytes, name: str = "kim.xlsx") -> Sheet:
    """The sheet as the program reads it."""
    return read_sheet(io.BytesIO(content), name)


def pati_file() -> bytes:
    """The 18 KIM by name of kecamatan and desa, twelve with the earlier date."""
    rows = [
        (f"KIM {desa}", desa, kecamatan, "17-02-2023" if desa in ADDED_LATER else "01-12-2022")
        for kecamatan, desa in PATI_KIM
    ]
    return xlsx(("Nama KIM", "Desa/Kelurahan", "Kecamatan", "Tanggal Dibentuk"), *rows)


def plant_bima() -> list[Region]:
    """Kota Bima with its 41 kelurahan, from the official list; the kelurahan."""
    rows = [row for row in bundled_rows() if row.code in {"00", "52"} or row.code.startswith(BIMA)]
    regions = [to_region(row) for row in rows if not Region.objects.filter(code=row.code).exists()]
    Region.objects.bulk_create(regions)
    index_words(regions)
    return [region for region in regions if region.level == 4]


def bima_file(kelurahan: Sequence[Region]) -> bytes:
    """One KIM for each kelurahan under the mayor's one decree, whose date stands in the first row only."""
    heads = ("nama_kim", "kode_wilayah", "nomor_sk", "tanggal_sk", "penerbit_sk")
    rows = [
        (f"KIM {region.name}", region.code, BIMA_DECREE, "" if number else "01/07/2020", "Wali Kota")
        for number, region in enumerate(kelurahan)
    ]
    return xlsx(heads, *rows)


def zip_bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to 60 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    return out.getvalue()
