"""``kentongan regions load``: bring the tree up to a newer official list."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.domain.core.acting import System

if TYPE_CHECKING:
    from kentongan.domain.regions.comparison import Change

NAME = "regions load"
HELP = "Memuat atau memperbarui daftar wilayah dari berkas CSV resmi (kolom code, name, postal_code)."
SHOWN = 20  # lines of each kind; the counts are complete
TITLES = {"added": "baru", "renamed": "berganti nama", "recoded": "berganti kode", "gone": "tidak ada lagi"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The list, and what it rests on."""
    parser.add_argument("file", type=Path, metavar="BERKAS")
    parser.add_argument("--dry-run", action="store_true", help="tampilkan perubahan tanpa menyimpannya")
    parser.add_argument("--source", default="", metavar="TEKS", help="nama keputusan; bawaannya nama berkas")
    parser.add_argument(
        "--on", type=date.fromisoformat, metavar="TTTT-BB-HH", help="tanggal keputusan; bawaannya hari ini"
    )


def run(args: argparse.Namespace) -> None:
    """Load the list and print what it changes."""
    from django.utils import timezone

    from kentongan.domain.groups.standing import rebuild  # tables: after the start
    from kentongan.domain.regions.actions import load_list, read_list

    report = load_list(
        read_list(args.file),
        source=args.source or args.file.name,
        on=args.on or timezone.localdate(),
        dry_run=args.dry_run,
        by=System("kentongan regions load"),
    )
    if report.changed and not args.dry_run:
        rebuild()  # groups in an area whose code changed count where it is now
    for kind, title in TITLES.items():
        _print_changes(title, getattr(report, kind))
    if not report.changed:
        print("Tidak ada perubahan.")
    elif args.dry_run:
        print("Percobaan saja: tidak ada yang disimpan.")


def _print_changes(title: str, changes: "list[Change]") -> None:
    print(f"{title}: {len(changes)}")
    for change in changes[:SHOWN]:
        old = f"{change.old_code} {change.old_name}".strip()
        new = f"{change.new_code} {change.new_name}".strip()
        print("  " + " → ".join(side for side in (old, new) if side))
    if len(changes) > SHOWN:
        print(f"  … dan {len(changes) - SHOWN} lagi")
