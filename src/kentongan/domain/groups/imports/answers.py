"""What goes back to the person who imports: a sheet to fill in, and their own sheet with its errors."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from kentongan.domain.core.columns import ERROR_COLUMN
from kentongan.domain.groups.imports.plan import Preview
from kentongan.domain.groups.sheets import COLUMNS

_EXAMPLES = {
    "nama_kim": "KIM Surya",
    "kode_wilayah": "33.18.13.2001",
    "desa": "Bermi",
    "kecamatan": "Gembong",
    "tingkat": "desa",
    "tanggal_dibentuk": "17-02-2023",
    "nomor_sk": "141/5/2023",
    "tanggal_sk": "01-03-2023",
    "penerbit_sk": "Kepala Desa",
    "berlaku_dari": "01-03-2023",
    "berlaku_sampai": "28-02-2028",
    "ketua": "Siti Aminah",
    "telepon": "081234567890",
}


def safe(text: str) -> str:
    """A text that no spreadsheet program takes for a formula (security.md 31)."""
    text = text.replace("\0", "")
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def template() -> bytes:
    """An XLSX file with the heads alone; a second sheet, which is never read, explains them by example.

    Nothing invented can be imported with it by mistake.
    """
    notes = {"nama_kim": _("Wajib"), "kode_wilayah": _("Wajib, kecuali desa dan kecamatan diisi")}
    lines = [[_("Kolom"), _("Contoh isi"), _("Keterangan")]]
    for column in COLUMNS:
        lines.append([column, _EXAMPLES.get(column, ""), notes.get(column, "")])
    return _workbook([list(COLUMNS)], explained=lines)


def error_sheet(preview: Preview) -> bytes:
    """The sheet as it was handed in, with what is wrong in each row: mend it and load it again."""
    heads = preview.sheet.heads
    kept = [place for place, head in enumerate(heads) if head.strip().casefold() != ERROR_COLUMN]
    lines = [[*(heads[place] for place in kept), ERROR_COLUMN]]
    for row in preview.rows:
        cells = [row.row.cells[place] if place < len(row.row.cells) else "" for place in kept]
        lines.append([*cells, " ".join(row.errors)])
    return _workbook(lines)


def _workbook(lines: Iterable[Sequence[str]], explained: Sequence[Sequence[str]] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False}) as book:
        for name, rows in (("KIM", lines), (_("Petunjuk"), explained)):
            if not rows:
                continue
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, cells in enumerate(rows):
                for place, text in enumerate(cells):
                    sheet.write_string(number, place, safe(text))
    return out.getvalue()
