"""Spreadsheets of groups: their columns, read with limits, as rows of plain text."""

from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import plain_head, read_table

TITLE_ROWS = 10  # a title may stand above the heads
ERROR_COLUMN = "kesalahan"
# Each column with the other heads people write for it; case, spaces and signs do not matter.
COLUMNS: dict[str, tuple[str, ...]] = {
    "nama_kim": ("nama", "nama kelompok", "kim", "nama kelompok informasi masyarakat"),
    "kode_wilayah": ("kode", "kode desa", "kode kemendagri", "kode wilayah kemendagri"),
    "desa": ("desa/kelurahan", "desa kelurahan", "kelurahan", "kelurahan/desa", "nama desa", "kalurahan"),
    "kecamatan": ("nama kecamatan", "distrik", "kapanewon"),
    "kabupaten": ("kabupaten/kota", "kota", "kab/kota"),
    "padukuhan": ("dusun", "padukuhan/dusun"),
    "jenis": ("jenis kelompok",),
    "tingkat": ("tingkat kim",),
    "tanggal_dibentuk": ("dibentuk", "tanggal pembentukan", "tgl dibentuk", "tanggal berdiri"),
    "tanggal_terdaftar": ("terdaftar", "tanggal pendaftaran"),
    "nomor_induk": ("nomor induk kim", "nomor register"),
    "kelompok_asal": ("nama kelompok asal",),
    "tanggal_fungsi_ditambahkan": ("tanggal fungsi", "fungsi ditambahkan"),
    "nomor_sk": ("no sk", "sk", "no. sk"),
    "tanggal_sk": ("tgl sk",),
    "penerbit_sk": ("penerbit", "sk dari", "penandatangan sk"),
    "berlaku_dari": ("sk berlaku dari", "mulai berlaku"),
    "berlaku_sampai": ("sk berlaku sampai", "berlaku hingga"),
    "ketua": ("nama ketua", "ketua kim"),
    "telepon": ("telepon ketua", "no hp", "hp", "nomor hp", "no hp ketua", "kontak"),
    "masa_bakti_dari": ("masa bakti mulai",),
    "masa_bakti_sampai": ("masa bakti berakhir",),
    "telepon_kim": ("telepon kelompok",),
    "surel": ("email", "e-mail", "surel kim"),
    "situs": ("website", "situs web", "laman"),
    "alamat": ("alamat kim", "sekretariat"),
    "catatan": ("keterangan",),
    "sumber": (),
}


_KNOWN = {plain_head(name): key for key, names in COLUMNS.items() for name in (key, *names)}
_SILENT = {ERROR_COLUMN, "no", "nomor", ""}  # left out without a word


def _known_head(text: str) -> str:
    return _KNOWN.get(plain_head(text), "")


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
        """What :meth:`from_json` reads."""
        kept = {"name": self.name, "sha256": self.sha256, "heads": self.heads}
        return kept | {"rows": [[row.number, row.cells, row.formulas] for row in self.rows]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Sheet":
        """The sheet that was kept between preview and import."""
        return _sheet(kept["name"], kept["sha256"], kept["heads"], kept["rows"])


def read_sheet(file: BinaryIO, name: str = "") -> Sheet:
    """The rows of an XLSX or CSV file, judged by its content.

    Raises ``Invalid`` with a sentence for a file that is too large, packed to explode, no spreadsheet,
    without the columns that are needed, or of more than 50,000 rows. Nothing is stored.
    """
    table = read_table(file)
    start = _head_place(table.rows)
    (_number, heads), *rows = table.rows[start:]
    kept = [(number, cells, table.formulas.get(number, [])) for number, cells in rows]
    return _sheet(name[:200], table.sha256, heads, kept)


def _head_place(rows: list[Any]) -> int:
    """Where the heads stand: people like to write a title above them."""
    return next(
        (
            place
            for place, (_number, cells) in enumerate(rows[:TITLE_ROWS])
            if "nama_kim" in map(_known_head, cells)
        ),
        0,
    )


def _sheet(name: str, sha256: str, heads: list[str], rows: list[Any]) -> Sheet:
    places = _places(heads)
    known = {key: place for place, key in enumerate(places) if key}
    ignored = [
        head for head, key in zip(heads, places, strict=True) if not key and plain_head(head) not in _SILENT
    ]
    if not rows:
        raise Invalid(_("Berkas ini hanya berisi judul kolom. Isi paling sedikit satu baris."), field="file")
    return Sheet(
        name=name,
        sha256=sha256,
        heads=heads,
        ignored=ignored,
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


def _places(heads: list[str]) -> list[str]:
    """The column's key at each place; empty where the head says nothing we know."""
    keys = [_known_head(head) for head in heads]
    twice = next((key for key in keys if key and keys.count(key) > 1), None)
    if twice:
        raise Invalid(
            _("Kolom %(column)s ada dua kali. Hapus salah satunya.") % {"column": twice}, field="file"
        )
    missing = [] if "nama_kim" in keys else ["nama_kim"]
    if not {"kode_wilayah", "desa", "kecamatan"} & set(keys):
        missing.append(_("kode_wilayah (atau desa dan kecamatan)"))
    if missing:
        raise Invalid(
            _("Kolom ini tidak ada: %(columns)s. Unduh contoh berkas, lalu samakan judul kolomnya.")
            % {"columns": ", ".join(missing)},
            field="file",
        )
    return keys
