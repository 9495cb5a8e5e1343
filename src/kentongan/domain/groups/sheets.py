"""Spreadsheets of groups: their columns, read with limits, as rows of plain text."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.columns import Columns, Sheet
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import read_table

COLUMNS = Columns(
    {
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
    },
    first="nama_kim",
)


def read_sheet(file: BinaryIO, name: str = "") -> Sheet:
    """The rows of an XLSX or CSV file, judged by its content.

    Raises ``Invalid`` with a sentence for a file that is too large, packed to explode, no spreadsheet,
    without the columns that are needed, or of more than 50,000 rows. Nothing is stored.
    """
    sheet = COLUMNS.sheet(read_table(file), name)
    keys = COLUMNS.keys(sheet.heads)
    missing = [] if "nama_kim" in keys else ["nama_kim"]
    if not {"kode_wilayah", "desa", "kecamatan"} & set(keys):
        missing.append(_("kode_wilayah (atau desa dan kecamatan)"))
    if missing:
        raise Invalid(
            _("Kolom ini tidak ada: %(columns)s. Unduh contoh berkas, lalu samakan judul kolomnya.")
            % {"columns": ", ".join(missing)},
            field="file",
        )
    return sheet
