"""Groups from a spreadsheet: looked at first, then written whole or not at all."""

from kentongan.domain.groups.imports.answers import error_sheet, template
from kentongan.domain.groups.imports.plan import PlannedRow, Preview, preview
from kentongan.domain.groups.imports.write import apply, apply_received, kept_sheet, receive

__all__ = [
    "PlannedRow",
    "Preview",
    "apply",
    "apply_received",
    "error_sheet",
    "kept_sheet",
    "preview",
    "receive",
    "template",
]
