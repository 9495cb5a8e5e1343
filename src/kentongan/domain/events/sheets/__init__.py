"""Attendance as spreadsheets: read, looked at, written whole or not at all; and given out again."""

from kentongan.domain.events.sheets.answers import error_sheet, list_lines, list_sheet, template
from kentongan.domain.events.sheets.columns import COLUMNS, MOST_ROWS, read_sheet
from kentongan.domain.events.sheets.plan import PlannedRow, Preview, preview
from kentongan.domain.events.sheets.write import apply, apply_received, kept_sheet, receive

__all__ = [
    "COLUMNS",
    "MOST_ROWS",
    "PlannedRow",
    "Preview",
    "apply",
    "apply_received",
    "error_sheet",
    "kept_sheet",
    "list_lines",
    "list_sheet",
    "preview",
    "read_sheet",
    "receive",
    "template",
]
