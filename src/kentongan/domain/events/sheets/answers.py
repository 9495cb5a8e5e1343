"""Sheets that go out: one to fill in, the list with its errors, the list itself. No text in them can run."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.columns import ERROR_COLUMN
from kentongan.domain.core.history import audit
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.events.sheets.columns import COLUMNS
from kentongan.domain.events.sheets.plan import Preview
from kentongan.domain.groups.imports.answers import safe
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

_SEXES = {"f": "P", "m": "L"}


def template() -> bytes:
    """An XLSX file with the heads alone; nothing invented can be imported with it by mistake."""
    return workbook([list(COLUMNS)])


def error_sheet(preview: Preview) -> bytes:
    """The list as it was handed in, with what is wrong in each row: mend it and load it again."""
    heads = preview.sheet.heads
    kept = [place for place, head in enumerate(heads) if head.strip().casefold() != ERROR_COLUMN]
    lines = [[*(heads[place] for place in kept), ERROR_COLUMN]]
    for row in preview.rows:
        cells = [row.row.cells[place] if place < len(row.row.cells) else "" for place in kept]
        lines.append([*cells, " ".join(row.errors)])
    return workbook(lines)


def list_lines(event: Event, by: Actor) -> list[list[str]]:
    """The attendance list as lines of text with the heads of the import; noted in the audit log.

    Raises ``Refused`` for who may not see the people of the event. Whoever makes a file of it makes every
    text inert (:func:`workbook` does).
    """
    by.require("events.people", event.region_id)
    rows = Attendance.objects.standing().filter(event=event).as_listed()
    above = _above({row.region_id for row in rows if row.region_id})
    audit("export", name=by.name, region=event.region_id, event=event.code, rows=len(rows))
    return [list(COLUMNS), *(_line(row, above) for row in rows)]


def list_sheet(event: Event, by: Actor) -> bytes:
    """The attendance list as XLSX with the columns of the import."""
    return workbook(list_lines(event, by))


def workbook(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines of text as XLSX in which nothing runs."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False}) as book:
        sheet = book.add_worksheet(_("Daftar hadir"))
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate(lines):
            for place, text in enumerate(cells):
                sheet.write_string(number, place, safe(text))
    return out.getvalue()


def _line(row: Attendance, above: dict[str, dict[int, str]]) -> list[str]:
    names = above.get(row.region_id or "", {})
    values = {
        "nama": row.name,
        "jenis_kelamin": _SEXES.get(row.sex, ""),
        "unsur": row.element.name if row.element else "",
        "jabatan": row.title,
        "kim": row.group.name if row.group else "",
        "kode_wilayah": row.region_id or "",
        "desa": names.get(4, ""),
        "kecamatan": names.get(3, ""),
        "kabupaten": names.get(2, ""),
        "telepon": row.phone,
        "mewakili": row.on_behalf_of,
    }
    return [values[column] for column in COLUMNS]


def _above(codes: set[str]) -> dict[str, dict[int, str]]:
    """The names of areas and those above them by level; one query."""
    wanted = {ancestor_at(code, level) for code in codes for level in (2, 3, 4)} - {None}
    names = dict(Region.objects.filter(code__in=wanted).values_list("code", "name"))
    return {
        code: {
            level: names[found]
            for level in (2, 3, 4)
            if (found := ancestor_at(code, level)) and found in names
        }
        for code in codes
    }
