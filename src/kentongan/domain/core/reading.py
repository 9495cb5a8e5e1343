"""Run as a program: reads a spreadsheet from standard input, writes its rows as JSON on standard output.

Apart from the web process, with limits, because unpacking and parsing are where hostile files strike.
Exit 3 with ``[reason, number]`` as JSON on standard error when the file is refused.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook

UNPACKED_LIMIT = 50 * 1024 * 1024
PART_LIMIT = 2000
ROW_LIMIT = 50_000
COLUMN_LIMIT = 60
TEXT_LIMIT = 1000  # characters in a cell
MEMORY_LIMIT = 1024 * 1024 * 1024
CPU_SECONDS = 30
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_FORMULA = re.compile(rb'<c [^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>\s{0,9}<f[ >/]')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r])")  # how our own exports mark a text that is no formula


class UnreadableError(Exception):
    """The file is refused; the reason is a word the parent has a sentence for."""

    def __init__(self, reason: str, number: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.number = number


def read(content: bytes) -> dict[str, Any]:
    """``rows`` as ``[number, [texts]]`` without empty ones, the head first, and ``formulas`` by cell."""
    if content.startswith(b"PK\x03\x04"):
        parts = unpack(content)
        rows, formulas = _workbook_rows(content), list(_formulas(parts))
    elif content.startswith(_OLD_EXCEL):
        raise UnreadableError("old_excel")
    else:
        rows, formulas = _csv_rows(content), []
    filled = [(number, cells) for number, cells in rows if any(cells)]
    for number, cells in filled[1:]:
        formulas += [f"{_letters(place)}{number}" for place, text in enumerate(cells) if text[:1] == "="]
    return {
        "rows": [[number, [_plain(text) for text in cells]] for number, cells in filled],
        "formulas": formulas,
    }


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts the formulas are looked for in, once everything was unpacked within the limit."""
    parts, total = {}, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > PART_LIMIT:
                raise UnreadableError("too_large")
            for entry in archive.infolist():
                piece = io.BytesIO()
                with archive.open(entry) as stream:
                    while block := stream.read(65536):
                        total += len(block)
                        if total > UNPACKED_LIMIT:
                            raise UnreadableError("too_large")
                        piece.write(block)
                if entry.filename.startswith("xl/") and entry.filename.endswith((".xml", ".rels")):
                    parts[entry.filename] = piece.getvalue()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableError("unreadable") from error
    if "xl/workbook.xml" not in parts:
        raise UnreadableError("not_a_sheet")
    return parts


def _workbook_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except (CalamineError, IndexError, OSError) as error:
        raise UnreadableError("unreadable") from error
    row, column = sheet.end or (-1, -1)
    _check_size(row + 1, column + 1)
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        yield number, [_text(cell) for cell in cells]


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if b"\0" in content:
        raise UnreadableError("not_a_sheet")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError("unreadable") from error
    _check_size(len(rows), max((len(cells) for cells in rows), default=0))
    for number, cells in enumerate(rows, start=1):
        yield number, [_text(cell) for cell in cells]


def _check_size(height: int, width: int) -> None:
    if height > ROW_LIMIT + 1:
        raise UnreadableError("too_many_rows", height - 1)
    if width > COLUMN_LIMIT:
        raise UnreadableError("too_many_columns", width)


def _formulas(parts: dict[str, bytes]) -> Iterable[str]:
    """The cells of the first sheet that hold a formula."""
    try:
        book = fromstring(parts["xl/workbook.xml"])
        relations = fromstring(parts["xl/_rels/workbook.xml.rels"])
        sheet = next(item for item in book.iter() if item.tag.endswith("}sheet"))
        target = next(item.get("Target", "") for item in relations if item.get("Id") == sheet.get(_RELATION))
    except (KeyError, StopIteration, SyntaxError, ValueError) as error:
        raise UnreadableError("unreadable") from error
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return (match.group(1).decode() for match in _FORMULA.finditer(parts.get(part, b"")))


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    if len(text) > TEXT_LIMIT:
        raise UnreadableError("long_cell", TEXT_LIMIT)
    return text


def _plain(text: str) -> str:
    return _GUARDED.sub("", text)


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def main() -> int:
    """Limit this process, then do the one job."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        json.dump(read(sys.stdin.buffer.read()), sys.stdout)
    except UnreadableError as error:
        json.dump([error.reason, error.number], sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
