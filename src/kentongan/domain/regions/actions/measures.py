"""Numbers of areas from a sheet that an office supplies: a code and a value in each row."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.core.sheets import plain_head, read_table
from kentongan.domain.regions.models import Measure, MeasureKind, Region
from kentongan.domain.regions.rules import ROOT, is_within

_CODE_HEADS = {"kode_wilayah", "kode", "kode_desa", "kode_kemendagri"}
_VALUE_HEADS = {"nilai", "angka", "persen", "persentase", "jumlah"}
_LARGEST = Decimal(10) ** 10
_BATCH = 500


@dataclass(frozen=True)
class MeasureReport:
    """How many areas got a number: new or changed, and the same as before."""

    written: int
    same: int


@dataclass(frozen=True)
class MeasureSheet:
    """What a sheet says: the number of each area, and what is wrong, by the number of the row."""

    values: dict[str, Decimal]
    wrong: list[tuple[int, str]]


def load_measure_kinds() -> int:
    """Write the packaged kinds that are not known yet; how many there are in the package."""
    text = resources.files("kentongan.domain.regions").joinpath("data", "measure_kinds.csv")
    kinds = [MeasureKind(**row) for row in csv.DictReader(text.read_text(encoding="utf-8").splitlines())]
    MeasureKind.objects.bulk_create(kinds, ignore_conflicts=True)
    return len(kinds)


def define_measure(
    *,
    code: str,
    name: str,
    unit: str = "",
    first: str = MeasureKind.First.HIGH,
    by: Actor,
    region: str = ROOT,
) -> MeasureKind:
    """Make a kind of number known, or bring its words up to date; ``region`` is where the office sits.

    ``first`` says which end of the scale needs help first: ``high`` or ``low``.
    """
    by.require("regions.edit", region)
    if first not in MeasureKind.First.values:
        raise Invalid(_("Pilihan “%(value)s” tidak dikenal.") % {"value": first}, field="first")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", code):
        raise Invalid(_("Kode hanya huruf kecil, angka, dan tanda hubung."), field="code")
    if not name.strip():
        raise Invalid(_("Tulis nama ukuran ini."), field="name")
    with transaction.atomic():
        kind, _created = MeasureKind.objects.update_or_create(
            code=code, defaults={"name": name.strip()[:80], "unit": unit.strip()[:20], "first": first}
        )
        record("regions.define_measure", kind, by=by, region=region, code=code)
    return kind


def import_measures(
    file: BinaryIO, *, kind: MeasureKind, area: Region, measured_on: date, source: str, by: Actor
) -> MeasureReport:
    """Keep the numbers of a sheet with the columns kode_wilayah and nilai: all rows or none.

    A second import of the same day corrects the first, and writes nothing where nothing differs. Raises
    ``Invalid`` naming the rows that are wrong.
    """
    by.require("regions.edit", area.code)
    source = source.strip()
    if not source or len(source) > 200:
        raise Invalid(_("Tulis sumber angkanya, paling banyak 200 huruf."), field="source")
    if measured_on > timezone.localdate():
        raise Invalid(_("Tanggal pengukuran tidak boleh di masa depan."), field="measured_on")
    sheet = read_measures(file, area)
    _refuse(sheet.wrong)
    values = sheet.values
    known = dict(
        Measure.objects.filter(kind=kind, measured_on=measured_on, source=source).values_list(
            "region_id", "value"
        )
    )
    changed = {code: value for code, value in values.items() if known.get(code) != value}
    with transaction.atomic():
        Measure.objects.bulk_create(
            [
                Measure(kind=kind, region_id=code, value=value, measured_on=measured_on, source=source)
                for code, value in changed.items()
            ],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["kind", "region", "measured_on"],
            update_fields=["value", "source"],
        )
        if changed:
            detail = {"kind": kind.code, "measured_on": str(measured_on), "source": source}
            record("regions.import_measures", area, by=by, region=area.code, rows=len(changed), **detail)
    return MeasureReport(len(changed), len(values) - len(changed))


def read_measures(file: BinaryIO, area: Region) -> MeasureSheet:
    """The numbers of a sheet with the columns kode_wilayah and nilai; nothing is kept.

    Raises ``Invalid`` for a file that is no such sheet; what is wrong in its rows is told by row.
    """
    (_first, heads), *rows = read_table(file).rows
    places = [plain_head(head) for head in heads]
    code_at = next((at for at, head in enumerate(places) if head in _CODE_HEADS), None)
    value_at = next((at for at, head in enumerate(places) if head in _VALUE_HEADS), None)
    if code_at is None or value_at is None or not rows:
        raise Invalid(
            _("Berkas harus memiliki kolom kode_wilayah dan nilai, dengan satu wilayah pada tiap baris."),
            field="file",
        )
    inside = set(Region.objects.within(area.code).values_list("code", flat=True))
    sheet = MeasureSheet({}, [])
    for number, cells in rows:
        code, text = (cells[at].strip() if at < len(cells) else "" for at in (code_at, value_at))
        if code and not text:
            continue  # the sample sheet lists every area; those without a number are left alone
        value = _number(text)
        problem = _problem(code, value, text, area, inside, sheet.values)
        if problem:
            sheet.wrong.append((number, problem))
        elif value is not None:
            sheet.values[code] = value
    return sheet


def _problem(
    code: str, value: Decimal | None, text: str, area: Region, inside: set[str], seen: dict[str, Decimal]
) -> str:
    if code not in inside:
        known = is_within(code, area.code) or not code
        sentence = (
            _("kode wilayah “%(code)s” tidak dikenal.") if known else _("wilayah %(code)s di luar %(area)s.")
        )
        return sentence % {"code": code[:20], "area": area.title}
    if code in seen:
        return _("wilayah %(code)s tertulis dua kali.") % {"code": code}
    if value is None:
        return _("nilai “%(text)s” bukan angka.") % {"text": text[:20]}
    return ""


def _number(text: str) -> Decimal | None:
    """A number as people and programs write it: 12,5 and 12.5 and 1.234,5."""
    plain = text.replace(" ", "").removesuffix("%")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return round(value, 4) if value.is_finite() and abs(value) < _LARGEST else None


def _refuse(wrong: Sequence[tuple[int, str]]) -> None:
    if not wrong:
        return
    more = len(wrong) - 5
    listed = " ".join(
        _("Baris %(number)d: %(problem)s") % {"number": number, "problem": problem}
        for number, problem in wrong[:5]
    )
    if more > 0:
        listed += " " + ngettext("Dan %(count)d baris lain.", "Dan %(count)d baris lain.", more) % {
            "count": more
        }
    raise Invalid(listed, field="file")
