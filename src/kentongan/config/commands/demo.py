"""``kentongan demo``: five regencies to try, on this machine, in one command."""

import argparse
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import django

from kentongan.config import environment, supervisor
from kentongan.domain.core.problems import Invalid, Unavailable

NAME = "demo"
HELP = "Menyiapkan jejaring contoh lima kabupaten dan menjalankannya."
LATE_SETUP = True
OURS = {
    "kentongan.sqlite3",
    "kentongan.sqlite3-shm",
    "kentongan.sqlite3-wal",
    "lampiran",
    "secret-key",
    "static",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the demo lives."""
    parser.add_argument("--data", metavar="FOLDER", help="folder data (bawaan: KENTONGAN_DATA atau ./data)")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="porta (bawaan %(default)s)")
    parser.add_argument("--reset", action="store_true", help="hapus demo lama, lalu mulai dari awal")
    parser.add_argument(
        "--no-serve", dest="serve", action="store_false", help="siapkan saja, tanpa menjalankan"
    )


def run(args: argparse.Namespace) -> None:
    """Prepare what is missing, print the address and who can sign in, then serve."""
    folder = environment.use_data(args.data)
    environment.use_demo(args.port)
    if args.serve:
        _require_free(args.port)
    if args.reset:
        reset(folder)
    django.setup()
    from kentongan.config.prepare import prepare  # tables: after the start
    from kentongan.demo import seed
    from kentongan.domain.regions.actions import load_bundled

    _step("tabel dan berkas statis", lambda: prepare(migrate=True))
    _step("daftar wilayah Indonesia", load_bundled)
    _step("jejaring contoh", seed.build)
    print(seed.welcome(f"http://127.0.0.1:{args.port}"))
    if args.serve:
        print("Ctrl-C untuk berhenti.")
        supervisor.replace_process(host="127.0.0.1", port=args.port, worker=True)


def reset(folder: Path) -> None:
    """Empty a demo's data folder; refuse a folder that holds anything else, or a shared database."""
    if environment.has_database_server():
        raise Invalid("--reset hanya untuk demo dengan SQLite. Kosongkan basis data DATABASE_URL sendiri.")
    if not folder.exists():
        return
    strange = sorted({path.name for path in folder.iterdir()} - OURS - {"demo-password"})
    if strange or ((folder / "kentongan.sqlite3").exists() and not (folder / "demo-password").exists()):
        what = f" ({', '.join(strange[:3])})" if strange else ""
        raise Invalid(f"Folder {folder} bukan folder demo{what}: tidak ada yang dihapus.")
    shutil.rmtree(folder)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Unavailable(
                f"Porta {port} sedang dipakai. Pilih yang lain: make run PORT={port + 1}"
            ) from error


def _step(title: str, work: Callable[[], object]) -> None:
    print(f"Menyiapkan {title} …", end=" ", flush=True)
    start = time.monotonic()
    work()
    print(f"{time.monotonic() - start:.1f} dtk")
