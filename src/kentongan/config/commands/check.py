"""``kentongan check``: what must be mended, in plain words."""

import argparse

NAME = "check"
HELP = "Memeriksa pemasangan ini; keluar dengan kode 1 bila ada yang harus dibenahi."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """Print every finding; what is not well says what to do."""
    from kentongan.config.health import findings  # tables: after the start

    unwell = 0
    for finding in findings():
        print(f"{'baik   ' if finding.well else 'BENAHI '} {finding.title}")
        if not finding.well:
            unwell += 1
            print(f"        {finding.mend}")
    print(f"{unwell} hal harus dibenahi." if unwell else "Semua baik.")
    return 1 if unwell else 0
