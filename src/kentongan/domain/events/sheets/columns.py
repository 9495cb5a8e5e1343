"""A typed attendance list: its columns, read with limits as rows of plain text."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.columns import Columns, Sheet
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import read_table

MOST_ROWS = 5000
COLUMNS = Columns(
    {
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
    },
    first="nama",
    silent=("tanda_tangan", "ttd", "paraf"),
)


def read_sheet(file: BinaryIO, name: str = "") -> Sheet:
    """The rows of an XLSX or CSV file, judged by its content.

    Raises ``Invalid`` with a sentence for what is no list of at most 5,000 names. Nothing is stored.
    """
    sheet = COLUMNS.sheet(read_table(file), name)
    if "nama" not in COLUMNS.keys(sheet.heads):
        raise Invalid(
            _("Kolom nama tidak ada. Unduh contoh berkas, lalu samakan judul kolomnya."), field="file"
        )
    if len(sheet.rows) > MOST_ROWS:
        raise Invalid(
            _("Berkas berisi %(count)d nama; paling banyak %(most)d. Bagi berkasnya.")
            % {"count": len(sheet.rows), "most": MOST_ROWS},
            field="file",
        )
    return sheet
