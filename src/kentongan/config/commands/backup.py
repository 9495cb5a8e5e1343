"""``kentongan backup``: one file with all records and attachments."""

import argparse
from pathlib import Path

NAME = "backup"
HELP = "Menyimpan basis data dan lampiran ke satu berkas, selagi Kentongan berjalan."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and for which database."""
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument(
        "--portable", action="store_true", help="dapat dipulihkan ke SQLite maupun PostgreSQL"
    )


def run(args: argparse.Namespace) -> None:
    """Write the file and say what it holds."""
    from kentongan.config.backup import backup  # tables: after the start

    contents = backup(args.file.resolve(), portable=args.portable)
    size = args.file.stat().st_size / 1024**2
    print(f"Cadangan {args.file} selesai dan utuh: {len(contents.attachments)} lampiran, {size:.1f} MB.")
    print("Simpan di mesin lain. Kunci rahasia tidak ikut di dalamnya.")
