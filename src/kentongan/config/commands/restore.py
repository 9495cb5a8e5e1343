"""``kentongan restore``: an empty installation becomes what a backup holds."""

import argparse
from pathlib import Path

import django

from kentongan.config import environment
from kentongan.domain.core.problems import Invalid

NAME = "restore"
HELP = "Memulihkan cadangan ke pemasangan yang masih kosong."
LATE_SETUP = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup, and where it goes."""
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="folder data baru yang kosong")


def run(args: argparse.Namespace) -> None:
    """Restore and say from when the records are."""
    if args.into is not None:
        if args.into.exists() and any(args.into.iterdir()):
            raise Invalid(f"Folder {args.into} tidak kosong: tidak ada yang dipulihkan.")
        environment.use_data(str(args.into))
    django.setup()
    from kentongan.config.backup import restore  # tables: after the start

    contents = restore(args.file)
    print(f"Dipulihkan: keadaan per {contents.moment}, {len(contents.attachments)} lampiran.")
    print("Semua orang perlu masuk lagi. Periksa dengan: kentongan check")
