"""``kentongan token``: a way in for a program."""

import argparse

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent

NAME = "token"
HELP = "Membuat token API baru untuk satu pengguna dan menampilkannya sekali."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose token, and what for."""
    parser.add_argument("username", metavar="PENGGUNA")
    parser.add_argument("--label", default="", metavar="TEKS", help="untuk apa token ini")


def run(args: argparse.Namespace) -> None:
    """Print the token alone, so that a script can take it."""
    from kentongan.domain.people import actions  # tables: after the start
    from kentongan.domain.people.models import User

    user = User.objects.filter(username=args.username.lower(), is_active=True).first()
    if user is None:
        raise Absent(f"Tidak ada pengguna aktif bernama {args.username}.")
    print(actions.issue_token(user=user, label=args.label, by=System("kentongan token")))
