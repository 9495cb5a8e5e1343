"""``kentongan groups import``: the register out of a spreadsheet."""

import argparse
from pathlib import Path

from django.conf import settings

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid

NAME = "groups import"
HELP = "Mengimpor daftar KIM dari XLSX atau CSV: semua baris atau tidak sama sekali."
SHOWN = 20  # faulty rows told here; the sheet beside the file has them all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The spreadsheet, and the area it may touch."""
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, tanpa menyimpan")
    parser.add_argument(
        "--region", metavar="KODE", help="wilayah yang boleh disentuh (bawaan KENTONGAN_REGION)"
    )


def run(args: argparse.Namespace) -> int:
    """Preview, then apply when every row is right; otherwise leave a sheet to mend beside the file."""
    from kentongan.domain.groups import imports  # tables: after the start
    from kentongan.domain.groups.sheets import read_sheet
    from kentongan.domain.regions.models import Region

    code = args.region or settings.HOME_REGION
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise Invalid(f"Kode wilayah {code} tidak ada dalam daftar. Jalankan dulu: kentongan init")
    by = System("kentongan groups import")
    with args.file.open("rb") as file:
        sheet = read_sheet(file, args.file.name)
    plan = imports.preview(sheet, region, by)
    found = f"{plan.created} KIM baru, {plan.changed} berubah, {plan.unchanged} tetap"
    print(f"{found}, {len(plan.errors)} baris salah.")
    for row in plan.errors[:SHOWN]:
        print(f"  baris {row.number}: {' '.join(row.errors)}")
    if not plan.ok:
        beside = args.file.with_name(f"{args.file.stem}-perbaiki.xlsx")
        beside.write_bytes(imports.error_sheet(plan))
        print(f"Tidak ada yang diimpor. Perbaiki {beside}, lalu impor berkas itu.")
        return 1
    if args.dry_run:
        print("Percobaan saja: tidak ada yang disimpan.")
        return 0
    imports.apply(sheet, region, by)
    print("Sudah diimpor.")
    return 0
