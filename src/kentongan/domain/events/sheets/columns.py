"""A typed attendance list: its columns, read with limits as rows of plain text."""

from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import plain_head, read_table

MOST_ROWS = 5000
TITLE_ROWS = 10  # a title may stand above the heads
ERROR_COLUMN = "kesalahan"
# Each column with the other heads people write for it; case, spaces and signs do not matter.
COLUMNS: dict[str, tuple[str, ...]] = {
    "nama": ("nama lengkap", "nama peserta", "peserta"),
    "jenis_kelamin": ("l/p", "jk", "kelamin", "p/l"),
    "unsur": ("unsur peserta", "dari unsur", "instansi/unsur"),
    "jabatan": ("jabatan/pekerjaan", "pekerjaan"),
    "kim": ("nama kim", "kelompok", "nama kelompok"),
    "kode_wilayah": ("kode", "kode desa"),
    "desa": ("desa/kelurahan", "kelurahan", "nama desa", "alamat desa"),
    "kecamatan": ("nama kecamatan", "kapanewon", "distrik"),
    "kabupaten": ("kabupaten/kota", "kab/kota"),
    "telepon": ("no hp", "hp", "nomor hp", "no telepon", "kontak"),
    "mewakili": ("atas nama", "mewakili siapa"),
}
_KNOWN = {plain_head(name): key for key, names in COLUMNS.items() for name in (key, *names)}
_SILENT = {ERROR_COLUMN, "no", "nomor", "tanda_tangan", "ttd", "paraf", ""}  # left out without a word


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
    ignored: list[str]

    def to_json(self) -> dict[str, Any]:
        """What :meth:`from_json` reads."""
        kept = {"name": self.name, "sha256": self.sha256, "heads": self.heads}
        return kept | {"rows": [[row.number, row.cells, row.formulas] for row in self.rows]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Sheet":
        """The sheet that was kept between preview and import."""
        return _sheet(kept["name"], kept["sha256"], kept["heads"], kept["rows"])


def read_sheet(file: BinaryIO, name: str = "") -> Sheet:
    """The rows of an XLSX or CSV file, judged by its content.

    Raises ``Invalid`` with a sentence for what is no list of at most 5,000 names. Nothing is stored.
    """
    table = read_table(file)
    start = next(
        (
            place
            for place, (_number, cells) in enumerate(table.rows[:TITLE_ROWS])
            if "nama" in map(_key, cells)
        ),
        0,
    )
    (_number, heads), *rows = table.rows[start:]
    if len(rows) > MOST_ROWS:
        raise Invalid(
            _("Berkas berisi %(count)d nama; paling banyak %(most)d. Bagi berkasnya.")
            % {"count": len(rows), "most": MOST_ROWS},
            field="file",
        )
    kept = [(number, cells, table.formulas.get(number, [])) for number, cells in rows]
    return _sheet(name[:200], table.sha256, heads, kept)


def _key(text: str) -> str:
    return _KNOWN.get(plain_head(text), "")


def _sheet(name: str, sha256: str, heads: list[str], rows: list[Any]) -> Sheet:
    keys = [_key(head) for head in heads]
    twice = next((key for key in keys if key and keys.count(key) > 1), None)
    if twice:
        raise Invalid(
            _("Kolom %(column)s ada dua kali. Hapus salah satunya.") % {"column": twice}, field="file"
        )
    if "nama" not in keys:
        raise Invalid(
            _("Kolom nama tidak ada. Unduh contoh berkas, lalu samakan judul kolomnya."), field="file"
        )
    if not rows:
        raise Invalid(_("Berkas ini hanya berisi judul kolom. Isi paling sedikit satu baris."), field="file")
    known = {key: place for place, key in enumerate(keys) if key}
    return Sheet(
        name=name,
        sha256=sha256,
        heads=heads,
        ignored=[
            head for head, key in zip(heads, keys, strict=True) if not key and plain_head(head) not in _SILENT
        ],
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
