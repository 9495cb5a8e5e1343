"""Loading the tree: the packaged list first, newer official lists later."""

import csv
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.boards import recount_totals
from kentongan.domain.regions.bulk import plant_rows, refresh_statistics
from kentongan.domain.regions.comparison import Change, LoadReport, compare
from kentongan.domain.regions.models import Region, RegionChange, RegionSource, RegionWord
from kentongan.domain.regions.official import (
    BUNDLED_ON,
    BUNDLED_SOURCE,
    OfficialRow,
    bundled_rows,
    to_region,
)
from kentongan.domain.regions.rules import ROOT, parent_code, valid_code
from kentongan.domain.regions.wording import index_words, reindex_words

_BATCH = 2000  # rows a statement; SQLite cuts it smaller by itself
_MANY = 5000  # new rows that make the planner's statistics worthless
_LIST_BYTES = 20 * 1024 * 1024


def load_bundled(*, by: Actor | None = None) -> LoadReport:
    """Load all of Indonesia from the package. Does nothing where that list or a newer one is loaded."""
    if RegionSource.objects.filter(on__gte=BUNDLED_ON).exists():
        return LoadReport()
    return load_list(bundled_rows(), source=BUNDLED_SOURCE, on=BUNDLED_ON, by=by or System())


def read_list(path: Path) -> list[OfficialRow]:
    """The rows of an official CSV file with the columns code, name and, if there, postal_code."""
    try:
        if path.stat().st_size > _LIST_BYTES:
            raise Invalid(_("Berkas %(file)s lebih besar dari 20 MB.") % {"file": path.name})
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            _("Berkas %(file)s tidak dapat dibaca. Simpan sebagai CSV (UTF-8).") % {"file": path.name}
        ) from error
    reader = csv.DictReader(lines)
    if not {"code", "name"} <= set(reader.fieldnames or ()):
        raise Invalid(_("Berkas %(file)s harus memiliki kolom code dan name.") % {"file": path.name})
    return [
        OfficialRow(
            (row["code"] or "").strip(), (row["name"] or "").strip(), (row.get("postal_code") or "").strip()
        )
        for row in reader
    ]


def load_list(
    rows: Iterable[OfficialRow], *, source: str, on: date, dry_run: bool = False, by: Actor
) -> LoadReport:
    """Bring the tree up to a newer official list; ``source`` names the decree, ``on`` is its date.

    Nothing is deleted: a code that left the list keeps its row, its records and the day it went. A second run
    changes nothing. Raises `Invalid` naming the row that is wrong.
    """
    by.require("regions.edit", ROOT)
    every = list(rows)
    listed = {row.code: row for row in every}
    with transaction.atomic():
        known = dict(Region.objects.current().values_list("code", "name"))
        _check(every, known)
        report = compare(known, listed.values())
        if dry_run or not report.changed:
            return report
        _apply(report, listed)
        if known:  # the first load is no change
            _write_changes(report, source, on)
        recount_totals()
        loaded = RegionSource.objects.create(name=source, on=on, rows=len(listed))
        record("regions.load", loaded, by=by, region=ROOT, source=source, **report.counts())
    return report


def _check(rows: list[OfficialRow], known: dict[str, str]) -> None:
    if not rows:
        raise Invalid(_("Daftar wilayah kosong. Periksa berkasnya."))
    codes = {row.code for row in rows} | known.keys() | {ROOT}
    seen: set[str] = set()
    for row in rows:
        if row.code in seen:
            raise Invalid(_("Kode wilayah %(code)s tertulis dua kali.") % {"code": row.code})
        seen.add(row.code)
        if not valid_code(row.code):
            raise Invalid(_("Kode wilayah “%(code)s” tidak berbentuk kode Kemendagri.") % {"code": row.code})
        if not row.name or len(row.name) > 100:
            raise Invalid(_("Nama wilayah %(code)s kosong atau terlalu panjang.") % {"code": row.code})
        parent = parent_code(row.code)
        if parent is not None and parent not in codes:
            raise Invalid(
                _("Wilayah %(code)s tidak memiliki induk: %(parent)s tidak ada dalam daftar.")
                % {"code": row.code, "parent": parent}
            )


def _apply(report: LoadReport, listed: dict[str, OfficialRow]) -> None:
    postal = dict(
        Region.objects.filter(code__in=[change.old_code for change in report.recoded]).values_list(
            "code", "postal_code"
        )
    )
    fresh = [listed[change.new_code] for change in report.added]
    for change in report.recoded:
        row = listed[change.new_code]
        fresh.append(OfficialRow(row.code, row.name, row.postal_code or postal[change.old_code]))
    _plant(fresh)
    _rename(report.renamed)


def _plant(rows: list[OfficialRow]) -> None:
    """Write new regions, and revive those whose old code is official again."""
    codes = {row.code for row in rows}
    if ROOT not in codes and not Region.objects.filter(code=ROOT).exists():
        rows = [OfficialRow(ROOT, "Indonesia"), *rows]
    returning = set(Region.objects.filter(gone_on__isnull=False).values_list("code", flat=True)) & codes
    regions = [to_region(row) for row in sorted(rows, key=_depth)]
    fresh = [region for region in regions if region.code not in returning]
    columns = [field.attname for field in Region._meta.concrete_fields]
    values = attrgetter(*columns)
    plant_rows(Region, columns, (values(region) for region in fresh))
    index_words(fresh)
    if len(fresh) > _MANY:
        refresh_statistics(Region, RegionWord)
    back = [region for region in regions if region.code in returning]
    if back:
        Region.objects.bulk_update(back, ["name", "gone_on"], batch_size=500)
        reindex_words(back)


def _depth(row: OfficialRow) -> tuple[bool, str]:
    return row.code != ROOT, row.code


def _rename(changes: list[Change]) -> None:
    names = {change.new_code: change.new_name for change in changes}
    renamed = list(Region.objects.filter(code__in=names))
    for region in renamed:
        region.name = names[region.code]
    Region.objects.bulk_update(renamed, ["name"], batch_size=500)
    reindex_words(renamed)


def _write_changes(report: LoadReport, source: str, on: date) -> None:
    left = [change.old_code for change in (*report.gone, *report.recoded)]
    for start in range(0, len(left), _BATCH):
        Region.objects.filter(code__in=left[start : start + _BATCH]).update(gone_on=on)
    kinds = {
        RegionChange.Kind.ADDED: report.added,
        RegionChange.Kind.RENAMED: report.renamed,
        RegionChange.Kind.RECODED: report.recoded,
        RegionChange.Kind.GONE: report.gone,
    }
    RegionChange.objects.bulk_create(
        [
            RegionChange(
                region_id=change.new_code or change.old_code, kind=kind, on=on, source=source, **vars(change)
            )
            for kind, changes in kinds.items()
            for change in changes
        ],
        batch_size=_BATCH,
    )
