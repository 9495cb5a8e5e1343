"""What goes back to the person who imports: an example to fill in, and their own sheet with its errors."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from kentongan.domain.groups.imports.plan import Preview
from kentongan.domain.groups.sheets import COLUMNS, ERROR_COLUMN

_EXAMPLE = {
    "nama_kim": "KIM Surya",
    "kode_wilayah": "33.18.13.2001",
    "tingkat": "desa",
    "tanggal_dibentuk": "17-02-2023",
    "nomor_sk": "141/5/2023",
    "tanggal_sk": "01-03-2023",
    "penerbit_sk": "Kepala Desa",
    "berlaku_dari": "01-03-2023",
    "berlaku_sampai": "28-02-2028",
    "ketua": "Nama ketua",
    "telepon": "081234567890",
}


def safe(text: str) -> str:
    """A text that no spreadsheet program takes for a formula (security.md 31)."""
    text = text.replace("\0", "")
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def template() -> bytes:
    """An XLSX file with every column and one example row to write over."""
    return _workbook([list(COLUMNS), [_EXAMPLE.get(column, "") for column in COLUMNS]])


def error_sheet(preview: Preview) -> bytes:
    """The sheet as it was handed in, with what is wrong in each row: mend it and load it again."""
    heads = preview.sheet.heads
    kept = [place for place, head in enumerate(heads) if head.strip().casefold() != ERROR_COLUMN]
    lines = [[*(heads[place] for place in kept), ERROR_COLUMN]]
    for row in preview.rows:
        cells = [row.row.cells[place] if place < len(row.row.cells) else "" for place in kept]
        lines.append([*cells, " ".join(row.errors)])
    return _workbook(lines)


def _workbook(lines: Iterable[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False}) as book:
        sheet = book.add_worksheet("KIM")
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(lines):
            for place, text in enumerate(cells):
                sheet.write_string(number, place, safe(text))
    return out.getvalue()
