"""The demonstration network: five real regencies with the facts of the articles, and invented traffic."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kentongan.demo import (
    claims,
    events,
    facts,
    founding,
    indicators,
    mentoring,
    offices,
    outreach,
    register,
    tickets,
    traffic,
    upkeep,
)
from kentongan.domain.people.models import User

PASSWORD_FILE = "demo-password"  # noqa: S105 - a file name
_SYMBOLS = "abcdefghjkmnpqrstuvwxyz23456789"


def build() -> int:
    """Seed the network once; a second run changes nothing. Returns the number of accounts."""
    if not User.objects.exists():
        with transaction.atomic():
            offices.build(password_hash=make_password(password()))
            facts.build()
            register.build()
            offices.grant_groups()
            traffic.build()
            events.build()
            outreach.build()
            founding.build()
            indicators.build()
            mentoring.build()
            tickets.build()
            claims.build()
            upkeep.build()
    return User.objects.count()


def password() -> str:
    """The one password of all demonstration accounts, random for each data folder and kept there."""
    path = Path(settings.DATA_DIR) / PASSWORD_FILE
    if not path.exists():
        words = ("".join(secrets.choice(_SYMBOLS) for _place in range(4)) for _group in range(4))
        path.touch(mode=0o600)
        path.write_text("-".join(words), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def welcome(address: str) -> str:
    """What the terminal says when the demonstration is ready."""
    names = ", ".join(User.objects.order_by("username").values_list("username", flat=True))
    lines = [
        "",
        f"Kentongan berjalan di {address}/",
        f"Masuk di {address}/masuk/ dengan kata sandi: {password()}",
        "",
        "  pati.humas            menulis paket informasi",
        "  pati.kabid            menyetujui dan menerbitkan",
        "  pati.gembong.sekcam   melihat papan kecamatan",
        "  pati.bermi.kim        pengurus KIM (cobalah di jendela sesempit telepon)",
        "  pati.bermi.desa       petugas desa",
        "  pati.dinkes           perangkat daerah lain",
        "  jateng.provinsi       pembina provinsi",
        "  admin                 administrator",
        "",
        "Begitu pula batang.…, tuban.…, muba.…, purbalingga.…; jatim.provinsi, sumsel.provinsi.",
        f"Semua nama pengguna: {names}",
        "",
    ]
    return "\n".join(lines)
