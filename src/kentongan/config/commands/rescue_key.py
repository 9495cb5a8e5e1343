"""``kentongan rescue key``: the keys that rescue files are sealed to, and a new one."""

import argparse

from kentongan.domain.core.acting import System

NAME = "rescue key"
HELP = "Menampilkan kunci berkas titipan; --new membuat kunci baru, yang lama tetap dapat membuka."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to make one."""
    parser.add_argument("--new", action="store_true", help="buat kunci baru")


def run(args: argparse.Namespace) -> None:
    """Show the keys, the newest first."""
    from kentongan.domain.sync.rescue import keys  # tables: after the start

    if args.new:
        keys.renew(by=System("kentongan rescue key"))
        print("Kunci baru dibuat. HP memakainya sejak sinkron berikutnya.")
    for key in keys.standing():
        print(f"{key.number:3}  {key.name}  {key.made_at:%d-%m-%Y}")
