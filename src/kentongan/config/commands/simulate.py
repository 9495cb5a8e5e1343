"""``kentongan simulate``: a synthetic network of any size, for measuring."""

import argparse

NAME = "simulate"
HELP = "Membuat jejaring tiruan untuk uji beban, berlabel tiruan."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its size, and the number everything random comes from."""
    parser.add_argument(
        "--villages", type=int, required=True, metavar="N", help="banyaknya desa yang ber-KIM"
    )
    parser.add_argument("--days", type=int, default=30, metavar="D", help="banyaknya hari kegiatan")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="angka awal acak")


def run(args: argparse.Namespace) -> None:
    """Prepare the tables and the tree, then fill them."""
    from kentongan.config.prepare import prepare  # tables: after the start
    from kentongan.demo import simulate
    from kentongan.domain.regions.actions import load_bundled

    prepare(migrate=True)
    load_bundled()
    print(simulate.run(villages=args.villages, days=args.days, seed=args.seed))
