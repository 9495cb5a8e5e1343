"""Days off: the packaged lists, and what an office adds or takes away."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib import resources

from django.db import transaction
from django.utils.translation import gettext as _
from lokal import HOLIDAY_YEARS, get_holidays

from kentongan.domain.core.acting import Actor, System
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.regions.models import Holiday, Region
from kentongan.domain.regions.rules import ROOT

_KINDS = {"libur_nasional": Holiday.Kind.NATIONAL, "cuti_bersama": Holiday.Kind.JOINT_LEAVE}
_EXAMPLE = "Contoh: periksa dengan keputusan resminya"


def load_holidays(*, by: Actor | None = None) -> int:
    """Write the lists this version brings for years and regions that have none yet; how many days.

    The national years come from `lokal-id` with their decree, the others are examples. What an office changed
    stays: a region that has any day in a year keeps its own list of that year.
    """
    known = {(code, day.year) for code, day in Holiday.objects.values_list("region_id", "on")}
    regions = set(Region.objects.filter(holidays=None).values_list("code", flat=True)) | {
        code for code, _year in known
    }
    fresh = [
        row
        for row in (*_official(), *_examples())
        if row.region_id in regions and (row.region_id, row.on.year) not in known
    ]
    if not fresh:
        return 0
    with transaction.atomic():
        Holiday.objects.bulk_create(fresh, ignore_conflicts=True)
        country = Region.objects.get(code=ROOT)
        record("regions.load_holidays", country, by=by or System(), region=ROOT, days=len(fresh))
    return len(fresh)


def add_holiday(
    region: Region,
    *,
    on: date,
    name: str,
    kind: str = Holiday.Kind.REGIONAL,
    source: str = "",
    by: Actor,
) -> Holiday:
    """Make a day a day off of the region and all below, or with the kind ``workday`` a working day there.

    The same day under the same name corrects the one before.
    """
    by.require("regions.edit", region.code)
    if kind not in Holiday.Kind.values:
        raise Invalid(_("Pilihan “%(value)s” tidak dikenal.") % {"value": kind}, field="kind")
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise Invalid(_("Tulis nama hari libur, paling banyak 120 huruf."), field="name")
    with transaction.atomic():
        day, _created = Holiday.objects.update_or_create(
            region=region,
            on=on,
            name=name,
            defaults={"kind": kind, "source": source[:200], "is_example": False},
        )
        record("regions.add_holiday", region, by=by, region=region.code, on=str(on), name=name, kind=kind)
    return day


def remove_holiday(holiday: Holiday, *, by: Actor) -> None:
    """Take a day off out of the calendar; the history keeps what it was."""
    by.require("regions.edit", holiday.region_id)
    with transaction.atomic():
        kept = {"on": str(holiday.on), "name": holiday.name, "kind": holiday.kind, "source": holiday.source}
        record("regions.remove_holiday", holiday.region, by=by, region=holiday.region_id, **kept)
        holiday.delete()


def _official() -> Iterator[Holiday]:
    for year in HOLIDAY_YEARS:
        listed = get_holidays(year)
        for day in listed.holidays:
            yield Holiday(
                region_id=ROOT,
                on=date.fromisoformat(day.date),
                name=day.name,
                kind=_KINDS[day.type],
                source=listed.decree,
            )


def _examples() -> Iterator[Holiday]:
    text = resources.files("kentongan.domain.regions").joinpath("data", "holidays.csv")
    for row in csv.DictReader(text.read_text(encoding="utf-8").splitlines()):
        yield Holiday(
            region_id=row["region"],
            on=date.fromisoformat(row["on"]),
            name=row["name"],
            kind=row["kind"],
            source=_EXAMPLE,
            is_example=True,
        )
