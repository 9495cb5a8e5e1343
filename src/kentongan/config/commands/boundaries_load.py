"""``kentongan boundaries load``: outlines for maps, from files an office supplies."""

import argparse
from pathlib import Path

from kentongan.domain.core.acting import System

NAME = "boundaries load"
HELP = "Memuat batas wilayah dari berkas GeoJSON yang berkunci kode wilayah."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and where they come from."""
    parser.add_argument("files", type=Path, nargs="+", metavar="BERKAS")
    parser.add_argument("--source", default="", metavar="TEKS", help="asal data; bawaannya nama berkas")


def run(args: argparse.Namespace) -> None:
    """Load all files or none."""
    from kentongan.domain.regions.actions import load_boundaries  # tables: after the start

    count = load_boundaries(args.files, source=args.source, by=System("kentongan boundaries load"))
    print(f"{count} batas wilayah dimuat.")
