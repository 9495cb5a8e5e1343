"""Spreadsheets of groups: their columns, read with limits, as rows of plain text."""

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid

FILE_LIMIT = 10 * 1024 * 1024
READ_SECONDS = 45
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


def _head(text: str) -> str:
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


_KNOWN = {_head(name): key for key, names in COLUMNS.items() for name in (key, *names)}
_SILENT = {ERROR_COLUMN, "no", "nomor", ""}  # left out without a word


def _known_head(text: str) -> str:
    return _KNOWN.get(_head(text), "")


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
    content = file.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise Invalid(_("Berkas paling besar 10 MB. Bagi berkas, lalu unggah satu per satu."), field="file")
    if not content.strip():
        raise Invalid(_("Berkas ini kosong. Pilih berkas lain."), field="file")
    found = _parsed(content)
    if not found["rows"]:
        raise Invalid(_("Berkas ini tidak berisi baris. Pilih berkas lain."), field="file")
    by_row: dict[int, list[str]] = {}
    for cell in found["formulas"]:
        by_row.setdefault(int(re.sub(r"\D", "", cell)), []).append(cell)
    start = _head_place(found["rows"])
    (_number, heads), *rows = found["rows"][start:]
    kept = [[number, cells, by_row.get(number, [])] for number, cells in rows]
    return _sheet(name[:200], hashlib.sha256(content).hexdigest(), heads, kept)


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
        head for head, key in zip(heads, places, strict=True) if not key and _head(head) not in _SILENT
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


def _parsed(content: bytes) -> dict[str, Any]:
    """What the program ``reading.py`` found, run apart with limits."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no argument from outside
            [sys.executable, "-I", str(Path(__file__).with_name("reading.py"))],
            input=content,
            capture_output=True,
            timeout=READ_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid(_sentence("too_large", 0), field="file") from None
    if done.returncode:
        reason, number = json.loads(done.stderr) if done.returncode == 3 else ("unreadable", 0)
        raise Invalid(_sentence(reason, number), field="file")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _sentence(reason: str, number: int) -> str:
    count = f"{number:,}".replace(",", ".")
    sentences = {
        "too_large": _("Isi berkas ini terlalu besar bila dibuka (lebih dari 50 MB). Berkas ditolak."),
        "too_many_rows": _("Berkas berisi %(count)s baris; paling banyak 50.000. Bagi berkas per kecamatan.")
        % {"count": count},
        "too_many_columns": _(
            "Berkas berisi %(count)s kolom; paling banyak 60. Hapus kolom yang tidak perlu."
        )
        % {"count": count},
        "long_cell": _("Ada sel berisi lebih dari 1.000 huruf. Singkatkan isinya."),
        "old_excel": _("Ini berkas Excel lama (.xls). Simpan sebagai XLSX, lalu unggah lagi."),
        "not_a_sheet": _("Ini bukan berkas XLSX atau CSV. Pilih berkas lain."),
    }
    return sentences.get(
        reason, _("Berkas ini rusak atau tidak dapat dibaca. Simpan ulang, lalu unggah lagi.")
    )
