"""``kentongan serve``: the pages, with a worker beside them."""

import argparse

import django

from kentongan.config import environment, supervisor
from kentongan.domain.core.problems import Unavailable

NAME = "serve"
HELP = "Menjalankan halaman web, beserta pekerja latar kecuali dengan --no-worker."
LATE_SETUP = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The address to listen on."""
    parser.add_argument("--host", default="127.0.0.1", help="alamat untuk didengar (bawaan %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="porta (bawaan %(default)s)")
    parser.add_argument("--no-worker", dest="worker", action="store_false", help="tanpa pekerja latar")


def run(args: argparse.Namespace) -> None:
    """Check that the tables fit this version, gather the static files, then become the supervisor."""
    environment.use_port(args.port)
    django.setup()
    from kentongan.config.prepare import pending_migrations, prepare  # tables: after the start
    from kentongan.domain.claims.matching import keeping

    if pending_migrations():
        raise Unavailable("Tabel basis data belum sesuai versi ini. Jalankan dulu: kentongan migrate")
    prepare(migrate=False)
    keeping.prepare()  # so that nobody who asks waits for it
    supervisor.replace_process(host=args.host, port=args.port, worker=args.worker)
