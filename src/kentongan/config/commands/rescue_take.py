"""``kentongan rescue take``: rescue files taken in where there is no office page at hand."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Problem

NAME = "rescue take"
HELP = "Menerima berkas titipan (.ktg) dari HP tanpa sinyal dan menulis tanda terimanya."
WORDS = {
    "applied": "diterima",
    "duplicate": "sudah ada",
    "waiting": "menunggu",
    "conflict": "perlu dilihat",
    "rejected": "ditolak",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files; each gets its receipt beside it."""
    parser.add_argument("files", type=Path, nargs="+", metavar="BERKAS")


def run(args: argparse.Namespace) -> int:
    """Take in each file by itself; a refused one does not keep the others out."""
    refused = sum(_take(path) for path in args.files)
    return int(refused > 0)


def _take(path: Path) -> bool:
    """Whether the file was refused."""
    from kentongan.domain.sync.rescue.receipts import receipt_file  # tables: after the start
    from kentongan.domain.sync.rescue.taking import take_file

    try:
        with path.open("rb") as file:
            taken = take_file(file, by=System("kentongan rescue take"))
    except Problem as problem:
        print(f"{path.name}: {problem.message}", file=sys.stderr)
        return True
    counts = Counter(row["result"] for row in taken.intake.report if "verb" in row)
    told = ", ".join(f"{counts[result]} {word}" for result, word in WORDS.items() if counts[result])
    again = "sudah pernah diterima; " if taken.again else ""
    print(f"{path.name}: {again}{told or 'diterima, isinya tidak dirinci'}.")
    for number, row in enumerate((row for row in taken.intake.report if "verb" in row), start=1):
        if row.get("problem"):
            print(f"  {number}. {row['problem']['title']}")
    receipt = path.with_name(f"{path.stem}-tanda-terima.ktg")
    receipt.write_bytes(receipt_file(taken.intake))
    print(f"  tanda terima: {receipt.name}")
    return False
