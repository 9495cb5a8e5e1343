"""``kentongan password``: a way back in for who forgot the password and has no administrator to ask."""

import argparse

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Absent

NAME = "password"
HELP = "Menyetel ulang kata sandi satu pengguna dan menampilkan kata sandi sekali pakai."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose password."""
    parser.add_argument("username", metavar="PENGGUNA")


def run(args: argparse.Namespace) -> None:
    """Print the one-time password alone; every session of the account ends."""
    from kentongan.domain.people import actions  # tables: after the start
    from kentongan.domain.people.models import User

    user = User.objects.filter(username=args.username.lower(), is_active=True).first()
    if user is None:
        raise Absent(f"Tidak ada pengguna aktif bernama {args.username}.")
    print(actions.start_reset(user=user, by=System("kentongan password")))
