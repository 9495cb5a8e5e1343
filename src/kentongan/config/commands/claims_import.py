"""``kentongan claims import``: checks of other houses out of a file."""

import argparse
from pathlib import Path

from django.conf import settings

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid

NAME = "claims import"
HELP = "Mengimpor hasil periksa fakta dari CSV atau ClaimReview JSON; dua kali tidak menambah apa-apa."
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the house it comes from, and the desk it goes to."""
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument(
        "--source", default="", metavar="NAMA", help="nama pemeriksa bila berkas tidak menyebutnya"
    )
    parser.add_argument("--dry-run", action="store_true", help="periksa saja, tanpa menyimpan")
    parser.add_argument("--region", metavar="KODE", help="wilayah meja klaim (bawaan KENTONGAN_REGION)")


def run(args: argparse.Namespace) -> int:
    """Bring in the rows that can be read; name those that cannot."""
    from kentongan.domain.claims import actions, tables  # tables: after the start
    from kentongan.domain.regions.models import Region

    code = args.region or settings.HOME_REGION
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise Invalid(f"Kode wilayah {code} tidak ada dalam daftar. Jalankan dulu: kentongan init")
    actions.load_choices()
    plan = tables.read_file(args.file.read_bytes(), args.file.name, source=args.source)
    for number, message in plan.errors[:SHOWN]:
        print(f"  baris {number}: {message}")
    taken = actions.bring_in(
        plan.checks, region=region, by=System("kentongan claims import"), dry_run=args.dry_run
    )
    print(f"{taken.created} baru, {taken.changed} berubah, {taken.unchanged} tetap.")
    print(f"{len(plan.errors)} baris salah.")
    if args.dry_run:
        print("Percobaan saja: tidak ada yang disimpan.")
    return 1 if plan.errors else 0
