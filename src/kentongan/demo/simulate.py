"""A synthetic network of any size, for measuring. Everything in it is invented and says so.

The same seed gives the same groups and the same steps. Rows are written in chunks, so that memory does not
grow with the network; the single verbs would write the same rows, with a history entry each, in hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kentongan.demo import simulated_traffic
from kentongan.demo.planting import moment, plant, uuid_of
from kentongan.demo.seed import PASSWORD_FILE
from kentongan.domain.core.codes import ALPHABET, RANDOM_SYMBOLS, with_check
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.models import BoardPost, BoardTerm, Decree, Group
from kentongan.domain.groups.models.groups import Kind, LegalForm, Origin
from kentongan.domain.groups.rules import name_key
from kentongan.domain.groups.standing import rebuild
from kentongan.domain.people.models import Person, User
from kentongan.domain.regions.bulk import refresh_statistics
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

SOURCE = "simulasi"
NOTE = "Contoh untuk uji beban; kelompok ini tidak ada."
CHUNK = 2000  # groups written at a time
DECREED = 0.7  # of the groups
YEARS = 5  # over which the groups were founded
_EMPTY = (
    "parent_body",
    "parent_body_purpose",
    "legal_document",
    "register_number",
    "phone",
    "email",
    "website",
    "address",
)


@dataclass(frozen=True)
class Size:
    """How much was made, and how long it took in seconds."""

    groups: int
    packages: int
    facts: int  # receipts and activities
    group_seconds: float
    traffic_seconds: float


def run(*, villages: int, days: int, seed: int) -> str:
    """Make the network and tell what it holds. Raises ``Invalid`` as :func:`build` does."""
    size = build(villages=villages, days=days, seed=seed)
    return (
        f"Jejaring tiruan: {size.groups} kelompok ({size.group_seconds:.1f} dtk), {size.packages} paket, "
        f"{size.facts} tanda terima dan kegiatan ({size.traffic_seconds:.1f} dtk). Semuanya berlabel contoh."
    )


def build(*, villages: int, days: int, seed: int) -> Size:
    """Groups in so many villages with a decree and a chair, and packages, steps and activities over the days.

    Beyond one group for each village of the country, hamlets get one as well. Raises ``Invalid`` for sizes
    that cannot be, for a database in real use, and for one that holds such a network already.
    """
    _check(villages, days)
    rng = Random(seed)  # noqa: S311 - repeatable is what it is for
    start = monotonic()
    seats = _seats(villages, rng)
    taken = set(Group.objects.values_list("code", flat=True))
    decrees = _decrees(sorted({ancestor_at(seat, 2) or seat for seat, _hamlet in seats}), rng)
    for chunk in _chunks(seats):
        _groups(chunk, decrees, taken, rng)
    refresh_statistics(Group, Group.decrees.through, Decree, Person, BoardTerm, BoardPost)
    rebuild()
    made = monotonic()
    packages, facts = simulated_traffic.build(days=days, rng=rng, source=SOURCE)
    return Size(len(seats), packages, facts, made - start, monotonic() - made)


def most_villages() -> int:
    """The most groups it makes: one for each village of the country and one for a hamlet in each."""
    return 2 * Region.objects.current().at_level(4).count()


def _check(villages: int, days: int) -> None:
    most = most_villages()
    if not 1 <= villages <= most:
        raise Invalid(f"Banyaknya desa harus 1 sampai {most}.", field="villages")
    if not 0 <= days <= 3650:
        raise Invalid("Banyaknya hari harus 0 sampai 3650.", field="days")
    if Group.objects.filter(source=SOURCE).exists():
        raise Invalid("Basis data ini sudah berisi jejaring tiruan. Pakai folder data yang baru.")
    if User.objects.exists() and not (Path(settings.DATA_DIR) / PASSWORD_FILE).exists():
        raise Invalid("Basis data ini sudah dipakai. Buat jejaring tiruan di folder data yang baru.")


def _seats(villages: int, rng: Random) -> list[tuple[str, str]]:
    """The village of each group and, for a second group there, its hamlet; by code."""
    codes = list(Region.objects.current().at_level(4).order_by("code").values_list("code", flat=True))
    first = rng.sample(codes, min(villages, len(codes)))
    second = rng.sample(codes, villages - len(first))
    return sorted([(code, "") for code in first] + [(code, "Contoh Dusun 2") for code in second])


def _decrees(regencies: list[str], rng: Random) -> dict[str, Decree]:
    """One decree of each regency, which will name most of its groups; a tenth of them are over."""
    today = timezone.localdate()
    decrees = {}
    for code in regencies:
        starts = today - timedelta(days=rng.randrange(30, 700))
        ends = starts + timedelta(days=365 * 3) if rng.random() < 0.9 else today - timedelta(days=1)
        decrees[code] = Decree(
            id=UUID(uuid_of(rng)),
            code=_code("S", rng),
            number=f"CONTOH/{code}/SIMULASI",
            issued_on=starts,
            issuer_role="mayor" if code[3] in "789" else "regent",
            issuer_region_id=code,
            kind=Decree.Kind.CONFIRMATION,
            valid_from=starts,
            valid_to=ends,
            note=NOTE,
            is_demo=True,
        )
    Decree.objects.bulk_create(decrees.values(), batch_size=CHUNK)
    return decrees


@transaction.atomic
def _groups(chunk: list[tuple[str, str]], decrees: dict[str, Decree], taken: set[str], rng: Random) -> None:
    """The groups of some seats, each with a chair for a term, most of them named in a decree."""
    names = Region.objects.in_bulk([seat for seat, _hamlet in chunk])
    today = timezone.localdate()
    rows = [_group(names[seat], hamlet, taken, today, rng) for seat, hamlet in chunk]
    plant(Group, rows)
    plant(
        Group.decrees.through,
        [
            {"group_id": row["id"], "decree_id": decrees[ancestor_at(row["region_id"], 2) or ""].pk.hex}
            for row in rows
            if rng.random() < DECREED
        ],
    )
    chairs = [_chair(row, rng) for row in rows]
    plant(Person, chairs)
    terms = BoardTerm.objects.bulk_create(
        BoardTerm(group_id=UUID(row["id"]), starts_on=row["founded_on"]) for row in rows
    )
    plant(
        BoardPost,
        [
            {
                "term_id": term.pk,
                "person_id": chair["id"],
                "title": BoardPost.Title.CHAIR.value,
                "section": "",
            }
            for term, chair in zip(terms, chairs, strict=True)
        ],
    )


def _group(region: Region, hamlet: str, taken: set[str], today: date, rng: Random) -> dict[str, Any]:
    code = _code("K", rng)
    while code in taken:
        code = _code("K", rng)
    taken.add(code)
    founded = today - timedelta(days=rng.randrange(1, 365 * YEARS))
    name = f"Contoh KIM {region.name}" + (" Dusun 2" if hamlet else "")
    facts = {
        "id": uuid_of(rng),
        "code": code,
        "name": name,
        "name_key": name_key(name),
        "kind": Kind.KIM.value,
        "level": "hamlet" if hamlet else "village",
        "region_id": region.code,
        "hamlet": hamlet,
        "origin": Origin.NEW.value,
        "legal_form": LegalForm.NONE.value,
        "founded_on": founded.isoformat(),
        "registered_on": founded.isoformat() if rng.random() < 0.5 else None,
        "note": NOTE,
        "source": SOURCE,
        "is_demo": True,
        "created_at": moment(timezone.now()),
    }
    return facts | dict.fromkeys(_EMPTY, "")


def _chair(group: dict[str, Any], rng: Random) -> dict[str, Any]:
    return {
        "id": uuid_of(rng),
        "name": f"Ketua Contoh {group['code']}",
        "sex": "",
        "phone": "0800-000-0000",  # reaches nobody
        "email": "",
        "region_id": group["region_id"],
        "is_demo": True,
    }


def _chunks(seats: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for first in range(0, len(seats), CHUNK):
        yield seats[first : first + CHUNK]


def _code(kind: str, rng: Random) -> str:
    return with_check(kind, "".join(rng.choices(ALPHABET, k=RANDOM_SYMBOLS)))
