"""Spreadsheets by their columns: which heads mean what, and the rows as texts by column."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import Table, plain_head

TITLE_ROWS = 10  # a title may stand above the heads
ERROR_COLUMN = "kesalahan"
_SILENT = (ERROR_COLUMN, "no", "nomor", "")  # left out without a word


@dataclass
class Row:
    """A row by column; ``number`` is that of the spreadsheet, ``cells`` the texts as they stood."""

    number: int
    cells: list[str]
    values: dict[str, str]
    formulas: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """What was read: the heads as written, the rows, the columns nobody knows."""

    name: str
    sha256: str
    heads: list[str]
    rows: list[Row]
    ignored: list[str] = field(default_factory=list)

    def says(self, column: str) -> bool:
        """Whether any row has something in the column."""
        return any(row.values.get(column) for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """What :meth:`Columns.from_json` reads, between preview and import."""
        kept = {"name": self.name, "sha256": self.sha256, "heads": self.heads}
        return kept | {"rows": [[row.number, row.cells, row.formulas] for row in self.rows]}


class Columns:
    """The columns of one kind of sheet, each with the other heads people write for it.

    Case, spaces and signs of a head do not matter. ``first`` is the column by which the row of heads is
    known; heads in ``silent`` are left out without a word.
    """

    def __init__(
        self, names: Mapping[str, tuple[str, ...]], *, first: str, silent: Iterable[str] = ()
    ) -> None:
        self._names = tuple(names)
        self._first = first
        self._silent = {*_SILENT, *silent}
        self._known = {plain_head(name): key for key, heads in names.items() for name in (key, *heads)}

    def __iter__(self) -> Iterator[str]:
        """The columns by the head of the example file."""
        return iter(self._names)

    def sheet(self, table: Table, name: str) -> Sheet:
        """The table by its columns. Raises ``Invalid`` for a column twice and for heads without rows."""
        start = next(
            (
                place
                for place, (_number, cells) in enumerate(table.rows[:TITLE_ROWS])
                if self._first in self.keys(cells)
            ),
            0,
        )
        (_number, heads), *rows = table.rows[start:]
        kept = [(number, cells, table.formulas.get(number, [])) for number, cells in rows]
        return self._sheet(name[:200], table.sha256, heads, kept)

    def from_json(self, kept: dict[str, Any]) -> Sheet:
        """The sheet that was kept as :meth:`Sheet.to_json`."""
        return self._sheet(kept["name"], kept["sha256"], kept["heads"], kept["rows"])

    def keys(self, heads: Iterable[str]) -> list[str]:
        """The column at each place; empty where the head says nothing we know."""
        return [self._known.get(plain_head(head), "") for head in heads]

    def _sheet(self, name: str, sha256: str, heads: list[str], rows: list[Any]) -> Sheet:
        keys = self.keys(heads)
        twice = next((key for key in keys if key and keys.count(key) > 1), None)
        if twice:
            raise Invalid(
                _("Kolom %(column)s ada dua kali. Hapus salah satunya.") % {"column": twice}, field="file"
            )
        if not rows:
            raise Invalid(
                _("Berkas ini hanya berisi judul kolom. Isi paling sedikit satu baris."), field="file"
            )
        known = {key: place for place, key in enumerate(keys) if key}
        unknown = [head for head, key in zip(heads, keys, strict=True) if not key]
        return Sheet(
            name=name,
            sha256=sha256,
            heads=heads,
            ignored=[head for head in unknown if plain_head(head) not in self._silent],
            rows=[
                Row(
                    number,
                    cells,
                    {key: cells[place].strip() for key, place in known.items() if place < len(cells)},
                    formulas,
                )
                for number, cells, formulas in rows
            ],
        )
