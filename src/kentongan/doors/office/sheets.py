"""Tables as files: XLSX and CSV in which no text can run (security.md 31)."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\0")


def inert(value: Any) -> Any:
    """Text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUNS) else value


def answer(
    kind: str, name: str, title: str, head: Sequence[str], lines: Sequence[Sequence[Any]]
) -> HttpResponse:
    """The table as a file to keep; ``kind`` is one of ``KINDS``."""
    rows = [[inert(value) for value in line] for line in [head, *lines]]
    content = _xlsx(title, rows) if kind == "xlsx" else _csv(rows)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _xlsx(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet("Papan")
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 15)
        sheet.set_column(1, 1, 30)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, bold if number == 0 else None)
    return out.getvalue()


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")
