"""What a run of the planner says, in sentences: remarks, and what is unmet with what to relax."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.domain.outreach.models import PlanRun
from kentongan.domain.regions.models import Region


@dataclass(frozen=True)
class Unmet:
    """Something the plan could not meet, and the changes of which any one would help."""

    text: str
    relax: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """A run in sentences."""

    remarks: list[str] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)


def report(run: PlanRun) -> Report:
    """The remarks and what is unmet of a finished run; one query."""
    remarks, unmet = run.result.get("remarks", []), run.result.get("unmet", [])
    codes = {row["district"] for row in (*remarks, *unmet) if "district" in row}
    codes |= {code for row in unmet for code in row.get("districts", ())}
    titles = {region.code: region.title for region in Region.objects.filter(code__in=codes)}
    return Report(
        [_remark(row, titles) for row in remarks],
        [Unmet(_unmet(row, titles), list(_relax(row))) for row in unmet],
    )


def _remark(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    kind = row["kind"]
    if kind == "spread":
        text = _("%(days)d hari kerja untuk %(districts)d kecamatan dan %(stops)d pertemuan.") % row
        if row["double"]:
            text += " " + _("Hari dengan lebih dari satu pertemuan: %(days)s.") % {
                "days": ", ".join(_short(day) for day in row["double"])
            }
        return text
    if kind == "days_off":
        named = "; ".join(f"{_short(day['date'])}: {day['name']}" for day in row["days"])
        return _("Hari libur dilewati: %(days)s.") % {"days": named.rstrip(".")}
    if kind == "no_list":
        years = ", ".join(map(str, row["years"]))
        return _("Daftar hari libur %(years)s belum dimuat: hanya Sabtu dan Minggu yang dilewati.") % {
            "years": years
        }
    if kind == "with_kim":
        text = _("%(district)s hanya punya %(without_kim)d desa tanpa KIM; selebihnya sudah punya KIM.")
        return text % (dict(row) | {"district": titles.get(row["district"], row["district"])})
    return _("Jarak diperkirakan dari urutan kode wilayah, karena batas wilayah belum dimuat.")


def _unmet(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    named = dict(row) | {"district": titles.get(row.get("district", ""), row.get("district", ""))}
    if row["kind"] == "few_without_kim":
        return _("%(district)s hanya punya %(without_kim)d desa tanpa KIM; kuotanya %(quota)d.") % named
    if row["kind"] == "few_villages":
        return _("%(district)s hanya memiliki %(villages)d desa dan kelurahan; kuotanya %(quota)d.") % named
    named["names"] = ", ".join(titles.get(code, code) for code in row["districts"])
    if row["kind"] == "too_far":
        return _("Terlalu jauh untuk pergi dan pulang dalam sehari: %(names)s.") % named
    if row["kind"] == "time":
        return _("%(stops)d pertemuan tidak muat dalam jam perjalanan yang ada: %(names)s.") % named
    return (
        _(
            "%(stops)d pertemuan tidak mendapat tempat: hanya ada %(team_days)d hari tim, masing-masing "
            "paling banyak %(most)d pertemuan. Belum bertanggal: %(names)s."
        )
        % named
    )


def _relax(row: Mapping[str, Any]) -> Iterable[str]:
    kind = row["kind"]
    if kind == "few_without_kim":
        yield _("Turunkan kuota kecamatan ini menjadi %(chosen)d.") % row
        yield _("Izinkan desa yang sudah punya KIM.")
    elif kind == "few_villages":
        yield _("Turunkan kuota kecamatan ini menjadi %(chosen)d.") % row
    elif kind == "too_far":
        yield _("Pindahkan tempat berangkat lebih dekat, atau perpanjang jam kerja sehari.")
        yield _("Keluarkan kecamatan ini dari keliling dengan alasan.")
    else:
        if "need_most" in row:
            yield _("Izinkan %(need_most)d pertemuan sehari untuk tiap tim.") % row
        if "need_teams" in row:
            yield _("Tambah tim menjadi %(need_teams)d.") % row
        yield _("Perpanjang keliling sampai %(day)s.") % {"day": _long(row["need_until"])}
        if kind == "time":
            yield _("Perpanjang jam kerja sehari atau persingkat pertemuan.")


def _short(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F")


def _long(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")
