"""The groups of the five regencies. What the articles do not say is invented and noted as such."""

from datetime import date, timedelta

from django.utils import timezone

from kentongan.demo import sources
from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import (
    NewPost,
    add_equipment,
    issue_decree,
    register_at_office,
    register_group,
    start_term,
)
from kentongan.domain.groups.models import Group
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ancestor_at

BY = System("Demonstrasi")
_NAMES = (
    "Sri Wahyuni", "Bambang Susilo", "Siti Aminah", "Agus Prasetyo", "Dewi Lestari", "Slamet Riyadi",
    "Nur Hidayah", "Joko Santoso", "Endang Sulastri", "Ahmad Fauzi", "Rina Kartika", "Sugeng Widodo",
    "Umi Kulsum", "Budi Hartono",
)  # fmt: skip


def build() -> None:
    """Groups with boards, decrees and registration from groups.csv."""
    for number, row in enumerate(sources.rows("groups.csv")):
        _group(number, row)


def _group(number: int, row: dict[str, str]) -> None:
    region = Region.objects.get(code=row["region"])
    founded = date.fromisoformat(row["founded_on"])
    invented = f"Contoh untuk demonstrasi: {row['invented']}." if row["invented"] else ""
    group = register_group(
        name=row["name"],
        region=region,
        level=row["level"],
        origin=row["origin"],
        parent_body=row["parent_body"],
        parent_body_purpose=row["parent_body_purpose"],
        function_added_on=founded if row["parent_body"] else None,
        founded_on=founded,
        phone=_phone(number),
        note=invented,
        source=row["source"],
        is_demo=bool(invented),
        by=BY,
    )
    _board(number, group, founded)
    if row["decree_number"]:
        _decree(group, row)


def _board(number: int, group: Group, founded: date) -> None:
    posts = [
        NewPost(
            title=title,
            name=f"{_NAMES[(number + place) % len(_NAMES)]} (contoh)",
            phone=_phone(number * 3 + place),
        )
        for place, title in enumerate(("chair", "secretary", "treasurer"))
    ]
    start_term(group, starts_on=founded, posts=posts, by=BY)
    add_equipment(group, name="Telepon pintar bersama", count=1, by=BY)


def _decree(group: Group, row: dict[str, str]) -> None:
    issued = date.fromisoformat(row["decree_issued_on"])
    issue_decree(
        number=row["decree_number"],
        issued_on=issued,
        issuer_role=row["issuer_role"],
        issuer_region=Region.objects.get(code=_issuer(row)),
        valid_from=issued,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        groups=[group],
        note="Nomor dan tanggal contoh untuk demonstrasi." if "SK" in row["invented"] else "",
        is_demo="SK" in row["invented"],
        by=BY,
    )
    if group.level == "village":
        register_at_office(group, on=min(issued + timedelta(days=30), timezone.localdate()), by=BY)


def _issuer(row: dict[str, str]) -> str:
    level = {"regent": 2, "district_head": 3}.get(row["issuer_role"], 4)
    return ancestor_at(row["region"], level) or row["region"]


def _phone(number: int) -> str:
    """A number that reaches nobody: the range 0800-000 is not given to telephones."""
    return f"0800-000-{number % 10000:04d}"
