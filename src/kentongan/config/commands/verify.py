"""``kentongan verify``: whether a backup is whole."""

import argparse
from pathlib import Path

NAME = "verify"
HELP = "Memeriksa setiap bita sebuah cadangan terhadap daftar isinya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup."""
    parser.add_argument("file", type=Path, metavar="BERKAS")


def run(args: argparse.Namespace) -> None:
    """Check it; a fault is a problem with its sentence."""
    from kentongan.config.backup import verify  # tables: after the start

    contents = verify(args.file)
    print(f"Cadangan utuh: keadaan per {contents.moment}, {len(contents.attachments)} lampiran.")
