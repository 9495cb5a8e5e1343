"""``kentongan migrate``: after an upgrade, bring the tables up to date."""

import argparse

NAME = "migrate"
HELP = "Menyesuaikan tabel basis data dengan versi program ini."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> None:
    """Apply what is pending and say what it was."""
    from kentongan.config.prepare import pending_migrations, prepare  # tables: after the start

    pending = pending_migrations()
    prepare(migrate=True)
    print(f"{len(pending)} perubahan tabel diterapkan." if pending else "Tabel sudah sesuai.")
